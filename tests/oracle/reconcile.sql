-- Subledger against ledger, as one would do it without ar-reconcile: a full
-- outer join of what both sides say.  For books like the demo company's, with
-- a ledger of a line a row: one control account, no row older than the item it
-- acts on, no transfer or application that leaves the account.
--
-- `book` and `gl` hold the rows up to the day, amounts in minor units.

CREATE TEMP TABLE b AS
SELECT currency, coalesce(nullif(doc, ''), ref) AS key, amount, date, 0 AS n
FROM book
WHERE type IN ('invoice', 'debit', 'credit', 'receipt', 'discount',
    'writeoff', 'adjust', 'fx', 'refund', 'reverse');

CREATE TEMP TABLE g AS
SELECT currency, ref AS key, amount, date, 0 AS n
FROM gl WHERE account = '1200';

-- The n-th of equal ones on one side meets the n-th on the other.
UPDATE b SET n = nth FROM (SELECT rowid AS id, row_number() OVER (
    PARTITION BY currency, key, amount ORDER BY date) AS nth FROM b)
WHERE id = b.rowid;
UPDATE g SET n = nth FROM (SELECT rowid AS id, row_number() OVER (
    PARTITION BY currency, key, amount ORDER BY date) AS nth FROM g)
WHERE id = g.rowid;
CREATE INDEX b_all ON b (currency, key, amount, n);
CREATE INDEX g_all ON g (currency, key, amount, n);

CREATE TEMP TABLE joined AS
SELECT coalesce(b.currency, g.currency) AS currency,
    coalesce(b.key, g.key) AS key, b.amount AS book, g.amount AS other
FROM b FULL JOIN g ON b.currency = g.currency AND b.key = g.key
    AND b.amount = g.amount AND b.n = g.n;
