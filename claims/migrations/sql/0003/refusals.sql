-- How triggers and functions refuse a write.

-- Raises the error of a violated CHECK constraint called `rule`, so that the API reports it as one of a real
-- constraint. `meant` is the text that the writer may have meant, for whoever corrects the row: the HINT of the error. At
-- commit, when many rows are checked, the error also names the row, as that of a foreign key does.
CREATE FUNCTION claims_refuse(rule text, explanation text, meant text DEFAULT '') RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    checked text := coalesce(current_setting('claims.checking', true), '');
BEGIN
    IF checked = '' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation', CONSTRAINT = rule, MESSAGE = explanation, HINT = coalesce(meant, '');
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', CONSTRAINT = rule, MESSAGE = explanation, HINT = coalesce(meant, ''),
        TABLE = split_part(checked, ' ', 1), DETAIL = format('Key (id)=(%s).', split_part(checked, ' ', 2));
END $$;
