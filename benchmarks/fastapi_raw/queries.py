"""The SQL. `$1` is the root of all URLs; a request fills in the conditions in braces."""


def speaker(a: str) -> str:
    return (
        f"json_build_object('slug', {a}.slug, 'url', $1 || 'speakers/' || {a}.slug || '/', 'name', {a}.name, "
        f"'kind', {a}.kind, 'country', {a}.country)"
    )


def incident(a: str) -> str:
    return (
        f"json_build_object('slug', {a}.slug, 'url', $1 || 'incidents/' || {a}.slug || '/', 'name', {a}.name, "
        f"'start_date', {a}.start_date, 'start_date_precision', {a}.start_date_precision)"
    )


def claim(a: str) -> str:
    return (
        f"json_build_object('slug', {a}.slug, 'url', $1 || 'claims/' || {a}.slug || '/', 'name', {a}.name, "
        f"'text', {a}.text, 'language', {a}.language)"
    )


def moment(column: str) -> str:
    return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"


SOURCE = """json_build_object('slug', source.slug, 'url', $1 || 'sources/' || source.slug || '/',
    'headline', source.headline, 'publisher', source.publisher, 'external_url', source.url,
    'archived_url', source.archived_url)"""
SPOKEN = f"""
    'slug', s.slug, 'url', $1 || 'statements/' || s.slug || '/',
    'speaker', (SELECT {speaker("speaker")} FROM claims_speaker speaker WHERE speaker.id = s.speaker_id),
    'affiliation', (
        SELECT json_build_object('id', held.id, 'url', $1 || 'affiliations/' || held.id || '/', 'role', held.role,
                                 'organization', {speaker("body")})
        FROM claims_affiliation held JOIN claims_speaker body ON body.id = held.organization_id
        WHERE held.id = s.affiliation_id),
    'on_behalf_of', (SELECT {speaker("behalf")} FROM claims_speaker behalf WHERE behalf.id = s.on_behalf_of_id),
    'kind', s.kind, 'text', s.text, 'language', s.language, 'made_on', s.made_on,
    'made_on_precision', s.made_on_precision, 'status', s.status,
    'source', (SELECT {SOURCE} FROM claims_source source WHERE source.id = s.source_id)
"""  # noqa: S608 - columns only
TALLIES = """
    'tallies', (
        SELECT json_build_object('affirms', affirms, 'denies', denies, 'qualifies', qualifies,
                                 'questions', questions, 'reports', reports, 'declines', declines)
        FROM claims_claimtally WHERE claim_id = c.id),
    'disputed', (SELECT disputed FROM claims_claimtally WHERE claim_id = c.id)
"""

# Each returns the rows of a page and one more ($2): the JSON and the keyset values of each.
STATEMENTS = f"""
    SELECT json_build_object({SPOKEN}, 'original_text', s.original_text,
        'original_language', s.original_language, 'venue', s.venue, 'attribution', s.attribution,
        'incidents', coalesce((
            SELECT json_agg({incident("i")} ORDER BY i.start_date, i.id)
            FROM claims_statement_incidents about JOIN claims_incident i ON i.id = about.incident_id
            WHERE about.statement_id = s.id), '[]'),
        'stances', coalesce((
            SELECT json_agg(json_build_object('id', t.id, 'url', $1 || 'stances/' || t.id || '/', 'claim', {claim("c")},
                'position', t.position, 'explicitness', t.explicitness, 'qualification', t.qualification,
                'excerpt', t.excerpt) ORDER BY t.id)
            FROM claims_stance t JOIN claims_claim c ON c.id = t.claim_id
            WHERE t.statement_id = s.id AND t.review_status = 'confirmed'), '[]'),
        'supersedes', (
            SELECT json_build_object('slug', b.slug, 'url', $1 || 'statements/' || b.slug || '/', 'text', b.text,
                                     'language', b.language)
            FROM claims_statement b WHERE b.id = s.supersedes_id),
        'corrections', coalesce((
            SELECT json_agg(json_build_object('id', k.id, 'url', $1 || 'corrections/' || k.id || '/',
                'status', k.status, 'what', k.what, 'why', k.why, 'corrected_at', {moment("k.corrected_at")},
                'replacement', (
                    SELECT json_build_object('slug', b.slug, 'url', $1 || 'statements/' || b.slug || '/',
                                             'text', b.text, 'language', b.language)
                    FROM claims_statement b WHERE b.id = k.replacement_id)) ORDER BY k.corrected_at, k.id)
            FROM claims_correction k WHERE k.statement_id = s.id), '[]'),
        'created_at', {moment("s.created_at")}, 'updated_at', {moment("s.updated_at")})::text, s.made_on, s.id
    FROM (SELECT * FROM claims_statement s {{where}} ORDER BY s.made_on DESC, s.id DESC LIMIT $2) s
    ORDER BY s.made_on DESC, s.id DESC
"""  # noqa: S608 - columns only

