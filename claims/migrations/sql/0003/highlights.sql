-- Highlighting: where in a text or a name the words of a query are.

-- The runs of letters in a text, each with what follows it up to the next one: their offsets, the number of letters
-- before each, its length, and the length of the marks on its last letter. A letter here is every character that
-- `claims_spellings` neither removes nor inserts, so the n-th letter of a text is the n-th letter of its spellings. A
-- letter that stands twice, with U+0001 between, counts once.
CREATE FUNCTION claims_runs(
    words text, OUT offsets integer[], OUT letters integer[], OUT lengths integer[], OUT marks integer[]
)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT array_agg(last_offset - size - length(rest) ORDER BY number),
           array_agg(last_letter - size + steps ORDER BY number),
           array_agg(size ORDER BY number),
           array_agg(coalesce(length(substring(rest COLLATE "C" FROM
               claims_pattern('^(?:[INVISIBLE]*(?:[\u17d2\u1039][INVISIBLE]*[UNSPACED]|[COMBININGATTACHEDPOINT]))+'))), 0) ORDER BY number)
    FROM (
        SELECT number, size, rest, steps,
               sum(size + length(rest)) OVER upwards AS last_offset, sum(size - steps) OVER upwards AS last_letter
        FROM (
            SELECT number, length(run[1]) AS size, run[2] AS rest, length(run[2]) - length(replace(run[2], U&'\0001', '')) AS steps
            FROM regexp_matches(words COLLATE "C", claims_pattern(
                '([^BETWEENINVISIBLECOMBININGATTACHEDPOINT]*)((?:[\u17d2\u1039][INVISIBLE]*[UNSPACED]|[BETWEENINVISIBLECOMBININGATTACHEDPOINT])*)'
            ), 'g') WITH ORDINALITY r (run, number)
        ) runs
        WINDOW upwards AS (ORDER BY number ROWS UNBOUNDED PRECEDING)
    ) counted;
END;

-- Where the ranges `starts[i]` to `ends[i]` of a spelling of `words` are in `words` itself, by counting letters.
CREATE FUNCTION claims_places(words text, spelling text, starts integer[], ends integer[])
RETURNS TABLE (number bigint, "start" integer, "end" integer)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    own record;
    spelt record;
BEGIN
    IF spelling = replace(replace(replace(replace(words, '-', ' '), '/', ' '), '<', ' '), '>', ' ') THEN
        -- No place has moved, as in plain text.
        RETURN QUERY SELECT n, s, e FROM unnest(starts, ends) WITH ORDINALITY r (s, e, n);
        RETURN;
    END IF;
    own := claims_runs(words);
    spelt := claims_runs(spelling);
    RETURN QUERY
    SELECT n, own.offsets[a] + first - own.letters[a],
           own.offsets[b] + last - own.letters[b] + CASE WHEN last = own.letters[b] + own.lengths[b] THEN own.marks[b] ELSE 0 END
    FROM (
        SELECT n, spelt.letters[i] + least(s - spelt.offsets[i], spelt.lengths[i]) AS first,
               spelt.letters[j] + least(e - spelt.offsets[j], spelt.lengths[j]) AS last
        FROM unnest(starts, ends) WITH ORDINALITY r (s, e, n),
             LATERAL (SELECT width_bucket(s, spelt.offsets) AS i, width_bucket(e, spelt.offsets) AS j) runs
    ) counted, LATERAL (SELECT width_bucket(first, own.letters) AS a, width_bucket(last - 1, own.letters) AS b) runs
    WHERE first < last;
END $$;

