-- Quotes and excerpts: their words occur in the source and in the statement.
--
-- Rules that read several tables. Deferred constraint triggers (`CommitCheck`) call these functions when a transaction
-- commits, so that rows may be written in any order. Each function locks the rows that it reads: two transactions
-- cannot break a rule together.

-- Punctuation, spaces and formats of any script, as the inside of a bracket expression of a regular expression.
CREATE FUNCTION claims_mark_characters() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '\u0009\u000a\u000d' || claims_characters('P') || claims_characters('Z') || claims_characters('Cf');

-- What may stand in a quote besides cited words: marks and [insertions].
CREATE FUNCTION claims_besides_words() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '(?:\[[^]]*\]|［[^］]*］|〔[^〕]*〕|⋯|[' || claims_mark_characters() || '])*';

-- Whether something says that words are left out: a mark of omission, or an insertion in brackets.
CREATE FUNCTION claims_says_omitted(besides text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN besides ~ '[…⋯‥]|\. ?\. ?\.|\[ *[^] ][^]]*\]|［[^］]+］|〔[^〕]+〕';

-- The places where a citation of the text `words` may stand in its source: at its offset, or where the text that is
-- held has it, among the first 200 places. It begins and ends there where words do, but for an [insertion] in `words`, as
-- in “[T]he”. `lead` reaches from the end of the word before to the beginning of the citation, and `trail` from its end to
-- the next word: in the source there are no other words between two citations if the trail of the first one touches the
-- lead of the second one. With the text, the trail tells all. Without it, the prefix and the suffix tell what they can.
CREATE FUNCTION claims_origins(cited claims_citation, words text, held text)
RETURNS TABLE (lead int4range, trail int4range)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT int4range(begins - length(substring(known FROM '[' || claims_mark_characters() || ']*$')), begins, '[]'),
           int4range(ends, ends + length(substring(after FROM '^[' || claims_mark_characters() || ']*')), '[]')
    FROM (
        SELECT place + length(cited.prefix) AS begins, place + length(cited.prefix || cited.exact) AS ends,
               right(before || cited.prefix, 2) AS before, left(cited.suffix || after, 1000) AS after,
               CASE held WHEN '' THEN cited.prefix ELSE '' END AS known
        FROM (
            SELECT place, before, after
            FROM claims_places(held, cited.prefix || cited.exact || cited.suffix, 200)
            WHERE cited."start" IS NULL
            UNION ALL
            SELECT place, substr(held, place - 1, 2),
                   substr(held, place + 1 + length(cited.prefix || cited.exact || cited.suffix), 1000)
            FROM (SELECT cited."start" - length(cited.prefix) AS place) given
            WHERE place IS NOT NULL
        ) places
    ) p
    WHERE held = ''
       OR (NOT claims_in_word(before || left(cited.exact, 2), length(before)) OR strpos(words, ']' || cited.exact) > 0)
      AND (NOT claims_in_word(before || cited.exact || left(after, 2), length(before || cited.exact))
           OR strpos(words, cited.exact || '[') > 0);
END;

-- Covers the text of a quote with the citations of its statement, from the beginning to the end. `broken` is the rule
-- that stops this first, '' for none; `one` and `other` are the cited words before and after that place. If words are
-- left that no citation has, `uncited` is the text from there.
--
-- Citations follow one another as in the source: by their places there if the text is held or all have offsets, else in
-- the order in which they were recorded. Of several places where words stand in the source, any will do. The work grows
-- with the square of the number of places of cited words in the text, which is bounded.
CREATE FUNCTION claims_stitched(
    subject bigint, words text, held text, OUT broken text, OUT one text, OUT other text, OUT uncited text
)
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    besides CONSTANT text := '^' || claims_besides_words();
    placed CONSTANT boolean := held <> '' OR NOT EXISTS (
        SELECT FROM claims_citation WHERE statement_id = subject AND "start" IS NULL);
    -- What is covered so far, piece by piece: the cited words, where they end in the text and where the next word
    -- begins. If no rule is broken up to there, `firsts` has the first place at which they can end in the source, and
    -- `trails` the places at which words can follow without an omission.
    exacts text[] := ARRAY[''];
    ends integer[] := ARRAY[0];
    nexts integer[] := ARRAY[length(substring(words FROM besides))];
    firsts integer[] := ARRAY[0];
    trails int4multirange[] := ARRAY['{[0,)}'::int4multirange];
    piece record;
    before record;
    taken record;
    next integer;
    cut boolean;
    stopped integer := -1;
BEGIN
    FOR piece IN
        WITH cited AS MATERIALIZED (
            SELECT c.exact, o.lead, o.trail
            FROM claims_citation c CROSS JOIN LATERAL claims_origins(c, words, held) o
            WHERE statement_id = subject AND placed
            UNION ALL
            SELECT exact, int4range(number, number, '[]'), int4range(number, number, '[]')
            FROM (
                SELECT exact, row_number() OVER (ORDER BY id)::integer AS number
                FROM claims_citation WHERE statement_id = subject
            ) recorded WHERE NOT placed
        )
        SELECT exact, place, place + length(exact) AS stop, leads, tails,
               row_number() OVER (ORDER BY place, exact) AS number
        FROM (SELECT exact, array_agg(lead) AS leads, array_agg(trail) AS tails FROM cited GROUP BY exact) c
        CROSS JOIN LATERAL claims_places(words, exact, 1001)
        ORDER BY number LIMIT 1001
    LOOP
        IF piece.number > 1000 THEN
            broken := 'statement_quote_parts_bounded';
            RETURN;
        END IF;
        -- The pieces that this one can follow in the text, and the places in the source at which it can follow them.
        SELECT count(*) AS number, min(first) AS first, (array_agg(exact ORDER BY first))[1] AS exact,
               range_agg(
                   CASE WHEN claims_says_omitted(substr(words, stop + 1, piece.place - stop))
                        THEN int4multirange(int4range(first, NULL)) ELSE trail END
               ) FILTER (WHERE first IS NOT NULL) AS open
        INTO before
        FROM unnest(exacts, ends, nexts, firsts, trails) l (exact, stop, next, first, trail)
        WHERE piece.place BETWEEN stop AND l.next AND piece.stop > l.next;
        CONTINUE WHEN before.number = 0;
        next := piece.stop + length(substring(substr(words, piece.stop + 1) FROM besides));
        cut := claims_in_word(words, piece.place) OR claims_in_word(words, piece.stop);
        SELECT min(lower(trail)) AS first, range_agg(trail) AS trail INTO taken
        FROM unnest(piece.leads, piece.tails) p (lead, trail)
        WHERE lead && before.open AND NOT cut;
        IF taken.first IS NULL AND before.first IS NOT NULL AND piece.place > stopped THEN
            stopped := piece.place;
            one := before.exact;
            other := piece.exact;
            broken := CASE
                WHEN cut THEN 'citation_of_whole_words'
                WHEN (SELECT max(upper(lead)) FROM unnest(piece.leads) lead) <= before.first
                    THEN 'statement_quote_in_order'
                ELSE 'statement_quote_marks_omissions'
            END;
        END IF;
        exacts := exacts || piece.exact;
        ends := ends || piece.stop;
        nexts := nexts || next;
        firsts := firsts || taken.first;
        trails := trails || CASE WHEN placed THEN taken.trail ELSE '{}' END;
        IF next = length(words) AND taken.first IS NOT NULL THEN
            broken := '';
            RETURN;
        END IF;
    END LOOP;
    uncited := substr(words, (SELECT max(n) FROM unnest(nexts) n) + 1);
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
        meant := coalesce(claims_passage(held, whole), claims_passage(held, nullif(cited.exact, whole)));
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
             FROM (SELECT place + length(cited.prefix) AS begins FROM claims_places(held, whole, 5)) places)));
    END IF;
    IF NOT EXISTS (SELECT FROM claims_origins(cited, words, held)) THEN
        PERFORM claims_refuse('citation_of_whole_words', format(
            'The words “%s” that statement %s cites begin or end inside a word of its source.',
            left(cited.exact, 80), slug));
    END IF;
