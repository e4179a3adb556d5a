-- Quotes and excerpts: their words occur in the source and in the statement.
--
-- Rules that read several tables. Deferred constraint triggers (`CommitCheck`) call these functions when a transaction
-- commits, so that rows may be written in any order. Each function locks the rows that it reads: two transactions
-- cannot break a rule together.

-- Checks the citations of a statement: where the text of the source is held, each cited text occurs in it, at the given
-- offsets; a quote has at least one citation, and consists of cited text, marks of omission and [insertions] alone.
-- The lock makes checks of the same statement wait for each other: of two transactions that each delete one of its last
-- two citations, the second one is refused.
CREATE FUNCTION claims_check_quote(subject bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
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
    -- Citations quote the text or, where the text is a translation, the original.
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

-- Checks that the excerpt of a stance occurs in the text of its statement, or in the original.
CREATE FUNCTION claims_check_excerpt(subject bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
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
