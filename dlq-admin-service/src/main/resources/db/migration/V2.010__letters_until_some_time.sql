-- A page of letters until some time ends where their ids end, a minute later for clocks that are apart. So this index has those too that were
-- given up long before their ids' time. The expression must stay as it stands in Search.
DROP INDEX dead_letter_unusual;
CREATE INDEX dead_letter_unusual ON dead_letter (attempt_id)
    WHERE coalesce(exhausted_at - uuid_extract_timestamp(attempt_id) NOT BETWEEN interval '-1 minute' AND interval '24 hours', true);
