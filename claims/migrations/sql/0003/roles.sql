-- Affiliations, and the role in which a statement was made.
--
-- Rules that read several tables. Deferred constraint triggers (`CommitCheck`) call these functions when a transaction
-- commits, so that rows may be written in any order. Each function locks the rows that it reads: two transactions
-- cannot break a rule together.

-- Checks that an affiliation links a person to an organisation.
CREATE FUNCTION claims_check_affiliation(subject bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    held record;
    member record;
    body record;
BEGIN
    SELECT person_id, organization_id INTO held FROM claims_affiliation WHERE id = subject;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT kind, slug INTO member FROM claims_speaker WHERE id = held.person_id FOR SHARE;
    SELECT kind, slug INTO body FROM claims_speaker WHERE id = held.organization_id FOR SHARE;
    IF member.kind <> 'person' THEN
        PERFORM claims_refuse('affiliation_person_is_person', format(
            '%s holds a role, so it must be a person; it is of kind %s.', member.slug, member.kind));
    END IF;
    IF body.kind <> 'organization' THEN
        PERFORM claims_refuse('affiliation_organization_is_organization', format(
            'Roles are held in organisations; %s is of kind %s.', body.slug, body.kind));
    END IF;
END $$;

-- Whether a role was held at some time in the period that a statement is dated to. A former role whose end is unknown
-- does not count as held on any day.
CREATE FUNCTION claims_role_covers(role claims_affiliation, made_on date, made_on_precision text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN NOT role.former
   AND coalesce(role.start_date <= claims_period_end(made_on, made_on_precision), true)
   AND coalesce(claims_period_end(role.end_date, role.end_date_precision) >= made_on, true);

-- Checks that the role shown with a statement belongs to its speaker and was held when the statement was made.
CREATE FUNCTION claims_check_role(subject bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    spoken record;
    role claims_affiliation;
BEGIN
    SELECT slug, speaker_id, affiliation_id, made_on, made_on_precision INTO spoken
    FROM claims_statement WHERE id = subject FOR SHARE;
    IF NOT FOUND OR spoken.affiliation_id IS NULL THEN
        RETURN;
    END IF;
    SELECT * INTO role FROM claims_affiliation WHERE id = spoken.affiliation_id FOR SHARE;
    IF role.person_id <> spoken.speaker_id THEN
        PERFORM claims_refuse('statement_affiliation_is_the_speakers', format(
            'The role shown with statement %s is somebody else’s.', spoken.slug));
    END IF;
    IF NOT claims_role_covers(role, spoken.made_on, spoken.made_on_precision) THEN
        PERFORM claims_refuse('statement_affiliation_held_then', format(
            'The role “%s” was not held when statement %s was made (%s).', role.role, spoken.slug, spoken.made_on));
    END IF;
END $$;
