#!/usr/bin/env bats
# ar-invoice, option by option.  The golden pairs were worked out by hand from
# the lines beside them; the sums are in the tests, and
# tests/oracle/invoice.py agrees.

load common

D=2026-10-31
HEAD=date,type,doc,customer,amount,ref,due,id,line,terms,po,discount_date,discount,tax,net,memo

setup()
{
	common_setup
	g=$PWD/tests/golden/ar-invoice
	orders=$g/orders.csv
	oracle=$PWD/tests/oracle/invoice.py
}

# bills ARG...: dated $D, from number 1.
bills()
{
	ar-invoice --date $D --start 1 "$@"
}

# golden NAME LINES ARG...: the golden output, of the tool and of the oracle.
golden()
{
	local name=$1 lines=$2

	shift 2
	prints 0 "$(cat "$g/$name.out")" ar-invoice --date $D "$@" "$lines"
	python3 "$oracle" --date $D "$@" "$lines" | same "$g/$name.out" -
}

# row WHAT: of a single line billed, doc 1 and customer A aside.
row()
{
	printf '%s\n%s' "$HEAD" "$D,invoice,1,A,$1"
}

# --- Arithmetic

@test "lines become documents: grouped, in order of their first lines" {
	# SO-1: 101 * 0.125 = 12.625, 3 * 1.115 * 0.9 = 3.0105, -7 * 0.35,
	# 0.13: net 12.63 + 3.01 - 2.45 + 0.13, tax 2.53 + 0.60 - 0.49 + 0.03
	# SO-2: 39.98 - 5.00 = 34.98, -0.45 at 7 %: 2.45 - 0.03; 0.13 at 20 %
	# SO-3: 3 * 333.5 = 1000.5 yen, 8 % of 1001 = 80.08
	golden orders "$orders" --start INV-0099
	says "ar-invoice: 1 document below zero: credit memo"
}

@test "--lines: each line priced, with the signs of the book" {
	ar-invoice --date $D --start INV-0099 --lines "$t/lines.csv" \
	    "$orders" >"$t/out" 2>&1
	same "$g/orders.lines" "$t/lines.csv"
	python3 - "$t/lines.csv" "$t/out" <<-'E'
	import csv, sys
	from collections import Counter
	from decimal import Decimal
	rows, lines = Counter(), Counter()
	for r in csv.DictReader(open(sys.argv[1])):
	    net, tax, gross = (Decimal(r[c]) for c in ("net", "tax", "gross"))
	    assert net + tax == gross
	    lines[r["doc"], "tax"] += tax
	    lines[r["doc"], "gross"] += gross
	with open(sys.argv[2]) as f:
	    next(f)  # what was said
	    for r in csv.DictReader(f):
	        rows[r["doc"], "tax"] += Decimal(r["tax"])
	        rows[r["doc"], "gross"] += Decimal(r["amount"])
	assert rows == lines and len(rows) == 8, (rows, lines)
	E
}

@test "--tax-round line, rate or document" {
	golden orders "$orders" --start INV-0099 --tax-round line
	# SO-1: 20 % of 13.32 = 2.664
	golden tax-rate "$orders" --start INV-0099 --tax-round rate
	# SO-2: 7 % of 34.53 = 2.4171, 20 % of 0.13 = 0.026: 2.4431
	golden tax-document "$orders" --start INV-0099 --tax-round document
	fails bills --tax-round code "$orders"
	mentions '--tax-round: "code" is none of line, rate, document'
}

@test "--tax-included: the prices hold the tax" {
	# SO-1: 12.63 / 6 = 2.105, 3.01 / 6 = 0.5017, -2.45 / 6 = -0.4083,
	# 0.13 / 6 = 0.0217; SO-2: 34.98 * 7 / 107 = 2.2884, -0.0294, 0.0217;
	# SO-3: 1001 * 8 / 108 = 74.148
	golden tax-included "$orders" --start INV-0099 --tax-included
}

@test "--rounding half-even: prices, taxes and shares" {
	# 12.625 = 12.62, taxed 2.52; 1000.5 = 1000, taxed 80
	golden half-even "$orders" --start INV-0099 --rounding half-even
	golden orders "$orders" --start INV-0099 --rounding half-away
	fails bills --rounding up "$orders"
	mentions '--rounding: "up" is none of half-away, half-even'
}

@test "prices of nine places are exact, of ten are refused" {
	table customer,description,qty,price A,x,3,0.333333333
	prints 0 "$(row 1.00,,$D,invoice:1,,,,,,0.00,1.00,)" bills "$t/in.csv"
	table customer,description,qty,price A,x,3,0.3333333330
	prints 0 "$(row 1.00,,$D,invoice:1,,,,,,0.00,1.00,)" bills "$t/in.csv"
	table customer,description,qty,price A,x,3,0.3333333333
	fails bills "$t/in.csv"
	says "ar-invoice: $t/in.csv:2: price: \"0.3333333333\" has more decimals than can be read exactly (9)"
}

@test "line discounts: in percent of the exact product, or in money" {
	# 0.045 / 2 = 0.0225; half of 0.05 would be 0.03
	table customer,description,qty,price,line_discount,order \
	    A,x,1,0.045,50%,1 A,x,3,1.115,0.35,2 A,x,-3,1.115,0.35,3 \
	    A,x,1,5,0%,4 A,x,1,5,100%,5 A,y,1,0.01,,5 A,x,3,1.115,3.35,6 \
	    A,y,1,0.01,0,6
	bills "$t/in.csv" 2>/dev/null | cut -d, -f3,5 | tr '\n' ' ' >"$t/out"
	printf '%s ' doc,amount 1,0.02 2,3.00 3,-3.00 4,5.00 5,0.01 6,0.01 |
	    same - "$t/out"
}

@test "what a line can't be" {
	local line why

	while IFS=' ' read -r line why; do
		table customer,description,qty,price,line_discount,type,tax_rate \
		    A,good,1,1,,, "$line"
		fails bills "$t/in.csv"
		says "ar-invoice: $t/in.csv:3: $why"
	done <<-'E'
	,x,1,1,,, customer: blank, and somebody has to be billed
	A,x,0,1,,, qty: "0" bills nothing
	A,x,0.00,1,,, qty: "0.00" bills nothing
	A,x,,1,,, qty: "" is not an amount (decimal mark is '.')
	A,x,1,,,, price: "" is not an amount (decimal mark is '.')
	A,x,1,"1,5",,, price: "1,5" is not an amount (decimal mark is '.')
	A,x,-1,-1,,, price: "-1" is negative, and so is the quantity: a return or a rebate?
	A,x,-1,1,,credit, qty: "-1" is negative: a line of type credit has a positive quantity
	A,x,-1,-1,,credit, qty: "-1" is negative: a line of type credit has a positive quantity
	A,x,1,1,,debit, type: "debit" is not a type of row that is billed: invoice, credit, or blank
	A,x,1,1,101%,, line_discount: "101%" is not a discount: it is more than the price
	A,x,1,1,1.01,, line_discount: "1.01" is not a discount: the line is not worth it
	A,x,1,1,-1,, line_discount: "-1" is negative: a discount is what is taken off
	A,x,1,1,0.005,, line_discount: "0.005" has more decimals than an amount without currency has (2)
	A,x,1,1,,,-1 tax_rate: "-1" is not a rate in percent
	A,x,1,1,,,1000.1% tax_rate: "1000.1%" is not a rate in percent
	A,x,99999999999,99999999999,,, price: "99999999999" is beyond the largest amount
	E
}

@test "sums beyond the largest amount are refused" {
	table customer,description,qty,price A,x,1,92233720368547758.07 \
	    A,x,1,0.01
	fails bills "$t/in.csv"
	mentions 'in.csv:3: price: "0.01" is beyond the largest amount'
	table customer,description,qty,price,tax_rate \
	    A,x,1,92233720368547758.07,1
	fails bills "$t/in.csv"
	mentions "more than the largest amount"
	table customer,description,qty,price A,x,1,92233720368547758.07
	prints 0 "$(row 92233720368547758.07,,$D,invoice:1,,,,,,0.00,92233720368547758.07,)" \
	    bills --proof "$t/in.csv"
}

@test "--tax: the rate of the code on the day" {
	printf '%s\n' code,rate,valid_from,valid_to S,19,,2026-10-31 \
	    S,20%,2026-11-01, R,7,2026-01-01,2026-12-31 >"$t/tax.csv"
	table customer,description,qty,price,tax_code,date \
	    A,x,1,10,S,2026-10-31 A,x,1,10,S,2026-11-01 \
	    A,x,1,10,R,2026-12-31 A,x,1,10,,2027-01-01
	bills --tax "$t/tax.csv" --group customer,date "$t/in.csv" |
	    cut -d, -f1,5,14 >"$t/out"
	printf '%s\n' date,amount,tax 2026-10-31,11.90,1.90 \
	    2026-11-01,12.00,2.00 2026-12-31,10.70,0.70 2027-01-01,10.00,0.00 |
	    same - "$t/out"
	fails bills --group customer,date "$t/in.csv"
	mentions 'in.csv:2: tax_code: "S" has no tax rate on any day: there is no --tax FILE'
	echo A,x,1,10,R,2027-01-01 >>"$t/in.csv"
	fails bills --tax "$t/tax.csv" --group customer,date "$t/in.csv"
	says "ar-invoice: $t/in.csv:6: tax_code: \"R\" has no tax rate on 2027-01-01"
}

@test "--tax: what is wrong with the table" {
	table customer,description,qty,price A,x,1,1
	printf '%s\n' code,rate,valid_from,valid_to S,19,,2026-10-31 \
	    S,20,2026-10-31, ,3,, R,-1,, R,a,, R,1,2026-13-01, \
	    R,1,2026-02-01,2026-01-01 >"$t/tax.csv"
	fails bills --tax "$t/tax.csv" "$t/in.csv"
	says "ar-invoice: $t/tax.csv:3: code: \"S\" stands there twice" \
	    "ar-invoice: $t/tax.csv:4: code: blank, and a rate is that of a code" \
	    "ar-invoice: $t/tax.csv:5: rate: \"-1\" is not a rate in percent" \
	    "ar-invoice: $t/tax.csv:6: rate: \"a\" is not an amount (decimal mark is '.')" \
	    "ar-invoice: $t/tax.csv:7: valid_from: \"2026-13-01\" is not a date (YYYY-MM-DD)" \
	    "ar-invoice: $t/tax.csv:8: valid_to: \"2026-01-01\" is before valid_from"
	fails bills --tax "$t/none.csv" "$t/in.csv"
	mentions none.csv
}

