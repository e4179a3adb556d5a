-- What was reviewed stays as it was reviewed, whoever writes: triggers (`AsReviewed`) call these functions.

-- Whether the transaction merges the row `merged` of a table into the row `kept`. `claims.services.merge` names both
-- rows in the setting, so that a merge may move these references and nothing else. Where two speakers held the same role,
-- their merge also moves references from the one affiliation to the other.
CREATE FUNCTION claims_is_merge(of_table text, merged bigint, kept bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN CASE WHEN of_table = 'claims_affiliation' AND merged IS NOT NULL AND kept IS NOT NULL
    THEN coalesce(current_setting('claims.merging', true), '') LIKE 'claims\_speaker %'
    ELSE coalesce(current_setting('claims.merging', true), '') = concat_ws(' ', of_table, merged, kept)
END;

-- Locks what a stance rests on until the transaction ends, so that it does not change, and returns whether the statement
-- refers to the rows that were locked. The statement comes after the rows that it refers to, as for those who change a
-- role. It and the claim are locked FOR NO KEY UPDATE, as a trigger locks the statement later: two reviewers that first
-- shared a weaker lock would then wait for each other. Who writes a citation locks its statement.
CREATE FUNCTION claims_lock_judged(of_statement bigint, of_claim bigint) RETURNS boolean
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    said record;
    stayed boolean;
BEGIN
    SELECT s.speaker_id, s.on_behalf_of_id, s.source_id, s.affiliation_id, r.organization_id INTO said
    FROM claims_statement s LEFT JOIN claims_affiliation r ON r.id = s.affiliation_id WHERE s.id = of_statement;
    PERFORM FROM claims_affiliation WHERE id = said.affiliation_id FOR SHARE;
    PERFORM FROM claims_speaker
    WHERE id IN (said.speaker_id, said.on_behalf_of_id, said.organization_id) ORDER BY id FOR SHARE;
    PERFORM FROM claims_source WHERE id = said.source_id FOR SHARE;
    PERFORM FROM claims_statement WHERE id = of_statement FOR NO KEY UPDATE;
    PERFORM FROM claims_claim WHERE id = of_claim FOR NO KEY UPDATE;
    SELECT (s.speaker_id, s.on_behalf_of_id, s.source_id, s.affiliation_id, r.organization_id) IS NOT DISTINCT FROM
           (said.speaker_id, said.on_behalf_of_id, said.source_id, said.affiliation_id, said.organization_id)
    INTO stayed
    FROM claims_statement s LEFT JOIN claims_affiliation r ON r.id = s.affiliation_id WHERE s.id = of_statement;
    RETURN coalesce(stayed, false);
END $$;

-- Refuses to change a statement on which confirmed stances rest, or which a correction is about. The statement is locked,
-- so that a stance on it is confirmed either before, and seen here, or after the change.
CREATE FUNCTION claims_keep_statement(subject bigint, changed text[]) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    said record;
    stances text;
BEGIN
    IF changed = '{}' THEN
        RETURN;
    END IF;
    SELECT slug, status INTO said FROM claims_statement WHERE id = subject FOR NO KEY UPDATE;
    IF said.status <> 'active' THEN
        PERFORM claims_refuse('statement_is_as_corrected', format(
            'Statement %s does not stand any more. What it was stays (%s): its correction is about that.',
            said.slug, array_to_string(changed, ', ')));
    END IF;
    SELECT string_agg(id::text, ', ' ORDER BY id) INTO stances FROM (
        SELECT id FROM claims_stance WHERE statement_id = subject AND review_status = 'confirmed' ORDER BY id LIMIT 5
    ) c;
    IF stances IS NOT NULL THEN
        PERFORM claims_refuse('statement_is_as_reviewed', format(
            'Confirmed stances (%s) rest on statement %s as it is (%s): reopen them first, or correct the statement.',
            stances, said.slug, array_to_string(changed, ', ')));
    END IF;
END $$;

-- Refuses to add a citation to a statement on which confirmed stances rest, or which a correction is about. Fixtures load
-- a statement and what belongs to it in any order, so a statement that the same transaction has created is free.
CREATE FUNCTION claims_keep_citations(subject bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    -- By the row, not by the transaction: that may have recorded a million changes.
    IF claims_transaction() IS DISTINCT FROM (
        SELECT transaction FROM claims_change
        WHERE collection = 'statements' AND row_id = subject AND kind = 'created' ORDER BY id LIMIT 1
    ) THEN
        PERFORM claims_keep_statement(subject, ARRAY['citations']);
    END IF;
END $$;

-- Refuses to change a citation of such a statement, and to move one there.
CREATE FUNCTION claims_keep_citation(was bigint, became bigint, changed text[]) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM claims_keep_statement(was, changed);
    IF became <> was THEN
        PERFORM claims_keep_citations(became);
    END IF;
END $$;

-- Refuses to change a claim on which confirmed stances or published reviews rest; it is locked as a statement is.
CREATE FUNCTION claims_keep_claim(subject bigint, changed text[]) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    claimed text;
    stances text;
    reviews text;
BEGIN
    IF changed = '{}' THEN
        RETURN;
    END IF;
    SELECT slug INTO claimed FROM claims_claim WHERE id = subject FOR NO KEY UPDATE;
    SELECT string_agg(id::text, ', ' ORDER BY id) INTO stances FROM (
        SELECT id FROM claims_stance WHERE claim_id = subject AND review_status = 'confirmed' ORDER BY id LIMIT 5
    ) c;
    IF stances IS NOT NULL THEN
        PERFORM claims_refuse('claim_is_as_reviewed', format(
            'Confirmed stances (%s) rest on claim %s as it is (%s): reopen them first.',
            stances, claimed, array_to_string(changed, ', ')));
    END IF;
    SELECT string_agg(slug, ', ' ORDER BY id) INTO reviews FROM (
        SELECT id, slug FROM claims_review WHERE claim_id = subject AND status = 'published' ORDER BY id LIMIT 5
    ) p;
    IF reviews IS NOT NULL THEN
        PERFORM claims_refuse('claim_is_as_reviewed', format(
            'Published reviews (%s) rest on claim %s as it is (%s): reopen them first.',
            reviews, claimed, array_to_string(changed, ', ')));
    END IF;
END $$;

-- Refuses to change a confirmed stance, unless it becomes a suggestion again, which is then reviewed anew.
CREATE FUNCTION claims_keep_stance(subject bigint, became text, changed text[]) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF changed <> '{}' AND became <> 'suggested' THEN
        PERFORM claims_refuse('stance_is_as_reviewed', format(
            'Stance %s is confirmed as it is (%s): reopen it first.', subject, array_to_string(changed, ', ')));
    END IF;
END $$;

-- Whether the transaction merges this claim, into another one or another one into it.
CREATE FUNCTION claims_merges_claim(claim bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN coalesce(current_setting('claims.merging', true), '') ~ format('^claims_claim (%1$s \d+|\d+ %1$s)$', claim);

-- Refuses to delete a confirmed stance. A merge of two claims deletes one of two stances that are equal.
CREATE FUNCTION claims_keep_stance_there(subject bigint, claim bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT claims_merges_claim(claim) THEN
        PERFORM claims_refuse('stance_is_as_reviewed', format(
            'Stance %s is confirmed, so it is not deleted: reopen it first.', subject));
    END IF;
END $$;

-- The speakers that have one of `names`, in whatever spelling, or one of the identifiers `pairs` (“wikidata:Q1”).
CREATE FUNCTION claims_namesakes(names text[], pairs text[]) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    -- LIKE finds the rows by the trigram index; the comparison of whole folds decides.
    SELECT s.id FROM (SELECT DISTINCT claims_fold(name) AS fold FROM unnest(names) AS name) n
    JOIN claims_speaker s ON s.folded_names LIKE '%' || n.fold || '%'
    WHERE n.fold <> '' AND n.fold = ANY (string_to_array(s.folded_names, '  '))
    UNION
    SELECT speaker_id FROM claims_speakeridentifier WHERE scheme || ':' || value = ANY (pairs)
$$;
