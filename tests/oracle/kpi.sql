-- Receivables at the ends of periods and what was sold in them: a third
-- opinion on ar-kpi, in SQL, for books like the demo company's: rows are not
-- older than the items they touch, transfers take from items that rows of the
-- book opened, and one currency pays another's debts never.
--
-- `book` holds the rows: text, blank where absent, amounts as integers in
-- minor units.  `span` holds first and last, the days of each period.  See
-- kpi-sql.

CREATE TEMP TABLE part AS
SELECT rowid AS id, CASE
	WHEN type IN ('invoice', 'debit')
	    OR type = 'receipt' AND amount > 0 THEN 'debit'
	ELSE 'credit' END AS side,
    customer, doc, currency, date, amount, due,
    coalesce(nullif(due, ''), nullif(doc_date, ''), date) AS age_from
FROM book
WHERE type IN ('invoice', 'debit', 'credit', 'receipt')
ORDER BY rowid;

-- What a transfer opens ages as what it took from, unless it is given a date.
INSERT INTO part
SELECT b.rowid, iif(b.amount > 0, 'debit', 'credit'),
    b.customer, b.doc, b.currency, b.date, b.amount,
    coalesce(nullif(b.due, ''), p.due),
    coalesce(nullif(b.due, ''), p.age_from)
FROM book AS b JOIN part AS p
    ON p.side = iif(b.amount > 0, 'debit', 'credit')
    AND p.customer = coalesce(nullif(b.ref_customer, ''), b.customer)
    AND p.doc = b.ref AND p.currency = b.currency
WHERE b.type = 'transfer'
GROUP BY b.rowid
HAVING p.age_from = min(p.age_from);

CREATE INDEX part_name ON part (side, customer, doc, currency);

-- What each acting row does to which item; ref_due names an installment.
CREATE TEMP TABLE leg AS
SELECT date, 'credit' AS side, customer, doc, currency, '' AS due,
    amount AS change
FROM book WHERE type = 'apply'
UNION ALL
SELECT date, 'debit', coalesce(nullif(ref_customer, ''), customer), ref,
    currency, ref_due, -amount
FROM book WHERE type = 'apply'
UNION ALL
SELECT date, iif(amount > 0, 'debit', 'credit'),
    coalesce(nullif(ref_customer, ''), customer), ref, currency, ref_due,
    -amount
FROM book WHERE type = 'transfer'
UNION ALL
SELECT date, iif(type = 'refund', 'credit', 'debit'),
    coalesce(nullif(ref_customer, ''), customer), ref, currency, ref_due,
    amount
FROM book WHERE type IN ('discount', 'writeoff', 'refund', 'adjust', 'fx',
    'reverse');

CREATE TEMP TABLE day AS
SELECT date(first, '-1 day') AS day FROM span UNION SELECT last FROM span;

CREATE TEMP TABLE changed AS
SELECT day, side, customer, doc, currency, due, sum(change) AS change
FROM day JOIN leg ON date <= day
GROUP BY day, side, customer, doc, currency, due;

CREATE INDEX changed_name ON changed (day, side, customer, doc, currency, due);

CREATE TEMP TABLE state AS
WITH
-- A named change fills its installment; what it can't take, the others.
filled AS (
	SELECT day.day, part.*, coalesce(c.change, 0) AS named,
	    max(amount + coalesce(c.change, 0), 0) AS rest
	FROM day JOIN part ON part.date <= day.day
	LEFT JOIN changed AS c ON part.side = 'debit' AND c.day = day.day
	    AND c.side = part.side AND c.customer = part.customer
	    AND c.doc = part.doc AND c.currency = part.currency
	    AND c.due = part.due AND c.due <> ''
	WHERE part.side = 'debit'
),
pool AS (
	SELECT f.day, f.customer, f.doc, f.currency,
	    coalesce((SELECT sum(change) FROM changed AS c
		WHERE c.day = f.day AND c.side = 'debit'
		AND c.customer = f.customer AND c.doc = f.doc
		AND c.currency = f.currency), 0)
	    - sum(rest - amount) AS pool
	FROM filled AS f
	GROUP BY f.day, f.customer, f.doc, f.currency
),
queue AS (
	SELECT f.day, f.currency, f.age_from, f.rest, p.pool,
	    sum(f.rest) OVER item - f.rest AS before,
	    row_number() OVER item = count(*) OVER (PARTITION BY
		f.day, f.customer, f.doc, f.currency) AS is_last
	FROM filled AS f JOIN pool AS p USING (day, customer, doc, currency)
	WINDOW item AS (PARTITION BY f.day, f.customer, f.doc, f.currency
	    ORDER BY f.age_from ROWS UNBOUNDED PRECEDING)
),
debt AS (
	SELECT day, currency, age_from,
	    rest - min(rest, max(-pool - before, 0))
	    + iif(is_last, max(pool, 0), 0) AS open
	FROM queue
),
fund AS (
	SELECT day, currency, sum(amount) AS open FROM (
		SELECT day, currency, amount
		FROM day JOIN part ON date <= day AND side = 'credit'
		UNION ALL
		SELECT day, currency, change
		FROM changed WHERE side = 'credit')
	GROUP BY day, currency
)
SELECT day, currency, sum(open) AS open, sum(current) AS current
FROM (
	SELECT day, currency, open,
	    iif(open > 0 AND age_from >= day, open, 0) AS current
	FROM debt
	UNION ALL SELECT day, currency, open, 0 FROM fund)
GROUP BY day, currency;

CREATE TEMP TABLE sold AS
SELECT date, currency, amount FROM book
WHERE type IN ('invoice', 'debit', 'credit')
    AND reason NOT IN ('interest', 'fee', 'opening', 'netting')
UNION ALL
SELECT r.date, r.currency, r.amount FROM book AS r
WHERE r.type = 'reverse' AND r.reason IN ('void', 'rebill')
    AND EXISTS (SELECT 1 FROM book AS b
	WHERE b.type IN ('invoice', 'debit', 'credit') AND b.doc = r.ref
	AND b.customer = coalesce(nullif(r.ref_customer, ''), r.customer)
	AND b.currency = r.currency
	AND b.reason NOT IN ('interest', 'fee', 'opening', 'netting'));
