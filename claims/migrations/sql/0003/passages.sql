-- Passages: where words stand in a text, and where the words of a text begin and end.

-- The first `most` offsets at which `words` contains `part`, in characters from the beginning, with the 2 characters
-- before and the 1,000 characters after. Each place costs a copy of what follows it.
CREATE FUNCTION claims_places(words text, part text, most integer) RETURNS TABLE (place integer, before text, after text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    rest text := words;
    found integer := strpos(rest, part);
BEGIN
    place := -1;
    before := '';
    WHILE found > 0 AND part <> '' AND most > 0 LOOP
        place := place + found;
        before := right(before || left(rest, found - 1), 2);
        after := substr(rest, found + length(part), 1000);
        RETURN NEXT;
        most := most - 1;
        before := right(before || substr(rest, found, 1), 2);
        rest := right(rest, -found);
        found := strpos(rest, part);
    END LOOP;
END $$;

-- Whether the offset `place` lies inside a word: between two letters, digits or marks, before an apostrophe that a
-- letter follows, as in `don't`, or inside a number such as `12,000`. In scripts without spaces, words may be cut
-- anywhere but before a mark. A word may begin after an apostrophe, as in `l'homme`.
CREATE FUNCTION claims_in_word(words text, place integer) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    -- What is no part of a word.
    outside CONSTANT text :=
        claims_characters('P') || claims_characters('Z') || claims_characters('S') || claims_characters('Cc')
        || claims_characters('Cf');
    -- Thai, Lao, Tibetan, Burmese, Khmer, Tai Tham, Javanese, kana and Chinese characters.
    spaceless CONSTANT text :=
        '\u0e00-\u0eff\u0f00-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua980-\ua9ff\uaa60-\uaa7f'
        '\u2e80-\u312f\u31a0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00016fe0-\U00018cff'
        '\U0001b000-\U0001b2ff\U00020000-\U0003ffff';
    before text := substr(words, place, 1);
    after text := substr(words, place + 1, 1);
    -- Two characters on each side, around a bar.
    around text;
BEGIN
    IF before = '' OR after = '' OR before IN (' ', E'\n') OR after IN (' ', E'\n') THEN
        RETURN false;
    END IF;
    around := right(left(words, place), 2) || '|' || substr(words, place + 1, 2);
    IF octet_length(around) = length(around) THEN
        RETURN around ~ '[0-9A-Za-z][|][0-9A-Za-z]|[A-Za-z][|]''[A-Za-z]|[0-9][|][.,''][0-9]|[0-9][.,''][|][0-9]';
    END IF;
    IF after ~ ('[' || claims_characters('M') || '\u200c\u200d]') THEN
        RETURN true;
    END IF;
    RETURN around ~ ('[^' || outside || '][|][''’]?[^' || outside || ']')
            AND around !~ ('[' || spaceless || '][|][' || spaceless || ']')
        OR around ~ '[0-9][|][.,’][0-9]|[0-9][.,’][|][0-9]';
END $$;

-- The number of characters at the beginning of a text that contain its first `number` letters (claims_letters()).
CREATE FUNCTION claims_up_to_letter(words text, number integer) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    low integer := 0;
    high integer := length(words);
    middle integer;
    counted integer := 0;
    reached integer;
BEGIN
    WHILE high - low > 1 LOOP
        middle := (low + high) / 2;
        reached := counted + length(claims_letters(substr(words, low + 1, middle - low)));
        IF reached >= number THEN
            high := middle;
        ELSE
            low := middle;
            counted := reached;
        END IF;
    END LOOP;
    RETURN high;
END $$;

-- The passage of `held` with the letters and digits of `sought`, as it stands there; NULL where there is none. It finds
-- what was copied with other quotation marks, dashes, spaces, capitals or hyphens, so that a refusal can show it. The
-- text is read in parts, since each step in a long text counts its characters from the beginning.
CREATE FUNCTION claims_passage(held text, sought text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    size CONSTANT integer := 4000;
    wanted text := claims_letters(sought);
    rest text := held;
    parts text[] := '{}';
    letters text[] := '{}';
    counted integer[] := '{0}';
    place integer;
    part integer;
    first integer;
    last integer;
    around text;
BEGIN
    WHILE rest <> '' LOOP
        parts := parts || left(rest, size);
        rest := right(rest, -size);
        letters := letters || claims_letters(parts[cardinality(parts)]);
        counted := counted || counted[cardinality(parts)] + length(letters[cardinality(parts)]);
    END LOOP;
    FOR place IN SELECT p.place FROM claims_places(array_to_string(letters, ''), wanted, 10) p LOOP
        part := width_bucket(place, counted);
        first := (part - 1) * size + claims_up_to_letter(parts[part], place + 1 - counted[part]);
        part := width_bucket(place + length(wanted) - 1, counted);
        last := (part - 1) * size + claims_up_to_letter(parts[part], place + length(wanted) - counted[part]);
        around := substr(held, first - 2, last - first + 5);
        IF NOT claims_in_word(around, least(2, first - 1)) AND NOT claims_in_word(around, least(3, first) + last - first) THEN
            RETURN substr(held, first, last - first + 1);
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
