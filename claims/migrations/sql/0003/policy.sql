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

-- What each stance rests on, besides the citations of its statement.
CREATE VIEW claims_judged_stance AS
    SELECT x.id, x.statement_id, x.claim_id, s.source_id, s.affiliation_id, s.speaker_id, s.on_behalf_of_id,
           r.organization_id
    FROM claims_stance x JOIN claims_statement s ON s.id = x.statement_id
    LEFT JOIN claims_affiliation r ON r.id = s.affiliation_id;

-- Locks what stances rest on until the transaction ends, so that it does not change, and returns those stances whose
-- statements do not refer to the rows that were locked. The caller has locked the stances. The statements come after the
-- rows that they refer to, as for those who change a role; rows of one table are locked in the order of their ids.
-- Statements and claims are locked FOR NO KEY UPDATE, as a trigger locks the statement later: two reviewers that first
-- shared a weaker lock would then wait for each other. Who writes a citation locks its statement.
--
-- PostgreSQL would plan anew for each array, here and below.
CREATE FUNCTION claims_lock_judged(stances bigint[]) RETURNS bigint[]
LANGUAGE plpgsql SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    before text[];
    stayed text[];
    roles bigint[];
    speakers bigint[];
    sources bigint[];
    statements bigint[];
    claims bigint[];
BEGIN
    SELECT array_agg(j::text ORDER BY id), array_agg(DISTINCT affiliation_id), array_agg(DISTINCT source_id),
           array_agg(DISTINCT speaker_id) || array_agg(DISTINCT on_behalf_of_id) || array_agg(DISTINCT organization_id),
           array_agg(DISTINCT statement_id), array_agg(DISTINCT claim_id)
    INTO before, roles, sources, speakers, statements, claims
    FROM claims_judged_stance j WHERE id = ANY (stances);
    PERFORM FROM claims_affiliation WHERE id = ANY (roles) ORDER BY id FOR SHARE;
    PERFORM FROM claims_speaker WHERE id = ANY (speakers) ORDER BY id FOR SHARE;
    PERFORM FROM claims_source WHERE id = ANY (sources) ORDER BY id FOR SHARE;
    PERFORM FROM claims_statement WHERE id = ANY (statements) ORDER BY id FOR NO KEY UPDATE;
    PERFORM FROM claims_claim WHERE id = ANY (claims) ORDER BY id FOR NO KEY UPDATE;
    SELECT array_agg(j::text ORDER BY id) INTO stayed FROM claims_judged_stance j WHERE id = ANY (stances);
    IF stayed IS NOT DISTINCT FROM before THEN
        RETURN '{}';
    END IF;
    RETURN ARRAY(
        SELECT id FROM claims_judged_stance j
        WHERE id = ANY (stances) AND j::text NOT IN (SELECT unnest(before)) ORDER BY id
    );
END $$;

-- For each stance, whether `reviewer` changed what it rests on after somebody else last wrote the stance, and the position
-- of the confirmed stance of its statement on its claim. `of_statements` and `of_claims` are the fields that reviewers
-- read; the citations are in the history of the statement.
CREATE FUNCTION claims_review_history(stances bigint[], reviewer bigint, of_statements text[], of_claims text[])
RETURNS TABLE (stance bigint, changed boolean, rival text)
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN QUERY SELECT x.id, EXISTS (
        SELECT FROM (VALUES
            ('stances', x.id, ARRAY['statement', 'claim']),
            ('statements', x.statement_id, of_statements),
            ('claims', x.claim_id, of_claims),
            ('sources', x.source_id, NULL),
            ('affiliations', x.affiliation_id, NULL),
            ('speakers', x.speaker_id, NULL),
            ('speakers', x.on_behalf_of_id, NULL),
            ('speakers', x.organization_id, NULL)
        ) AS j (collection, row_id, fields)
        JOIN claims_change c ON c.collection = j.collection AND c.row_id = j.row_id
        WHERE c.user_id = reviewer
          AND (j.fields IS NULL OR c.new ?| j.fields OR j.collection <> 'stances' AND c.old ?| j.fields)
          AND c.id > coalesce((
              SELECT max(o.id) FROM claims_change o
              WHERE o.collection = 'stances' AND o.row_id = x.id AND o.user_id IS DISTINCT FROM reviewer
          ), 0)
    ), (
        SELECT o.position::text FROM claims_stance o
        WHERE o.statement_id = x.statement_id AND o.claim_id = x.claim_id AND o.review_status = 'confirmed'
    )
    FROM claims_judged_stance x WHERE x.id = ANY (stances);
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

-- Refuses to change a claim on which confirmed stances or approved reviews rest; it is locked as a statement is.
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
        SELECT id, slug FROM claims_review
        WHERE claim_id = subject AND status IN ('proofreading_needed', 'published') ORDER BY id LIMIT 5
    ) p;
    IF reviews IS NOT NULL THEN
        PERFORM claims_refuse('claim_is_as_reviewed', format(
            'Approved reviews (%s) rest on claim %s as it is (%s): reopen them first.',
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
