-- Passages: where words stand in a text, and where the words of a text begin and end.

-- The offsets at which `words` contains `part`, in characters from the beginning.
CREATE FUNCTION claims_places(words text, part text) RETURNS SETOF integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    read integer := 0;
    found integer := strpos(words, part);
BEGIN
    WHILE found > 0 AND part <> '' LOOP
        read := read + found;
        RETURN NEXT read - 1;
        found := strpos(substr(words, read + 1), part);
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
-- what was copied with other quotation marks, dashes, spaces, capitals or hyphens, so that a refusal can show it.
CREATE FUNCTION claims_passage(held text, sought text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    wanted text := claims_letters(sought);
    place integer;
    first integer;
    last integer;
BEGIN
    FOR place IN SELECT * FROM claims_places(claims_letters(held), wanted) LIMIT 10 LOOP
        first := claims_up_to_letter(held, place + 1);
        last := claims_up_to_letter(held, place + length(wanted));
        IF NOT claims_in_word(held, first - 1) AND NOT claims_in_word(held, last) THEN
            RETURN substr(held, first, last - first + 1);
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
