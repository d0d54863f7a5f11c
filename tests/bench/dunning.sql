-- Finds what is late, how firmly it was asked for last, and what is asked for
-- now, as `ar-dun --as-of 2026-10-31 --policy dunning.csv FILE` does.
copy (
	with book as materialized (
		select date, type, doc, customer, amount, currency, ref, due,
		    ref_due, level
		from read_csv(:file, header = true, auto_detect = false,
		    delim = ',', quote = '"', escape = '"',
		    columns = {'date': 'DATE', 'type': 'VARCHAR',
			'doc': 'VARCHAR', 'customer': 'VARCHAR',
			'amount': 'DECIMAL(18,2)', 'currency': 'VARCHAR',
			'ref': 'VARCHAR', 'due': 'DATE', 'ref_due': 'DATE',
			'level': 'TINYINT'})
		where date <= date '2026-10-31'
	), paid as (
		select customer, currency, ref, sum(amount) as paid
		from book where type = 'apply'
		group by customer, currency, ref
	), last as (
		select customer, currency, ref, ref_due, date, level
		from (
			select *, row_number() over (
			    partition by customer, currency, ref, ref_due
			    order by date desc, level desc) as nth
			from book where type = 'notice'
		) where nth = 1
	), late as (
		select i.customer, i.currency, i.doc, i.due,
		    i.amount - coalesce(p.paid, 0) as open,
		    date '2026-10-31' - i.due as days,
		    coalesce(l.level, 0) as was, l.date as was_on
		from book i
		left join paid p on p.ref = i.doc
		    and p.customer = i.customer and p.currency = i.currency
		left join last l on l.ref = i.doc and l.ref_due = i.due
		    and l.customer = i.customer and l.currency = i.currency
		where i.type = 'invoice' and i.due < date '2026-10-31'
		    and i.amount - coalesce(p.paid, 0) > 0
	), asked as (
		select *, was + case when was < 3
		    and days >= [10, 30, 60][was + 1] then 1 else 0 end as level
		from late
		where was_on is null or date '2026-10-31' - was_on >= 14
	)
	select 'N-' || dense_rank() over (order by customer, currency) as doc,
	    customer, open as amount, currency, doc as ref, due as ref_due,
	    level
	from asked where level > 0
	order by customer, currency, due, ref
) to :out (header, delimiter ',');