@test "--customers: currency, terms and exemption of the customer" {
	printf '%s\n' customer,currency,terms,tax_exempt 'A,EUR,net 30,' \
	    B,USD,,no C,JPY,,DE-4711 >"$t/customers.csv"
	table customer,description,qty,price,tax_code,tax_rate,terms \
	    A,x,1,10,S,20, A,x,1,10,S,20, 'B,x,1,10,S,20,net 10' \
	    C,x,1,10,S,20,
	# A's two lines are one document; C pays no tax and has --terms
	bills --customers "$t/customers.csv" --terms 'due eom' "$t/in.csv" |
	    cut -d, -f4-6,8,11,15,16 >"$t/out"
	printf '%s\n' customer,amount,currency,due,terms,tax,net \
	    "A,24.00,EUR,2026-11-30,net 30,4.00,20.00" \
	    "B,12.00,USD,2026-11-10,net 10,2.00,10.00" \
	    "C,10,JPY,2026-10-31,due eom,0,10" | same - "$t/out"
	echo D,x,1,10,S,20, >>"$t/in.csv"
	fails bills --customers "$t/customers.csv" "$t/in.csv"
	says "ar-invoice: $t/in.csv:6: currency: blank, and the customers table names none either"
}

# --- Groups

@test "--group: one document for each value" {
	table customer,description,qty,price,po,site A,x,1,1,P,n \
	    A,x,1,2,P,s A,x,1,4,Q,n B,x,1,8,P,n
	amounts()
	{
		bills "$@" "$t/in.csv" | tail -n +2 | cut -d, -f4,5,11 |
		    tr '\n' ' '
	}
	[ "$(amounts)" = "A,3.00,P A,4.00,Q B,8.00,P " ]
	[ "$(amounts --group customer)" = "A,7.00, B,8.00,P " ]
	[ "$(amounts --group customer,site)" = "A,5.00, A,2.00,P B,8.00,P " ]
	fails bills --group customer,sites "$t/in.csv"
	says 'ar-invoice: --group: there is no column "sites"'
	fails bills --group po "$t/in.csv"
	says "ar-invoice: $t/in.csv:5: customer: \"B\" on one document with A: see --group"
}

@test "what a document has one of" {
	local column one other

	while IFS=, read -r column one other; do
		table "customer,description,qty,price,order,$column" \
		    "A,x,1,1,1,$one" "A,x,1,1,1,$other" "A,x,1,1,1,$one"
		fails bills --group customer,order "$t/in.csv"
		says "ar-invoice: $t/in.csv:3: $column: \"$other\" on one document with ${one:-none}: see --group"
		prints 1 "$(bills --group customer,order \
		    <(sed 3d "$t/in.csv"))" bills --group customer,order \
		    --rejects "$t/r.csv" "$t/in.csv"
		cut -d, -f2-4 "$t/r.csv" | tail -n 1 >"$t/out"
		echo "3,$column,one-per-group" | same - "$t/out"
	done <<-'E'
	currency,USD,EUR
	entity,US,DE
	entity,,DE
	account,1200,
	terms,net 30,net 31
	due,2026-11-30,2026-12-01
	due,2026-11-30,
	date,2026-11-01,2026-11-02
	E
}

@test "two due dates on one document" {
	table customer,description,qty,price,due A,x,1,1,2026-11-30 \
	    A,x,1,1,2026-12-01
	fails bills "$t/in.csv"
	says "ar-invoice: $t/in.csv:3: due: \"2026-12-01\" on one document with 2026-11-30: see --group"
	# A blank date is that of --date
	table customer,description,qty,price,date A,x,1,1,$D A,x,1,1,
	prints 0 "$(row 2.00,,$D,invoice:1,,,,,,0.00,2.00,)" bills "$t/in.csv"
}

@test "ref, po, order and memo: where all lines agree" {
	table customer,description,qty,price,po,ref,memo,order \
	    A,x,1,1,P,I-1,m,7 A,x,1,1,P,I-2,,7
	prints 0 "$HEAD,order
$D,invoice,1,A,2.00,,$D,invoice:1,,,P,,,0.00,2.00,,7" bills "$t/in.csv"
}

@test "entity, account and currency are in the rows when the lines have them" {
	table customer,description,qty,price,entity,account,currency \
	    A,x,1,1.5,US,1200,KWD
	prints 0 "date,type,doc,customer,amount,currency,entity,account,ref,due,id,line,terms,po,discount_date,discount,tax,net,memo
$D,invoice,1,A,1.500,KWD,US,1200,,$D,invoice:1,,,,,,0.000,1.500," \
	    bills "$t/in.csv"
}

# --- Kinds

@test "credits: documents of their own, one for each invoice" {
	table customer,description,qty,price,tax_rate,type,ref,terms \
	    'A,x,1,10,20,credit,I-1,net 30' 'A,x,5,10,20,,,net 30' \
	    'A,x,2,10,20,credit,I-2,net 30' 'A,fee,1,-3,20,credit,I-2,net 30'
	prints 0 "$HEAD
$D,credit,CM-007,A,-12.00,I-1,,credit:CM-007,,,,,,-2.00,-10.00,
$D,invoice,1,A,60.00,,2026-11-30,invoice:1,,net 30,,,,10.00,50.00,
$D,credit,CM-008,A,-20.40,I-2,,credit:CM-008,,,,,,-3.40,-17.00," \
	    bills --credit-start CM-007 "$t/in.csv"
	[ -z "$stderr" ]
}

@test "a document below zero becomes a credit memo, and is said" {
	table customer,description,qty,price A,x,-2,5 B,x,1,1 C,x,1,-1
	prints 0 "$HEAD
$D,credit,1,A,-10.00,,,credit:1,,,,,,0.00,-10.00,
$D,invoice,2,B,1.00,,$D,invoice:2,,,,,,0.00,1.00,
$D,credit,3,C,-1.00,,,credit:3,,,,,,0.00,-1.00," bills "$t/in.csv"
	says "ar-invoice: 2 documents below zero: credit memos"
}

@test "zero-total and negative-credit are findings" {
	table customer,description,qty,price,type A,x,1,5, A,back,-1,5, \
	    B,x,1,5, C,fee,1,-1,credit
	fails bills "$t/in.csv"
	says "ar-invoice: $t/in.csv:2: zero-total: customer A, found 0.00" \
	    "ar-invoice: $t/in.csv:5: negative-credit: customer C, found 1.00" \
	    "ar-invoice: nothing is billed: --findings FILE collects what is found and bills the rest"
	prints 1 "$HEAD
$D,invoice,1,B,5.00,,$D,invoice:1,,,,,,0.00,5.00," \
	    bills --findings "$t/f.csv" "$t/in.csv"
	printf '%s\n' code,customer,order,po,file,line,item,expected,found,amount,held \
	    "zero-total,A,,,$t/in.csv,2,,,0.00,0.00,yes" \
	    "negative-credit,C,,,$t/in.csv,5,,,1.00,1.00,yes" |
	    same - "$t/f.csv"
}

@test "--accept: found, told, and billed all the same" {
	table customer,description,qty,price,currency A,x,1,5,USD \
	    A,back,-1,5,USD B,x,1,5,USD
	for codes in zero-total twin,zero-total all; do
		prints 1 "date,type,doc,customer,amount,currency,ref,due,id,line,terms,po,discount_date,discount,tax,net,memo
$D,invoice,1,A,0.00,USD,,$D,invoice:1,,,,,,0.00,0.00,
$D,invoice,2,B,5.00,USD,,$D,invoice:2,,,,,,0.00,5.00," \
		    bills --findings "$t/f.csv" --accept $codes "$t/in.csv"
		mentions "1 finding accepted"
		printf '%s\n' code,customer,order,po,file,line,item,expected,found,amount,currency,held \
		    "zero-total,A,,,$t/in.csv,2,,,0.00,0.00,USD,no" |
		    same - "$t/f.csv"
	done
	fails bills --findings "$t/f.csv" --accept zero "$t/in.csv"
	mentions '--accept: "zero" is none of zero-total, '
	# Without a file they are told, and nothing else changes
	prints 1 "$(bills --findings "$t/f.csv" --accept all "$t/in.csv")" \
	    bills --accept all "$t/in.csv"
	says "ar-invoice: $t/in.csv:2: zero-total: customer A, found 0.00"
	fails bills --accept twin "$t/in.csv"
	mentions "nothing is billed: "
}

@test "--findings: a clean run leaves a table without rows, and status 0" {
	table customer,description,qty,price A,x,1,5
	prints 0 "$(row 5.00,,$D,invoice:1,,,,,,0.00,5.00,)" \
	    bills --findings "$t/f.csv" "$t/in.csv"
	[ "$(wc -l <"$t/f.csv")" -eq 1 ]
	[ -z "$stderr" ]
}

# --- Checks

# finds LINE...: the findings of $t/f.csv, their code, customer, line, item,
# expected, found and held.
finds()
{
	python3 -c 'import csv, sys
for r in csv.DictReader(open(sys.argv[1])):
    print(*(r[c] for c in "code customer line item expected found held"
        .split()), sep=",")' "$t/f.csv" >"$t/out"
	printf '%s\n' "$@" | same - "$t/out"
}

@test "--customers: unknown-customer" {
	printf '%s\n' customer,name A,Ann >"$t/customers.csv"
	table customer,description,qty,price A,x,1,1 B,x,1,2 a,x,-1,4
	fails bills --customers "$t/customers.csv" "$t/in.csv"
	mentions "in.csv:3: unknown-customer: customer B"
	prints 1 "$(row 1.00,,$D,invoice:1,,,,,,0.00,1.00,)" bills \
	    --customers "$t/customers.csv" --findings "$t/f.csv" "$t/in.csv"
	says "ar-invoice: 2 documents held back, 2 findings" \
	    "ar-invoice: held back: -2.00"
	finds unknown-customer,B,3,,,,yes unknown-customer,a,4,,,,yes
}

