-- The quotas of clients are of use for minutes only: no commit waits for their writes, and a crash empties the table.
ALTER TABLE claims_quota SET UNLOGGED;
