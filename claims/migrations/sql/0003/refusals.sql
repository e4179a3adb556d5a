-- How triggers and functions refuse a write.

-- Raises the error of a violated CHECK constraint called `rule`, so that the API reports it as one of a real
-- constraint.
CREATE FUNCTION claims_refuse(rule text, explanation text) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule, MESSAGE = explanation;
END $$;