@test "tax-rate: a line that knows better than the table" {
	printf '%s\n' code,rate,valid_from,valid_to S,19,,2026-10-31 \
	    S,20,2026-11-01, >"$t/tax.csv"
	table customer,description,qty,price,item,tax_code,tax_rate,date \
	    A,x,1,10,i,S,20,2026-10-31 A,x,1,10,i,S,19.0%,2026-10-31 \
	    B,x,1,10,i,S,20,2026-11-01 C,x,1,10,i,T,5,2026-11-01
	fails bills --tax "$t/tax.csv" "$t/in.csv"
	says "ar-invoice: $t/in.csv:2: tax-rate: customer A, item i, expected 19, found 20" \
	    "ar-invoice: nothing is billed: --findings FILE collects what is found and bills the rest"
	bills --tax "$t/tax.csv" --accept tax-rate "$t/in.csv" >"$t/rows" \
	    2>/dev/null || [ $? -eq 1 ]
	# 2.00 + 1.90 for A
	cut -d, -f4,5,14 "$t/rows" | tail -n 3 | tr '\n' ' ' >"$t/out"
	printf 'A,23.90,3.90 B,12.00,2.00 C,10.50,0.50 ' | same - "$t/out"
}

@test "--prices: price-off-list, not-on-list, and prices left blank" {
	printf '%s\n' item,price,customer,currency,valid_from,valid_to \
	    nut,1.5,,,,2026-10-31 nut,1.75,,,2026-11-01, \
	    nut,1.25,A,,,2026-10-31 bolt,2,,USD,, bolt,3,,,, >"$t/prices.csv"
	table customer,description,qty,price,item,currency,date \
	    A,x,1,1.250,nut,USD,2026-10-31 A,x,1,1.5,nut,USD,2026-10-31 \
	    B,x,1,1.5,nut,USD,2026-10-31 C,x,1,1.75,nut,USD,2026-11-01 \
	    D,x,1,2,bolt,USD,2026-10-31 E,x,1,2,bolt,EUR,2026-10-31 \
	    F,x,1,2,gear,EUR,2026-10-31 G,x,-1,2,,EUR,2026-10-31
	prints 1 "$(bills <(sed '/^[AEFG]/d' "$t/in.csv"))" bills \
	    --prices "$t/prices.csv" --findings "$t/f.csv" "$t/in.csv"
	finds price-off-list,A,3,nut,1.25,1.50,yes \
	    price-off-list,E,7,bolt,3.00,2.00,yes \
	    not-on-list,F,8,gear,,2.00,yes not-on-list,G,9,,,2.00,yes
	# What the list says
	table customer,description,qty,price,item,currency,date \
	    A,x,2,,nut,USD,2026-10-31 B,x,2,,nut,USD,2026-10-31 \
	    C,x,2,,nut,USD,2026-11-01 D,x,2,,bolt,USD,2026-11-01 \
	    E,x,-2,,bolt,EUR,2026-11-01
	bills --prices "$t/prices.csv" --lines "$t/lines.csv" "$t/in.csv" \
	    2>/dev/null | cut -d, -f4,5 | tail -n 5 | tr '\n' ' ' >"$t/out"
	printf 'A,2.50 B,3.00 C,3.50 D,4.00 E,-6.00 ' | same - "$t/out"
	cut -d, -f12 "$t/lines.csv" | tr '\n' ' ' >"$t/out"
	printf 'price 1.25 1.5 1.75 2 3 ' | same - "$t/out"
	echo F,x,2,,gear,EUR,2026-11-01 >>"$t/in.csv"
	fails bills --prices "$t/prices.csv" "$t/in.csv"
	says "ar-invoice: $t/in.csv:7: price: blank, and the list has none that day"
	# Without a list a price is needed
	fails bills "$t/in.csv"
	mentions 'in.csv:2: price: ""'
}

@test "--prices: what is wrong with the list" {
	printf '%s\n' item,price,customer,valid_from,valid_to \
	    nut,1,,2026-01-01, nut,2,,,2026-01-01 nut,3,A,, nut,x,B,, ,1,,, \
	    bolt,1,,2026-01-02,2026-01-01 >"$t/prices.csv"
	fails bills --prices "$t/prices.csv" "$orders"
	says "ar-invoice: $t/prices.csv:3: item: \"nut\" stands there twice" \
	    "ar-invoice: $t/prices.csv:5: price: \"x\" is not an amount (decimal mark is '.')" \
	    "ar-invoice: $t/prices.csv:6: item: blank, and a price is that of an item" \
	    "ar-invoice: $t/prices.csv:7: valid_to: \"2026-01-01\" is before valid_from"
}

@test "--orders: each finding, and how much remains" {
	printf '%s\n' po,item,qty,remaining,price,customer P,nut,10,4,1.5, \
	    P,bolt,2.5,,, Q,nut,1,,1,B >"$t/orders.csv"
	table customer,description,qty,price,po,item A,ok,4,1.50,P,nut \
	    A,ok,2.5,7,P,bolt A,over,0.001,7,P,bolt A,back,-1,1.5,P,nut \
	    A,none,1,1,,nut A,none,1,1,Q,nut A,none,1,1,P,gear \
	    B,price,1,1.01,Q,nut B,"no line",1,1,P,
	prints 1 "$HEAD" bills --orders "$t/orders.csv" \
	    --findings "$t/f.csv" --group customer "$t/in.csv"
	finds over-order,A,4,bolt,2.5,2.501,yes missing-po,A,6,nut,,,yes \
	    unknown-po,A,7,nut,,Q,yes "not-on-order,A,8,gear,an item of P,,yes" \
	    price-off-order,B,9,nut,1.00,1.01,yes \
	    "not-on-order,B,10,,an item of P,,yes"
	# Credits and returns are not checked
	table customer,description,qty,price,po,item,type A,x,1,1,,,credit \
	    B,x,-1,1,,,
	bills --orders "$t/orders.csv" "$t/in.csv" >"$t/rows" 2>/dev/null
	[ "$(wc -l <"$t/rows")" -eq 3 ]
	printf '%s\n' po,item,qty,price P,nut,1,1 P,nut,2,1 ,nut,1,1 \
	    P,bolt,-1,1 P,gear,x,1 >"$t/orders.csv"
	fails bills --orders "$t/orders.csv" "$t/in.csv"
	mentions 'orders.csv:3: item: "nut" stands there twice'
	mentions "orders.csv:4: po: blank, and "
	mentions 'orders.csv:5: qty: "-1" is negative'
	mentions 'orders.csv:6: qty: "x"'
}

# a book with an invoice in two parts, a credit memo and a receipt.
book()
{
	printf '%s\n' date,type,doc,customer,amount,currency,po,due,ref \
	    2026-10-01,invoice,I-7,A,30.00,USD,P,2026-10-31, \
	    2026-10-01,invoice,I-7,A,70.00,USD,P,2026-11-30, \
	    2026-10-02,credit,C-1,A,-5.00,USD,,, \
	    2026-10-03,receipt,R-1,B,-40.00,USD,,, \
	    2026-10-03,debit,F-1,B,100.00,USD,,, \
	    2026-11-30,apply,C-1,A,5.00,USD,,,I-7 >"$t/book.csv"
}

@test "--book: twin, by the day or by the order" {
	book
	table customer,description,qty,price,currency,po,date \
	    A,day,1,100,USD,X,2026-10-01 A,order,1,100,USD,P,2026-11-05 \
	    A,neither,1,100,USD,Q,2026-11-05 A,currency,1,100,EUR,P,2026-10-01 \
	    B,customer,1,100,USD,P,2026-10-01 A,"credit memo",-1,5,USD,,2026-10-02 \
	    A,receipt,-1,40,USD,,2026-10-03
	set -- --group customer,currency,po,date
	prints 1 "$(bills "$@" <(sed '/,day,/d; /,order,/d; /memo/d' \
	    "$t/in.csv") 2>/dev/null)" bills --book "$t/book.csv" "$@" \
	    --findings "$t/f.csv" "$t/in.csv"
	finds twin,A,2,,,I-7,yes twin,A,3,,,I-7,yes twin,A,7,,,C-1,yes
}

@test "--book: over-limit, with what is billed before in this run" {
	book
	# A owes 30 + 70 - 5
	printf '%s\n' customer,currency,credit_limit A,USD,200.00 B,EUR,1.00 \
	    C,,50 >"$t/customers.csv"
	table customer,description,qty,price,currency,po A,x,1,105,USD,1 \
	    A,x,1,0.01,USD,2 A,x,-1,10,USD,3 A,x,1,10,USD,4 A,x,1,999,EUR,5 \
	    B,x,1,999,USD,1 C,x,1,50.01,USD,1 C,x,1,50,USD,2 C,x,1,60,EUR,3
	prints 1 "$(bills <(sed -e 3d -e 8d -e 10d "$t/in.csv") 2>/dev/null)" \
	    bills --book "$t/book.csv" --customers "$t/customers.csv" \
	    --findings "$t/f.csv" "$t/in.csv"
	finds over-limit,A,3,,200.00,200.01,yes \
	    over-limit,C,8,,50.00,50.01,yes over-limit,C,10,,50.00,60.00,yes
	# All of what is accepted counts
	bills --book "$t/book.csv" --customers "$t/customers.csv" \
	    --accept over-limit --findings "$t/f.csv" "$t/in.csv" \
	    >"$t/rows" 2>/dev/null || [ $? -eq 1 ]
	finds over-limit,A,3,,200.00,200.01,no \
	    over-limit,A,5,,200.00,200.01,no over-limit,C,8,,50.00,50.01,no \
	    over-limit,C,9,,50.00,100.01,no over-limit,C,10,,50.00,60.00,no
	# Without a book there is nothing to compare with
	bills --customers "$t/customers.csv" "$t/in.csv" >"$t/rows" 2>/dev/null
}

@test "--book: numbers that are used end the run" {
	book
	table customer,description,qty,price,currency A,x,1,1,USD B,x,-1,2,USD \
	    C,x,1,3,USD
	for doc in I-7 C-1 F-1; do
		line=$(grep -n -m 1 ",$doc," "$t/book.csv" | cut -d: -f1)
		fails bills --start "$doc" --book "$t/book.csv" "$t/in.csv"
		says "ar-invoice: $doc is used in $t/book.csv:$line"
	done
	fails bills --start I-5 --book "$t/book.csv" "$t/in.csv"
	mentions "I-7 is used in"
	fails bills --start I-8 --credit-start R-01 --book "$t/book.csv" \
	    --credit-start R-1 "$t/in.csv"
	mentions "R-1 is used in" # by the customer of the credit memo
	[ "$(docs --start I-8 --book "$t/book.csv" \
	    --col default.currency=USD)" = "I-8 I-9 I-10 " ]
	# Two files of the book
	sed -n 1p "$t/book.csv" >"$t/more.csv"
	echo "2026-10-09,invoice,I-10,Z,1,USD,,," >>"$t/more.csv"
	table customer,description,qty,price,currency A,x,1,1,USD B,x,-1,2,USD \
	    C,x,1,3,USD
	fails bills --start I-8 --book "$t/book.csv" --book "$t/more.csv" \
	    "$t/in.csv"
	says "ar-invoice: I-10 is used in $t/more.csv:2"
}

