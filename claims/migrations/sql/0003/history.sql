-- Reading the history and the feed: how far the feed is complete, and what a reader sees of a change.

-- The transaction number below which no transaction is still running: no change can be added below it, so the feed
-- serves changes up to it. Transactions that are known to run in another database of the server are ignored;
-- pg_stat_activity may lag behind, which does no harm, since a transaction never changes its database. A transaction
-- that has written already sees its own changes below the horizon.
CREATE FUNCTION claims_feed_horizon() RETURNS bigint
LANGUAGE sql STABLE
RETURN claims_feed_base() + CASE
    WHEN pg_is_in_recovery() THEN pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    ELSE coalesce(
        pg_current_xact_id_if_assigned()::text::bigint + 1,
        (SELECT min(id::text::bigint) FROM pg_snapshot_xip(pg_current_snapshot()) AS id
         WHERE NOT EXISTS (
             SELECT FROM pg_stat_activity AS elsewhere
             WHERE elsewhere.backend_xid = id::xid AND elsewhere.datname <> current_database()
         )),
        pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    )
END;

-- The members of the JSON object `one` that `other` does not have with the same value; NULL where there are none.
CREATE FUNCTION claims_changed_members(one jsonb, other jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT jsonb_object_agg(key, value) FROM jsonb_each(one) WHERE value IS DISTINCT FROM other -> key;
END;

-- The fields of a change that a reader may see, sorted by name, each with its old and new value: all but those in
-- `hidden`. `kind` is what happened to the row from the reader's point of view: for one without an account, a row is
-- created when it becomes public. A created row has no old values, and a deleted one no new values.
CREATE FUNCTION claims_visible_changes(kind text, old jsonb, new jsonb, hidden text[]) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT coalesce(json_agg(json_build_object('field', field, 'old', was, 'new', became) ORDER BY field), '[]')
    FROM (
        SELECT field,
               CASE WHEN kind <> 'created' THEN nullif(old -> field, 'null') END AS was,
               CASE WHEN kind <> 'deleted' THEN nullif(new -> field, 'null') END AS became
        FROM jsonb_object_keys(coalesce(old, '{}') || coalesce(new, '{}')) AS field
        WHERE field <> ALL (hidden)
    ) AS fields
    WHERE was IS DISTINCT FROM became;
END;