END $$;

-- Checks that a quote has a citation.
CREATE FUNCTION claims_check_cited(subject bigint, slug text) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM claims_citation WHERE statement_id = subject) THEN
        PERFORM claims_refuse('statement_quote_is_cited', format(
            'Quote %s needs a citation: the exact words as they stand in its source.', slug));
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
    state text;
BEGIN
    SELECT kind, text, original_text, source_id, slug, ctid INTO spoken
    FROM claims_statement WHERE id = subject FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        -- A citation that waits for its statement would not be checked when the statement comes.
        PERFORM claims_refuse(conname, format('Citation %s has no statement.', c.id))
        FROM claims_citation c, pg_constraint
        WHERE statement_id = subject AND conrelid = 'claims_citation'::regclass
          AND confrelid = 'claims_statement'::regclass;
        RETURN;
    END IF;
    SELECT content INTO held FROM claims_source WHERE id = spoken.source_id FOR SHARE;
    -- The check runs for the statement and for each of its citations. What was checked is not checked again.
    state := (
        SELECT concat_ws(' ', subject, spoken.ctid, source.ctid, string_agg(c.ctid::text, ' ' ORDER BY c.ctid))
        FROM claims_source source LEFT JOIN claims_citation c ON statement_id = subject
        WHERE source.id = spoken.source_id GROUP BY source.ctid
    );
    IF state = current_setting('claims.quote_checked', true) THEN
        RETURN;
    END IF;
    PERFORM set_config('claims.quote_checked', state, true);
    IF (SELECT count(*) FROM claims_citation WHERE statement_id = subject) > 50 THEN
        PERFORM claims_refuse(
            'statement_citations_bounded', format('Statement %s has more than 50 citations.', spoken.slug));
    END IF;
    IF held <> '' THEN
        PERFORM claims_check_citation(c, spoken.text || ' ' || spoken.original_text, held, spoken.slug)
        FROM claims_citation c WHERE statement_id = subject;
    END IF;
    IF spoken.kind <> 'quote' THEN
        RETURN;
    END IF;
    -- Where a citation brought the check, a refusal from here on is about its statement.
    PERFORM set_config('claims.checking', 'claims_statement ' || subject, true)
    WHERE current_setting('claims.checking', true) LIKE 'claims_citation %';
    PERFORM claims_check_cited(subject, spoken.slug);
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
            WHEN 'statement_quote_parts_bounded' THEN
                'Quote %s has the words that it cites at more than 1,000 places: cite longer passages.'
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
