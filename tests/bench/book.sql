-- Nets a book and ages what is open, as `ar-age --as-of 2026-10-31 FILE` does.
copy (
	with book as materialized (
		select type, doc, customer, amount, currency, ref, due
		from read_csv(:file, header = true, auto_detect = false,
		    delim = ',', quote = '"', escape = '"',
		    columns = {'date': 'DATE', 'type': 'VARCHAR',
			'doc': 'VARCHAR', 'customer': 'VARCHAR',
			'amount': 'DECIMAL(18,2)', 'currency': 'VARCHAR',
			'ref': 'VARCHAR', 'due': 'DATE'})
		where date <= date '2026-10-31'
	), effect as (
		select 'D' as side, customer, currency, doc, amount, due
		from book where type = 'invoice'
		union all
		select 'D', customer, currency, ref, -amount, null
		from book where type = 'apply'
		union all
		select 'C', customer, currency, doc, amount, null
		from book where type in ('receipt', 'apply')
	), item as (
		select side, customer, currency,
		    date '2026-10-31' - max(due) as days, sum(amount) as open
		from effect
		group by side, customer, currency, doc
		having sum(amount) <> 0
	)
	select customer, currency,
	    sum(case when side = 'D' and days <= 0 then open else 0 end)
		as current,
	    sum(case when side = 'D' and days between 1 and 30
		then open else 0 end) as "1-30",
	    sum(case when side = 'D' and days between 31 and 60
		then open else 0 end) as "31-60",
	    sum(case when side = 'D' and days between 61 and 90
		then open else 0 end) as "61-90",
	    sum(case when side = 'D' and days > 90 then open else 0 end)
		as "91+",
	    0.00 as credits,
	    sum(case when side = 'C' then open else 0 end) as unapplied,
	    sum(open) as total
	from item
	group by customer, currency
	order by customer, currency
) to :out (header, delimiter ',');
