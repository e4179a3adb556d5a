-- Refuses a row that can be reached from itself through a foreign key to its own table.
--
-- It locks the rows above the row one by one, FOR SHARE, and reads each after it is locked. So of two transactions that
-- would close a circle together, each changes a row that the other one locks: the one that waits sees what the other
-- one has committed, and where both wait, PostgreSQL ends one as a deadlock. Chains that share no row do not wait for
-- each other.
CREATE FUNCTION claims_check_acyclic(relation regclass, link text, row_id bigint, above bigint, slug text, rule text)
RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    seen bigint[] := ARRAY[]::bigint[];
BEGIN
    WHILE above IS NOT NULL AND above <> ALL (seen) LOOP
        IF above = row_id THEN
            PERFORM claims_refuse(rule, format('%s would lead back to itself.', slug));
        END IF;
        seen := seen || above;
        EXECUTE format('SELECT %I FROM %s WHERE id = $1 FOR SHARE', link, relation) INTO above USING above;
    END LOOP;
END $$;
