-- Texts: the form in which they are stored, and when two of them are the same.

-- PostgreSQL keeps 32 compiled regular expressions for a session, and the large ones below take 0.1 ms to compile. So
-- they are left to texts that need them.

-- Whether a text has nothing but plain spaces and frequent characters that need no closer look.
CREATE FUNCTION claims_is_plain(words text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN words ~ ('^[ ' || claims_characters('plain') || ']*$');

-- Whether a text has a character that one sees: more than spaces, controls, formats, fillers and marks without a base.
-- PL/pgSQL keeps the expression for the session. In the CHECK of a table, PostgreSQL would prepare it for each statement.
CREATE FUNCTION claims_is_visible(words text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
BEGIN
    RETURN claims_is_plain(words) AND btrim(words) <> '' OR words ~ '[!-~]' OR words ~ (
        '[^' || claims_characters('Z') || claims_characters('Cc') || claims_characters('Cf') || claims_characters('M')
        || claims_characters('ignorable') || claims_characters('noncharacter') || '\u2800]'
    );
END $$;

-- A text as it is compared: equal for two texts that differ in case, in Unicode's form of a character (NFKC_Casefold),
-- in white space, in the shape of quotation marks, apostrophes and dashes, or in characters that nobody sees. Accents
-- count.
CREATE FUNCTION claims_same(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    plain boolean := claims_is_plain(words);
    folded text := words;
BEGIN
    IF octet_length(words) > length(words) THEN
        IF NOT plain THEN
            folded := regexp_replace(words, '[' || claims_characters('ignorable') || ']+', '', 'g');
        END IF;
        folded := claims_casefold(folded);
        IF folded ~ '[\u00ab\u00bb\u02bc\u2010-\u2015\u2018-\u201f\u2039\u203a\u2212]' THEN
            folded := translate(folded, '‘’‚‛‹›ʼ“”„‟«»‐‑‒–—―−', $to$'''''''""""""-------$to$);
        END IF;
    ELSE
        folded := lower(words COLLATE "C");
    END IF;
    IF NOT plain OR strpos(folded, '  ') > 0 THEN
        folded := regexp_replace(folded, '[\u0009-\u000d\u0085' || claims_characters('Z') || ']+', ' ', 'g');
    END IF;
    RETURN btrim(folded);
END $$;

-- The letters, digits and symbols of a text, folded: equal for texts that differ in case, white space, punctuation or
-- hyphenation. It folds character by character, as claims_casefold() does.
CREATE FUNCTION claims_letters(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(
    claims_casefold(words),
    '[' || claims_characters('P') || claims_characters('Z') || claims_characters('Cc') || claims_characters('Cf')
        || claims_characters('ignorable') || ']+',
    '', 'g'
);

-- Refuses a text for the character at `place` (from 1). The error names the column as well.
CREATE FUNCTION claims_refuse_character(
    rule text, words text, place integer, advice text, within text, field text
) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    wrong text := substr(words, place, 1);
    before text := right(left(words, place - 1), 40);
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', CONSTRAINT = rule, TABLE = within, COLUMN = field,
        MESSAGE = format(
            '%s holds the character U+%s%s %s: %s',
            upper(left(replace(field, '_', ' '), 1)) || substr(replace(field, '_', ' '), 2),
            lpad(upper(to_hex(ascii(wrong))), greatest(4, length(to_hex(ascii(wrong)))), '0'),
            coalesce(' (' || CASE ascii(wrong)
                WHEN 9 THEN 'tab' WHEN 10 THEN 'line feed' WHEN 13 THEN 'carriage return'
                WHEN 8203 THEN 'zero width space' WHEN 8204 THEN 'zero width non-joiner'
                WHEN 8205 THEN 'zero width joiner' WHEN 8206 THEN 'left-to-right mark'
                WHEN 8207 THEN 'right-to-left mark' WHEN 8237 THEN 'left-to-right override'
                WHEN 8238 THEN 'right-to-left override' WHEN 8288 THEN 'word joiner'
                WHEN 12644 THEN 'Hangul filler' WHEN 65279 THEN 'byte order mark'
            END || ')', ''),
            CASE WHEN before = '' THEN 'at its beginning' ELSE 'after “' || before || '”' END,
            advice);
END $$;

-- Refuses a long text in which more than 30 marks follow one another, as the Stream-Safe Text Format of Unicode does
-- (UAX #15, 13): the time that composing takes grows with the square of their number.
CREATE FUNCTION claims_check_marks(words text, within text, field text) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    wrong integer;
BEGIN
    IF length(words) > 10000 AND octet_length(words) > length(words) THEN
        wrong := regexp_instr(words, '[' || claims_characters('M') || ']{31}');
        IF wrong > 0 THEN
            PERFORM claims_refuse_character('text_marks_bounded', words, wrong,
                'it is a mark, and no more than 30 marks may follow one another.', within, field);
        END IF;
    END IF;
END $$;

-- A text of one line as it is stored: composed (NFC), its words separated by single plain spaces, without soft hyphens,
-- which only say where a line may be broken. A text that shows nothing is empty.
--
-- It refuses what cannot be seen: line breaks and other controls; marks without a base; fillers, and formats such as
-- zero width spaces and directions. Joiners and variation selectors are part of the spelling in some scripts and of
-- emoji, so they stay where these need them.
CREATE FUNCTION claims_line(words text, within text, field text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    -- Letters and marks of scripts in which joiners change the spelling: Arabic, Syriac, N'Ko, Mongolian, and those of
    -- India and its neighbours.
    joining CONSTANT text :=
        '\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uabff\ufb50-\ufdcf\ufdf0-\ufdff'
        '\ufe70-\ufefc\U00010a00-\U00010a5f\U00011000-\U00011fff\U0001e900-\U0001e95f';
    emoji CONSTANT text := '\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff';
    needed CONSTANT text :=
        '(?<=[' || joining || '])[\u200c\u200d](?=[' || joining || '])'
        -- After a virama, also at the end of a word.
        '|(?<=[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca])[\u200c\u200d]'
        '|(?<=[' || emoji || '\ufe0f])\u200d(?=[' || emoji || '])'
        '|(?<=[' || emoji || '\u1000-\u109f\u1820-\u18aa\u3400-\u9fff\uf900-\ufaff\U00010000-\U0001efff'
        '\U00020000-\U0003ffff])[\ufe00-\ufe0f\U000e0100-\U000e01ef]'
        '|(?<=[#*0-9])\ufe0f(?=\u20e3)'
        '|(?<=[\u1820-\u18aa])[\u180b-\u180f]'
        -- The flags of England, Scotland and Wales.
        '|(?<=\U0001f3f4)[\U000e0020-\U000e007e]+\U000e007f';
    controls CONSTANT text := '[' || claims_characters('Cc') || '\u2028\u2029]';
    unseen CONSTANT text :=
        '[' || claims_characters('ignorable') || claims_characters('noncharacter') || '\u2800\ufff9-\ufffb]';
    stored text := words;
    shown text;
    wrong integer;
BEGIN
    IF claims_is_plain(words) AND words = btrim(words) AND strpos(words, '  ') = 0 THEN
        RETURN words;
    END IF;
    PERFORM claims_check_marks(words, within, field);
    IF octet_length(words) > length(words) THEN
        stored := regexp_replace(normalize(words, NFC), '\u00ad+', '', 'g');
    END IF;
    IF NOT claims_is_visible(stored) THEN
        RETURN '';
    END IF;
    stored := btrim(regexp_replace(stored, '[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+', ' ', 'g'));
    wrong := regexp_instr(stored, controls);
    IF wrong > 0 THEN
        PERFORM claims_refuse_character('text_has_no_controls', stored, wrong,
            'a text of one line has no line breaks and no other control characters.', within, field);
    END IF;
    IF octet_length(stored) = length(stored) THEN
        RETURN stored;
    END IF;
    IF stored ~ unseen THEN
        shown := regexp_replace(stored, needed, '', 'g');
        wrong := regexp_instr(shown, unseen);
        IF wrong > 0 THEN
            PERFORM claims_refuse_character(
                'text_is_visible', shown, wrong, 'nobody sees it. Take it out.', within, field);
        END IF;
    END IF;
    wrong := regexp_instr(stored, '(?<![^ ])[' || claims_characters('M') || ']');
    IF wrong > 0 THEN
        PERFORM claims_refuse_character('text_marks_have_a_base', stored, wrong,
            'it is a mark, and belongs on a character before it.', within, field);
    END IF;
    -- What was taken out may have stood between characters that compose.
    RETURN normalize(stored, NFC);
END $$;

-- A text of several lines as it is stored: composed (NFC), its lines separated by line feeds. It refuses controls, but
-- for tabs, and directions that make a text read otherwise than it is stored.
CREATE FUNCTION claims_lines(words text, within text, field text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    stored text;
    wrong integer;
BEGIN
    PERFORM claims_check_marks(words, within, field);
    stored := replace(replace(normalize(words, NFC), E'\r\n', E'\n'), E'\r', E'\n');
    wrong := regexp_instr(stored, '[\u0001-\u0008\u000b-\u001f\u007f-\u009f]');
    IF wrong > 0 THEN
        PERFORM claims_refuse_character('text_has_no_controls', stored, wrong,
            'a text has no control characters but tabs and line breaks.', within, field);
    END IF;
    wrong := regexp_instr(stored, '[\u202a-\u202e' || claims_characters('noncharacter') || ']');
    IF wrong > 0 THEN
        PERFORM claims_refuse_character(
            'text_is_visible', stored, wrong, 'nobody sees it. Take it out.', within, field);
    END IF;
    RETURN stored;
END $$;

-- Refuses offsets that count the characters of a decomposed text, and not those of the composed one that is stored.
CREATE FUNCTION claims_check_composed_offsets(words text, begins integer, ends integer) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    composed text := normalize(words, NFC);
BEGIN
    IF ends - begins = length(words) AND length(words) > length(composed) THEN
        PERFORM claims_refuse('citation_offsets_count_composed', format(
            'Texts are stored in composed form (NFC), and offsets count its characters: “%s” has %s of them, not %s.',
            left(composed, 80), length(composed), length(words)));
    END IF;
END $$;

-- Texts of one line as they are stored: none of them empty, and of those that are the same, the first one.
CREATE FUNCTION claims_line_list(words text[], within text, field text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
BEGIN ATOMIC
    SELECT coalesce(array_agg(stored ORDER BY number), '{}') FROM (
        SELECT DISTINCT ON (claims_same(stored)) stored, number
        FROM unnest(words) WITH ORDINALITY each (word, number)
        CROSS JOIN LATERAL (SELECT claims_line(word, within, field) AS stored OFFSET 0) s
        WHERE stored <> '' ORDER BY claims_same(stored), number
    ) kept;
END;

-- An object whose values are texts of one line, as it is stored. Another rule refuses any other JSON.
CREATE FUNCTION claims_line_values(object jsonb, within text, field text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
BEGIN
    IF jsonb_typeof(object) <> 'object' THEN
        RETURN object;
    END IF;
    RETURN coalesce((
        SELECT jsonb_object_agg(key, CASE jsonb_typeof(value)
            WHEN 'string' THEN to_jsonb(claims_line(value #>> '{}', within, field)) ELSE value END)
        FROM jsonb_each(object)
    ), '{}');
END $$;
