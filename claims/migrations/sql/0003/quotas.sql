-- Makes the table of quotas unlogged: no commit waits for writes to it. A crash empties it, which does no harm, since a
-- row is needed for one time window only.
ALTER TABLE claims_quota SET UNLOGGED;