@test "two series that run into each other" {
	table customer,description,qty,price A,x,1,1 B,x,1,1 C,x,-1,1
	fails bills --start 1 --credit-start 2 "$t/in.csv"
	says "ar-invoice: 2 would be an invoice and a credit memo: their series run into each other"
	[ "$(bills --start 1 --credit-start 3 "$t/in.csv" 2>/dev/null |
	    cut -d, -f3 | tr '\n' ' ')" = "doc 1 2 3 " ]
	# Zeros make another number
	[ "$(bills --start 1 --credit-start 02 "$t/in.csv" 2>/dev/null |
	    cut -d, -f3 | tr '\n' ' ')" = "doc 1 2 02 " ]
}

@test "--book: the book is checked, and must fit to the lines" {
	book
	table customer,description,qty,price A,x,1,1
	fails bills --book "$t/book.csv" "$t/in.csv"
	says "ar-invoice: the book has a column currency and the lines have none: say what is meant with --col default.currency=VALUE"
	bills --book "$t/book.csv" --col default.currency=USD "$t/in.csv" \
	    >"$t/rows"
	table customer,description,qty,price,currency,entity A,x,1,1,USD,US
	fails bills --book "$t/book.csv" "$t/in.csv"
	says "ar-invoice: the book has no column entity and the lines have one: say what is meant with --col book.default.entity=VALUE"
	bills --book "$t/book.csv" --col book.default.entity=US "$t/in.csv" \
	    >"$t/rows"
	echo 2026-10-04,invoice,I-9,A,12.505,USD,,, >>"$t/book.csv"
	fails bills --book "$t/book.csv" --col book.default.entity=US \
	    "$t/in.csv"
	mentions 'book.csv:8: amount: "12.505" has more decimals'
	fails bills --book "$t/none.csv" "$t/in.csv"
	mentions none.csv
	# A run's rows go with the book they were checked against
	table customer,description,qty,price,currency A,x,1,1,USD
	sed -i '$d' "$t/book.csv"
	bills --book "$t/book.csv" "$t/in.csv" >"$t/new.csv"
	cat "$t/new.csv" >>"$t/book.csv"
	fails bills --book "$t/book.csv" "$t/in.csv"
	mentions "twin: customer A, found 1"
	fails bills --book "$t/book.csv" --accept twin "$t/in.csv"
	mentions "1 is used in $t/book.csv:9"
}

@test "findings of a document: in the order of the lines, then of the codes" {
	printf '%s\n' item,price nut,1 >"$t/prices.csv"
	printf '%s\n' customer,name B,Bob >"$t/customers.csv"
	table customer,description,qty,price,item A,x,1,2,nut A,x,-2,1,nut \
	    B,x,1,3,nut
	prints 1 "$HEAD" bills --prices "$t/prices.csv" \
	    --customers "$t/customers.csv" --findings "$t/f.csv" "$t/in.csv"
	mentions "2 documents held back, 4 findings"
	finds zero-total,A,2,,,0.00,yes unknown-customer,A,2,,,,yes \
	    price-off-list,A,2,nut,1.00,2.00,yes \
	    price-off-list,B,4,nut,1.00,3.00,yes
	# 25 findings: 20 are listed
	python3 -c 'print("customer,description,qty,price")
for i in range(25):
    print("C%d,x,1,0" % i)' >"$t/in.csv"
	fails bills "$t/in.csv"
	mentions "... and 5 more"
	[ "$(grep -c zero-total "$t/stderr")" -eq 20 ]
}

# --- Dates and terms

@test "--date, or the date of the line" {
	table customer,description,qty,price,date A,x,1,1,2026-11-02 B,x,1,1,
	bills "$t/in.csv" | cut -d, -f1,4 | tail -n 2 | tr '\n' ' ' >"$t/out"
	printf '%s ' 2026-11-02,A $D,B | same - "$t/out"
	fails ar-invoice --start 1 "$t/in.csv"
	says "ar-invoice: $t/in.csv:3: date: blank, and no --date says the day of the invoice"
	fails ar-invoice --start 1 --date 31.10.2026 "$t/in.csv"
	mentions '--date: "31.10.2026" is not a date'
}

@test "--closed and AR_CLOSED: nothing is dated into a closed period" {
	table customer,description,qty,price,date A,x,1,1,2026-10-31 \
	    B,x,1,1,2026-11-01
	fails bills --closed 2026-10-31 "$t/in.csv"
	says "ar-invoice: $t/in.csv:2: date: 2026-10-31 is in the closed period, up to 2026-10-31"
	AR_CLOSED=2026-11-01 fails bills "$t/in.csv"
	mentions in.csv:2:
	mentions in.csv:3:
	bills --closed 2026-10-30 "$t/in.csv" >"$t/open"
	[ "$(wc -l <"$t/open")" -eq 3 ]
	table customer,description,qty,price A,x,1,1
	fails bills --closed $D "$t/in.csv"
	mentions "in the closed period"
}

@test "terms: parts, discounts, tiers; an explicit due date" {
	# G: thirds of 1.00; H: two rows of one day have numbers
	golden terms "$g/terms.csv" --start 1
}

@test "--discount-basis gross, net or tax-adjusted" {
	golden terms "$g/terms.csv" --start 1 --discount-basis gross
	golden basis-net "$g/terms.csv" --start 1 --discount-basis net
	# B: tax 20 % of 98; C: of 97; F as B; G: 20 % of 0.83 * 0.98 = 0.16
	# D has no discount, its due date being its own
	sed /^H/d "$g/terms.csv" >"$t/in.csv"
	golden tax-adjusted "$t/in.csv" --start 1 --discount-basis tax-adjusted
	fails bills --discount-basis tax-adjusted "$g/terms.csv"
	mentions "terms.csv:9: terms:"
	mentions "needs one discount for all installments"
	fails bills --discount-basis brutto "$t/in.csv"
	mentions '--discount-basis: "brutto" is none of gross, net, tax-adjusted'
}

@test "--discount-basis tax-adjusted, with the tax in the price" {
	# x = 20 % of 98 % = 0.196: 120 * 0.196 / 1.196 = 19.6656
	table customer,description,qty,price,tax_rate,terms \
	    'A,x,1,120,20,2/10 net 30'
	# 2 % of 100.33 = 2.0066
	prints 0 "$(row "120.00,,2026-11-30,invoice:1,,2/10 net 30,,2026-11-10,2.01,19.67,100.33,")" \
	    bills --tax-included --discount-basis tax-adjusted "$t/in.csv"
}

@test "unknown terms, with the place" {
	table customer,description,qty,price,terms 'A,x,1,1,net 30' \
	    'B,x,1,1,nte 30' 'C,x,1,1,"69% net 30, 30% net 60"' \
	    'D,x,1,1,net 30 eom' 'E,x,1,1,fixed 2.00 net 30'
	fails bills "$t/in.csv"
	says "ar-invoice: $t/in.csv:3: terms: \"nte 30\": at column 1, \"nte\": expected \"net\" or \"due\"" \
	    "ar-invoice: $t/in.csv:4: terms: \"69% net 30, 30% net 60\": at column 13, \"30%\": the shares make 99%, and not 100%" \
	    "ar-invoice: $t/in.csv:5: terms: \"net 30 eom\": at column 8, \"eom\": steps need \"due\" before the number: \"due +30d eom\" or \"due eom +30d\"" \
	    "ar-invoice: $t/in.csv:6: terms: \"fixed 2.00 net 30\": at the end: expected a \"balance\": nothing says who takes the rest"
	printf '%s\n' customer,terms 'A,nte 30' >"$t/customers.csv"
	table customer,description,qty,price A,x,1,1
	fails bills --customers "$t/customers.csv" "$t/in.csv"
	mentions 'in.csv:2: customer: "A": of the customer: at column 1'
	fails bills --terms 'nte 30' "$t/in.csv"
	says 'ar-invoice: --terms: at column 1, "nte": expected "net" or "due"'
}

@test "terms that a document can't meet" {
	table customer,description,qty,price,terms \
	    'A,x,1,1,"fixed 2.00 net 30, balance net 60"'
	fails bills "$t/in.csv"
	says "ar-invoice: $t/in.csv:2: terms: \"fixed 2.00 net 30, balance net 60\" can't be met by this document: fixed shares of more than the amount"
	# A credit memo has no terms to meet
	sed -i 's/x,1,1/x,-1,1/' "$t/in.csv"
	bills "$t/in.csv" >/dev/null
}

@test "--terms where neither line nor customer has any" {
	table customer,description,qty,price,terms A,x,1,1, 'B,x,1,1,net 10' \
	    C,x,1,1,
	printf '%s\n' customer,terms 'C,net 20' A, 'B,net 15' >"$t/customers.csv"
	bills --terms 'net 30' --customers "$t/customers.csv" "$t/in.csv" |
	    cut -d, -f4,7,10 | tail -n 3 >"$t/out"
	printf '%s\n' 'A,2026-11-30,net 30' 'B,2026-11-10,net 10' \
	    'C,2026-11-20,net 20' | same - "$t/out"
}

@test "--holidays: bday goes on" {
	printf '%s\n' date 2026-12-01 2026-11-30 >"$t/holidays.csv"
	table customer,description,qty,price A,x,1,1
	set -- --terms 'due +30d bday' "$t/in.csv"
	bills "$@" | grep -q ',,2026-11-30,invoice:1,'
	bills --holidays "$t/holidays.csv" "$@" |
	    grep -q ',,2026-12-02,invoice:1,'
	printf '%s\n' date soon >"$t/holidays.csv"
	fails bills --holidays "$t/holidays.csv" "$@"
	mentions 'holidays.csv:2: date: "soon" is not a date'
}

