-- A statement has the status of its latest correction; without corrections it is active.

-- Sets the status of these statements from their corrections. It locks the statements first, in the order of their ids
-- as all writers do, and reads the corrections in a later SQL statement, with a newer snapshot: of several concurrent
-- writers, the last one sees the corrections of all.
CREATE FUNCTION claims_apply_corrections(statements bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM 1 FROM claims_statement s WHERE s.id = ANY (statements) ORDER BY s.id FOR NO KEY UPDATE;
    UPDATE claims_statement s SET status = latest.status
    FROM (
        SELECT DISTINCT ON (statement_id) statement_id, status FROM claims_correction
        WHERE statement_id = ANY (statements) ORDER BY statement_id, corrected_at DESC
    ) AS latest
    WHERE s.id = latest.statement_id AND s.status <> latest.status;
END $$;

-- Checks that a statement has the status that its corrections give it, so that nobody changes it without explanation.
CREATE FUNCTION claims_check_status(subject bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    held record;
    said text;
BEGIN
    SELECT slug, status INTO held FROM claims_statement WHERE id = subject FOR SHARE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT status INTO said FROM claims_correction WHERE statement_id = subject ORDER BY corrected_at DESC LIMIT 1;
    IF held.status <> coalesce(said, 'active') THEN
        PERFORM claims_refuse('statement_status_is_explained', format(
            'Statement %s is %s, but its corrections say that it is %s: a correction says what was wrong, and why.',
            held.slug, held.status, coalesce(said, 'active')));
    END IF;
END $$;

-- Checks that the statement that replaces a corrected one supersedes it.
CREATE FUNCTION claims_check_replacement(subject bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    made record;
    named record;
BEGIN
    SELECT statement_id, replacement_id INTO made FROM claims_correction WHERE id = subject;
    IF NOT FOUND OR made.replacement_id IS NULL THEN
        RETURN;
    END IF;
    SELECT slug, supersedes_id INTO named FROM claims_statement WHERE id = made.replacement_id FOR SHARE;
    IF named.supersedes_id IS DISTINCT FROM made.statement_id THEN
        PERFORM claims_refuse('correction_replacement_supersedes', format(
            'Statement %s does not supersede the one that it is to replace.', named.slug));
    END IF;
END $$;
