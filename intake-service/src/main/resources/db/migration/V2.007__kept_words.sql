-- What waits is kept with the words of its templates; what waited before is put into words when it comes due.
UPDATE notification SET request = json_build_object('request', request::json)::text WHERE request IS NOT NULL;
COMMENT ON COLUMN notification.request IS 'What a scheduled notification is decided from when it comes due, and the words of its templates; null for all others.';
