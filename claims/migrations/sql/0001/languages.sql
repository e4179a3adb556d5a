-- Text search configurations: one for each that PostgreSQL ships, with accents removed before stemming.

DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT cfgname FROM pg_ts_config WHERE cfgnamespace = 'pg_catalog'::regnamespace LOOP
        EXECUTE format('CREATE TEXT SEARCH CONFIGURATION %I (COPY = pg_catalog.%I)', 'claims_' || name, name);
        EXECUTE format(
            'ALTER TEXT SEARCH CONFIGURATION %I ALTER MAPPING FOR hword, hword_part, word WITH unaccent, %I',
            'claims_' || name, CASE name WHEN 'simple' THEN name ELSE name || '_stem' END
        );
    END LOOP;
END $$;

-- Creates `claims_search_config(language)`: the configuration for a language (BCP 47). An empty language is read as
-- English; a language that the server cannot stem gets `claims_simple`, which compares whole words. The body names the
-- configurations that this server has, so the function is built here rather than written out. It is not STRICT, so that
-- PostgreSQL inlines it: a call takes 12 µs otherwise.
DO $$
DECLARE
    cases text;
BEGIN
    SELECT string_agg(format('WHEN %L THEN %L::regconfig', code, 'claims_' || cfgname), ' ') INTO cases
    FROM (VALUES
        ('', 'english'), ('ar', 'arabic'), ('ca', 'catalan'), ('da', 'danish'), ('de', 'german'), ('el', 'greek'),
        ('en', 'english'), ('es', 'spanish'), ('et', 'estonian'), ('eu', 'basque'), ('fi', 'finnish'),
        ('fr', 'french'), ('ga', 'irish'), ('hi', 'hindi'), ('hu', 'hungarian'), ('hy', 'armenian'),
        ('id', 'indonesian'), ('it', 'italian'), ('lt', 'lithuanian'), ('nb', 'norwegian'), ('ne', 'nepali'),
        ('nl', 'dutch'), ('nn', 'norwegian'), ('no', 'norwegian'), ('pt', 'portuguese'), ('ro', 'romanian'),
        ('ru', 'russian'), ('sr', 'serbian'), ('sv', 'swedish'), ('ta', 'tamil'), ('tr', 'turkish'), ('yi', 'yiddish')
    ) AS known (code, cfgname)
    JOIN pg_ts_config USING (cfgname)
    WHERE cfgnamespace = 'pg_catalog'::regnamespace;
    EXECUTE format(
        'CREATE FUNCTION claims_search_config(language text) RETURNS regconfig '
        'LANGUAGE sql IMMUTABLE PARALLEL SAFE '
        'RETURN CASE split_part(language, ''-'', 1) %s ELSE ''claims_simple''::regconfig END', cases
    );
END $$;
