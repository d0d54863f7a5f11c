#!/usr/bin/env bats
# ar-import csv, and each profile on a small file made by hand in the layout
# that the profile says it knows.  The same maps are for every tool: each is
# aged, too, and the total compared.

load common

setup()
{
	common_setup
	export AR_AS_OF=2026-10-31
	cd "$t"
}

# columns LIST: those of $t/out, by name, without the header.
columns()
{
	awk -F, -v names="$1" -v OFS=, '
	NR == 1 { n = split(names, want, ","); for (i = 1; i <= NF; i++) at[$i] = i; next }
	{ line = ""; for (i = 1; i <= n; i++) line = line (i > 1 ? OFS : "") $at[want[i]]; print line }' out
}

# profile NAME COLUMNS TOTAL LINE...: $t/in.csv gives these lines, and ar-age
# this total of all currencies added up.
profile()
{
	local name=$1 names=$2 total=$3
	shift 3
	ar-import csv --map "$name" "${col[@]}" -o out in.csv
	columns "$names" | diff - <(printf '%s\n' "$@") >&2
	ar-age --map "$name" "${col[@]}" --by currency in.csv | sed 1d |
	    awk -F, -v want="$total" '
	    { s += $NF } END { if (sprintf("%.2f", s) != want) { print s; exit 1 } }' >&2
	# Its rows are a book.
	ar-age --by currency out | sed 1d | awk -F, -v want="$total" '
	    { s += $NF } END { if (sprintf("%.2f", s) != want) { print s; exit 1 } }' >&2
}

# --- The importer ------------------------------------------------------------

@test "a plain list becomes rows, with types, numbers and ids" {
	table date,doc,customer,amount,due 2026-10-01,7,A,10.00,2026-10-31 \
	    2026-10-02,,A,5,2026-11-01 2026-10-02,,B,-2.50,
	ar-import csv -o out in.csv
	columns date,type,doc,customer,amount,due >got
	printf '%s\n' 2026-10-01,invoice,7,A,10.00,2026-10-31 \
	    2026-10-02,invoice,csv-2026-10-02-5.00,A,5.00,2026-11-01 \
	    2026-10-02,credit,csv-2026-10-02-2.50,B,-2.50, | same - got
	cut -d, -f7 out | sed 1d | grep -cx 'csv:[0-9a-f]\{20\}'
	ar-import csv in.csv | same out -
	ar-import csv --book out in.csv >again 2>said
	[ "$(wc -l <again)" -eq 1 ]
	grep -qx "ar-import: in the book already, left out: 3" said
	# A profile is that of the files, not of the book.
	cp "$BATS_TEST_DIRNAME/examples/import/xero.csv" .
	ar-import csv --map xero -o book.csv xero.csv
	ar-import csv --map xero --book book.csv --evidence log.jsonl \
	    xero.csv >again 2>said
	[ "$(wc -l <again)" -eq 1 ]
	grep -qx "ar-import: in the book already, left out: 2" said
}

@test "a book keeps its columns, in the book's style" {
	table 'Datum;type;doc;customer;amount;due;ref;discount;extra' \
	    '1.10.26;invoice;1;A;1.234,50-;;;;x' \
	    '1.10.26;invoice;1;A;1.234,50;1.11.26;;5,5;x' \
	    '5.10.26;apply;R;A;4,00;;1;;' '5.10.26;dispute;D1;A;;;1;;'
	printf '%s\n' '[book]' 'date = Datum' 'delimiter = semicolon' \
	    'decimal-mark = ,' 'group-mark = .' 'negative = trailing' \
	    'date-format = D.M.YY' >m.map
	fails ar-import csv --map ./m.map in.csv
	says 'ar-import: in.csv:2: amount: "1.234,50-" is negative: an invoice or debit is not'
	sed -i 2d in.csv
	ar-import csv --map ./m.map -o out in.csv
	[ "$(head -n 1 out)" = date,type,doc,customer,amount,ref,due,id,discount ]
	columns date,type,doc,amount,ref,due,discount >got
	printf '%s\n' 2026-10-01,invoice,1,1234.50,,2026-11-01,5.50 \
	    2026-10-05,apply,R,4.00,1,, 2026-10-05,dispute,D1,,1,, |
	    same - got
}

