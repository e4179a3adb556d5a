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