-- Vague dates, which are stored as the first day of their period.

-- The last day of the period that starts on `first`. Any other period than a week, a month or a year is that day.
CREATE FUNCTION claims_period_end(first date, period text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE period
    WHEN 'week' THEN first + 6
    WHEN 'month' THEN (first + interval '1 month')::date - 1
    WHEN 'year' THEN (first + interval '1 year')::date - 1
    ELSE first
END;

-- Whether a date is the first day of the period that its precision names; there is no precision without a date, and no
-- date without one. For a CHECK in PL/pgSQL, as `claims_is_visible`.
CREATE FUNCTION claims_is_first_day(first date, period text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
BEGIN
    RETURN CASE period
        WHEN '' THEN first IS NULL
        WHEN 'day' THEN first IS NOT NULL
        WHEN 'week' THEN first IS NOT NULL AND extract(isodow FROM first) = 1
        WHEN 'month' THEN first IS NOT NULL AND extract(day FROM first) = 1
        WHEN 'year' THEN first IS NOT NULL AND extract(doy FROM first) = 1
        ELSE false
    END;
END $$;