@test "due before the day of the document" {
	table customer,description,qty,price,due A,x,1,1,2026-10-30
	fails bills "$t/in.csv"
	says "ar-invoice: $t/in.csv:2: due: \"2026-10-30\" is before the day of the document, 2026-10-31"
}

# --- Numbers

# docs ARG...: the numbers of three documents.
docs()
{
	table customer,description,qty,price A,x,1,1 B,x,-1,1 C,x,1,1
	ar-invoice --date $D "$@" "$t/in.csv" 2>/dev/null | tail -n +2 |
	    cut -d, -f3 | tr '\n' ' '
}

@test "--start and --credit-start: digits at the end count" {
	[ "$(docs --start INV-0099)" = "INV-0099 INV-0100 INV-0101 " ]
	[ "$(docs --start INV-999)" = "INV-999 INV-1000 INV-1001 " ]
	[ "$(docs --start 2026/7)" = "2026/7 2026/8 2026/9 " ]
	[ "$(docs --start 7 --credit-start CM-09)" = "7 CM-09 8 " ]
	[ "$(docs --start 0)" = "0 1 2 " ]
	for start in INV INV-1a '' ' '; do
		fails bills --start "$start" "$t/in.csv"
		mentions "--start: \"$start\" is not a number to count up from"
	done
	fails bills --credit-start CM "$t/in.csv"
	mentions '--credit-start: "CM" is not a number'
}

@test "neither --start nor --counter" {
	table customer,description,qty,price A,x,1,1
	fails ar-invoice --date $D "$t/in.csv"
	says "ar-invoice: which numbers do the documents get? Give --start INV-1001 or --counter FILE"
}

@test "--counter: begins with --start, goes on by itself" {
	[ "$(docs --counter "$t/n.csv" --start INV-0099)" = \
	    "INV-0099 INV-0100 INV-0101 " ]
	printf '%s\n' series,next invoice,INV-0102 | same - "$t/n.csv"
	[ "$(docs --counter "$t/n.csv")" = "INV-0102 INV-0103 INV-0104 " ]
	[ "$(docs --counter "$t/n.csv" --start INV-1 --credit-start CM-1)" = \
	    "INV-0105 CM-1 INV-0106 " ]
	printf '%s\n' series,next invoice,INV-0107 credit,CM-2 |
	    same - "$t/n.csv"
	fails bills --counter "$t/n.csv" --start X-1 "$t/in.csv"
	mentions '--start: "X-1" is of another series than'
	printf '%s\n' series,next invoice,INV-0107 credit,CM-2 |
	    same - "$t/n.csv"
}

@test "--counter: other series stay, no counter is no counter" {
	printf '%s\n' series,next receipt,R-7 invoice,9 >"$t/n.csv"
	[ "$(docs --counter "$t/n.csv")" = "9 10 11 " ]
	printf '%s\n' series,next invoice,12 receipt,R-7 | same - "$t/n.csv"
	for text in 'serie,next\ninvoice,9\n' 'series,next\ninvoice,9x\n' \
	    'series,next\ninvoice,9\ninvoice,9\n' 'series,next\ninvoice\n'; do
		# The format is the text
		# shellcheck disable=SC2059
		printf "$text" | tee "$t/before" >"$t/n.csv"
		fails bills --counter "$t/n.csv" "$t/in.csv"
		same "$t/before" "$t/n.csv"
	done
	fails ar-invoice --date $D --counter "$t/new.csv" "$t/in.csv"
	mentions "say where it begins with --start INV-1001"
}

@test "--counter: a run that fails leaves no gap" {
	printf '%s\n' series,next invoice,41 >"$t/n.csv"
	table customer,description,qty,price A,x,1,1 B,x,0,1
	bill() { ar-invoice --date $D --counter "$t/n.csv" "$@"; }
	fails bill "$t/in.csv"
	sed -i 's/B,x,0,1/B,x,1,0/' "$t/in.csv"
	fails bill "$t/in.csv" # zero-total
	sed -i 's/B,x,1,0/B,x,1,1/' "$t/in.csv"
	run -2 bash -c "ar-invoice --date $D --counter '$t/n.csv' \
	    '$t/in.csv' >/dev/full"
	fails bill -o /dev/full "$t/in.csv"
	fails bill --findings /dev/full "$t/in.csv"
	fails bill --rejects /dev/full "$t/in.csv"
	fails bill --lines /dev/full "$t/in.csv"
	fails bill -o "$t/none/out.csv" "$t/in.csv"
	fails bill -o "$t/n.csv" "$t/in.csv"
	fails bill --closed $D "$t/in.csv"
	printf '%s\n' series,next invoice,41 | same - "$t/n.csv"
	bill "$t/in.csv" | cut -d, -f3 | tail -n 2 | tr '\n' ' ' >"$t/out"
	printf '41 42 ' | same - "$t/out"
}

@test "--counter: held documents take no number" {
	table customer,description,qty,price A,x,1,1 B,x,1,0 C,x,1,1
	prints 1 "$HEAD
$D,invoice,1,A,1.00,,$D,invoice:1,,,,,,0.00,1.00,
$D,invoice,2,C,1.00,,$D,invoice:2,,,,,,0.00,1.00," \
	    bills --counter "$t/n.csv" --findings "$t/f.csv" "$t/in.csv"
	printf '%s\n' series,next invoice,3 | same - "$t/n.csv"
}

@test "--counter: who hangs up early has got his numbers" {
	printf '%s\n' series,next invoice,1 >"$t/n.csv"
	python3 -c 'print("customer,description,qty,price")
for i in range(20000):
    print("C%d,x,1,1" % i)' >"$t/in.csv"
	run -141 bash -o pipefail -c "ar-invoice --date $D \
	    --counter '$t/n.csv' '$t/in.csv' | head -n 2"
	[ "$(wc -l <<<"$output")" -eq 2 ]
	printf '%s\n' series,next invoice,20001 | same - "$t/n.csv"
}

@test "--counter: twenty runs at once never share a number" {
	local i n=20 pids=()

	printf '%s\n' series,next invoice,INV-0095 >"$t/n.csv"
	table customer,description,qty,price A,x,1,1 B,x,1,1 C,x,1,1
	for ((i = 0; i < n; i++)); do
		ar-invoice --date $D --counter "$t/n.csv" -o "$t/run$i.csv" \
		    "$t/in.csv" &
		pids+=($!)
	done
	for i in "${pids[@]}"; do
		wait "$i"
	done
	cat "$t"/run*.csv | grep -v ^date | cut -d, -f3 | sort >"$t/out"
	seq -f 'INV-%04.0f' 95 154 | same - "$t/out"
	printf '%s\n' series,next invoice,INV-0155 | same - "$t/n.csv"
}

# --- Reading and writing

@test "an empty table has no documents, empty input is an error" {
	table customer,description,qty,price
	prints 0 "$HEAD" bills --proof "$t/in.csv"
	says "ar-invoice: proof: lines read 0 = rejected 0 + dropped 0 + held 0 + billed 0" \
	    "ar-invoice: proof: documents 0, rows 0, held 0"
	prints 0 "$HEAD" bills --counter "$t/n.csv" "$t/in.csv"
	printf '%s\n' series,next invoice,1 | same - "$t/n.csv"
	: >"$t/in.csv"
	fails bills "$t/in.csv"
	says "ar-invoice: $t/in.csv:1: no header: the input is empty"
}

@test "missing and misspelt columns" {
	for column in customer description qty price; do
		sed "1s/\\b$column\\b/${column}s/" "$orders" >"$t/in.csv"
		fails bills "$t/in.csv"
		says "ar-invoice: $t/in.csv:1: no column \"$column\"; is it \"${column}s\"?"
	done
	fails bills --as-of $D "$orders"
	fails bills --by customer "$orders"
	fails bills --duplicates sum "$orders"
}

@test "a missing currency" {
	table customer,description,qty,price,currency A,x,1,1,USD A,x,1,1, \
	    B,x,1,1,usd
	fails bills "$t/in.csv"
	says "ar-invoice: $t/in.csv:3: currency: blank, and other rows name their currency" \
	    "ar-invoice: $t/in.csv:4: currency: \"usd\" is not an ISO 4217 currency code"
	table customer,description,qty,price A,x,1,1
	fails bills "$orders" "$t/in.csv"
	mentions 'some inputs have the column "currency" and some have not'
}

@test "several files, a header met again, a pipe: one table" {
	ar-invoice --date $D --start INV-0099 "$orders" >"$t/whole" 2>/dev/null
	(sed -n 1p "$orders"; sed -n 2,4p "$orders") >"$t/a.csv"
	(sed -n 1p "$orders"; sed -n '5,$p' "$orders") >"$t/b.csv"
	set -- --date $D --start INV-0099
	ar-invoice "$@" "$t/a.csv" "$t/b.csv" 2>/dev/null | same "$t/whole" -
	cat "$t/a.csv" "$t/b.csv" | ar-invoice "$@" 2>/dev/null |
	    same "$t/whole" -
	ar-invoice "$@" --threads 4 - "$t/b.csv" <"$t/a.csv" 2>/dev/null |
	    same "$t/whole" -
	# Other columns, another order
	table customer,description,qty,price A,x,1,1 \
	    customer,description,price,memo,qty A,x,5,hello,-1 B,x,2,hello,3
	prints 0 "$HEAD
$D,credit,1,A,-4.00,,,credit:1,,,,,,0.00,-4.00,
$D,invoice,2,B,6.00,,$D,invoice:2,,,,,,0.00,6.00,hello" \
	    bills "$t/in.csv"
}