@test "options of tables, and of formats" {
	table date,doc,customer,amount 2026-10-01,7,A,10.00
	ar-import csv --entity US --account 1200 --currency USD -o out in.csv
	[ "$(columns entity,account,currency)" = US,1200,USD ]
	ar-import csv --proof in.csv 2>said >/dev/null
	grep -qx "ar-import: proof: rows read 1 = rejected 0 + used 1" said
	grep -qx "ar-import: proof: rows: 1, 10.00 " said
	fails ar-import csv --closed 2026-10-01 in.csv
	says "ar-import: in.csv:2: date: the books are closed up to 2026-10-01 (--closed)"
	for o in --raw --remit-only --no-check --strict "--bank-lines x" \
	    "--codes x" "--encoding latin1" "--decimals USD=0"; do
		# shellcheck disable=SC2086
		fails ar-import csv $o in.csv
		says "ar-import: ${o%% *} is not for csv"
	done
	fails ar-import csv --layout x in.csv
	says "ar-import: --layout is not for csv"
	fails ar-import bai2 --rejects r.csv in.csv
	says "ar-import: --rejects is not for bai2"
	fails ar-import csv --map nowhere in.csv
	mentions '"nowhere" is no file and no installed map'
	# A directory of the name is not in the way.
	mkdir xero
	cp "$BATS_TEST_DIRNAME/examples/import/xero.csv" xero
	ar-import csv --map xero -o out xero/xero.csv
	[ "$(wc -l <out)" -eq 3 ]
}

@test "--rejects sets bad rows aside" {
	table date,doc,customer,amount 2026-10-01,7,A,10.00 x,8,A,1 \
	    2026-10-01,9,,1
	fails ar-import csv in.csv
	prints 1 "$(ar-import csv <(sed 3,4d in.csv))" \
	    ar-import csv --rejects r.csv in.csv
	[ "$(cut -d, -f2,4 r.csv)" = $'line,reason\n3,date\n4,blank' ]
}

@test "ids that a spreadsheet destroyed are refused" {
	printf '[book]\ndoc = Doc\n' >m.map
	table date,Doc,customer,amount 2026-10-01,1.93E+09,A,1.00
	fails ar-import csv --map ./m.map in.csv
	says 'ar-import: in.csv:2: Doc: "1.93E+09" is not a number: a spreadsheet has cut its digits off'
	fails ar-age --map ./m.map in.csv
	table date,Doc,customer,amount 2026-10-01,1930438491.0,A,1.00
	fails ar-import csv --map ./m.map in.csv
	mentions "a spreadsheet has put .0 behind it"
	echo 'strip.doc = .0' >>m.map
	ar-import csv --map ./m.map -o out in.csv
	[ "$(columns doc)" = 1930438491 ]
	table date,Doc,customer,amount 2026-10-01,1E5,A,1.00 \
	    2026-10-01,10.05,2e+,1.00 2026-10-01,V1.0,B,1.00
	ar-import csv --map ./m.map -o out in.csv
	[ "$(columns doc,customer)" = $'1E5,A\n10.05,2e+\nV1,B' ]
}

@test "rows of one invoice are one, or refused" {
	table InvoiceNumber,ContactName,InvoiceDate,DueDate,InvoiceAmountDue,Currency,Reference,Status,LineAmount \
	    I-1,A,01/10/2026,31/10/2026,100.00,GBP,,Awaiting\ Payment,60 \
	    I-1,A,01/10/2026,31/10/2026,90.00,GBP,,Awaiting\ Payment,40
	fails ar-import csv --map xero in.csv
	says "ar-import: in.csv:3: InvoiceNumber: the same item, due date and line as in.csv:2" ||
	    says "ar-import: in.csv:3: doc: the same item, due date and line as in.csv:2"
	fails ar-age --map xero in.csv
}

# --- Profiles ----------------------------------------------------------------

