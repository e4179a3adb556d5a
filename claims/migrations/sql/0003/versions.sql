-- Versions of the database: whether an answer that was read from one of them would be the same now.
--
-- A version is the snapshot of the rows, and a word for all that would make the comparison of snapshots wrong: another
-- start of the server, another base of the transaction numbers, a `claims_change` that was truncated or restored.

-- What a version has beside the snapshot.
CREATE FUNCTION claims_era() RETURNS text
LANGUAGE sql STABLE
RETURN concat_ws('/', extract(epoch FROM pg_postmaster_start_time()), claims_feed_base(),
                 'claims_change'::regclass::oid, pg_relation_filenode('claims_change'));

-- How many changes of each collection are visible from the transaction `first` on, as a JSON object without spaces. NULL
-- if there are a thousand or more of them.
CREATE FUNCTION claims_changes_from(first bigint) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT CASE WHEN coalesce(sum(number), 0) < 1000
                THEN replace(coalesce(json_object_agg(collection, number), '{}')::text, ' ', '') END
    FROM (
        SELECT collection, count(*) AS number FROM (
            SELECT collection FROM claims_change
            WHERE transaction >= claims_feed_base() + first ORDER BY transaction LIMIT 1000
        ) c GROUP BY collection
    ) counted;
END;

-- The version of the rows that a statement on a standby reads; NULL where it cannot be told. The snapshot of a standby
-- does not name the transactions that are running, so the version counts what they can have changed: changes are never
-- deleted, and those of finished transactions below the oldest running one are complete.
CREATE FUNCTION claims_standby_version() RETURNS text
LANGUAGE sql STABLE
RETURN pg_snapshot_xmin(pg_current_snapshot())::text || claims_changes_from(
    pg_snapshot_xmin(pg_current_snapshot())::text::bigint) || ' ' || claims_era();

-- Whether no change of the `collections` became visible after a version, so that what was read from their rows is the
-- same now. Of a thousand changes or more it is said without looking: false.
CREATE FUNCTION claims_unchanged_since(version text, collections text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    snapshot text := split_part(version, ' ', 1);
    first bigint;
    before json;
    after json;
BEGIN
    IF split_part(version, ' ', 2) <> claims_era() OR (strpos(snapshot, '{') > 0) <> pg_is_in_recovery() THEN
        RETURN false;
    END IF;
    IF pg_is_in_recovery() THEN
        first := split_part(snapshot, '{', 1)::bigint;
        before := substr(snapshot, strpos(snapshot, '{'))::json;
        after := claims_changes_from(first)::json;
        RETURN after IS NOT NULL AND NOT EXISTS (
            SELECT FROM unnest(collections) c WHERE after ->> c IS DISTINCT FROM before ->> c);
    END IF;
    RETURN (
        SELECT count(*) < 1000 AND NOT coalesce(bool_or(
            collection = ANY (collections)
            AND NOT pg_visible_in_snapshot((transaction - claims_feed_base())::text::xid8, snapshot::pg_snapshot)
        ), false)
        FROM (
            SELECT transaction, collection FROM claims_change
            WHERE transaction >= claims_feed_base() + pg_snapshot_xmin(snapshot::pg_snapshot)::text::bigint
            ORDER BY transaction LIMIT 1000
        ) c
    );
END $$;
