-- Bills lines, as `ar-invoice --tax TAX --terms 'net 30' FILE` does, but for
-- the numbers and the order of the documents, which nobody asks of it.
copy (
	with line as (
		select l.date, customer, currency, "order",
		    round(qty * price, 2)::decimal(14,2) as net,
		    (rate / 100)::decimal(4,4) as rate
		from read_csv(:file, header = true, auto_detect = false,
		    delim = ',', quote = '"', escape = '"',
		    columns = {'date': 'DATE', 'order': 'VARCHAR',
			'customer': 'VARCHAR', 'currency': 'VARCHAR',
			'item': 'VARCHAR', 'description': 'VARCHAR',
			'qty': 'DECIMAL(6,0)', 'price': 'DECIMAL(10,4)',
			'tax_code': 'VARCHAR'}) l
		join read_csv(:table, header = true, auto_detect = false,
		    columns = {'code': 'VARCHAR', 'rate': 'DECIMAL(5,2)'}) t
		on l.tax_code = t.code
	), bill as (
		select any_value(date) as date, customer, currency, "order",
		    sum(net) as net, sum(round(net * rate, 2)) as tax
		from line
		group by customer, currency, "order"
	)
	select date,
	    case when net + tax < 0 then 'credit' else 'invoice' end as type,
	    customer, net + tax as amount, currency,
	    case when net + tax < 0 then null else date + 30 end as due,
	    case when net + tax < 0 then null else 'net 30' end as terms,
	    tax, net, "order"
	from bill
) to :out (header, delimiter ',');
