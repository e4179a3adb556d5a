-- How triggers and functions refuse a write.

-- Raises the error of a violated CHECK constraint called `rule`, so that the API reports it as one of a real
-- constraint. `meant` is the text that the writer may have meant, for whoever corrects the row: the DETAIL of the error.
CREATE FUNCTION claims_refuse(rule text, explanation text, meant text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF meant IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule, MESSAGE = explanation;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule, MESSAGE = explanation, DETAIL = meant;
END $$;
