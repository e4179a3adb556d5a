-- Finding speakers by their names, and by what people say beside a name.

-- The speakers that may have the name `folded` (`claims_fold`), to be compared with it. `words` are its words. The limits
-- bound what a search compares: a word that more than a hundred speakers have tells little, and of very many beginnings,
-- the oldest speakers are compared.
CREATE FUNCTION claims_speakers_to_compare(folded text, words text[], is_beginning boolean) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    word text;
    those bigint[];
BEGIN
    IF cardinality(words) > 8 THEN
        -- A long name is compared as a whole.
        RETURN QUERY SELECT s.id FROM claims_speaker s WHERE s.folded_names LIKE '%' || folded || '%';
        RETURN;
    END IF;
    RETURN QUERY SELECT s.id FROM claims_speaker s WHERE s.folded_names %>> folded;
    IF is_beginning THEN
        word := words[cardinality(words)];
        RETURN QUERY
        SELECT s.id FROM claims_speaker s
        WHERE s.folded_names LIKE word || '%' OR s.folded_names LIKE '% ' || word || '%' ORDER BY s.id LIMIT 1000;
    END IF;
    -- Among many words, those of a name are too few for the trigrams of all of them.
    IF cardinality(words) > 2 THEN
        FOREACH word IN ARRAY words LOOP
            CONTINUE WHEN length(word) < 3;
            those := ARRAY(SELECT s.id FROM claims_speaker s WHERE s.folded_names LIKE '%' || word || '%' LIMIT 101);
            IF cardinality(those) <= 100 THEN
                RETURN QUERY SELECT unnest(those);
            END IF;
        END LOOP;
    END IF;
END $$;