@test "quickbooks-aging" {
	table 'Apex Inc.,,,,,,' 'A/R Aging Detail,,,,,,' 'As of Oct 31 2026,,,,,,' \
	    '' ',Date,Transaction type,Num,Customer,Due date,Open balance' \
	    '1 - 30 days past due,,,,,,' \
	    ',09/15/2026,Invoice,1041,"Alvarez, Dana",10/15/2026,"$1,284.50"' \
	    ',10/01/2026,Credit Memo,1052,Bo,10/01/2026,(20.20)' \
	    'Total for 1 - 30,,,,,,"$1,264.30"' 'TOTAL,,,,,,"$1,264.30"'
	profile quickbooks-aging date,type,doc,amount,due 1264.30 \
	    '2026-09-15,invoice,1041, Dana",1284.50' \
	    2026-10-01,credit,1052,-20.20,2026-10-01
}

@test "quickbooks-summary" {
	table A/R\ Aging\ Summary,,,,,, Apex,,,,,, 'As of Oct 31 2026,,,,,,' '' \
	    ',Current,1 - 30,31 - 60,61 - 90,91 and over,Total' \
	    'Alvarez,"1,000.00",,,,284.50,"$1,284.50"' 'Bo,,,,,,' \
	    '   Bo East,,,,,-5.00,(5.00)' 'Total for Bo,,,,,-5.00,(5.00)' \
	    'TOTAL,"1,000.00",0,0,0,279.50,"$1,279.50"'
	col=(--col default.date=2026-10-31)
	profile quickbooks-summary date,type,customer,amount 1279.50 \
	    2026-10-31,invoice,Alvarez,1284.50 \
	    '2026-10-31,credit,   Bo East,-5.00'
}

@test "quickbooks-desktop" {
	table ',,Type,Date,Num,P. O. #,Name,Terms,Due Date,Aging,Open Balance' \
	    '1 - 30,,,,,,,,,,' \
	    ',,Invoice,09/01/2026,71,PO9,Acme,Net 30,10/01/2026,30,"1,500.00"' \
	    ',,Payment,10/05/2026,8812,,Acme,,,,-500.00' \
	    'Total 1 - 30,,,,,,,,,,"1,000.00"' 'TOTAL,,,,,,,,,,"1,000.00"'
	profile quickbooks-desktop date,type,doc,customer,amount,due,terms,po \
	    1000.00 '2026-09-01,invoice,71,Acme,1500.00,2026-10-01,Net 30,PO9' \
	    2026-10-05,credit,8812,Acme,-500.00,,,
}

@test "xero" {
	h=ContactName,EmailAddress,POAddressLine1,InvoiceNumber,Reference,InvoiceDate
	h=$h,DueDate,PlannedDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue
	h=$h,Description,Quantity,UnitAmount,LineAmount,Currency,Type,Sent,Status
	a='Acme,,,INV-1,PO7,15/09/2026,15/10/2026,,240.00,40.00,40.00,200.00'
	b='Bolt,,,INV-2,,01/10/2026,31/10/2026,,12.00,2.00,0.00,12.00'
	table "$h" "$a,one,1,100,100,GBP,Sales invoice,Sent,Awaiting Payment" \
	    "$b,x,1,10,10,GBP,Sales invoice,Sent,Awaiting Payment" \
	    "$a,two,1,100,100,GBP,Sales invoice,Sent,Awaiting Payment" \
	    "${b//INV-2/INV-3},x,1,10,10,GBP,Sales invoice,,Draft"
	profile xero date,doc,customer,amount,currency,due,po 212.00 \
	    2026-09-15,INV-1,Acme,200.00,GBP,2026-10-15,PO7 \
	    2026-10-01,INV-2,Bolt,12.00,GBP,2026-10-31,
	ar-import csv --map xero --proof in.csv 2>&1 >/dev/null |
	    grep -qx "ar-import: proof: rows read 4 = rejected 0 + subtotals 2 + used 2"
}

