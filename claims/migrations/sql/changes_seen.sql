-- What somebody sees of a change: the fields that differ, in the order of their names, without those that are `hidden`
-- from them. `kind` is what happened to the row for them: to a reader, a row that becomes public comes into being.
CREATE FUNCTION claims_changes_seen(kind text, old jsonb, new jsonb, hidden text[]) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(json_agg(json_build_object('field', field, 'old', was, 'new', became) ORDER BY field), '[]')
    FROM (
        SELECT field,
               CASE WHEN kind <> 'created' THEN nullif(old -> field, 'null') END AS was,
               CASE WHEN kind <> 'deleted' THEN nullif(new -> field, 'null') END AS became
        FROM jsonb_object_keys(coalesce(old, '{}') || coalesce(new, '{}')) AS field
        WHERE field <> ALL (hidden)
    ) AS fields
    WHERE was IS DISTINCT FROM became
$$;

DROP FUNCTION claims_shown_changes(text, jsonb, jsonb);
