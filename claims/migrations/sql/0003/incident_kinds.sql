-- The first kinds of incidents. A deployment adds its own as rows.
INSERT INTO claims_incidentkind (slug, name)
SELECT replace(name, ' ', '_'), name FROM unnest(ARRAY[
    'airspace violation', 'drone sighting', 'infrastructure disruption', 'military activity',
    'diplomatic action', 'other'
]) AS name;
