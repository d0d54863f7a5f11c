-- Applies receipts to invoices, as `ar-apply --as-of 2026-10-31 FILE` does
-- where the payer wrote the number; what is left goes to the oldest invoices
-- of the customer: the stretches of his money and of his debts that overlap.
copy (
	with book as materialized (
		select date, type, doc, customer, amount, currency, due, memo
		from read_csv(:file, header = true, auto_detect = false,
		    delim = ',', quote = '"', escape = '"',
		    columns = {'date': 'DATE', 'type': 'VARCHAR',
			'doc': 'VARCHAR', 'customer': 'VARCHAR',
			'amount': 'DECIMAL(18,2)', 'currency': 'VARCHAR',
			'due': 'DATE', 'memo': 'VARCHAR'})
		where date <= date '2026-10-31'
	), exact as materialized (
		select r.doc, r.customer, i.amount, r.currency, i.doc as ref
		from book r join book i
		on r.memo = i.doc and r.customer = i.customer
		    and r.currency = i.currency and r.amount = -i.amount
		where r.type = 'receipt' and i.type = 'invoice'
	), debt as (
		select doc, customer, currency, amount,
		    sum(amount) over (partition by customer, currency
			order by due, doc rows unbounded preceding) as upto
		from book
		where type = 'invoice' and doc not in (select ref from exact)
	), money as (
		select doc, customer, currency, -amount as amount,
		    sum(-amount) over (partition by customer, currency
			order by date, doc rows unbounded preceding) as upto
		from book
		where type = 'receipt' and doc not in (select doc from exact)
	), fifo as (
		select m.doc, m.customer,
		    least(m.upto, d.upto)
			- greatest(m.upto - m.amount, d.upto - d.amount)
			as amount, m.currency, d.doc as ref
		from money m join debt d
		on m.customer = d.customer and m.currency = d.currency
		    and m.upto - m.amount < d.upto
		    and d.upto - d.amount < m.upto
	)
	select date '2026-10-31' as date, 'apply' as type, doc, customer,
	    amount, currency, ref, 'text' as rule from exact
	union all
	select date '2026-10-31', 'apply', doc, customer,
	    amount, currency, ref, 'oldest' from fifo
) to :out (header, delimiter ',');