CLAIMS = f"""
    SELECT json_build_object('slug', c.slug, 'url', $1 || 'claims/' || c.slug || '/', 'text', c.text, 'name', c.name,
        'other_names', c.other_names, 'kind', c.kind, 'language', c.language, 'checkable', c.checkable,
        'context', c.context,
        'first_appearance', (SELECT {SOURCE} FROM claims_source source WHERE source.id = c.first_appearance_id),
        'topics', coalesce((
            SELECT json_agg(json_build_object('slug', t.slug, 'url', $1 || 'topics/' || t.slug || '/', 'name', t.name)
                            ORDER BY t.sort_key, t.id)
            FROM claims_claim_topics f JOIN claims_topic t ON t.id = f.topic_id WHERE f.claim_id = c.id), '[]'),
        'incidents', coalesce((
            SELECT json_agg(json_build_object('aspect', l.aspect, 'incident', {incident("i")}) ORDER BY l.id)
            FROM claims_incidentclaim l JOIN claims_incident i ON i.id = l.incident_id WHERE l.claim_id = c.id), '[]'),
        {TALLIES},
        'agreement', (SELECT agreement FROM claims_claimtally WHERE claim_id = c.id),
        'positions', coalesce((
            SELECT json_agg(json_build_object('speaker', {speaker("who")}, 'capacity', p.capacity,
                'position', p.position, 'first_on', p.first_on,
                'first_on_precision', p.first_on_precision, 'last_on', p.last_on,
                'last_on_precision', p.last_on_precision, 'stance_count', p.stance_count,
                'changed', p.changed, 'change', p.change) ORDER BY p.id)
            FROM claims_position p JOIN claims_speaker who ON who.id = p.speaker_id
            WHERE p.claim_id = c.id AND who.slug = $3), '[]'),
        'created_at', {moment("c.created_at")}, 'updated_at', {moment("c.updated_at")})::text, c.created_at, c.id
    FROM (
        SELECT DISTINCT ON (p.claim_created_at, p.claim_id) c.*
        FROM claims_position p JOIN claims_claim c ON c.id = p.claim_id
        WHERE p.speaker_id = (SELECT id FROM claims_speaker WHERE slug = $3) {{and}}
        ORDER BY p.claim_created_at DESC, p.claim_id DESC LIMIT $2
    ) c
    ORDER BY c.created_at DESC, c.id DESC
"""  # noqa: S608 - columns only

STANCES = f"""
    SELECT json_build_object('id', t.id, 'url', $1 || 'stances/' || t.id || '/',
        'statement', json_build_object({SPOKEN}),
        'claim', (SELECT {claim("c")} FROM claims_claim c WHERE c.id = t.claim_id),
        'position', t.position, 'explicitness', t.explicitness, 'qualification', t.qualification,
        'excerpt', t.excerpt, 'rationale', t.rationale, 'method', t.method, 'model_name', t.model_name,
        'review_status', t.review_status, 'confidence', t.confidence,
        'created_at', {moment("t.created_at")}, 'updated_at', {moment("t.updated_at")})::text, t.made_on, t.id
    FROM (
        SELECT t.* FROM claims_stance t
        WHERE t.claim_id = (SELECT id FROM claims_claim WHERE slug = $3) AND t.review_status = 'confirmed' {{and}}
        ORDER BY t.made_on DESC, t.id DESC LIMIT $2
    ) t
    JOIN claims_statement s ON s.id = t.statement_id
    ORDER BY t.made_on DESC, t.id DESC
"""  # noqa: S608 - columns only

CLAIM_EXISTS = "SELECT 1 FROM claims_claim WHERE slug = $1"

MATRIX = f"""
    WITH linked AS MATERIALIZED (
        SELECT l.claim_id, json_agg(l.aspect ORDER BY l.aspect) AS aspects
        FROM claims_incidentclaim l JOIN claims_incident i ON i.id = l.incident_id WHERE i.slug = $2 GROUP BY l.claim_id
    ), shown AS MATERIALIZED (
        SELECT linked.* FROM linked JOIN claims_claim c ON c.id = linked.claim_id ORDER BY c.slug LIMIT 100
    ), held AS MATERIALIZED (
        SELECT p.* FROM shown CROSS JOIN LATERAL (
            SELECT p.*, row_number() OVER (ORDER BY p.last_on DESC, p.id DESC) AS place
            FROM claims_position p WHERE p.claim_id = shown.claim_id ORDER BY p.last_on DESC, p.id DESC LIMIT 51
        ) p
    ), cells AS (
        SELECT * FROM held WHERE place <= 50
    )
    SELECT json_build_object(
        'incident', {incident("i")},
        'claims', coalesce((
            SELECT json_agg(json_build_object('slug', c.slug, 'url', $1 || 'claims/' || c.slug || '/', 'name', c.name,
                'text', c.text, 'language', c.language, 'aspects', shown.aspects, {TALLIES}) ORDER BY c.slug)
            FROM shown JOIN claims_claim c ON c.id = shown.claim_id), '[]'),
        'speakers', coalesce((
            SELECT json_agg({speaker("s")} ORDER BY s.sort_key, s.id)
            FROM claims_speaker s WHERE s.id IN (SELECT speaker_id FROM cells)), '[]'),
        'cells', coalesce((
            SELECT json_agg(json_build_object('speaker', s.slug, 'claim', c.slug, 'capacity', p.capacity,
                'position', p.position, 'first_on', p.first_on,
                'first_on_precision', p.first_on_precision, 'last_on', p.last_on,
                'last_on_precision', p.last_on_precision, 'changed', p.changed,
                'change', p.change) ORDER BY c.slug, s.sort_key, s.id, p.capacity)
            FROM cells p JOIN claims_speaker s ON s.id = p.speaker_id JOIN claims_claim c ON c.id = p.claim_id), '[]'),
        'cut', (SELECT count(*) FROM linked) > 100 OR EXISTS (SELECT FROM held WHERE place > 50)
    )::text
    FROM claims_incident i WHERE i.slug = $2
"""  # noqa: S608 - columns only