@test "xero-aged" {
	table 'Aged Receivables Detail,,,,,' 'Demo Ltd,,,,,' \
	    'As at 31 October 2026,,,,,' 'Ageing by due date,,,,,' '' \
	    'Contact,Invoice Date,Due Date,Invoice Number,Current,Total' \
	    'Acme,,,,,' 'Acme,15 Jul 2026,14 Aug 2026,INV-9,,"1,200.00"' \
	    'Acme,1 Aug 2026,,,,(200.00)' 'Total Acme,,,,,"1,000.00"' \
	    'Total,,,,,"1,000.00"'
	profile xero-aged date,type,doc,customer,amount,due 1000.00 \
	    2026-07-15,invoice,INV-9,Acme,1200.00,2026-08-14 \
	    2026-08-01,credit,csv-2026-08-01-200.00,Acme,-200.00,
}

@test "netsuite" {
	table 'Date,Type,Document Number,Name,Due Date/Receive By,Amount Remaining,Currency' \
	    '9/1/2026,Invoice,INV77,12 Acme,10/1/2026,"1,500.00",US Dollar' \
	    '9/2/2026,Credit Memo,CM3,12 Acme,,(500.00),US Dollar' \
	    'Overall Total,,,,,"1,000.00",' | sed 's/^Overall Total/,/'
	sed -i 's/^Overall Total,/,/' in.csv
	profile netsuite date,type,doc,customer,amount,currency,due 1000.00 \
	    '2026-09-01,invoice,INV77,12 Acme,1500.00,USD,2026-10-01' \
	    '2026-09-02,credit,CM3,12 Acme,-500.00,USD,'
}

@test "sap-fbl5n, and European style" {
	h='Account,Document Number,Assignment,Document Type,Document Date,Net Due Date,Arrears by Net Due Date,Amount in Local Currency,Text,Reference'
	table "$h" '0000100023,1800000012,A1,RV,9/26/2026,10/26/2026,5,"30,213.31",hello,R1' \
	    '0000100023,1600000001,,DG,9/27/2026,9/27/2026,3,"1,000.00-",,' \
	    '0000100023,1400000007,,DZ,9/28/2026,,,"-213.31",,' \
	    '0000100023,,,,,,,"29,000.00",,'
	col=(--col default.currency=USD)
	profile sap-fbl5n date,type,doc,customer,amount,currency,due 29000.00 \
	    2026-09-26,invoice,1800000012,0000100023,30213.31,USD,2026-10-26 \
	    2026-09-27,credit,1600000001,0000100023,-1000.00,USD,2026-09-27 \
	    2026-09-28,credit,1400000007,0000100023,-213.31,USD,
	table "${h//,/;}" '100023;18000012;A1;RV;26.09.2026;26.10.2026;5;30.213,31;;' \
	    '100023;14000007;;DZ;28.09.2026;;;1.213,31-;;' \
	    '100023;;;;;;;29.000,00;;'
	col=(--col default.currency=EUR)
	profile sap-fbl5n-eu date,doc,amount,due 29000.00 \
	    2026-09-26,18000012,30213.31,2026-10-26 \
	    2026-09-28,14000007,-1213.31,
}

@test "sap-s4" {
	table companyCode,fiscalYear,accountingDocument,accountingDocumentItem,glAccount,referenceDocument,transactionCurrency,amountInTransactionCurrency,postingDate,documentDate,customer,clearingDate \
	    1000,2026,90000001,1,140000,REF,EUR,100.50,2026-10-02T00:00:00,2026-10-01T00:00:00,320000083,2026-10-20 \
	    1000,2026,90000002,1,140000,REF,EUR,80.25,2026-10-02T00:00:00,2026-10-01T00:00:00,320000083, \
	    1000,2026,90000002,2,400000,REF,EUR,-80.25,2026-10-02T00:00:00,2026-10-01T00:00:00,,
	profile sap-s4 date,doc,line,customer,amount,entity,account,doc_date 80.25 \
	    2026-10-02,90000002,1,320000083,80.25,1000,140000,2026-10-01
}

