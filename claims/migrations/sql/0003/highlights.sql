-- Highlighting: where in a text or a name the words of a query are.

-- The offset in `words` that corresponds to `composed_offset` in its composed form (NFC); found by binary search.
CREATE FUNCTION claims_offset_before_nfc(words text, composed_offset integer) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    low integer := composed_offset;
    high integer := length(words);
    middle integer;
BEGIN
    WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        IF length(normalize(left(words, middle), NFC)) <= composed_offset THEN
            low := middle;
        ELSE
            high := middle - 1;
        END IF;
    END LOOP;
    RETURN low;
END $$;

-- The ranges of the words in a text that match a query, in code points from its beginning, for highlighting. It reads
-- the first 10,000 code points. ts_headline() marks matches with two characters of Unicode's private use area; a text
-- that contains one of them has no ranges.
CREATE FUNCTION claims_marks(config regconfig, words text, query tsquery) RETURNS TABLE ("start" integer, "end" integer)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    looked text := left(words, 10000);
    shown text := claims_words(looked);
    marked text;
    piece text;
    read integer := 0;
BEGIN
    IF shown ~ '[\uE000\uE001]' THEN
        RETURN;
    END IF;
    marked := ts_headline(config, shown, query, U&'HighlightAll=true, StartSel=\E000, StopSel=\E001');
    IF translate(marked, U&'\E000\E001', '') <> shown THEN
        RETURN;
    END IF;
    FOREACH piece IN ARRAY string_to_array(marked, U&'\E000') LOOP
        IF strpos(piece, U&'\E001') > 0 THEN
            "start" := read;
            "end" := read + strpos(piece, U&'\E001') - 1;
            IF length(shown) < length(looked) THEN
                "start" := claims_offset_before_nfc(looked, "start");
                "end" := claims_offset_before_nfc(looked, "end");
            END IF;
            RETURN NEXT;
            read := read - 1;
        END IF;
        read := read + length(piece);
    END LOOP;
END $$;

-- The ranges of the words in a name that are similar to a word of one of `names`, which are folded.
CREATE FUNCTION claims_name_marks(name text, names text[]) RETURNS TABLE ("start" integer, "end" integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT regexp_instr(name, '\S+', 1, n) - 1, regexp_instr(name, '\S+', 1, n, 1) - 1
    FROM generate_series(1, regexp_count(name, '\S+')) n
    WHERE EXISTS (
        SELECT FROM unnest(names) asked CROSS JOIN regexp_split_to_table(asked, ' ') word
        WHERE claims_likeness(word, claims_fold(regexp_substr(name, '\S+', 1, n))) >= 0.6
    );
END;