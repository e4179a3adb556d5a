-- Defaults of the columns of `claims_change`: which transaction writes, for whom, and in which request.

-- The offset that is added to the server's transaction numbers. `manage.py continue_feed` replaces this function with a
-- larger offset after the database has moved to a server that counts transactions from the beginning.
CREATE FUNCTION claims_feed_base() RETURNS bigint
LANGUAGE sql STABLE
RETURN 0::bigint;

-- The number of the transaction that writes. Transactions get their numbers when they begin to write, and commit in any
-- order.
CREATE FUNCTION claims_transaction() RETURNS bigint
LANGUAGE sql STABLE
RETURN claims_feed_base() + pg_current_xact_id()::text::bigint;

-- The id of the user that `claims.services.authorship` has set for the transaction; NULL where it has set none.
CREATE FUNCTION claims_writing_user() RETURNS integer
LANGUAGE sql STABLE
RETURN nullif(current_setting('claims.writing_user', true), '')::integer;

-- The id of the request that `claims.services.authorship` has set for the transaction; '' where it has set none.
CREATE FUNCTION claims_writing_request() RETURNS text
LANGUAGE sql STABLE
RETURN coalesce(current_setting('claims.writing_request', true), '');