-- Forms of a word that PostgreSQL's stemmers keep apart, for queries. They cost nothing where texts are stored.

-- Other forms of a German word: of an infinitive its participle and the reverse (`senken`, `gesenkt`; `ausweiten`,
-- `ausgeweitet`; `erhöhen`, `erhöht`), of a word with a vowel at its end the plural and the reverse (`Kita`, `Kitas`), and
-- the letters with dots where the stemmer does not see them (`Videoueberwachung`). Words that are none, as `gegarten`
-- would be, find nothing. Participles with another vowel are not known.
--
-- PostgreSQL keeps 32 compiled patterns, which reading a query already needs: so a word is looked at without one first.
CREATE FUNCTION claims_german_forms(word text) RETURNS SETOF text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT ROWS 1 SET search_path FROM CURRENT AS $$
DECLARE
    lowered constant text := translate(lower(word COLLATE "C"), 'ÄÖÜ', 'äöü') COLLATE "C";
    ending constant text := right(lowered, 1);
    bare text := lowered;
    parts text[];
BEGIN
    IF length(word) NOT BETWEEN 4 AND 40 OR strpos(word, ' ') > 0 THEN
        RETURN;
    END IF;
    IF (strpos(lowered, 'ae') > 1 OR strpos(lowered, 'oe') > 1 OR strpos(lowered, 'ue') > 1) AND lowered ~ '[aeiou][ao]e|[io]ue' THEN
        RETURN NEXT replace(replace(replace(lowered, 'ae', 'ä'), 'oe', 'ö'), 'ue', 'ü');
    END IF;
    IF ending IN ('a', 'i', 'o', 'u', 'y') THEN
        RETURN NEXT lowered || 's';
        RETURN;
    ELSIF ending = 's' AND left(right(lowered, 2), 1) IN ('a', 'i', 'o', 'u', 'y') THEN
        RETURN NEXT left(lowered, -1);
        RETURN;
    END IF;
    -- A participle without the ending of an adjective.
    IF right(lowered, 3) IN ('ten', 'ter', 'tes', 'tem') THEN
        bare := left(lowered, -2);
    ELSIF right(lowered, 2) = 'te' THEN
        bare := left(lowered, -1);
    END IF;
    IF right(bare, 1) = 't' AND (
        strpos(bare, 'ge') > 0 OR right(bare, 4) = 'iert' OR left(bare, 2) IN ('be', 'er', 've', 'ze', 'en', 'em', 'mi', 'un', 'üb')
    ) THEN
        parts := regexp_match(
            bare, '^(?:(.*)ge|((?:be|emp|ent|er|miss|ver|zer|über|unter)(?=.{3})|(?=.{3,}iert$)))(.{2,}?)e?t$'
        );
    END IF;
    IF parts IS NOT NULL THEN
        RETURN NEXT coalesce(parts[1], parts[2]) || parts[3]
            || CASE WHEN right(parts[3], 2) IN ('el', 'er') AND right(bare, 4) <> 'iert' THEN 'n' ELSE 'en' END;
    ELSIF right(lowered, 2) = 'en' OR right(lowered, 3) IN ('eln', 'ern') THEN
        -- Verbs with the first prefixes have no `ge`, and those with the others have it behind the prefix.
        parts := regexp_match(
            lowered,
            '^(?:((?:be|emp|ent|er|miss|ver|zer|ueber|über|unter)(?=.{4})|(?=.{4,}ieren$))|'
            '((?:ab|an|auf|aus|bei|ein|fest|fort|frei|her|hin|los|mit|nach|nieder|statt|teil|um|vor|weg|weiter|wieder|zu|zurueck'
            '|zurück|zusammen)(?=.{5}))?)(.{2,}?)(?:(?<=e[lr])n|en)$'
        );
        IF parts IS NOT NULL THEN
            RETURN NEXT coalesce(parts[1], coalesce(parts[2], '') || 'ge') || parts[3]
                || CASE WHEN right(parts[3], 1) IN ('t', 'd') OR right(parts[3], 2) IN ('ffn', 'chn', 'fn', 'tm') THEN 'et' ELSE 't' END;
        END IF;
    END IF;
END $$;
