-- What triggers write changes down with, and what readers see of them.

-- What is added to the server's own numbers of transactions; `continue_feed` raises it on a server that counts anew.
CREATE FUNCTION claims_feed_base() RETURNS bigint
LANGUAGE sql STABLE AS 'SELECT 0::bigint';

-- The number of the transaction that writes. Numbers are given in the order in which transactions begin to write;
-- they commit in any order.
CREATE FUNCTION claims_transaction() RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT claims_feed_base() + pg_current_xact_id()::text::bigint
$$;

-- The number below which every transaction that could write here has ended: nothing can appear there any more. Those
-- that are known to write in another database of the server do not count; that the statistics of a transaction may be
-- read late does no harm, since it never changes its database. A transaction that writes itself counts its own changes.
CREATE FUNCTION claims_settled() RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT claims_feed_base() + CASE
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
    END
$$;

-- On whose behalf the transaction writes, as whoever writes has set it for the transaction.
CREATE FUNCTION claims_writing_user() RETURNS integer
LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('claims.writing_user', true), '')::integer
$$;

CREATE FUNCTION claims_writing_request() RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('claims.writing_request', true), '')
$$;

-- The members of `one` that are not the same in `other`.
CREATE FUNCTION claims_difference(one jsonb, other jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT jsonb_object_agg(key, value) FROM jsonb_each(one) WHERE value IS DISTINCT FROM other -> key
$$;

-- What a reader without an account sees of a change: the fields that differ, in the order of their names. To such a
-- reader, a row that becomes public comes into being. Texts of sources and members of the team are not public.
CREATE FUNCTION claims_shown_changes(shown text, old jsonb, new jsonb) RETURNS json
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(json_agg(json_build_object('field', field, 'old', was, 'new', became) ORDER BY field), '[]')
    FROM (
        SELECT field,
               CASE WHEN shown <> 'created' THEN nullif(old -> field, 'null') END AS was,
               CASE WHEN shown <> 'deleted' THEN nullif(new -> field, 'null') END AS became
        FROM jsonb_object_keys(coalesce(old, '{}') || coalesce(new, '{}')) AS field
        WHERE field NOT IN ('content', 'coder', 'reviewer', 'review_note')
    ) AS fields
    WHERE was IS DISTINCT FROM became
$$;
