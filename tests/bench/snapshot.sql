-- Ages a plain list of open items, as `ar-age --as-of 2026-10-31 FILE` does.
copy (
	select customer, currency,
	    sum(case when amount >= 0 and days <= 0 then amount else 0 end)
		as current,
	    sum(case when amount >= 0 and days between 1 and 30
		then amount else 0 end) as "1-30",
	    sum(case when amount >= 0 and days between 31 and 60
		then amount else 0 end) as "31-60",
	    sum(case when amount >= 0 and days between 61 and 90
		then amount else 0 end) as "61-90",
	    sum(case when amount >= 0 and days > 90 then amount else 0 end)
		as "91+",
	    sum(case when amount < 0 then amount else 0 end) as credits,
	    0.00 as unapplied,
	    sum(amount) as total
	from (
		select customer, currency, amount,
		    date '2026-10-31' - due as days
		from read_csv(:file, header = true, auto_detect = false,
		    delim = ',', quote = '"', escape = '"',
		    columns = {'date': 'DATE', 'doc': 'VARCHAR',
			'customer': 'VARCHAR', 'amount': 'DECIMAL(18,2)',
			'currency': 'VARCHAR', 'due': 'DATE',
			'doc_date': 'DATE', 'terms': 'VARCHAR',
			'po': 'VARCHAR', 'memo': 'VARCHAR'})
		where date <= date '2026-10-31'
	)
	group by customer, currency
	order by customer, currency
) to :out (header, delimiter ',');