@test "oracle-ar" {
	table CUSTOMER_ID,TRX_NUMBER,TERMS_SEQUENCE_NUMBER,ORG_ID,GL_DATE,TRX_DATE,DUE_DATE,AMOUNT_DUE_REMAINING,INVOICE_CURRENCY_CODE,STATUS \
	    1001,500,1,204,01-SEP-2026,31-AUG-2026,30-SEP-2026,600,USD,OP \
	    1001,500,2,204,01-SEP-2026,31-AUG-2026,31-OCT-2026,400.00,USD,OP \
	    1001,499,1,204,01-SEP-2026,31-AUG-2026,30-SEP-2026,0,USD,CL
	profile oracle-ar date,doc,line,amount,due,doc_date,entity 1000.00 \
	    2026-09-01,500,1,600.00,2026-09-30,2026-08-31,204 \
	    2026-09-01,500,2,400.00,2026-10-31,2026-08-31,204
}

@test "dynamics-bc, and by field names" {
	table 'Posting Date,Document Date,Document Type,Document No.,Customer No.,Customer Name,Description,Currency Code,Original Amount,Amount,Remaining Amount,Due Date,Open,External Document No.' \
	    '10/1/2026,9/30/2026,Invoice,PS-INV103001,10000,Adatum,Order 101,,"4,101.88","4,101.88","2,101.88",10/31/2026,Yes,X9' \
	    '10/2/2026,10/2/2026,Payment,P1,10000,Adatum,,EUR,-100.00,-100.00,-100.00,10/2/2026,Yes,' \
	    '9/2/2026,9/2/2026,Invoice,PS-INV103000,10000,Adatum,,,5.00,5.00,0.00,10/2/2026,No,'
	col=(--col blank.currency=USD)
	profile dynamics-bc date,type,doc,amount,currency,due,doc_date,po 2001.88 \
	    2026-10-01,invoice,PS-INV103001,2101.88,USD,2026-10-31,2026-09-30,X9 \
	    2026-10-02,credit,P1,-100.00,EUR,2026-10-02,2026-10-02,
	fails ar-import csv --map dynamics-bc in.csv
	mentions "Currency Code: blank, and other rows name their currency"
	table Document_Type,Customer_No_,Document_No_,Due_Date,Document_Date,External_Document_No_,Amount,Currency_Code,ClosedAtDate,Open,Remaining_Amount \
	    Invoice,C1,I1,2026-10-31,2026-10-01,E1,10.00,,1753-01-01,1,7.50 \
	    Invoice,C1,I0,2026-10-31,2026-10-01,E1,10.00,,2026-10-02,0,0
	profile dynamics-bc-table date,doc,customer,amount,currency 7.50 \
	    2026-10-01,I1,C1,7.50,USD
}

@test "dynamics-fo" {
	table ACCOUNTNUM,INVOICE,VOUCHER,TRANSDATE,DUEDATE,AMOUNTCUR,CURRENCYCODE,DATAAREAID \
	    US-001,CIV-1,V1,2026-10-01\ 00:00:00,2026-10-31\ 00:00:00,200.00,USD,usmf \
	    US-001,,V2,2026-10-02\ 00:00:00,,-50.00,USD,usmf
	profile dynamics-fo date,type,doc,customer,amount,due,entity,po 150.00 \
	    2026-10-01,invoice,CIV-1,US-001,200.00,2026-10-31,usmf,V1 \
	    2026-10-02,credit,csv-2026-10-02-50.00,US-001,-50.00,,usmf,V2
}

@test "sage-intacct" {
	table RECORDID,CUSTOMERID,CUSTOMERNAME,WHENCREATED,WHENPOSTED,WHENDUE,CURRENCY,TRX_TOTALDUE,STATE,TERMNAME,DOCNUMBER \
	    INV-1,C100,Acme,09/30/2026,10/01/2026,10/31/2026,USD,250.00,Posted,Net\ 30,PO1 \
	    INV-0,C100,Acme,09/30/2026,10/01/2026,10/31/2026,USD,0,Paid,Net\ 30,
	profile sage-intacct date,doc,customer,amount,due,doc_date,terms 250.00 \
	    '2026-10-01,INV-1,C100,250.00,2026-10-31,2026-09-30,Net 30'
}

