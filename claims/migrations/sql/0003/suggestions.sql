-- Suggestions: another spelling, for a search that found nothing.

-- The word of claims that is most similar to `word` and begins with the same letter, and the similarity, which is 0.9 if
-- it begins with `word`. It is `word` itself if claims contain it, or if it is a stop word in a language in use.
CREATE FUNCTION claims_known_word(word text) RETURNS TABLE (known text, likeness double precision)
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH lexemes AS MATERIALIZED (
        SELECT DISTINCT l.lexeme
        FROM claims_language_pairs() LEFT JOIN LATERAL unnest(
            to_tsvector(claims_search_config(language), claims_words(word))
        ) l ON true
    ), closest AS MATERIALIZED (
        SELECT term, CASE WHEN starts_with(term, lexeme) THEN 0.9 ELSE claims_likeness(lexeme, term) END AS likeness
        FROM lexemes CROSS JOIN LATERAL (
            SELECT term, documents FROM claims_term_counts
            WHERE term COLLATE "C" BETWEEN left(lexeme, 1) AND left(lexeme, 1) || U&'\+10FFFF'
        ) t
        -- Any two characters with the same first one are half alike, such as pairs in a script without spaces.
        WHERE length(lexeme) > 2 AND (length(term) BETWEEN length(lexeme) - 2 AND length(lexeme) + 2 OR starts_with(term, lexeme))
        ORDER BY likeness DESC, documents DESC, term LIMIT 1
    ), written AS (
        -- A word with that lexeme, as it is written in a claim.
        SELECT lower(p.token) FROM closest CROSS JOIN LATERAL (
            SELECT claims_search_config(language) AS config, concat_ws(' ', name, text, context, array_to_string(other_names, ' ')) AS words
            FROM claims_claim WHERE document @@ plainto_tsquery('pg_catalog.simple', term) LIMIT 10
        ) c CROSS JOIN LATERAL ts_parse('default', claims_words(c.words)) p
        WHERE term = ANY (tsvector_to_array(to_tsvector(c.config, p.token)))
        ORDER BY claims_likeness(word, lower(p.token)) DESC LIMIT 1
    )
    SELECT CASE WHEN said THEN word ELSE (SELECT * FROM written) END,
           CASE WHEN said THEN 1 ELSE (SELECT likeness FROM closest) END
    FROM (
        SELECT bool_or(lexeme IS NULL) OR EXISTS (SELECT FROM claims_documents(array_agg(lexeme))) FROM lexemes
    ) s (said);
END;

-- A suggestion for words that found nothing: the name of a speaker, or similar words of claims; NULL for none. Of those
-- that are about as similar, it is a name. Words must be more similar than names: any two are alike by half.
CREATE FUNCTION claims_suggestion(words text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    former text := claims_similar_from('0.1');
    suggested text;
BEGIN
    SELECT meant INTO suggested FROM (
        SELECT s.name, min(likeness), 0.1 FROM (
            SELECT s.id, s.name, max(CASE
                WHEN length(word) > 2 AND starts_with(own, word) AND own <> word THEN 0.9 ELSE claims_likeness(word, own)
            END) AS likeness
            FROM claims_speaker s
            CROSS JOIN regexp_split_to_table(claims_fold(words), ' ') WITH ORDINALITY w (word, number)
            CROSS JOIN regexp_split_to_table(s.folded_names, ' +') own
            WHERE s.folded_names %>> claims_fold(words)
            GROUP BY s.id, number
        ) s GROUP BY s.id, s.name
        UNION ALL
        SELECT string_agg(known, ' ' ORDER BY number), min(likeness), 0
        FROM regexp_split_to_table(words, '\s+') WITH ORDINALITY w (word, number)
        CROSS JOIN LATERAL claims_known_word(word)
        HAVING bool_and(known IS NOT NULL) AND min(likeness) >= 0.65
    ) each (meant, likeness, preference)
    WHERE likeness >= 0.5 AND likeness < 1
    ORDER BY likeness + preference DESC, meant LIMIT 1;
    PERFORM claims_similar_from(former);
    RETURN suggested;
END $$;
