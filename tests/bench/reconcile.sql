-- Joins a book with a general ledger, as `ar-reconcile --as-of 2026-10-31
-- --control 1200 --gl TABLE FILE` does: what has an equal on the other side,
-- and what has none, of either.
copy (
	with book as (
		select '1200' as account, currency, doc as key, amount
		from read_csv(:file, header = true, auto_detect = false,
		    delim = ',', quote = '"', escape = '"',
		    columns = {'date': 'DATE', 'type': 'VARCHAR',
			'doc': 'VARCHAR', 'customer': 'VARCHAR',
			'amount': 'DECIMAL(18,2)', 'currency': 'VARCHAR'})
		where date <= date '2026-10-31'
	), gl as (
		select account, currency, ref as key, amount
		from read_csv(:table, header = true, auto_detect = false,
		    delim = ',', quote = '"', escape = '"',
		    columns = {'date': 'DATE', 'account': 'VARCHAR',
			'amount': 'DECIMAL(18,2)', 'currency': 'VARCHAR',
			'ref': 'VARCHAR', 'customer': 'VARCHAR',
			'source': 'VARCHAR'})
		where date <= date '2026-10-31' and account = '1200'
	)
	select coalesce(b.currency, g.currency) as currency,
	    count(*) filter (b.key is null) as gl_only,
	    coalesce(sum(g.amount) filter (b.key is null), 0) as gl_amount,
	    count(*) filter (g.key is null) as book_only,
	    coalesce(sum(b.amount) filter (g.key is null), 0) as book_amount,
	    count(*) filter (b.key is not null and g.key is not null) as both
	from book b full outer join gl g on b.account = g.account
	    and b.currency = g.currency and b.key = g.key
	    and b.amount = g.amount
	group by 1
	order by 1
) to :out (header, delimiter ',');
