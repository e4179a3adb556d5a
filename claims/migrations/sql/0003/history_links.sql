-- Changes of a row that are caused by other tables: a row that it shows has a new slug, or a link was added or removed.

-- Records that rows have changed because rows that they show by slug, those with the ids `renamed`, have new slugs.
-- These changes have no `row_id`: they are in the feed, but not in the row's own history. The list names every foreign
-- key and many-to-many table that leads to a table with slugs, and is written by hand: `tests/schema/` compares it with
-- the models.
CREATE OR REPLACE FUNCTION claims_readdress(of_collection text, renamed bigint[]) RETURNS void
LANGUAGE sql SET search_path FROM CURRENT AS $$
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
        UNION ALL SELECT 'claims', 'reviews', slug
        FROM claims_review WHERE claim_id = ANY (renamed) AND status = 'published'
        UNION ALL SELECT 'claims', 'claims', c.slug
        FROM claims_claim c JOIN claims_claimrelation r ON c.id IN (r.claim_id, r.other_id)
        WHERE r.claim_id = ANY (renamed) OR r.other_id = ANY (renamed)
    ) AS found
    WHERE found.named = of_collection
$$;

-- Records links of a many-to-many table as changes of the row that shows them. Django makes these tables without a
-- model of ours, so pgtrigger cannot declare their triggers. Arguments of the trigger: the collection of the row that
-- shows the links, its table, the column of the link that leads to it, the table and column of the linked row, and the
-- name of the field.
CREATE FUNCTION claims_record_links() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    template text := $sql$
        INSERT INTO claims_change (collection, key, row_id, kind, shown, old, new)
        SELECT %L, o.slug, o.id, 'changed', 'changed', jsonb_build_object(%L, %s), jsonb_build_object(%L, %s)
        FROM %I l JOIN %I o ON o.id = l.%I JOIN %I t ON t.id = l.%I ORDER BY l.id
    $sql$;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        EXECUTE format(template, TG_ARGV[0], TG_ARGV[5], 't.slug', TG_ARGV[5], 'NULL', 'old_rows',
                       TG_ARGV[1], TG_ARGV[2], TG_ARGV[3], TG_ARGV[4]);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        EXECUTE format(template, TG_ARGV[0], TG_ARGV[5], 'NULL', TG_ARGV[5], 't.slug', 'new_rows',
                       TG_ARGV[1], TG_ARGV[2], TG_ARGV[3], TG_ARGV[4]);
    END IF;
    RETURN NULL;
END $$;

-- The triggers of each many-to-many table; a new one needs them too.
DO $$
DECLARE
    link record;
BEGIN
    FOR link IN SELECT * FROM (VALUES
        ('claims_statement_incidents',
         '''statements'', ''claims_statement'', ''statement_id'', ''claims_incident'', ''incident_id'', ''incidents'''),
        ('claims_claim_topics',
         '''claims'', ''claims_claim'', ''claim_id'', ''claims_topic'', ''topic_id'', ''topics''')
    ) AS links (name, arguments) LOOP
        EXECUTE format('CREATE TRIGGER history_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION claims_record_links(%s)', link.name, link.arguments);
        EXECUTE format('CREATE TRIGGER history_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows
            NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION claims_record_links(%s)', link.name, link.arguments);
        EXECUTE format('CREATE TRIGGER history_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows
            FOR EACH STATEMENT EXECUTE FUNCTION claims_record_links(%s)', link.name, link.arguments);
    END LOOP;
END $$;
