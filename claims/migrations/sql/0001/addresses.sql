-- Addresses of sources.

-- The normalised address: equal for two addresses of the same page (RFC 3986, section 6.2). It has no scheme, default
-- port, fragment, trailing slash or common tracking parameter (utm_* and others), and its host is in lower case.
CREATE FUNCTION claims_url_key(url text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
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
