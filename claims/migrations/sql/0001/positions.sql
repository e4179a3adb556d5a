-- How far a speaker has changed position: from every position ever taken, and whether committal ones differed.
CREATE FUNCTION claims_position_change(taken text[], changed boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN taken @> ARRAY['affirms', 'denies'] THEN 'full' WHEN changed THEN 'half' ELSE 'none' END;