@test "sage-50" {
	table 'Demo Ltd,,,,,,,,,,' 'Aged Debtors Analysis,,,,,,,,,,' \
	    'A/C,Name,Credit Limit,Turnover,Balance,Future,Current,Period 1,Period 2,Period 3,Older' \
	    'A1D001,A1 Design,"5,000.00",0,"2,081.25",0,0,0,0,0,"2,081.25"' \
	    'ABS001,ABS Garages,0,0,-81.25,0,0,0,0,0,-81.25' \
	    'Totals:,,,,"2,000.00",0,0,0,0,0,"2,000.00"'
	col=(--col default.date=2026-10-31)
	profile sage-50 date,type,customer,amount,memo 2000.00 \
	    '2026-10-31,invoice,A1D001,2081.25,A1 Design' \
	    '2026-10-31,credit,ABS001,-81.25,ABS Garages'
}

@test "stripe" {
	table 'id,Amount Due,Currency,Customer,Date (UTC),Due Date (UTC),Number,Status' \
	    'in_1,"1,200.00",usd,cus_9,2026-10-01 10:20,2026-10-31 10:20,F-0001,open' \
	    'in_2,5000,jpy,cus_9,2026-10-01 10:20,,F-0002,open' \
	    'in_3,10.00,usd,cus_9,2026-10-01 10:20,,F-0003,paid'
	profile stripe date,doc,customer,amount,currency,due 6200.00 \
	    2026-10-01,F-0001,cus_9,1200.00,USD,2026-10-31 \
	    2026-10-01,F-0002,cus_9,5000,JPY,
}

@test "chargebee, zuora, recurly" {
	table 'Invoice Number,Customer Id,PO Number,Invoice Date,Due Date,Status,Currency,Amount,Amount Due' \
	    'CB-1,cust_1,,2026-10-01 08:00:00,2026-10-31 08:00:00,Payment Due,USD,100.00,75.00' \
	    'CB-2,cust_1,,2026-10-01 08:00:00,,Paid,USD,100.00,0.00'
	profile chargebee date,doc,customer,amount,due 75.00 \
	    2026-10-01,CB-1,cust_1,75.00,2026-10-31
	table Invoice.InvoiceNumber,Invoice.InvoiceDate,Invoice.DueDate,Invoice.Balance,Invoice.Status,Account.AccountNumber,Account.Currency \
	    INV00000001,2026-10-01,2026-10-31,75.00,Posted,A00000001,USD \
	    INV00000002,2026-10-01,2026-10-31,75.00,Draft,A00000001,USD
	profile zuora date,doc,customer,amount,due 75.00 \
	    2026-10-01,INV00000001,A00000001,75.00,2026-10-31
	table invoice_id,invoice_number,account_code,billed_date,net_terms,due_on,currency,balance \
	    336e,1001,smith,'2026-10-01 10:17:02 UTC',net-30,'2026-10-31 10:17:02 UTC',USD,75.00
	profile recurly date,doc,customer,amount,due,terms 75.00 \
	    2026-10-01,1001,smith,75.00,2026-10-31,net-30
}

@test "ibm-ar and highradius: real files, every row" {
	[ -d "$data/ibm-ar" ] || skip "no ../shared/data"
	ar-import csv --map ibm-ar --proof -o out "$data"/ibm-ar/*.csv 2>said
	grep -q "proof: rows: 2466, 147703.18" said
	columns customer,doc,amount | sort >got
	python3 - "$data"/ibm-ar/*.csv <<-'E' | sort | same - got
	import csv, sys
	for r in csv.DictReader(open(sys.argv[1])):
	    print(r["customerID"], r["invoiceNumber"],
	          "%.2f" % float(r["InvoiceAmount"]), sep=",")
	E
	ar-import csv --map highradius -o out "$data/highradius-open/data2.csv"
	columns customer,doc,amount,currency,due | sort >got
	python3 - "$data/highradius-open/data2.csv" <<-'E' | sort | same - got
	import csv, sys
	for r in csv.DictReader(open(sys.argv[1])):
	    print(r["cust_number"], r["doc_id"].removesuffix(".0"),
	          "%.2f" % float(r["total_open_amount"]),
	          r["invoice_currency"], r["due_in_date"], sep=",")
	E
}
