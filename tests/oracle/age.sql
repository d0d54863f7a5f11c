-- Age a simple book, or a plain list of open items: a third opinion, in SQL.
-- Simple: items of one opening row; no transfers, no disputes.
--
-- `book` holds the rows: text, blank where absent, amounts as integers in
-- minor units.  :as_of is the day.  See age-sql.

WITH
typed AS (
	SELECT b.*, CASE
		WHEN b.type <> '' THEN b.type
		WHEN amount >= 0 THEN 'invoice'
		ELSE 'credit' END AS kind
	FROM book AS b
),

item AS (
	SELECT CASE
		WHEN kind IN ('invoice', 'debit') THEN 'debit'
		WHEN kind = 'receipt' AND amount > 0
		    AND reason IN ('nsf', 'bank-return') THEN 'debit'
		ELSE 'credit' END AS side,
	    entity, customer, doc, currency, kind, date, amount,
	    coalesce(nullif(due, ''), nullif(doc_date, ''), date) AS age_from
	FROM typed
	WHERE kind IN ('invoice', 'debit', 'credit', 'receipt')
),

-- What each acting row does to which item; side '' is whichever exists.
named AS (
	SELECT id, date, kind, amount, currency,
	    ref_currency, ref_amount,
	    entity, customer, doc, ref,
	    coalesce(nullif(ref_entity, ''), entity) AS owner_entity,
	    coalesce(nullif(ref_customer, ''), customer) AS owner
	FROM typed
),
leg AS (
	SELECT id, date, 'credit' AS side, entity, customer, doc, currency,
	    amount AS change
	FROM named WHERE kind = 'apply'
	UNION ALL
	SELECT id, date, 'debit', owner_entity, owner, ref,
	    coalesce(nullif(ref_currency, ''), currency),
	    -coalesce(ref_amount, amount)
	FROM named WHERE kind = 'apply'
	UNION ALL
	SELECT id, date, CASE
		WHEN kind IN ('discount', 'writeoff') THEN 'debit'
		WHEN kind = 'refund' THEN 'credit'
		ELSE '' END,
	    owner_entity, owner, ref, currency, amount
	FROM named
	WHERE kind IN ('discount', 'writeoff', 'refund', 'adjust', 'fx',
	    'reverse')
),
touched AS (
	SELECT leg.id, leg.date, leg.change, item.date AS item_date,
	    item.side, item.entity, item.customer, item.doc, item.currency
	FROM leg JOIN item ON leg.side IN ('', item.side)
	    AND leg.entity = item.entity AND leg.customer = item.customer
	    AND leg.doc = item.doc AND leg.currency = item.currency
),
-- An acting row waits for the younger of its items.
effect AS (
	SELECT *, max(date, max(item_date) OVER (PARTITION BY id)) AS day
	FROM touched
),

changed AS (
	SELECT side, entity, customer, doc, currency, sum(change) AS changed
	FROM effect WHERE day <= :as_of
	GROUP BY side, entity, customer, doc, currency
),
open AS (
	SELECT customer, currency, kind, side,
	    julianday(:as_of) - julianday(age_from) AS days,
	    amount + coalesce(changed, 0) AS open
	FROM item LEFT JOIN changed
	    USING (side, entity, customer, doc, currency)
	WHERE date <= :as_of
),
placed AS (
	SELECT customer, currency, open, CASE
		WHEN open < 0 AND side = 'credit' AND kind = 'receipt'
		    THEN 'unapplied'
		WHEN open < 0 THEN 'credits'
		WHEN days <= 0 THEN 'current'
		WHEN days <= 30 THEN '1-30'
		WHEN days <= 60 THEN '31-60'
		WHEN days <= 90 THEN '61-90'
		ELSE '91+' END AS place
	FROM open
	WHERE open <> 0
)
SELECT customer, currency,
    sum(iif(place = 'current', open, 0)) AS "current",
    sum(iif(place = '1-30', open, 0)) AS "1-30",
    sum(iif(place = '31-60', open, 0)) AS "31-60",
    sum(iif(place = '61-90', open, 0)) AS "61-90",
    sum(iif(place = '91+', open, 0)) AS "91+",
    sum(iif(place = 'credits', open, 0)) AS credits,
    sum(iif(place = 'unapplied', open, 0)) AS unapplied,
    sum(open) AS total
FROM placed
GROUP BY customer, currency
ORDER BY CAST(customer AS BLOB), CAST(currency AS BLOB);
