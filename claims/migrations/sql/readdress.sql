-- As in history_links.sql, and corrections, which name statements and their speakers.

-- Rows that name others by their address: when these have a new one, they are not what they were for their readers.
CREATE OR REPLACE FUNCTION claims_readdress(of_collection text, renamed bigint[]) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO claims_change (collection, key, kind, shown)
    SELECT DISTINCT found.collection, found.key, 'changed', 'changed'
    FROM (
        SELECT 'speakers' AS named, 'affiliations' AS collection, id::text AS key
        FROM claims_affiliation WHERE person_id = ANY (renamed) OR organization_id = ANY (renamed)
        UNION ALL SELECT 'speakers', 'statements', slug
        FROM claims_statement WHERE speaker_id = ANY (renamed) OR on_behalf_of_id = ANY (renamed)
        UNION ALL SELECT 'speakers', 'incidents', i.slug
        FROM claims_incident i JOIN claims_incidentactor a ON a.incident_id = i.id WHERE a.speaker_id = ANY (renamed)
        UNION ALL SELECT 'speakers', 'corrections', c.id::text
        FROM claims_correction c JOIN claims_statement s ON s.id = c.statement_id WHERE s.speaker_id = ANY (renamed)
        UNION ALL SELECT 'sources', 'statements', slug FROM claims_statement WHERE source_id = ANY (renamed)
        UNION ALL SELECT 'sources', 'claims', slug FROM claims_claim WHERE first_appearance_id = ANY (renamed)
        UNION ALL SELECT 'topics', 'topics', slug FROM claims_topic WHERE broader_id = ANY (renamed)
        UNION ALL SELECT 'topics', 'claims', c.slug
        FROM claims_claim c JOIN claims_claim_topics l ON l.claim_id = c.id WHERE l.topic_id = ANY (renamed)
        UNION ALL SELECT 'incidents', 'incidents', slug FROM claims_incident WHERE part_of_id = ANY (renamed)
        UNION ALL SELECT 'incidents', 'statements', s.slug
        FROM claims_statement s JOIN claims_statement_incidents l ON l.statement_id = s.id
        WHERE l.incident_id = ANY (renamed)
        UNION ALL SELECT 'incidents', 'claims', c.slug
        FROM claims_claim c JOIN claims_incidentclaim l ON l.claim_id = c.id WHERE l.incident_id = ANY (renamed)
        UNION ALL SELECT 'statements', 'statements', slug FROM claims_statement WHERE supersedes_id = ANY (renamed)
        UNION ALL SELECT 'statements', 'stances', id::text
        FROM claims_stance WHERE statement_id = ANY (renamed) AND review_status = 'confirmed'
        UNION ALL SELECT 'statements', 'corrections', id::text
        FROM claims_correction WHERE statement_id = ANY (renamed) OR replacement_id = ANY (renamed)
        UNION ALL SELECT 'claims', 'stances', id::text
        FROM claims_stance WHERE claim_id = ANY (renamed) AND review_status = 'confirmed'
        UNION ALL SELECT 'claims', 'claims', c.slug
        FROM claims_claim c JOIN claims_claimrelation r ON c.id IN (r.claim_id, r.other_id)
        WHERE r.claim_id = ANY (renamed) OR r.other_id = ANY (renamed)
    ) AS found
    WHERE found.named = of_collection
$$;
