-- Quotes and excerpts: their words occur in the source and in the statement.
--
-- Rules that read several tables. Deferred constraint triggers (`CommitCheck`) call these functions when a transaction
-- commits, so that rows may be written in any order. Each function locks the rows that it reads: two transactions
-- cannot break a rule together.

-- What may stand in a quote besides cited words: punctuation, spaces and formats of any script, and [insertions].
CREATE FUNCTION claims_besides_words() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '(?:\[[^]]*\]|［[^］]*］|〔[^〕]*〕|⋯|[\u0009\u000a\u000d'
    || claims_characters('P') || claims_characters('Z') || claims_characters('Cf') || '])*';

-- Whether something says that words are left out: a mark of omission, or an insertion in brackets.
CREATE FUNCTION claims_says_omitted(besides text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN besides ~ '[…⋯‥]|\. ?\. ?\.|\[ *[^] ][^]]*\]|［[^］]+］|〔[^〕]+〕';

-- What lies between two citations in their source, where their offsets are known: from its text, or from what the
-- citations say of the characters around them. NULL where nobody knows.
CREATE FUNCTION claims_between(held text, ends integer, begins integer, suffix text, prefix text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN held <> '' THEN substr(held, ends + 1, begins - ends)
    WHEN length(suffix) >= begins - ends THEN left(suffix, begins - ends)
    WHEN length(prefix) >= begins - ends THEN right(prefix, begins - ends)
END;

-- The offsets at which a citation of the text `words` may stand in its source: where it says, or where the text that is
-- held has it, among the first 200 places. It begins and ends there where words do, but for an [insertion] in `words`,
-- as in “[T]he”.
CREATE FUNCTION claims_origins(cited claims_citation, words text, held text) RETURNS SETOF integer
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
BEGIN
    RETURN QUERY SELECT place FROM (
        SELECT cited."start" AS place WHERE cited."start" IS NOT NULL
        UNION ALL (
            SELECT p + length(cited.prefix) FROM claims_places(held, cited.prefix || cited.exact || cited.suffix) p
            WHERE cited."start" IS NULL LIMIT 200
        )
    ) p
    WHERE (NOT claims_in_word(held, place) OR strpos(words, ']' || cited.exact) > 0)
      AND (NOT claims_in_word(held, place + length(cited.exact)) OR strpos(words, cited.exact || '[') > 0);
END $$;

-- Covers the text of a quote with the citations of its statement, from the beginning to the end. `broken` is the first
-- rule that this breaks, '' for none; `one` and `other` are the citations before and after that place. If words are
-- left that no citation has, `uncited` is the text from there.
--
-- Citations follow one another as in the source: by their offsets where these are given or the text is held, else in
-- the order in which they were recorded. Of several places where words stand in the source, any will do.
CREATE FUNCTION claims_stitched(
    subject bigint, words text, held text, OUT broken text, OUT one text, OUT other text, OUT uncited text
)
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
BEGIN
    WITH RECURSIVE cited AS MATERIALIZED (
        SELECT * FROM claims_citation WHERE statement_id = subject
    ), pieces AS MATERIALIZED (
        SELECT id, exact, prefix, suffix, place AS begins, place + length(exact) AS ends,
               claims_in_word(words, place) OR claims_in_word(words, place + length(exact)) AS cut
        FROM cited CROSS JOIN claims_places(words, exact) place
    ), origins AS MATERIALIZED (
        SELECT id, place FROM cited LEFT JOIN LATERAL claims_origins(cited, words, held) place ON true
    ), laid AS (
        -- The text is covered up to `read`, where the last citation ends; the next word begins at `next`. That citation
        -- ends at `place` of the source.
        SELECT NULL::bigint AS id, 0 AS read, length(substring(words FROM '^' || claims_besides_words())) AS next,
               '' AS exact, '' AS suffix, NULL::integer AS place, '' AS rule, '' AS before, '' AS after
        UNION
        SELECT p.id, p.ends, p.ends + length(substring(substr(words, p.ends + 1) FROM '^' || claims_besides_words())),
               p.exact, p.suffix, o.place + length(p.exact),
               coalesce(nullif(l.rule, ''), found.rule),
               CASE WHEN l.rule = '' AND found.rule <> '' THEN l.exact ELSE l.before END,
               CASE WHEN l.rule = '' AND found.rule <> '' THEN p.exact ELSE l.after END
        FROM laid l
        JOIN pieces p ON p.begins BETWEEN l.read AND l.next AND p.ends > l.next
        JOIN origins o ON o.id = p.id
        CROSS JOIN LATERAL (
            SELECT CASE
                WHEN p.cut THEN 'citation_of_whole_words'
                WHEN l.id IS NULL THEN ''
                WHEN o.place < l.place OR o.place + l.place IS NULL AND p.id < l.id
                    THEN 'statement_quote_in_order'
                WHEN claims_says_omitted(substr(words, l.read + 1, p.begins - l.read)) THEN ''
                WHEN claims_between(held, l.place, o.place, l.suffix, p.prefix) ~ ('^' || claims_besides_words() || '$')
                    THEN ''
                ELSE 'statement_quote_marks_omissions'
            END AS rule
        ) found
    )
    SELECT rule, before, after, substr(words, next + 1) INTO broken, one, other, uncited
    FROM laid
    ORDER BY next DESC, array_position(
        ARRAY['', 'statement_quote_marks_omissions', 'statement_quote_in_order', 'citation_of_whole_words'], rule
    ) LIMIT 1;
END $$;

-- Checks a citation of the text `words` against the text of its source that is held: it stands there, at the offsets
-- that it gives, and begins and ends where words do.
CREATE FUNCTION claims_check_citation(cited claims_citation, words text, held text, slug text) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    whole text := cited.prefix || cited.exact || cited.suffix;
    meant text;
BEGIN
    IF strpos(held, whole) = 0 THEN
        meant := coalesce(claims_passage(held, whole), claims_passage(held, cited.exact));
        PERFORM claims_refuse('citation_is_verbatim', format(
            'The words “%s” of statement %s do not stand in the text of its source%s.',
            left(whole, 80), slug, coalesce(', which has “' || left(meant, 500) || '”', '')), meant);
    END IF;
    IF cited."start" < length(cited.prefix)
       OR substr(held, cited."start" + 1 - length(cited.prefix), length(whole)) <> whole THEN
        PERFORM claims_refuse('citation_offsets_match', format(
            'The words “%s” of statement %s do not stand at characters %s to %s of its source, but at %s.',
            left(cited.exact, 80), slug, cited."start", cited."end",
            (SELECT string_agg(format('%s to %s', begins, begins + length(cited.exact)), ', ')
             FROM (SELECT p + length(cited.prefix) AS begins FROM claims_places(held, whole) p LIMIT 5) places)));
    END IF;
    IF NOT EXISTS (SELECT FROM claims_origins(cited, words, held)) THEN
        PERFORM claims_refuse('citation_of_whole_words', format(
            'The words “%s” that statement %s cites begin or end inside a word of its source.',
            left(cited.exact, 80), slug));
    END IF;
END $$;

-- Checks the citations of a statement: where the text of the source is held, each cited text stands in it; a quote has
-- at least one citation, and consists of cited text, marks of omission and [insertions] alone. The lock makes checks of
-- the same statement wait for each other: of two transactions that each delete one of its last two citations, the
-- second one is refused.
CREATE FUNCTION claims_check_quote(subject bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    spoken record;
    held text;
    words text;
    stray text;
    meant text;
    stitched record;
BEGIN
    SELECT kind, text, original_text, source_id, slug INTO spoken
    FROM claims_statement WHERE id = subject FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT content INTO held FROM claims_source WHERE id = spoken.source_id FOR SHARE;
    IF held <> '' THEN
        PERFORM claims_check_citation(c, spoken.text || ' ' || spoken.original_text, held, spoken.slug)
        FROM claims_citation c WHERE statement_id = subject;
    END IF;
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
        SELECT exact, coalesce(claims_passage(spoken.text, exact), claims_passage(spoken.original_text, exact))
        INTO stray, meant
        FROM claims_citation WHERE statement_id = subject AND strpos(spoken.text, exact) = 0 ORDER BY id LIMIT 1;
        PERFORM claims_refuse('statement_quote_is_verbatim', format(
            'The words “%s” that quote %s cites are not in its text%s.',
            left(stray, 80), spoken.slug, coalesce(', which has “' || left(meant, 500) || '”', '')), meant);
    END IF;
    -- Most quotes are one citation.
    IF EXISTS (SELECT FROM claims_citation WHERE statement_id = subject AND exact = words) THEN
        RETURN;
    END IF;
    stitched := claims_stitched(subject, words, held);
    IF stitched.uncited <> '' THEN
        PERFORM claims_refuse('statement_quote_is_verbatim', format(
            'Quote %s holds words that none of its citations has: “%s”.', spoken.slug, left(stitched.uncited, 80)));
    END IF;
    PERFORM claims_refuse(stitched.broken, format(
        CASE stitched.broken
            WHEN 'citation_of_whole_words' THEN
                'The words “%3$s” that quote %1$s cites begin or end inside a word of its text.'
            WHEN 'statement_quote_in_order' THEN
                'Quote %s has “%s” before “%s”. Its citations follow one another as in the source; without offsets, '
                'as they were recorded.'
            ELSE
                'Quote %s leaves out what the source has between “%s” and “%s”: put a mark of omission there, such as …'
        END,
        spoken.slug, left(stitched.one, 80), left(stitched.other, 80)))
    WHERE stitched.broken <> '';
END $$;

-- Checks that the excerpt of a stance occurs in the text of its statement, or in the original.
CREATE FUNCTION claims_check_excerpt(subject bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    taken record;
    spoken record;
    meant text;
BEGIN
    SELECT excerpt, statement_id INTO taken FROM claims_stance WHERE id = subject;
    IF NOT FOUND OR taken.excerpt = '' THEN
        RETURN;
    END IF;
    SELECT text, original_text, slug INTO spoken FROM claims_statement WHERE id = taken.statement_id FOR SHARE;
    IF strpos(spoken.text, taken.excerpt) = 0 AND strpos(spoken.original_text, taken.excerpt) = 0 THEN
        meant := coalesce(
            claims_passage(spoken.text, taken.excerpt), claims_passage(spoken.original_text, taken.excerpt));
        PERFORM claims_refuse('stance_excerpt_in_statement', format(
            'The excerpt “%s” does not stand in statement %s%s.', left(taken.excerpt, 80), spoken.slug,
            coalesce(', which has “' || left(meant, 500) || '”', '')), meant);
    END IF;
END $$;