-- For each word that a query for any lexeme of `phrases` marks in a document, in their order: whether one of the phrases
-- (the words of a term with their places) is there. NULL if that cannot be told, because PostgreSQL stores at most 256
-- places of a lexeme.
CREATE FUNCTION claims_in_phrases(document tsvector, phrases tsvector[], marked integer) RETURNS boolean[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (
        WITH asked AS MATERIALIZED (
            SELECT number, lexeme, place, count(*) OVER (PARTITION BY number) AS words
            FROM unnest(phrases) WITH ORDINALITY p (phrase, number), unnest(phrase), unnest(positions) place
        ), found AS MATERIALIZED (
            SELECT lexeme, place FROM unnest(document), unnest(positions) place WHERE lexeme IN (SELECT lexeme FROM asked)
        ), complete AS MATERIALIZED (
            SELECT unnest(array_agg(f.place)) AS place FROM found f JOIN asked a USING (lexeme)
            GROUP BY a.number, f.place - a.place, a.words HAVING count(*) = a.words
        )
        SELECT CASE WHEN count(*) = marked THEN array_agg(place IN (SELECT place FROM complete) ORDER BY place) END
        FROM (SELECT DISTINCT place FROM found) places
    );
END $$;

-- The ranges of the words in a text that match a query, in code points from its beginning, for highlighting: of all
-- words that `marked` finds, those that belong to one of `phrases`, if these are given (`claims_readings`).
-- ts_headline() marks matches with two characters of Unicode's private use area, which are blanks in a text.
CREATE FUNCTION claims_marks(config regconfig, words text, marked tsquery, phrases tsvector[])
RETURNS TABLE ("start" integer, "end" integer)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    looked text := regexp_replace(words, '[\u0001-\u0003\ue000\ue001]', ' ', 'g');
    spellings text[] := claims_spellings(looked);
    -- Whether no place has moved, as in plain text.
    same boolean := cardinality(spellings) = 1
        AND spellings[1] = replace(replace(replace(replace(looked, '-', ' '), '/', ' '), '<', ' '), '>', ' ');
    found int4multirange := '{}';
    headline text;
    read integer;
    starts integer[];
    ends integer[];
    kept boolean[];
    piece text;
BEGIN
    FOR number IN 1 .. least(2, cardinality(spellings)) LOOP
        -- The second spelling has other words than the first in its joined piece only.
        EXIT WHEN number = 2 AND NOT to_tsvector(config, spellings[3]) @@ marked;
        headline := ts_headline(config, spellings[number], marked, U&'HighlightAll=true, StartSel=\E000, StopSel=\E001');
        CONTINUE WHEN strpos(headline, U&'\E000') = 0;
        read := 0;
        starts := '{}';
        ends := '{}';
        FOREACH piece IN ARRAY string_to_array(headline, U&'\E000') LOOP
            IF strpos(piece, U&'\E001') > 0 THEN
                starts := starts || read;
                ends := ends || read + strpos(piece, U&'\E001') - 1;
                read := read - 1;
            END IF;
            read := read + length(piece);
        END LOOP;
        CONTINUE WHEN read <> length(spellings[number]);
        IF phrases IS NOT NULL THEN
            kept := claims_in_phrases(to_tsvector(config, spellings[number]), phrases, cardinality(starts));
        END IF;
        IF same THEN
            FOR word IN 1 .. cardinality(starts) LOOP
                IF kept IS NULL OR kept[word] THEN
                    "start" := starts[word];
                    "end" := ends[word];
                    RETURN NEXT;
                END IF;
            END LOOP;
            RETURN;
        END IF;
        found := found + (
            SELECT coalesce(range_agg(int4range(p."start", p."end")), '{}')
            FROM claims_places(looked, spellings[number], starts, ends) p WHERE kept IS NULL OR kept[p.number]
        );
    END LOOP;
    IF found <> '{}' THEN
        RETURN QUERY SELECT lower(each), upper(each) FROM unnest(found) each;
    END IF;
END $$;

-- The ranges of the words in the names of a speaker that are similar to a word of one of the names `asked`
-- (`claims_speakers_named`), or begin with it. A name that has no fold is a range if it is asked for. The other names are read only if the name has no such word. A speaker who was found has at least one
-- range: if no word is similar, that of the most similar one.
CREATE FUNCTION claims_name_marks(name text, others text[], asked jsonb)
RETURNS TABLE (field text, "start" integer, "end" integer)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    similar_from constant double precision := 0.6;
    names text[] := name || others;
    wanted text[] := ARRAY(
        SELECT DISTINCT word FROM jsonb_array_elements(asked) a, string_to_table(claims_fold(a ->> 'words'), ' ') word
        WHERE word <> ''
    );
    written text[] := ARRAY(SELECT claims_same(a ->> 'name') FROM jsonb_array_elements(asked) a WHERE claims_fold(a ->> 'words') = '');
    fields text[] := '{}';
    places int4range[] := '{}';
    likenesses double precision[] := '{}';
    likeness double precision;
    best double precision := 0;
    folded text;
    each text;
BEGIN
    FOR number IN 1 .. cardinality(names) LOOP
        EXIT WHEN number = 2 AND best >= similar_from;
        IF claims_same(names[number]) = ANY (written) THEN
            RETURN QUERY SELECT CASE number WHEN 1 THEN 'name' ELSE 'other_names/' || number - 2 END, 0, length(names[number]);
            RETURN;
        END IF;
        "end" := 0;
        LOOP
            "start" := regexp_instr(names[number], claims_pattern('[LETTER0-9''’]+'), "end" + 1) - 1;
            EXIT WHEN "start" < 0;
            "end" := regexp_instr(names[number], claims_pattern('[LETTER0-9''’]+'), "end" + 1, 1, 1) - 1;
            folded := claims_fold(substr(names[number], "start" + 1, "end" - "start"));
            likeness := 0;
            FOREACH each IN ARRAY wanted LOOP
                likeness := greatest(likeness, claims_likeness(each, folded));
                IF starts_with(folded, each) THEN
                    likeness := greatest(likeness, similar_from);
                END IF;
            END LOOP;
            best := greatest(best, likeness);
            fields := fields || CASE number WHEN 1 THEN 'name' ELSE 'other_names/' || number - 2 END;
            places := places || int4range("start", "end");
            likenesses := likenesses || likeness;
        END LOOP;
    END LOOP;
    RETURN QUERY
    SELECT f, lower(p), upper(p) FROM unnest(fields, places, likenesses) marked (f, p, l) WHERE l >= least(similar_from, best);
END $$;
