-- Statements that were taken back before there were corrections: that it was done is all that can be said of it. What
-- calls itself corrected, and was replaced by nothing, is retracted: “corrected” promises its reader another one.
INSERT INTO claims_correction (statement_id, status, what, why, corrected_at, replacement_id)
SELECT s.id, CASE WHEN s.status = 'corrected' AND later.id IS NULL THEN 'retracted' ELSE s.status END,
       format('The statement was marked as %s.', s.status), 'The reason was not written down at the time.',
       s.updated_at, later.id
FROM claims_statement s
LEFT JOIN LATERAL (
    SELECT id FROM claims_statement WHERE supersedes_id = s.id ORDER BY created_at DESC, id DESC LIMIT 1
) later ON true
WHERE s.status <> 'active';

-- What is checked at the end, is checked now: tables that wait for it cannot be changed any more.
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
