-- Redirects from former slugs, which no other row may take.

-- Refuses a slug that is the former slug of another row.
CREATE FUNCTION claims_refuse_former_slug(within text, slug text, present text) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM claims_refuse('slug_is_nobodys_former_one', format(
        '“%s” is a former slug of “%s” in %s: it leads there, and cannot name another row.', slug, present, within));
END $$;

-- Records that a row was renamed from `former` to `present`. A row may get one of its own former slugs back. Redirects
-- to `former` are pointed to `present`, so that no redirect leads to another one. A concurrent transaction that inserts
-- a row with `former` waits for this one at the unique index of slugs, and then its own trigger sees the new redirect.
-- A row that readers have never seen, as a draft, leaves no redirect, since everybody reads redirects.
CREATE FUNCTION claims_record_rename(within text, renamed bigint, former text, present text) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    DELETE FROM claims_redirect WHERE collection = within AND old_slug = present AND new_slug = former;
    PERFORM claims_refuse_former_slug(within, r.old_slug, r.new_slug)
    FROM claims_redirect r WHERE r.collection = within AND r.old_slug = present;
    IF within = 'reviews' AND NOT EXISTS (
        SELECT FROM claims_change WHERE collection = within AND row_id = renamed AND shown <> ''
    ) THEN
        RETURN;
    END IF;
    UPDATE claims_redirect SET new_slug = present WHERE collection = within AND new_slug = former;
    INSERT INTO claims_redirect (collection, old_slug, new_slug) VALUES (within, former, present);
END $$;

-- Prevents other transactions from giving the slug `former` to a row until this one ends; `claims_check_redirect` then
-- checks that no row has it. If a row has it now (one that is about to be merged into another), locking that row is
-- enough, because of the unique index. If none has it, the table is locked against writes. A rename (called from
-- another trigger, `depth` > 1) needs neither, see `claims_record_rename`.
CREATE FUNCTION claims_reserve_slug(within text, former text, depth int) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
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

-- The table of a collection whose rows have slugs; NULL for any other text. The name of a collection is that of its
-- table in the plural.
CREATE FUNCTION claims_table_of(collection text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
    SELECT 'claims_' || left(collection, -1)
    WHERE EXISTS (
        SELECT FROM pg_attribute
        WHERE attrelid = to_regclass(quote_ident('claims_' || left(collection, -1))) AND attname = 'slug'
    )
$$;

-- Checks that a redirect leads to a row, and that its former slug is no row's present slug. The lock prevents the row
-- from being renamed or deleted before this transaction has committed the redirect.
CREATE FUNCTION claims_check_redirect(subject bigint) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
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
