-- Functions for the other steps. Their results depend only on the arguments and the seed, so that the same seed gives
-- the same rows. `subject` is usually the id of the row; `use` is a number that distinguishes the draws for a subject.

-- A pseudo-random number, at least 0 and less than 1.
CREATE FUNCTION chance(subject bigint, use int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ((hashint8extended(subject, seed() * 1000 + use) >> 11) & 9007199254740991)::float8 / 9007199254740992
$$;

-- One of the options, all equally likely.
CREATE FUNCTION pick(options text[], chance float8) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT options[1 + floor(chance * cardinality(options))::int]
$$;

-- One of the options: the first if `chance` is below the first bound, the second if it is below the second one, etc.
CREATE FUNCTION weighted(options text[], bounds float8[], chance float8) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT options[1 + width_bucket(chance, bounds)]
$$;

-- A rank from 1 to `size` that follows Zipf's law: rank n is drawn with a probability proportional to 1/n.
CREATE FUNCTION zipf(chance float8, size bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT least(size, floor(exp(chance * ln(size + 1.0::float8)))::bigint)
$$;

-- An id from 1 to `size`, not all equally likely; frequent ids are spread over the range. `steepness` 1 is uniform.
CREATE FUNCTION skewed(chance float8, steepness float8, size bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 1 + (floor(chance ^ steepness * size)::bigint * 1000003) % size
$$;

-- The time when a row was recorded: share 0 is the beginning of 2014, share 1 the end of the data set's period.
CREATE FUNCTION moment(share float8) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT date_trunc('milliseconds', to_timestamp(1388534400 + share * 362707200), 'UTC')
$$;

CREATE FUNCTION day(share float8) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT date '2014-01-01' + floor(share * 4198)::int
$$;

CREATE FUNCTION precision_of(chance float8) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT weighted('{day,week,month,year}', '{0.88,0.94,0.985}', chance)
$$;

-- The first day of the week, month or year (`period`) that contains `day`.
CREATE FUNCTION vague(day date, period text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT date_trunc(period, day::timestamp)::date
$$;

-- The language of a speaker, as a number of `vocabulary`; 1 is English.
CREATE FUNCTION tongue(speaker bigint) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 1 + floor(chance(speaker, 1) * 9)::int
$$;

CREATE FUNCTION language_of(tongue int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (ARRAY['en', 'de', 'fr', 'da', 'pl', 'uk', 'ru', 'et', 'lt'])[tongue]
$$;

CREATE FUNCTION country_of(tongue int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (ARRAY['GB', 'DE', 'FR', 'DK', 'PL', 'UA', 'RU', 'EE', 'LT'])[tongue]
$$;

-- Nouns for slugs and names.
CREATE FUNCTION things() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT '{airport,alliance,aircraft,border,bridge,budget,cable,decision,election,energy,evidence,exercise,harbour,
             market,measure,meeting,minister,network,police,price,railway,region,report,river,road,sanction,sea,
             security,talks,treaty,vessel,warning,weather,winter}'::text[]
$$;

CREATE FUNCTION slug_words(subject bigint, use int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pick(things(), chance(subject, use)) || '-' || pick(things(), chance(-subject, use))
$$;

-- Syllables for invented names.
CREATE FUNCTION syllables() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT '{ba,bel,dor,fi,gam,hen,ja,kel,lo,mar,nu,or,pel,ra,sil,ta,uv,vel,wi,zo,mik,lan,te}'::text[]
$$;

CREATE FUNCTION made_up(subject bigint, use int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT initcap(pick(syllables(), chance(subject * 3, use)) || pick(syllables(), chance(subject * 3 + 1, use))
                   || pick(syllables(), chance(subject * 3 + 2, use)))
$$;

-- Texts consist of phrases of about 50 characters. Their words are drawn so that frequent words are most likely.
CREATE FUNCTION phrases() RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT greatest(500, least(20000, statements() / 100))
$$;

CREATE TABLE dataset.phrase AS
SELECT (tongue - 1) * phrases() + number AS id,
       regexp_replace(left(string_agg(word, ' ' ORDER BY nth), 48 + (number % 9)::int), '\s\S*$', '') AS words
FROM (
    SELECT tongue, number, nth,
           words[1 + floor(chance((tongue * phrases() + number) * 16 + nth, 2) ^ 1.6 * cardinality(words))::int] AS word
    FROM vocabulary, generate_series(0, phrases() - 1) number, generate_series(1, 14) nth
) w
GROUP BY tongue, number;

ALTER TABLE dataset.phrase ADD PRIMARY KEY (id);
ANALYZE dataset.phrase;

CREATE FUNCTION phrase(tongue int, chance float8) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN (SELECT p.words FROM phrase p WHERE p.id = (tongue - 1) * phrases() + floor(chance * phrases())::bigint);
END $$;

CREATE FUNCTION sentence(tongue int, pieces int, subject bigint, use int) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    said text := phrase(tongue, chance(subject, use));
BEGIN
    FOR piece IN 2 .. pieces LOOP
        said := said || ' ' || phrase(tongue, chance(subject * 8 + piece, use));
    END LOOP;
    RETURN upper(left(said, 1)) || substr(said, 2) || '.';
END $$;
