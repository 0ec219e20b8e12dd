-- A page of letters since some time begins where their ids begin, a day before. This index has those it would miss: given up later than a day
-- after they were made, or with an id that tells no time. The expression must stay as it stands in DeadLetters.
CREATE INDEX dead_letter_unusual ON dead_letter (attempt_id)
    WHERE coalesce(exhausted_at - uuid_extract_timestamp(attempt_id) > interval '24 hours', true);
