"""The SQL: one query for the rows and their relations, and one for each nested list."""

# The columns of a statement, its speaker, affiliation and source, and the speaker it was made on behalf of.
SPOKEN = """
    s.slug, s.kind, s.text, s.language, s.made_on, s.made_on_precision, s.status,
    speaker.slug AS speaker_slug, speaker.name AS speaker_name, speaker.kind AS speaker_kind,
    speaker.country AS speaker_country,
    held.id AS role_id, held.role, body.slug AS body_slug, body.name AS body_name, body.kind AS body_kind,
    body.country AS body_country,
    behalf.slug AS behalf_slug, behalf.name AS behalf_name, behalf.kind AS behalf_kind,
    behalf.country AS behalf_country,
    source.slug AS source_slug, source.headline AS source_headline, source.publisher AS source_publisher,
    source.url AS source_external_url, source.archived_url AS source_archived_url
"""
SPOKEN_JOINS = """
    JOIN claims_speaker speaker ON speaker.id = s.speaker_id
    LEFT JOIN claims_affiliation held ON held.id = s.affiliation_id
    LEFT JOIN claims_speaker body ON body.id = held.organization_id
    LEFT JOIN claims_speaker behalf ON behalf.id = s.on_behalf_of_id
    JOIN claims_source source ON source.id = s.source_id
"""
TALLY = """tally.affirms, tally.denies, tally.qualifies, tally.questions, tally.reports, tally.declines, tally.disputed,
    tally.agreement"""

STATEMENTS = f"""
    SELECT s.id, s.original_text, s.original_language, s.venue, s.attribution, s.created_at, s.updated_at,
           earlier.slug AS earlier_slug, earlier.text AS earlier_text, earlier.language AS earlier_language,
           {SPOKEN}
    FROM claims_statement s {SPOKEN_JOINS}
    LEFT JOIN claims_statement earlier ON earlier.id = s.supersedes_id
    {{where}} ORDER BY s.made_on DESC, s.id DESC LIMIT $1
"""  # noqa: S608 - columns only

INCIDENTS_OF_STATEMENTS = """
    SELECT about.statement_id, i.slug, i.name, i.start_date, i.start_date_precision
    FROM claims_statement_incidents about JOIN claims_incident i ON i.id = about.incident_id
    WHERE about.statement_id = ANY ($1) ORDER BY i.start_date, i.id
"""

STANCES_OF_STATEMENTS = """
    SELECT t.id, t.statement_id, t.position, t.explicitness, t.qualification, t.excerpt,
           c.slug AS claim_slug, c.name AS claim_name, c.text AS claim_text,
           c.language AS claim_language
    FROM claims_stance t JOIN claims_claim c ON c.id = t.claim_id
    WHERE t.statement_id = ANY ($1) AND t.review_status = 'confirmed' ORDER BY t.id
"""

CORRECTIONS_OF_STATEMENTS = """
    SELECT k.id, k.statement_id, k.status, k.what, k.why, k.corrected_at,
           later.slug AS later_slug, later.text AS later_text, later.language AS later_language
    FROM claims_correction k LEFT JOIN claims_statement later ON later.id = k.replacement_id
    WHERE k.statement_id = ANY ($1) ORDER BY k.corrected_at, k.id
"""

CLAIMS = f"""
    SELECT c.id, c.slug, c.text, c.name, c.other_names, c.kind, c.language, c.checkable, c.context,
           c.created_at, c.updated_at,
           source.slug AS source_slug, source.headline AS source_headline, source.publisher AS source_publisher,
           source.url AS source_external_url, source.archived_url AS source_archived_url, {TALLY}
    FROM (
        SELECT DISTINCT ON (p.claim_created_at, p.claim_id) p.claim_id FROM claims_position p
        WHERE p.speaker_id = (SELECT id FROM claims_speaker WHERE slug = $2) {{and}}
        ORDER BY p.claim_created_at DESC, p.claim_id DESC LIMIT $1
    ) held
    JOIN claims_claim c ON c.id = held.claim_id
    JOIN claims_claimtally tally ON tally.claim_id = c.id
    LEFT JOIN claims_source source ON source.id = c.first_appearance_id
    ORDER BY c.created_at DESC, c.id DESC LIMIT $1
"""  # noqa: S608 - columns only

