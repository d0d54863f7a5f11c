-- Three of the figures that `ar-kpi --as-of 2026-10-31 --wide FILE` prints, for
-- the same twelve months: what is open at the end of each, of which items and
-- how much of it is not yet due, is found by the as-of rule.
copy (
	with book as materialized (
		select type, date, doc, customer, amount, currency, ref, due
		from read_csv(:file, header = true, auto_detect = false,
		    delim = ',', quote = '"', escape = '"',
		    columns = {'date': 'DATE', 'type': 'VARCHAR',
			'doc': 'VARCHAR', 'customer': 'VARCHAR',
			'amount': 'DECIMAL(18,2)', 'currency': 'VARCHAR',
			'ref': 'VARCHAR', 'due': 'DATE'})
		where date <= date '2026-10-31'
	), month as (
		select first::DATE as first, last_day(first) as last
		from unnest(generate_series(timestamp '2025-11-01',
		    timestamp '2026-10-01', interval 1 month)) as m(first)
	), alive as (
		-- Items that are not yet due at the end of a month.
		select last, customer, currency, doc, amount
		from month join book
		on type = 'invoice' and date <= last and due >= last
	), open as (
		select a.last, a.currency,
		    a.amount - coalesce(sum(p.amount), 0) as open
		from alive a left join book p
		on p.type = 'apply' and p.ref = a.doc and
		    p.customer = a.customer and p.currency = a.currency and
		    p.date <= a.last
		group by a.last, a.currency, a.customer, a.doc, a.amount
	), current as (
		select last, currency, sum(greatest(open, 0)) as c
		from open group by last, currency
	), flow as (
		-- An application moves nothing between months.
		select first, last, currency,
		    coalesce(sum(amount) filter (type = 'invoice'), 0) as s,
		    coalesce(sum(amount) filter (type <> 'apply'), 0) as change
		from month join book on date between first and last
		group by first, last, currency
	), balance as (
		select first, last, currency, s, change,
		    sum(change) over (partition by currency order by first)
			as e
		from flow
	)
	select first as "from", last as "to", currency,
	    round(e / s * day(last), 2) as dso,
	    round(c / s * day(last), 2) as bpdso,
	    round((s - change) / (e - change + s - c) * 100, 2) as cei
	from balance join current using (last, currency)
	order by currency, first
) to :out (header, delimiter ',');