@test "--col and --map: columns, dates, marks, subtotals" {
	printf '%s\n' '# Delivery notes' '[lines]' 'customer = Kunde' \
	    'description = Text' 'qty = Menge' 'price = Preis' 'date = Tag' \
	    'delimiter = semicolon' 'date-format = DD.MM.YYYY' \
	    'decimal-mark = ,' 'group-mark = .' 'default.currency = EUR' \
	    'drop = Kunde starts Summe' >"$t/notes.map"
	printf '%s\n' 'Kunde;Text;Menge;Preis;Tag' \
	    'A;x;1.000,5;0,25;31.10.2026' 'Summe A;;1.000,5;;' \
	    'B;y;-2;3;31.10.2026' >"$t/in.csv"
	prints 0 "date,type,doc,customer,amount,currency,ref,due,id,line,terms,po,discount_date,discount,tax,net,memo
$D,invoice,1,A,250.13,EUR,,$D,invoice:1,,,,,,0.00,250.13,
$D,credit,2,B,-6.00,EUR,,,credit:2,,,,,,0.00,-6.00," \
	    ar-invoice --start 1 --map "$t/notes.map" --proof "$t/in.csv"
	mentions "lines read 3 = rejected 0 + dropped 1 + held 0 + billed 2"
	table Who,What,N,Each A,x,2,3
	prints 0 "$(row 6.00,,$D,invoice:1,,,,,,0.00,6.00,)" bills \
	    --col customer=Who --col description=What --col qty=N \
	    --col price=Each "$t/in.csv"
	fails bills --col customer=Whom --col description=What --col qty=N \
	    --col price=Each "$t/in.csv"
	mentions 'no column "Whom"; is it "Who"?'
	printf '%s\n' VAT,rate S,20 >"$t/tax.csv"
	table customer,description,qty,price,tax_code A,x,2,3,S
	prints 0 "$(row 7.20,,$D,invoice:1,,,,,,1.20,6.00,)" bills \
	    --tax "$t/tax.csv" --col tax.code=VAT "$t/in.csv"
}

@test "--rejects: a line is set aside, the rest is billed" {
	table customer,description,qty,price,currency A,x,1,1,USD \
	    A,x,0,1,USD A,x,2,1.5,USD B,x,1 C,x,1,4,XXX A,x,3,0.1234567891,USD
	prints 1 "date,type,doc,customer,amount,currency,ref,due,id,line,terms,po,discount_date,discount,tax,net,memo
$D,invoice,1,A,4.00,USD,,$D,invoice:1,,,,,,0.00,4.00," \
	    bills --rejects "$t/r.csv" --proof "$t/in.csv"
	mentions "4 rows rejected"
	mentions "lines read 6 = rejected 4 + dropped 0 + held 0 + billed 2"
	printf '%s\n' file,line,column,reason,raw \
	    "$t/in.csv,3,qty,sign,\"A,x,0,1,USD\"" \
	    "$t/in.csv,5,,ragged,\"B,x,1\"" \
	    "$t/in.csv,6,currency,currency,\"C,x,1,4,XXX\"" \
	    "$t/in.csv,7,price,decimals,\"A,x,3,0.1234567891,USD\"" |
	    same - "$t/r.csv"
}

@test "-o, --output, --format, -p and --pretty" {
	set -- --date $D --start INV-0099 "$orders"
	prints 0 "" ar-invoice -o "$t/out.csv" "$@"
	same "$g/orders.out" "$t/out.csv"
	prints 0 "" ar-invoice --output "$t/out.csv" "$@"
	same "$g/orders.out" "$t/out.csv"
	ar-invoice --format tsv "$@" 2>/dev/null | tr '\t' , |
	    same "$g/orders.out" -
	from_json='import csv, json, sys
text = sys.stdin.read()
rows = json.loads(text) if text[0] == "[" else [
    json.loads(line) for line in text.splitlines()]
out = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
out.writeheader()
out.writerows(rows)'
	for format in json jsonl; do
		ar-invoice --format $format "$@" 2>/dev/null |
		    python3 -c "$from_json" |
		    same "$g/orders.out" -
	done
	ar-invoice -p "$@" 2>/dev/null >"$t/table"
	ar-invoice --pretty "$@" 2>/dev/null | same "$t/table" -
	ar-invoice --format table "$@" 2>/dev/null | same "$t/table" -
	grep -q '^2026-10-31  invoice  INV-0101  CITY \+1081  JPY ' \
	    "$t/table"
}

@test "outputs that are inputs, or each other, are refused" {
	cp "$orders" "$t/in.csv"
	for option in --output --findings --rejects --lines --counter; do
		fails bills $option "$t/in.csv" "$t/in.csv"
		mentions "in.csv is also an input and would be overwritten"
		same "$orders" "$t/in.csv"
	done
	fails bills --output "$t/x" --lines "$t/x" "$t/in.csv"
	mentions "is named for two outputs"
	fails bills --counter "$t/x" --findings "$t/x" "$t/in.csv"
	mentions "is named for two outputs"
}

@test "--proof: lines, and money by currency" {
	prints 0 "$(cat "$g/orders.out")" ar-invoice --date $D \
	    --start INV-0099 --proof "$orders"
	# USD: 13.32 + 34.66 - 19.99, 2.67 + 2.45
	says "ar-invoice: proof: lines read 9 = rejected 0 + dropped 0 + held 0 + billed 9" \
	    "ar-invoice: proof: documents 4, rows 4, held 0" \
	    "ar-invoice: proof: JPY: net 1001 + tax 80 = documents 1081 = rows 1081" \
	    "ar-invoice: proof: USD: net 27.99 + tax 5.12 = documents 33.11 = rows 33.11" \
	    "ar-invoice: 1 document below zero: credit memo"
}

@test "the rows are a book: ar-age reads them" {
	ar-invoice --date $D --start INV-0099 "$orders" 2>/dev/null |
	    ar-age --as-of 2026-11-30 --by currency - >"$t/out"
	printf '%s\n' currency,current,1-30,31-60,61-90,91+,credits,unapplied,total \
	    JPY,0,1081,0,0,0,0,0,1081 \
	    USD,0.00,53.10,0.00,0.00,0.00,-19.99,0.00,33.11 |
	    same - "$t/out"
	ar-invoice --date $D --start 1 "$g/terms.csv" 2>/dev/null |
	    ar-age --as-of $D --by currency - | tail -n 1 >"$t/out"
	# 6 * 120.00 + 1.00 - 120.00
	echo ,721.00,0.00,0.00,0.00,0.00,-120.00,0.00,601.00 | same - "$t/out"
}

# --- Contracts

@test "--recurring: what falls due from --from to --to, as lines" {
	# 310 * 16/31, 620 * 16/31, 155 * 20/31, 1200 * 136/365
	set -- --from 2026-10-01 --to 2026-10-31
	prints 0 "$(cat "$g/recurring.out")" \
	    ar-invoice --recurring "$g/contracts.csv" "$@"
	sed /^K-4/d "$g/contracts.csv" >"$t/contracts.csv"
	python3 "$oracle" --recurring "$t/contracts.csv" "$@" >"$t/out"
	sed /,K-4,/d "$g/recurring.out" | same - "$t/out"
}

@test "--proration actual, 30 or 28" {
	parts()
	{
		ar-invoice --recurring "$g/contracts.csv" --from 2026-10-01 \
		    --to 2026-10-31 --proration "$1" | grep / |
		    cut -d, -f3,6 | tr '\n' ' '
	}
	[ "$(parts actual)" = "RENT,100.00 BASIC,160.00 PRO,320.00 CARE,447.12 " ]
	# 20, 15, 15 of 30 days; 135 of 360
	[ "$(parts 30)" = "RENT,103.33 BASIC,155.00 PRO,310.00 CARE,450.00 " ]
	# 20, 13, 13 of 28; 125 of 336
	[ "$(parts 28)" = "RENT,110.71 BASIC,143.93 PRO,287.86 CARE,446.43 " ]
	fails ar-invoice --recurring "$g/contracts.csv" --from 2026-10-01 \
	    --to 2026-10-31 --proration 31
	mentions '--proration: "31" is none of actual, 30, 28'
}

@test "--recurring: two windows are one" {
	local window=(--recurring "$g/contracts.csv")

	ar-invoice "${window[@]}" --from 2026-01-01 --to 2027-06-30 >"$t/one"
	for day in 2026-02-28 2026-09-30 2026-10-15 2026-10-16 2026-12-31; do
		ar-invoice "${window[@]}" --from 2026-01-01 --to $day >"$t/two"
		ar-invoice "${window[@]}" --from "$(date -d "$day + 1 day" +%F)" \
		    --to 2027-06-30 | tail -n +2 >>"$t/two"
		same "$t/one" "$t/two"
	done
}

@test "--recurring with numbers bills at once what a second run would" {
	local window=(--recurring "$g/contracts.csv" --from 2026-10-01
	    --to 2026-10-31)

	# ACME on the 16th: 320.00 - 160.00
	ar-invoice "${window[@]}" --start INV-7 >"$t/once"
	cut -d, -f1-6 "$t/once" >"$t/out"
	printf '%s\n' date,type,doc,customer,amount,currency \
	    2026-10-01,invoice,INV-7,ACME,310.00,USD \
	    2026-10-01,invoice,INV-8,CITY,100.00,USD \
	    2026-10-16,invoice,INV-9,ACME,160.00,USD \
	    2026-10-16,invoice,INV-10,CITY,447.12,USD \
	    2026-10-30,invoice,INV-11,BOLT,199.80,USD | same - "$t/out"
	ar-invoice "${window[@]}" |
	    ar-invoice --group customer,currency,date --start INV-7 |
	    same "$t/once" -
	ar-invoice "${window[@]}" --counter "$t/n.csv" --start INV-7 |
	    same "$t/once" -
	printf '%s\n' series,next invoice,INV-12 | same - "$t/n.csv"
}

@test "--recurring: what makes no sense" {
	local window=(--recurring "$g/contracts.csv" --from 2026-10-01)

	fails ar-invoice --recurring "$g/contracts.csv"
	mentions "--recurring needs --from and --to"
	fails ar-invoice "${window[@]}"
	fails ar-invoice "${window[@]}" --to 2026-09-30
	mentions "--from is after --to"
	fails ar-invoice "${window[@]}" --to 2026-10-31 "$orders"
	mentions "would not be read"
	fails ar-invoice "${window[@]}" --to 2026-10-31 --lines "$t/lines.csv"
	for option in "--from 2026-10-01" "--to 2026-10-01" "--proration 30"; do
		# shellcheck disable=SC2086
		fails bills $option "$orders"
		says "ar-invoice: --from, --to and --proration are for --recurring"
	done
	printf '%s\n' customer,item,price,every,start A,x,1,1w,2026-10-01 \
	    A,x,,1m,2026-10-01 ,x,1,1m,2026-10-01 A,x,1,1m, >"$t/c.csv"
	for how in "" "--start 1"; do
		# shellcheck disable=SC2086
		fails ar-invoice --recurring "$t/c.csv" --from 2026-10-01 \
		    --to 2026-10-31 $how
		mentions 'c.csv:2: every: "1w" is not a period'
		mentions "c.csv:3: price: blank, and "
		mentions "c.csv:4: customer: blank, and "
		mentions "c.csv:5: start: blank, and "
	done
}

