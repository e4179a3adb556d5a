-- Reviews: which verdicts a claim can get, what stays as it was approved and published, and how reviews agree.

-- Whether a verdict is one for claims of this kind: outcomes are for promises, the others for all other claims.
CREATE FUNCTION claims_verdict_fits(verdict text, kind text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN verdict = 'other' OR (kind = 'promise') = (
    verdict IN ('kept', 'broken', 'compromise', 'stalled', 'in_the_works', 'not_yet_rated')
);

CREATE FUNCTION claims_refuse_verdict(review text, verdict text, claim text, kind text) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM claims_refuse('review_verdict_fits_claim', format(
        'Outcomes are for promises, other verdicts for other claims: review %s says %s of claim %s, which is of kind %s.',
        review, verdict, claim, kind));
END $$;

-- Checks that the verdict of a review is one for its claim. The claim is locked, so that its kind does not change.
CREATE FUNCTION claims_check_verdict(subject bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    given record;
    judged record;
BEGIN
    SELECT slug, verdict, claim_id INTO given FROM claims_review WHERE id = subject;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT slug, kind INTO judged FROM claims_claim WHERE id = given.claim_id FOR SHARE;
    IF NOT claims_verdict_fits(given.verdict, judged.kind) THEN
        PERFORM claims_refuse_verdict(given.slug, given.verdict, judged.slug, judged.kind);
    END IF;
END $$;

-- The same for all reviews of a claim whose kind has changed: who changed it has locked it.
CREATE FUNCTION claims_check_verdicts(subject bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM claims_refuse_verdict(r.slug, r.verdict, c.slug, c.kind)
    FROM claims_review r JOIN claims_claim c ON c.id = r.claim_id
    WHERE c.id = subject AND NOT claims_verdict_fits(r.verdict, c.kind);
END $$;

-- Refuses to change a published review, and of an approved one all but its words, unless it is taken up again.
CREATE FUNCTION claims_keep_review(review text, was text, became text, changed text[]) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    kept text[] := changed;
BEGIN
    IF became IN ('draft', 'approval_needed') THEN
        RETURN;
    END IF;
    IF was = 'published' AND changed <> '{}' THEN
        PERFORM claims_refuse('review_is_as_published', format(
            'Review %s is published as it is (%s): reopen it first.', review, array_to_string(changed, ', ')));
    END IF;
    kept := ARRAY(SELECT unnest(changed) EXCEPT SELECT unnest(ARRAY[
        'headline', 'body', 'language', 'author_url', 'published_on', 'published_on_precision', 'status', 'review_note'
    ]));
    IF kept <> '{}' THEN
        PERFORM claims_refuse('review_is_as_approved', format(
            'Review %s is approved as it is (%s), and only its words are proofread: reopen it first.',
            review, array_to_string(kept, ', ')));
    END IF;
END $$;

-- Refuses to delete a published review. A merge of two claims deletes one of two reviews with the same address.
CREATE FUNCTION claims_keep_review_there(review text, claim bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT claims_merges_claim(claim) THEN
        PERFORM claims_refuse('review_is_as_published', format(
            'Review %s is published, so it is not deleted: reopen it first.', review));
    END IF;
END $$;

-- How the published reviews of each claim agree (`claims.choices.Agreement`); claims without any have no row.
CREATE VIEW claims_derived_agreement AS
    SELECT claim_id,
           CASE WHEN count(*) = 1 THEN 'single'
                WHEN count(DISTINCT verdict) = 1 THEN 'unanimous'
                WHEN count(step) = count(*) AND max(step) - min(step) = 1 THEN 'close'
                ELSE 'mixed' END AS agreement
    FROM (
        SELECT claim_id, verdict,
               array_position(ARRAY['false', 'mostly_false', 'half_true', 'mostly_true', 'true'], verdict::text) AS step
        FROM claims_review WHERE status = 'published'
    ) published
    GROUP BY claim_id;

-- Recomputes the agreement of claims. Their tallies are locked first, as for positions (`claims_refresh_positions`), so
-- that of concurrent writers the last one sees the reviews of all.
CREATE FUNCTION claims_refresh_agreement(claims bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    before text := coalesce(current_setting('claims.refreshing', true), '');
BEGIN
    PERFORM 1 FROM claims_claimtally t WHERE t.claim_id = ANY (claims) ORDER BY t.claim_id FOR UPDATE;
    PERFORM set_config('claims.refreshing', 'on', true);
    UPDATE claims_claimtally t SET agreement = d.agreement, updated_at = now()
    FROM unnest(claims) AS c (id) LEFT JOIN LATERAL (
        SELECT agreement FROM claims_derived_agreement a WHERE a.claim_id = c.id
    ) d ON true
    WHERE t.claim_id = c.id AND t.agreement IS DISTINCT FROM d.agreement;
    PERFORM set_config('claims.refreshing', before, true);
END $$;
