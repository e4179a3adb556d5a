-- What the other steps draw with. All of it depends on the seed, the subject and the use alone, so that the same
-- seed gives the same rows. `use` is any number that is taken once in all steps.

-- A number from 0 to below 1.
CREATE FUNCTION chance(subject bigint, use int) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ((hashint8extended(subject, seed() * 1000 + use) >> 11) & 9007199254740991)::float8 / 9007199254740992
$$;

-- One of the options, each as likely as the other.
CREATE FUNCTION pick(options text[], chance float8) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT options[1 + floor(chance * cardinality(options))::int]
$$;

-- One of the options: the first where the chance is below the first bound, and so on.
CREATE FUNCTION weighted(options text[], bounds float8[], chance float8) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT options[1 + width_bucket(chance, bounds)]
$$;

-- A rank from 1 to `size` by Zipf's law: the second comes half as often as the first, the third a third.
CREATE FUNCTION zipf(chance float8, size bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT least(size, floor(exp(chance * ln(size + 1.0::float8)))::bigint)
$$;

-- An id from 1 to `size`: some come often, most seldom, and the frequent ones lie anywhere. 1 is even, more is steeper.
CREATE FUNCTION skewed(chance float8, steepness float8, size bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 1 + (floor(chance ^ steepness * size)::bigint * 1000003) % size
$$;

-- The time that data sets span: all of it, from the share 0 to the share 1. Recorded in this order.
CREATE FUNCTION moment(share float8) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT date_trunc('milliseconds', to_timestamp(1388534400 + share * 362707200), 'UTC')
$$;

CREATE FUNCTION day(share float8) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT date '2014-01-01' + floor(share * 4198)::int
$$;

CREATE FUNCTION precision_of(chance float8) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT weighted('{day,week,month,year}', '{0.88,0.94,0.985}', chance)
$$;

-- The first day of the period that a vague date stands for.
CREATE FUNCTION vague(day date, period text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT date_trunc(period, day::timestamp)::date
$$;

-- The language that a speaker is at home in, as a number of the vocabulary; 1 is English.
CREATE FUNCTION tongue(speaker bigint) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 1 + floor(chance(speaker, 1) * 9)::int
$$;

CREATE FUNCTION language_of(tongue int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (ARRAY['en', 'de', 'fr', 'da', 'pl', 'uk', 'ru', 'et', 'lt'])[tongue]
$$;

CREATE FUNCTION country_of(tongue int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (ARRAY['GB', 'DE', 'FR', 'DK', 'PL', 'UA', 'RU', 'EE', 'LT'])[tongue]
$$;

-- Two plain words for a slug.
CREATE FUNCTION things() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT '{airport,alliance,aircraft,border,bridge,budget,cable,decision,election,energy,evidence,exercise,harbour,
             market,measure,meeting,minister,network,police,price,railway,region,report,river,road,sanction,sea,
             security,talks,treaty,vessel,warning,weather,winter}'::text[]
$$;

CREATE FUNCTION slug_words(subject bigint, use int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT pick(things(), chance(subject, use)) || '-' || pick(things(), chance(-subject, use))
$$;

-- A name that nobody has.
CREATE FUNCTION syllables() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT '{ba,bel,dor,fi,gam,hen,ja,kel,lo,mar,nu,or,pel,ra,sil,ta,uv,vel,wi,zo,mik,lan,te}'::text[]
$$;

CREATE FUNCTION made_up(subject bigint, use int) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT initcap(pick(syllables(), chance(subject * 3, use)) || pick(syllables(), chance(subject * 3 + 1, use))
                   || pick(syllables(), chance(subject * 3 + 2, use)))
$$;

-- Texts are put together from phrases of about 50 characters, and these from words, the commonest most often.
CREATE FUNCTION phrases() RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT greatest(500, least(20000, statements() / 100))
$$;

CREATE TABLE dataset.phrase AS
SELECT (tongue - 1) * phrases() + number AS id,
       regexp_replace(left(string_agg(word, ' ' ORDER BY place), 48 + (number % 9)::int), '\s\S*$', '') AS words
FROM (
    SELECT tongue, number, place,
           words[1 + floor(chance((tongue * phrases() + number) * 16 + place, 2) ^ 1.6 * cardinality(words))::int] AS word
    FROM vocabulary, generate_series(0, phrases() - 1) number, generate_series(1, 14) place
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
