-- Rules that reach over several tables. Triggers call them when a transaction commits, so that rows may be
-- written in any order; each locks the rows it reads, so that two transactions cannot break a rule together.

-- A quote is cited; what is cited stands in the source's text where that is held, at the place given;
-- and a quote consists of nothing but its cited words, marks of omission and [insertions]. The lock excludes other
-- checks of the statement: two transactions that each take one of its last two citations away cannot both succeed.
CREATE FUNCTION claims_check_quote(subject bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    spoken record;
    held text;
    cited record;
    words text;
BEGIN
    SELECT kind, text, original_text, source_id, slug INTO spoken
    FROM claims_statement WHERE id = subject FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT content INTO held FROM claims_source WHERE id = spoken.source_id FOR SHARE;
    FOR cited IN SELECT * FROM claims_citation WHERE statement_id = subject AND held <> '' LOOP
        IF strpos(held, cited.prefix || cited.exact || cited.suffix) = 0 THEN
            PERFORM claims_refuse('citation_is_verbatim', format(
                'The words “%s” of statement %s do not stand in the text of its source.',
                left(cited.prefix || cited.exact || cited.suffix, 80), spoken.slug));
        END IF;
        IF cited."start" IS NOT NULL AND NOT starts_with(
            substr(held, greatest(cited."start" + 1 - length(cited.prefix), 1)),
            cited.prefix || cited.exact || cited.suffix
        ) THEN
            PERFORM claims_refuse('citation_offsets_match', format(
                'The words “%s” of statement %s do not stand at characters %s to %s of its source.',
                left(cited.exact, 80), spoken.slug, cited."start", cited."end"));
        END IF;
    END LOOP;
    IF spoken.kind <> 'quote' THEN
        RETURN;
    END IF;
    IF NOT EXISTS (SELECT FROM claims_citation WHERE statement_id = subject) THEN
        PERFORM claims_refuse('statement_quote_is_cited', format(
            'Quote %s needs a citation: the exact words as they stand in its source.', spoken.slug));
    END IF;
    -- What was cited is the text or, where the text is a translation, the original.
    words := CASE
        WHEN NOT EXISTS (SELECT FROM claims_citation WHERE statement_id = subject AND strpos(spoken.text, exact) = 0)
            THEN spoken.text
        WHEN NOT EXISTS (SELECT FROM claims_citation
                         WHERE statement_id = subject AND strpos(spoken.original_text, exact) = 0)
            THEN spoken.original_text
    END;
    IF words IS NULL THEN
        PERFORM claims_refuse('statement_quote_is_verbatim', format(
            'Words that quote %s cites are not in its text.', spoken.slug));
    END IF;
    FOR cited IN SELECT exact FROM claims_citation WHERE statement_id = subject ORDER BY length(exact) DESC LOOP
        words := replace(words, cited.exact, ' ');
    END LOOP;
    words := translate(regexp_replace(words, '\[[^]]*\]', '', 'g'), '….,;:!?-–—()"''“”‘’„‚«»‹› ' || E'\t\n\r', '');
    IF words <> '' THEN
        PERFORM claims_refuse('statement_quote_is_verbatim', format(
            'Quote %s holds words that none of its citations has: “%s”.', spoken.slug, left(words, 80)));
    END IF;
END $$;

-- The words that carry a stance are words of its statement.
CREATE FUNCTION claims_check_excerpt(subject bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    taken record;
    spoken record;
BEGIN
    SELECT excerpt, statement_id INTO taken FROM claims_stance WHERE id = subject;
    IF NOT FOUND OR taken.excerpt = '' THEN
        RETURN;
    END IF;
    SELECT text, original_text, slug INTO spoken FROM claims_statement WHERE id = taken.statement_id FOR SHARE;
    IF strpos(spoken.text, taken.excerpt) = 0 AND strpos(spoken.original_text, taken.excerpt) = 0 THEN
        PERFORM claims_refuse('stance_excerpt_in_statement', format(
            'The excerpt “%s” does not stand in statement %s.', left(taken.excerpt, 80), spoken.slug));
    END IF;
END $$;

-- A person holds a role in an organisation, not the other way round.
CREATE FUNCTION claims_check_affiliation(subject bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    held record;
    member record;
    body record;
BEGIN
    SELECT person_id, organization_id INTO held FROM claims_affiliation WHERE id = subject;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT kind, slug INTO member FROM claims_speaker WHERE id = held.person_id FOR SHARE;
    SELECT kind, slug INTO body FROM claims_speaker WHERE id = held.organization_id FOR SHARE;
    IF member.kind <> 'person' THEN
        PERFORM claims_refuse('affiliation_person_is_person', format(
            '%s holds a role, so it must be a person; it is of kind %s.', member.slug, member.kind));
    END IF;
    IF body.kind <> 'organization' THEN
        PERFORM claims_refuse('affiliation_organization_is_organization', format(
            'Roles are held in organisations; %s is of kind %s.', body.slug, body.kind));
    END IF;
END $$;

-- Whether a role was held at some time of the period that a statement is dated by. A former role whose end
-- is unknown is never assumed to have been held on a day.
CREATE FUNCTION claims_role_covers(role claims_affiliation, made_on date, made_on_precision text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT NOT role.former
       AND coalesce(role.start_date <= claims_period_end(made_on, made_on_precision), true)
       AND coalesce(claims_period_end(role.end_date, role.end_date_precision) >= made_on, true)
$$;

-- The role shown with a statement is one that its speaker held when it was made.
CREATE FUNCTION claims_check_role(subject bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    spoken record;
    role claims_affiliation;
BEGIN
    SELECT slug, speaker_id, affiliation_id, made_on, made_on_precision INTO spoken
    FROM claims_statement WHERE id = subject FOR SHARE;
    IF NOT FOUND OR spoken.affiliation_id IS NULL THEN
        RETURN;
    END IF;
    SELECT * INTO role FROM claims_affiliation WHERE id = spoken.affiliation_id FOR SHARE;
    IF role.person_id <> spoken.speaker_id THEN
        PERFORM claims_refuse('statement_affiliation_is_the_speakers', format(
            'The role shown with statement %s is somebody else’s.', spoken.slug));
    END IF;
    IF NOT claims_role_covers(role, spoken.made_on, spoken.made_on_precision) THEN
        PERFORM claims_refuse('statement_affiliation_held_then', format(
            'The role “%s” was not held when statement %s was made (%s).', role.role, spoken.slug, spoken.made_on));
    END IF;
END $$;
