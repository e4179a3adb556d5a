-- Former slugs: where they lead, and that nobody else gets them.

CREATE FUNCTION claims_refuse_former_slug(within text, slug text, present text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM claims_refuse('slug_is_nobodys_former_one', format(
        '“%s” is a former slug of “%s” in %s: it leads there, and cannot name another row.', slug, present, within));
END $$;

-- Records that a row's slug was `former` and is `present`. It may get a former slug of its own back. What led to it
-- leads to it still: chains collapse. No other transaction has `former` for a row meanwhile, since it would have to
-- wait for this one at the unique index of slugs; then its own trigger sees what is recorded here.
CREATE FUNCTION claims_follow_slug(within text, former text, present text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM claims_redirect WHERE collection = within AND old_slug = present AND new_slug = former;
    PERFORM claims_refuse_former_slug(within, r.old_slug, r.new_slug)
    FROM claims_redirect r WHERE r.collection = within AND r.old_slug = present;
    UPDATE claims_redirect SET new_slug = present WHERE collection = within AND new_slug = former;
    INSERT INTO claims_redirect (collection, old_slug, new_slug) VALUES (within, former, present);
END $$;

-- Keeps a slug from being given to a row until the transaction ends, when `claims_check_redirect` looks whether one
-- has it. A row that has it now, and is about to be merged away, does that by the unique index; where none has it, the
-- table is locked against writers, but not for a rename (`depth`: called from a row's trigger), see above.
CREATE FUNCTION claims_reserve_slug(within text, former text, depth int) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    held boolean;
BEGIN
    IF depth > 1 OR claims_table_of(within) IS NULL THEN
        RETURN;
    END IF;
    EXECUTE format('SELECT true FROM %I WHERE slug = $1 FOR UPDATE', claims_table_of(within)) INTO held USING former;
    IF held IS NULL THEN
        EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', claims_table_of(within));
    END IF;
END $$;

-- The table whose rows a collection shows; NULL where it shows none that are cited by slug.
CREATE FUNCTION claims_table_of(collection text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT 'claims_' || left(collection, -1)
    WHERE collection IN ('speakers', 'sources', 'topics', 'incidents', 'statements', 'claims')
$$;

-- A former slug leads to a row, and is no row's present slug. The lock keeps the row from being renamed or deleted
-- before the redirect is there to be seen.
CREATE FUNCTION claims_check_redirect(subject bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    former record;
    there boolean;
BEGIN
    SELECT collection, old_slug, new_slug INTO former FROM claims_redirect WHERE id = subject;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    EXECUTE format('SELECT true FROM %I WHERE slug = $1 FOR KEY SHARE', claims_table_of(former.collection))
        INTO there USING former.new_slug;
    IF there IS NULL THEN
        PERFORM claims_refuse('redirect_leads_to_a_row', format(
            'The former slug “%s” leads to “%s”, which is no row of %s.',
            former.old_slug, former.new_slug, former.collection));
    END IF;
    EXECUTE format('SELECT true FROM %I WHERE slug = $1', claims_table_of(former.collection))
        INTO there USING former.old_slug;
    IF there THEN
        PERFORM claims_refuse('redirect_slug_is_free', format(
            '“%s” is the present slug of a row of %s, and leads nowhere else.', former.old_slug, former.collection));
    END IF;
END $$;