-- The fold of the last word of a person's family name, by the name as it is sorted. It is mostly the last word of
-- `folded`, a fold of one of the person's names, which takes less time.
CREATE FUNCTION claims_family_name(name text, sort_name text, folded text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN strpos(sort_name, ',') = 0 OR name LIKE '%' || split_part(sort_name, ',', 1) THEN split_part(folded, ' ', -1)
    ELSE claims_fold(regexp_substr(split_part(sort_name, ',', 1), '\S+\s*$'))
END;

-- How well each speaker answers to a name: the speakers that are similar enough, and the sum of the similar words (the
-- eighth power of each similarity makes words that are only similar count much less), with a bonus that puts the exact
-- name first, then the exact other names, then names that begin with it. `called` is the name as it is written,
-- `folded` is its fold without titles; if `is_beginning`, the last word may be the beginning of a word.
--
-- Each name of a speaker is compared by itself. A word counts the more, the fewer of the compared speakers have it, so
-- "Die" brings no name. Words that are in no name do not exclude a speaker whose family name, or whose whole name, is
-- there; if they are in the person's roles, they count like words of the name.
CREATE FUNCTION claims_speakers_called(called text, folded text, is_beginning boolean)
RETURNS TABLE (speaker bigint, closeness double precision)
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    -- From this similarity on, a word is one of a name or a role.
    similar_from constant double precision := 0.75;
    -- Each word once; the last one stays the last.
    words text[] := ARRAY(
        SELECT word FROM string_to_table(folded, ' ') WITH ORDINALITY w (word, number) GROUP BY word ORDER BY max(number)
    );
    many integer := cardinality(words);
    written text := claims_same(called);
    whole text;
    -- An array, because the planner would otherwise split the names of all speakers.
    candidates bigint[];
BEGIN
    IF folded = '' THEN
        -- A name in a script without a fold is found as it is written.
        RETURN QUERY
        SELECT s.id, CASE claims_same(s.name) WHEN written THEN 2.0::float8 ELSE 1.9 END FROM claims_speaker s
        WHERE claims_same(s.name) = written OR s.other_names @> ARRAY[called]::varchar[];
        RETURN;
    END IF;
    candidates := ARRAY(SELECT DISTINCT claims_speakers_to_compare(folded, words, is_beginning));
    IF candidates = '{}' THEN
        RETURN;
    END IF;
    whole := claims_fold(called);
    RETURN QUERY
    WITH compared AS MATERIALIZED (
        SELECT s.id, s.kind, s.name, s.sort_name, s.other_names, best.*
        FROM claims_speaker s CROSS JOIN LATERAL (
            SELECT own, likenesses, (SELECT sum(likeness ^ 8) FROM unnest(likenesses) likeness) AS alike
            FROM string_to_table(s.folded_names, '  ') own CROSS JOIN LATERAL (
                SELECT ARRAY(
                    SELECT (
                        SELECT max(CASE
                            WHEN is_beginning AND number = many AND starts_with(own_word, word) THEN 1
                            -- An initial in the name; alone, it would find every word that begins so.
                            WHEN length(own_word) = 1 AND many > 1 AND length(word) > 1 AND starts_with(word, own_word) THEN 0.8
                            ELSE claims_likeness(word, own_word)
                        END)
                        FROM string_to_table(own, ' ') own_word
                    )
                    FROM unnest(words) WITH ORDINALITY w (word, number)
                ) AS likenesses OFFSET 0
            ) l
            ORDER BY own IN (folded, whole) DESC, alike DESC, starts_with(own, folded) DESC, own LIMIT 1
        ) best
        WHERE s.id = ANY (candidates)
    ), weighted AS MATERIALIZED (
        SELECT array_agg(ln(1 + cardinality(candidates)::float8 / greatest(1, having_it)) ORDER BY number) AS weights FROM (
            SELECT number, count(*) FILTER (WHERE likeness = 1) AS having_it
            FROM compared CROSS JOIN unnest(likenesses) WITH ORDINALITY l (likeness, number) GROUP BY number
        ) counted
    ), accepted AS MATERIALIZED (
        SELECT c.*
        FROM compared c CROSS JOIN weighted w CROSS JOIN LATERAL (
            -- An initial that is none of the name's counts for nothing.
            SELECT sum(likeness * weight) / nullif(sum(weight) FILTER (WHERE length(word) > 1 OR likeness > 0), 0) AS mean,
                   count(*) FILTER (WHERE likeness >= similar_from AND (length(word) > 1 OR likeness = 1)) AS there
            FROM unnest(words, c.likenesses, w.weights) l (word, likeness, weight)
        ) l
        -- The mean of equal likenesses can be less than each of them by a rounding error.
        WHERE own = whole OR mean >= CASE many WHEN 1 THEN 0.6 ELSE 0.7 END - 1e-9
           OR there >= cardinality(string_to_array(own, ' '))
           OR there > 0 AND kind = 'person' AND EXISTS (
               SELECT FROM unnest(words, c.likenesses) WITH ORDINALITY w (word, likeness, number),
                    LATERAL (SELECT claims_family_name(c.name, c.sort_name, c.own) OFFSET 0) f (family)
               WHERE likeness >= similar_from AND length(word) > 1 AND (
                   claims_likeness(word, family) >= similar_from
                   OR is_beginning AND number = many AND starts_with(family, word)
               )
           )
    ), roles AS (
        SELECT id, sum(likeness ^ 8) AS likeness FROM (
            SELECT a.id, max(claims_likeness(word, role_word)) AS likeness
            FROM (
                SELECT * FROM accepted WHERE kind = 'person' AND similar_from > ANY (likenesses) ORDER BY alike DESC, id LIMIT 50
            ) a
            JOIN claims_affiliation f ON f.person_id = a.id
            JOIN claims_speaker o ON o.id = f.organization_id
            CROSS JOIN unnest(words, a.likenesses) w (word, likeness)
            CROSS JOIN LATERAL regexp_split_to_table(claims_fold(f.role) || ' ' || o.folded_names, ' +') role_word
            WHERE w.likeness < similar_from AND length(word) > 1
            GROUP BY a.id, word
        ) each WHERE likeness >= similar_from GROUP BY id
    )
    SELECT a.id, a.alike + coalesce(r.likeness, 0) + 0.05 * similarity(folded, a.own) + CASE
            WHEN a.own IN (folded, whole) THEN CASE
                WHEN claims_same(a.name) = written THEN 1
                WHEN EXISTS (SELECT FROM unnest(a.other_names) other WHERE claims_same(other) = written) THEN 0.9
                WHEN claims_fold(a.name) = a.own THEN 0.8
                ELSE 0.7
            END
            WHEN starts_with(a.own, folded || ' ') THEN 0.4
            WHEN is_beginning AND starts_with(a.own, folded) THEN 0.3
            ELSE 0
        END
    FROM accepted a LEFT JOIN roles r USING (id);
END $$;

-- The speakers with one of the names that are `asked` for ({"name": …, "words": …}), and their scores; `words` is
-- the name without titles. An equal word gets the BM25 weight of a lexeme that occurs in no claim, so that no text
-- scores higher for it. `documents` is the number of claims.
CREATE FUNCTION claims_speakers_named(asked jsonb, documents bigint) RETURNS TABLE (speaker bigint, score double precision)
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    former text := claims_similar_from('0.2');
BEGIN
    RETURN QUERY
    SELECT found.speaker, 2.2 * claims_idf(0, documents) * max(found.closeness)
    FROM jsonb_array_elements(asked) each CROSS JOIN LATERAL claims_speakers_called(
        each ->> 'name', claims_fold(each ->> 'words'), coalesce((each ->> 'beginning')::boolean, false)
    ) found
    GROUP BY found.speaker;
    PERFORM claims_similar_from(former);
END $$;
