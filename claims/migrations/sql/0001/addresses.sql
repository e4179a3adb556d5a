-- Addresses of sources. These functions are in PL/pgSQL, which caches its plans for the session.

-- A text with its escapes in one form (RFC 3986, section 6.2.2): those of characters that need none are decoded, also
-- those of `!*'()`, which RFC 2396 called unreserved, and those of a character in UTF-8. The others are in upper case.
-- `%` alone is escaped. The pattern for UTF-8 is that of RFC 3629, so that `convert_from` cannot fail.
CREATE FUNCTION claims_url_unescaped(escaped text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    tail constant text := '%[89ab][0-9a-f]';
    characters constant text := concat(
        '%(?:c[2-9a-f]|d[0-9a-f])', tail, '|%e0%[ab][0-9a-f]', tail, '|%e[1-9abcef]', tail, tail,
        '|%ed%[89][0-9a-f]', tail, '|%f0%[9ab][0-9a-f]', tail, tail, '|%f[1-3]', tail, tail, tail, '|%f4%8[0-9a-f]', tail, tail
    );
BEGIN
    IF strpos(escaped, '%') = 0 THEN
        RETURN escaped;
    END IF;
    RETURN (
        SELECT string_agg(
            CASE
                WHEN part NOT LIKE '\%%' THEN part
                WHEN part = '%' THEN '%25'
                WHEN length(part) > 3 THEN convert_from(decode(replace(part, '%', ''), 'hex'), 'UTF8')
                WHEN part ~* '^%(2[1789ade]|3[0-9]|[46][1-9a-f]|[57][0-9a]|5f|7e)$'
                    THEN convert_from(decode(substr(part, 2), 'hex'), 'UTF8')
                ELSE upper(part)
            END, '' ORDER BY number
        )
        FROM regexp_matches(escaped COLLATE "C", characters || '|%[0-9a-f]{2}|%|[^%]+', 'gi')
            WITH ORDINALITY AS found (parts, number)
        CROSS JOIN LATERAL (SELECT parts[1]) AS p (part)
    );
END $$;

-- An unescaped text with escapes for all characters that cannot stand in an address.
CREATE FUNCTION claims_url_escaped(unescaped text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
BEGIN
    IF unescaped COLLATE "C" !~ '[^A-Za-z0-9._~!$&''()*+,;=:@/?%-]' THEN
        RETURN unescaped;
    END IF;
    RETURN (
        SELECT string_agg(
            CASE
                WHEN part COLLATE "C" ~ '^[A-Za-z0-9._~!$&''()*+,;=:@/?%-]' THEN part
                ELSE upper(regexp_replace(encode(convert_to(part, 'UTF8'), 'hex'), '..', '%\&', 'g'))
            END, '' ORDER BY number
        )
        FROM regexp_matches(
            unescaped COLLATE "C", '[A-Za-z0-9._~!$&''()*+,;=:@/?%-]+|[^A-Za-z0-9._~!$&''()*+,;=:@/?%-]+', 'g'
        ) WITH ORDINALITY AS found (parts, number)
        CROSS JOIN LATERAL (SELECT parts[1]) AS p (part)
    );
END $$;

-- A label of a domain name in Punycode (RFC 3492, section 6.3).
CREATE FUNCTION claims_punycode(label text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    digits constant text := 'abcdefghijklmnopqrstuvwxyz0123456789';
    points int[] := ARRAY(SELECT ascii(c) FROM string_to_table(label, NULL) WITH ORDINALITY s (c, n) ORDER BY n);
    basic int := (SELECT count(*) FROM unnest(points) p WHERE p < 128);
    encoded text := regexp_replace(label, '[^\u0001-\u007f]', '', 'g') || CASE WHEN basic > 0 THEN '-' ELSE '' END;
    done int := basic;
    known int := 128;
    bias int := 72;
    delta int := 0;
    point int;
    rest int;
    place int;
    threshold int;
BEGIN
    WHILE done < cardinality(points) LOOP
        point := (SELECT min(p) FROM unnest(points) p WHERE p >= known);
        delta := delta + (point - known) * (done + 1);
        known := point;
        FOREACH point IN ARRAY points LOOP
            IF point < known THEN
                delta := delta + 1;
            ELSIF point = known THEN
                rest := delta;
                place := 36;
                LOOP
                    threshold := least(greatest(place - bias, 1), 26);
                    EXIT WHEN rest < threshold;
                    encoded := encoded
                        || substr(digits, threshold + (rest - threshold) % (36 - threshold) + 1, 1);
                    rest := (rest - threshold) / (36 - threshold);
                    place := place + 36;
                END LOOP;
                encoded := encoded || substr(digits, rest + 1, 1);
                delta := delta / CASE WHEN done = basic THEN 700 ELSE 2 END;
                done := done + 1;
                delta := delta + delta / done;
                bias := 0;
                WHILE delta > 455 LOOP
                    delta := delta / 35;
                    bias := bias + 36;
                END LOOP;
                bias := bias + 36 * delta / (delta + 38);
                delta := 0;
            END IF;
        END LOOP;
        delta := delta + 1;
        known := known + 1;
    END LOOP;
    RETURN encoded;
END $$;

-- An unescaped host in one form: in lower case, compatible characters as one, without a dot at its end, each label in
-- ASCII (`xn--…`), as UTS 46 maps names for look-up. Characters that browsers ignore in names are left out. A host that
-- is no domain name, as it is too long or has characters that no name has, is in lower case and escaped.
CREATE FUNCTION claims_url_host(host text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    name text := lower(host COLLATE "C");
BEGIN
    IF host LIKE '[%]' THEN
        RETURN name;
    END IF;
    IF octet_length(host) > length(host) THEN
        -- lower() of collation C knows ASCII alone. NFKD leaves few other capital letters in common use.
        name := normalize(translate(
            lower(normalize(host, NFKD) COLLATE "C"),
            'ÆÐØÞĐĦŁŊŒŦƏẞΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏҐҒҖҚҢҮҰҲҺӘӨ'
            'ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ。',
            'æðøþđħłŋœŧəßαβγδεζηθικλμνξοπρστυφχψωабвгдежзиклмнопрстуфхцчшщъыьэюяђєѕіјљњћџґғҗқңүұҳһәө'
            'աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ.'
        ), NFC);
        name := regexp_replace(
            name, '[\u00ad\u034f\u180b-\u180d\u200b\u2060\u2064\ufe00-\ufe0f\ufeff]', '', 'g'
        );
    END IF;
    name := rtrim(name, '.');
    IF length(name) > 253 OR name COLLATE "C" ~ '[^A-Za-z0-9._~!$&''()*+,;=\u0080-\U0010ffff-]|[^.]{64}' THEN
        RETURN claims_url_escaped(claims_url_unescaped(lower(host COLLATE "C")));
    END IF;
    IF octet_length(name) = length(name) THEN
        RETURN name;
    END IF;
    RETURN (
        SELECT string_agg(
            CASE WHEN octet_length(label) = length(label) THEN label ELSE 'xn--' || claims_punycode(label) END,
            '.' ORDER BY number
        )
        FROM string_to_table(name, '.') WITH ORDINALITY AS labels (label, number)
    );
END $$;

-- An unescaped path, perhaps with a query, in one form: without dot segments (RFC 3986, section 5.2.4), slashes at the
-- end of the path, empty parameters, and parameters that only track readers. Those are the ones that Firefox and
-- ClearURLs remove from the addresses of all sites, and others of the same services. The order of parameters stays.
CREATE FUNCTION claims_url_path(path text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    tracking constant text := '^('
        'utm_.*|(mtm|pk|piwik|matomo|hmb|itm|otm)_(campaign|cid|content|group|keyword|kwd|medium|placement|source)|'
        'at_(bbc_team|campaign|custom|format|link|medium|ptr).*|hsa_[a-z]+|fb_(source|ref|action_ids|action_types)|'
        'gclid|gclsrc|gbraid|wbraid|dclid|gad_(source|campaignid)|_ga|_gl|srsltid|fbclid|igshid|igsh|msclkid|ttclid|'
        'twclid|__twitter_impression|ref_src|li_fat_id|epik|irclickid|yclid|ysclid|ymclid|syclid|_openstat|mc_[a-z]id|mc_tc|'
        'mkt_tok|_hsenc|_hsmi|__hs(fp|sc|tc)|hsctatracking|__s|ml_subscriber(_hash)?|oly_(anon|enc)_id|'
        'oft_(c|ck|d|id|ids|k|lk|sk)|rb_clickid|s_cid|s_kwcid|ef_id|sms_(click|source|uph)|ss_email_id|'
        'unicorn_click_id|vero_(conv|id)|vgo_ee|wickedid|wt_z?mc|xtor|cmpid|guccounter|guce_referrer(_sig)?|'
        '_branch_match_id|_bta_(c|tid)|dm_i'
    ')$';
    segments text[] := string_to_array(translate(split_part(path, '?', 1), '\', '/'), '/');
    kept text[] := '{}';
    skipped int := 0;
    query text;
BEGIN
    IF segments && ARRAY['.', '..'] THEN
        FOR number IN REVERSE cardinality(segments) .. 1 LOOP
            IF segments[number] = '..' THEN
                skipped := skipped + 1;
            ELSIF segments[number] <> '.' AND skipped > 0 AND number > 1 THEN
                skipped := skipped - 1;
            ELSIF segments[number] <> '.' THEN
                kept := kept || segments[number];
            END IF;
        END LOOP;
        segments := ARRAY(SELECT s FROM unnest(kept) WITH ORDINALITY k (s, n) ORDER BY n DESC);
    END IF;
    SELECT '?' || string_agg(parameter, '&' ORDER BY number) INTO query
    FROM string_to_table(substr(path, strpos(path || '?', '?') + 1), '&') WITH ORDINALITY AS p (parameter, number)
    WHERE parameter <> '' AND lower(split_part(parameter, '=', 1) COLLATE "C") !~ tracking;
    RETURN claims_url_escaped(rtrim(array_to_string(segments, '/'), '/') || coalesce(query, ''));
END $$;

-- The normalised address: equal for two addresses of the same page (RFC 3986, section 6.2; URL standard). It has no
-- scheme, so that http and https are the same, no default port of its scheme, and no fragment other than a route of a
-- page that is made by a script (`#!…`, `#/…`).
CREATE FUNCTION claims_url_key(url text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    -- Without the white space that browsers drop.
    written text := regexp_replace(url, '^[\u0001-\u0020]+|[\u0001-\u0020]+$|[\t\n\r]', '', 'g');
    parts text[] := regexp_match(
        normalize(claims_url_unescaped(written), NFC) COLLATE "C",
        '^(?:([a-z][a-z0-9+.-]*)://)?([^/?#\\]*)([^#]*)(?:#(.*))?$', 'i'
    );
    authority text[] := regexp_match(parts[2], '^((?:.*@)?)(\[.*\]|[^:]*)(?::0*([0-9]*))?$');
    host text := coalesce(authority[2], parts[2]);
    port text := authority[3];
    route text;
BEGIN
    IF port = '' OR (lower(parts[1]), port) IN (('http', '80'), ('https', '443')) THEN
        port := NULL;
    END IF;
    IF parts[4] ~ '^!?/|^!' THEN
        route := claims_url_path(split_part(parts[4], ':~:', 1));
        -- Its first slash stays before parameters: #/?a is a route, #?a is none.
        route := CASE WHEN route LIKE '?%' THEN '/' || route ELSE route END;
    END IF;
    RETURN concat(
        claims_url_escaped(authority[1]), claims_url_host(host), ':' || port, claims_url_path(parts[3]),
        '#' || nullif(nullif(route, '!'), '')
    );
END $$;
