-- Functions that columns, constraints and indexes are built on. All are immutable and independent of the
-- cluster's collation, so that they answer alike on every server.

-- The last day of the period that starts on `first` (a vague date is stored as the first day of its period).
CREATE FUNCTION claims_period_end(first date, period text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE period
        WHEN 'week' THEN first + 6
        WHEN 'month' THEN (first + interval '1 month')::date - 1
        WHEN 'year' THEN (first + interval '1 year')::date - 1
        ELSE first
    END
$$;

-- The key names are sorted by: letters without accents and case, compared by code point.
CREATE FUNCTION claims_sort_key(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(
        translate(
            regexp_replace(normalize(name, NFKD) COLLATE "C", '[\u0300-\u036f]', '', 'g'),
            'øØłŁđĐıßæÆœŒþÞðÐ’‘', 'oOlLdDisaAoOtTdD'''''
        ) COLLATE "C"
    )
$$;

-- Two addresses with the same key name the same page (RFC 3986, 6.2, and the common tracking parameters):
-- scheme, default ports, the case of the host, fragments, a trailing slash and utm_* and the like do not matter.
CREATE FUNCTION claims_url_key(url text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    bare text := regexp_replace(url COLLATE "C", '^[a-zA-Z][a-zA-Z0-9+.-]*://|#.*$', '', 'g');
    host text := lower(substring(bare from '^[^/?]*'));
    rest text := substr(bare, length(host) + 1);
BEGIN
    host := regexp_replace(host, ':(80|443)$', '');
    rest := regexp_replace(rest, '([?&])(?:utm_[a-z]+|fbclid|gclid|igshid|mc_cid|mc_eid)=[^&]*', '\1', 'g');
    rest := regexp_replace(rest, '&+', '&', 'g');
    rest := regexp_replace(rest, '\?&', '?');
    rest := regexp_replace(rest, '[?&]+$', '');
    rest := regexp_replace(rest, '/+($|\?)', '\1');
    RETURN host || rest;
END $$;

-- Refuses the row at hand, naming the rule as a constraint does, so that the API can explain it.
CREATE FUNCTION claims_refuse(rule text, explanation text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule, MESSAGE = explanation;
END $$;