# --- Letters and electronic invoices

# parties: tables that are complete.
parties()
{
	printf '%s\n' customer,name,street,city,postcode,country,vat_id,endpoint,edi_id,currency \
	    'ACME,"Acme & Co",High St 1,Cork,T12,IE,IE1234567T,9935:IE1234567T,01:123456789,EUR' \
	    'BOLT,Bolt,Low St 1,Köln,50667,DE,DE123456789,9930:DE123456789,01:223456789,EUR' \
	    >"$t/customers.csv"
	printf '%s\n' entity,name,street,city,postcode,country,vat_id,endpoint,edi_id,iban \
	    ',Our Own,Rue 1,Paris,75001,FR,FR12345678901,9957:FR12345678901,01:987654321,FR7630006000011234567890189' \
	    >"$t/sellers.csv"
	table customer,description,qty,price,tax_code,tax_rate,order,terms \
	    'ACME,"A <b>, c",3,1.115,S,20,7,2/10 net 30' \
	    'ACME,d,2,10,S,20,7,2/10 net 30' BOLT,e,-1,5,S,20,8,
	known=(--customers "$t/customers.csv" --sellers "$t/sellers.csv")
}

@test "--letters and --template: a document each, named by its number" {
	parties
	printf '%s\n' '{{title}} {{doc}} of {{date}} to {{name}}' '{{#lines}}' \
	    '{{line}} {{description}} {{qty}} {{net:-8}}' '{{/lines}}' \
	    '{{net}} + {{tax}} = {{gross}} {{currency}}{{#due}}, due {{due}}{{/due}}' \
	    >"$t/bill.txt"
	cp "$t/bill.txt" "$t/bill.html"
	bills "${known[@]}" --letters "$t/out" --template "$t/bill.txt" \
	    "$t/in.csv" >"$t/rows" 2>/dev/null
	bills "${known[@]}" "$t/in.csv" 2>/dev/null | same "$t/rows" -
	[ "$(ls "$t/out")" = $'1.txt\n2.txt' ]
	printf '%s\n' 'Invoice 1 of 2026-10-31 to Acme & Co' \
	    '1 A <b>, c 3     3.35' '2 d 2    20.00' \
	    '23.35 + 4.67 = 28.02 EUR, due 2026-11-30' | same - "$t/out/1.txt"
	# Of a credit memo the title tells the sign
	printf '%s\n' 'Credit memo 2 of 2026-10-31 to Bolt' \
	    '1 e 1     5.00' '5.00 + 1.00 = 6.00 EUR' | same - "$t/out/2.txt"
	bills "${known[@]}" --letters "$t/html" --template "$t/bill.html" \
	    "$t/in.csv" >"$t/rows" 2>/dev/null
	grep -qx '1 A &lt;b&gt;, c 3     3.35' "$t/html/1.html"
	for name in invoice.txt invoice.html; do
		bills "${known[@]}" --letters "$t/$name.d" --template $name \
		    "$t/in.csv" >"$t/rows" 2>/dev/null
		grep -q 28.02 "$t/$name.d/1.${name#*.}"
	done
}

@test "--letters: tax in the prices, exemption, company numbers" {
	printf '%s\n' customer,name,tax_exempt,company_id A,Aa,,HRB9 \
	    B,Bb,DE-4711, C,Cc,yes, D,Dd,no, >"$t/customers.csv"
	printf '%s\n' entity,name,company_id ,Our,RCS5 >"$t/sellers.csv"
	table customer,description,qty,price,tax_code,tax_rate \
	    A,x,1,12,S,20 B,x,1,12,S,20 C,x,1,12,S,20 D,x,1,12,S,20
	printf '%s\n' '{{customer}} {{company_id}} of {{seller_company_id}}: {{tax_included}},{{tax_exempt}},{{tax_exempt_reason}} {{net}} + {{tax}}' \
	    >"$t/bill.txt"
	set -- --customers "$t/customers.csv" --sellers "$t/sellers.csv" "$t/in.csv"
	bills --letters "$t/on" --template "$t/bill.txt" "$@" >"$t/rows"
	printf '%s\n' 'A HRB9 of RCS5: ,, 12.00 + 2.40' \
	    'B  of RCS5: ,DE-4711,DE-4711 12.00 + 0.00' \
	    'C  of RCS5: ,yes, 12.00 + 0.00' 'D  of RCS5: ,, 12.00 + 2.40' |
	    same - <(cat "$t"/on/[1-4].txt)
	# The price of who is exempt stands as it is: no tax is in it
	bills --tax-included --letters "$t/in" --template "$t/bill.txt" "$@" \
	    >"$t/rows"
	printf '%s\n' 'A HRB9 of RCS5: yes,, 10.00 + 2.00' \
	    'B  of RCS5: ,DE-4711,DE-4711 12.00 + 0.00' \
	    'C  of RCS5: ,yes, 12.00 + 0.00' 'D  of RCS5: yes,, 10.00 + 2.00' |
	    same - <(cat "$t"/in/[1-4].txt)
	for name in invoice.txt invoice.html; do
		bills --letters "$t/$name.d" --template $name "$@" >"$t/rows"
		grep -q 'Company no. RCS5' "$t/$name.d/1.${name#*.}"
		grep -q 'Exempt from tax: DE-4711' "$t/$name.d/2.${name#*.}"
		grep -Eq '(^|>)Exempt from tax($|<)' "$t/$name.d/3.${name#*.}"
	done
	# Every row of numbers ends in column 72
	bills --letters "$t/wide" --template invoice.txt "$@" >"$t/rows"
	[ "$(grep -hE '^(-|Net|Tax|Total| .*[0-9]\.)' "$t"/wide/*.txt |
	    awk '{ print length }' | sort -u)" = 72 ]
}

@test "--letters: nothing is overwritten, nothing half done" {
	parties
	mkdir "$t/out"
	echo mine >"$t/out/2.txt"
	printf '%s\n' series,next invoice,1 >"$t/n.csv"
	set -- --date $D --counter "$t/n.csv" --letters "$t/out" "$t/in.csv"
	fails ar-invoice --template invoice.txt "$@"
	mentions "out/2.txt: File exists"
	[ "$(ls -A "$t/out")" = 2.txt ]
	printf '%s\n' series,next invoice,1 | same - "$t/n.csv"
	fails ar-invoice --template invoice.pdf "$@"
	mentions '--template: "invoice.pdf" is no file and no installed template'
	echo '{{dok}}' >"$t/bill.txt"
	fails ar-invoice --template "$t/bill.txt" "$@"
	mentions 'bill.txt:1:1: no name "dok"; is it "doc"?'
	fails ar-invoice "$@"
	mentions "--letters DIR and --template FILE go together"
	fails bills --template invoice.txt "$t/in.csv"
	mentions "--letters DIR and --template FILE go together"
}