TOPICS_OF_CLAIMS = """
    SELECT f.claim_id, t.slug, t.name FROM claims_claim_topics f JOIN claims_topic t ON t.id = f.topic_id
    WHERE f.claim_id = ANY ($1) ORDER BY t.sort_key, t.id
"""

INCIDENTS_OF_CLAIMS = """
    SELECT l.claim_id, l.aspect, i.slug, i.name, i.start_date, i.start_date_precision
    FROM claims_incidentclaim l JOIN claims_incident i ON i.id = l.incident_id
    WHERE l.claim_id = ANY ($1) ORDER BY l.id
"""

POSITIONS_OF_CLAIMS = """
    SELECT p.claim_id, p.capacity, p.position, p.first_on, p.first_on_precision, p.last_on, p.last_on_precision,
           p.stance_count, p.changed, p.change,
           speaker.slug AS speaker_slug, speaker.name AS speaker_name, speaker.kind AS speaker_kind,
           speaker.country AS speaker_country
    FROM claims_position p JOIN claims_speaker speaker ON speaker.id = p.speaker_id
    WHERE p.claim_id = ANY ($1) AND speaker.slug = $2 ORDER BY p.id
"""

CLAIM = "SELECT id, slug, name, text, language FROM claims_claim WHERE slug = $1"

STANCES = f"""
    SELECT t.id, t.position, t.explicitness, t.qualification, t.excerpt, t.rationale, t.method, t.model_name,
           t.review_status, t.confidence, t.created_at, t.updated_at, {SPOKEN}
    FROM claims_stance t JOIN claims_statement s ON s.id = t.statement_id {SPOKEN_JOINS}
    WHERE t.claim_id = $2 AND t.review_status = 'confirmed' {{and}}
    ORDER BY t.made_on DESC, t.id DESC LIMIT $1
"""  # noqa: S608 - columns only

INCIDENT = "SELECT id, slug, name, start_date, start_date_precision FROM claims_incident WHERE slug = $1"

# What a matrix shows; one more of each is read, which tells whether it is cut.
MOST_CLAIMS, MOST_OF_CLAIM = 100, 50

MATRIX_CLAIMS = f"""
    SELECT c.id, c.slug, c.name, c.text, c.language, linked.aspects, {TALLY}
    FROM (
        SELECT claim_id, array_agg(aspect ORDER BY aspect) AS aspects
        FROM claims_incidentclaim WHERE incident_id = $1 GROUP BY claim_id
    ) linked
    JOIN claims_claim c ON c.id = linked.claim_id
    JOIN claims_claimtally tally ON tally.claim_id = c.id
    ORDER BY c.slug LIMIT 101
"""  # noqa: S608 - columns only

MATRIX_CELLS = """
    SELECT speaker.id AS speaker_id, speaker.slug AS speaker, c.slug AS claim, p.capacity, p.position, p.first_on,
           p.first_on_precision, p.last_on, p.last_on_precision, p.changed, p.change, p.place
    FROM claims_claim c CROSS JOIN LATERAL (
        SELECT held.*, row_number() OVER (ORDER BY held.last_on DESC, held.id DESC) AS place
        FROM claims_position held WHERE held.claim_id = c.id ORDER BY held.last_on DESC, held.id DESC LIMIT 51
    ) p
    JOIN claims_speaker speaker ON speaker.id = p.speaker_id
    WHERE c.id = ANY ($1)
    ORDER BY c.slug, speaker.sort_key, speaker.id, p.capacity
"""

MATRIX_SPEAKERS = """
    SELECT slug, name, kind, country FROM claims_speaker WHERE id = ANY ($1) ORDER BY sort_key, id
"""