@test "--ubl: invoices and credit notes that hold the norm" {
	parties
	bills "${known[@]}" --ubl "$t/out" "$t/in.csv" >"$t/rows" 2>/dev/null
	[ "$(ls "$t/out")" = $'1.xml\n2.xml' ]
	python3 tests/oracle/ubl_check.py "$t"/out/*.xml
	grep -q '<Invoice ' "$t/out/1.xml"
	grep -q '<cbc:PayableAmount currencyID="EUR">28.02<' "$t/out/1.xml"
	grep -q '<CreditNote ' "$t/out/2.xml"
	grep -q '<cbc:PayableAmount currencyID="EUR">6.00<' "$t/out/2.xml"
	fails bills --customers "$t/customers.csv" --ubl "$t/none" "$t/in.csv"
	mentions "in.csv:2: UBL 1: the seller has no name"
	[ ! -e "$t/none" ]
}

@test "--x12 810: an interchange each" {
	parties
	bills "${known[@]}" --x12 810 "$t/out" "$t/in.csv" >"$t/rows" \
	    2>"$t/err"
	[ "$(ls "$t/out")" = $'1.edi\n2.edi' ]
	python3 tests/oracle/x12_check.py "$t"/out/*.edi
	grep -q 'TDS\*2802~' "$t/out/1.edi"
	grep -q 'BIG\*20261031\*2\*.*\*CR' "$t/out/2.edi"
	grep -q 'cut or cleaned for X12' "$t/err"
	fails bills --x12 820 "$t/none" "$t/in.csv"
	says "ar-invoice: --x12 820: the only transaction set is 810"
	fails bills --x12 810
	mentions "--x12 needs two arguments"
}

@test "held documents are on no paper, and not among the lines" {
	table customer,description,qty,price A,x,1,1 B,x,1,0 C,x,1,2
	bills --findings "$t/f.csv" --lines "$t/lines.csv" --letters "$t/out" \
	    --template invoice.txt "$t/in.csv" >"$t/rows" 2>/dev/null ||
	    [ $? -eq 1 ]
	[ "$(ls "$t/out")" = $'1.txt\n2.txt' ]
	cut -d, -f1,5 "$t/lines.csv" | tail -n +2 | tr '\n' ' ' >"$t/lines"
	printf '1,A 2,C ' | same - "$t/lines"
}

# --- Real lines

# retail FILE: a day's lines through the map, against sums of its own.
retail()
{
	ar-invoice --map online-retail --start INV-1 --proof \
	    --findings "$t/f.csv" "$1" >"$t/out" 2>"$t/err" || [ $? -eq 1 ]
	python3 - "$1" "$t/out" "$t/f.csv" <<-'E'
	import csv, sys
	from collections import defaultdict
	from decimal import Decimal
	def table(name):
	    with open(name, newline="", encoding="utf-8") as f:
	        return list(csv.DictReader(f))
	lines, rows, found = map(table, sys.argv[1:])
	sums, first = defaultdict(Decimal), {}
	for n, r in enumerate(lines):
	    who = r["CustomerID"].removesuffix(".0") or "WEB"
	    key = r["InvoiceNo"], who, r["InvoiceDate"][:10]
	    sums[key] += Decimal(r["Quantity"]) * Decimal(r["UnitPrice"])
	billed = [(r["order"], r["customer"], r["date"]) for r in rows]
	# What is not zero is billed, in order, each to the cent
	assert billed == [k for k in sums if sums[k] != 0]
	assert [Decimal(r["amount"]) for r in rows] == [
	    s for s in sums.values() if s != 0]
	assert all((r["type"] == "credit") == (r["amount"][0] == "-")
	           for r in rows)
	assert [r["doc"] for r in rows] == [
	    "INV-%d" % (i + 1) for i in range(len(rows))]
	# What is zero is found
	assert [(r["code"], r["order"], r["customer"]) for r in found] == [
	    ("zero-total", k[0], k[1]) for k in sums if sums[k] == 0]
	total = sum(sums.values())
	assert total == sum(Decimal(r["amount"]) for r in rows)
	print(len(lines), len(sums), len(rows), len(found), total)
	E
}

@test "money beyond 64 bits is a range fault of its line, and no money" {
	# The tax of 1; and what 3 comes to when its second line is added
	table order,customer,qty,price,description,tax_rate \
	    1,C,1,92233720368547758.07,x,1000 2,C,1,5.00,x,20 \
	    3,C,1,92233720368547758.07,x,0 3,C,1,92233720368547758.07,x,0 \
	    3,C,-1,7,x,0
	bills --proof --rejects "$t/rejects" "$t/in.csv" >"$t/out" \
	    2>"$t/err" || [ $? -eq 1 ]
	cut -d, -f2-4 "$t/rejects" |
	    same <(printf '%s\n' line,column,reason 2,price,range 5,price,range) -
	cut -d, -f5,15 "$t/out" |
	    same <(printf '%s\n' amount,net 6.00,5.00 \
		92233720368547751.07,92233720368547751.07) -
	grep -qx 'ar-invoice: proof: lines read 5 = rejected 2 + dropped 0 + held 0 + billed 3' "$t/err"
}

# many_lines N: so many, a faulty one here and there, a document's often apart.
many_lines()
{
	awk -v n="$1" 'BEGIN {
		print "order,customer,currency,qty,price,description,tax_rate,memo,account"
		for (i = 0; i < n; i++)
			printf "%d,C%d,%s,%d,%d.%02d,item no. %d,%d,%s,%d\n",
			    i % 7 ? int(i / 5) : i % 301, i % 7 ? int(i / 5) % 99 : i % 11,
			    i % 977 ? "EUR" : "EUX", 1 + i % 13, i % 89, i % 97, i,
			    i % 3 * 10, i % 50 ? "" : "as of " i,
			    i % 7 ? 0 : i % 2 }'
}

@test "any number of threads: the same bytes" {
	many_lines 40000 >"$t/in.csv"
	for n in 1 2 3 7; do
		rm -f "$t/rejects" "$t/findings" "$t/lines"
		bills --threads $n --rejects "$t/rejects" --proof \
		    --findings "$t/findings" --lines "$t/lines" "$t/in.csv" \
		    >"$t/out" 2>"$t/err" || [ $? -eq 1 ]
		cat "$t/out" "$t/err" "$t/rejects" "$t/findings" "$t/lines" \
		    >"$t/all.$n"
		same "$t/all.1" "$t/all.$n"
	done
	# Enough of each
	[ "$(wc -c <"$t/in.csv")" -gt 1000000 ]
	[ "$(grep -c ,one-per-group, "$t/rejects")" -gt 1000 ]
	[ "$(grep -c ,currency, "$t/rejects")" -gt 10 ]
	[ "$(wc -l <"$t/out")" -gt 5000 ]
}

@test "a day of real order lines: every document, to the cent" {
	prints 0 "3108 143 133 10 58635.56" \
	    retail tests/data/online-retail/2010-12-01.csv
	grep -qx 'ar-invoice: proof: lines read 3108 = rejected 0 + dropped 0 + held 10 + billed 3098' \
	    "$t/err"
	grep -qx 'ar-invoice: proof: GBP: net 58635.56 + tax 0.00 = documents 58635.56 = rows 58635.56' \
	    "$t/err"
	grep -qx 'ar-invoice: 6 documents below zero: credit memos' "$t/err"
	# The book of it ages
	ar-age --as-of 2010-12-01 --by currency "$t/out" | tail -n 1 |
	    grep -q ',58635.56$'
}

@test "more days of real lines" {
	[ -r "$data/online-retail/2010-12-02.csv" ] || skip "no ../shared/data"
	for f in "$data"/online-retail/*.csv; do
		retail "$f"
	done
}

@test "--help, -h, --version, -V need nothing else" {
	ar-invoice --help >"$t/help"
	ar-invoice -h | same "$t/help" -
	grep -q '^Examples:' "$t/help"
	ar-invoice --version >"$t/version"
	ar-invoice -V | same "$t/version" -
	grep -Eqx 'ar-invoice \(ar-tools\) [0-9]+\.[0-9]+\.[0-9]+' "$t/version"
}

# --- Choosing lines and days

@test "--where: some lines; every file may have other columns" {
	table customer,description,qty,price A,x,1,1 B,x,1,2
	printf '%s\n' customer,description,qty,price,shop,po A,x,1,4,web,P1 \
	    A,x,1,8,b2b,P1 >"$t/more.csv"
	prints 0 "$(row "12.00,,$D,invoice:1,,,P1,,,0.00,12.00,")" \
	    bills --where po=P1 --where shop=web,b2b "$t/in.csv" "$t/more.csv"
	prints 0 "$(row "4.00,,$D,invoice:1,,,P1,,,0.00,4.00,")" \
	    bills --proof --where shop=web "$t/in.csv" "$t/more.csv"
	mentions "lines read 4 = rejected 0 + dropped 0 + left out 3 + held 0 + billed 1"
	# The same document, whichever file comes first: blank and P1 differ.
	bills "$t/in.csv" "$t/more.csv" | cut -d, -f4,5,11 | sort >"$t/one"
	bills "$t/more.csv" "$t/in.csv" | cut -d, -f4,5,11 | sort >"$t/other"
	same "$t/one" "$t/other"
	[ "$(wc -l <"$t/one")" -eq 4 ]
	fails bills --where shpo=web "$t/in.csv" "$t/more.csv"
	mentions 'no column "shpo"'
	fails bills --where web "$t/in.csv"
	mentions "not COL=VALUE"
	fails bills --group customer,shpo "$t/in.csv" "$t/more.csv"
	mentions 'no column "shpo"'
}

@test "--tax-date: the day of the document, or of the service" {
	printf '%s\n' code,rate,valid_from,valid_to N,19,,2026-10-15 \
	    N,20,2026-10-16, >"$t/tax.csv"
	table customer,description,qty,price,tax_code,service_from,service_to \
	    A,x,1,100,N,,2026-10-10 A,x,1,100,N,2026-10-15, A,x,1,100,N,,
	prints 0 "$(row "360.00,,$D,invoice:1,,,,,,60.00,300.00,")" \
	    bills --tax "$t/tax.csv" "$t/in.csv"
	# 19 + 19 + 20
	prints 0 "$(row "358.00,,$D,invoice:1,,,,,,58.00,300.00,")" \
	    bills --tax "$t/tax.csv" --tax-date service "$t/in.csv"
	fails bills --tax-date today "$t/in.csv"
	mentions "none of document, service"
}

@test "lines without tax are told of, where there are rates" {
	printf '%s\n' code,rate N,19 >"$t/tax.csv"
	table customer,description,qty,price,tax_code A,x,1,100,N A,x,1,1,
	bills --tax "$t/tax.csv" "$t/in.csv" >"$t/out" 2>"$t/err"
	grep -qx "ar-invoice: note: 1 line without tax code and rate: no tax" "$t/err"
	printf '%s\n' customer,tax_exempt A,FALSE >"$t/c.csv"
	bills --tax "$t/tax.csv" --customers "$t/c.csv" "$t/in.csv" 2>&1 |
	    grep -q ',120.00,'
	printf '%s\n' customer,tax_exempt A,DE-4711 >"$t/c.csv"
	bills --tax "$t/tax.csv" --customers "$t/c.csv" "$t/in.csv" >"$t/out" 2>&1
	grep -q ',101.00,' "$t/out"
	! grep -q note "$t/out"
}

@test "discounts of a line in percent: with the sign, or in their own column" {
	table customer,description,qty,price,line_discount,discount_percent \
	    'A,x,1,100,2.5 %,' A,x,1,100,,2.5 A,x,1,100,5,
	bills --lines "$t/lines.csv" "$t/in.csv" >"$t/out"
	grep -q ',290.00,' "$t/out"
	[ "$(cut -d, -f12 "$t/lines.csv" | tr '\n' ' ')" = "line_discount 2.5% 2.5% 5.00 " ]
	table customer,description,qty,price,line_discount,discount_percent \
	    A,x,1,100,5,5
	fails bills "$t/in.csv"
	mentions "which is meant?"
}

@test "a discount that outlasts its term is no terms" {
	table customer,description,qty,price A,x,1,100
	fails bills --terms "30/70 net 30" "$t/in.csv"
	mentions "the discount lasts longer than the term"
	bills --terms "2/30 net 30" "$t/in.csv"
	# In days against a month's end it may, at the end of a month.
	bills --terms "disc 1% +1d; due eom" "$t/in.csv"
}

@test "numbers are given once, and no file takes another's place" {
	table customer,description,qty,price A,x,1,1 A,x,-1,5
	fails bills --counter "$t/n.csv" --credit-start 5 "$t/in.csv"
	mentions "would be given one number"
	[ ! -e "$t/n.csv" ]
	table customer,description,qty,price A,x,1,1
	mkdir "$t/let"
	fails bills --letters "$t/let" --template invoice.txt -o "$t/let/1.txt" "$t/in.csv"
	mentions "with the documents"
	fails bills --lines "" "$t/in.csv"
	mentions "has no name"
	fails ar-invoice --date $D --start "$(printf 'a\n1')" "$t/in.csv"
	mentions "control characters"
	# Lines of contracts are ours, whatever the user's are like.
	printf '%s\n' '[lines]' 'decimal-mark = ,' 'group-mark = .' >"$t/m.map"
	printf '%s\n' customer,item,price,every,start,currency \
	    A,B,0.125,1m,2026-01-01,USD >"$t/c.csv"
	bills --recurring "$t/c.csv" --from 2026-02-01 --to 2026-02-28 \
	    --map "$t/m.map" | grep -q ',0.13,USD,'
	# 8e18 net and as much tax are beyond 64 bits, if only on one line.
	table customer,description,qty,price,tax_rate A,x,80000000000000000,1,100 \
	    A,x,-80000000000000000,1,100 A,x,1,1,100
	fails bills --lines "$t/lines.csv" "$t/in.csv"
	mentions "more than the largest amount"
}
