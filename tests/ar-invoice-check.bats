#!/usr/bin/env bats
# What ar-invoice holds against a bill before it goes out: every finding, the
# tables and the book that it is looked up in, and numbers that are taken.

load common

D=2026-10-31
LINE=customer,description,item,po,qty,price
FOUND=code,customer,order,po,file,line,item,expected,found,amount,held
BOOK=date,type,doc,customer,amount,po

setup()
{
	common_setup
	cd "$t" || return
}

# file NAME LINE...: a file that is all there.
file()
{
	local name=$1

	shift
	printf '%s\n' "$@" >"$name"
}

# bills ARG...: in.csv, dated $D, from number 1.
bills()
{
	ar-invoice --date $D --start 1 "$@" in.csv
}

# finds FINDING... -- ARG...: holds back what they are about, and nothing else
# is found.  Without --findings it is told and nothing is billed; accepted, all
# of it is billed.
finds()
{
	local rows=()

	while [ "$1" != -- ]; do
		rows+=("$1")
		shift
	done
	shift
	found "$@" || return
	printf '%s\n' "$FOUND" "${rows[@]}" | same - found.csv
	grep -q 'held back' err
	mv out held.out
	fails bills "$@"
	[ "$(grep -c '^ar-invoice: in.csv:' <<<"$stderr")" -eq ${#rows[@]} ]
	mentions "nothing is billed: --findings FILE"
	found --accept all "$@" || return
	printf '%s\n' "$FOUND" "${rows[@]/%,yes/,no}" | same - found.csv
	grep -qx "ar-invoice: ${#rows[@]} findings\{0,1\} accepted" err
}

# found ARG...: status 1, and what is found in found.csv.
found()
{
	local got=0

	bills --findings found.csv "$@" >out 2>err || got=$?
	[ "$got" -eq 1 ]
}

# clean ARG...: that nothing is found.
clean()
{
	bills "$@" --findings none.csv >out 2>err || {
		cat err >&2
		return 1
	}
	[ "$(grep -c . none.csv)" -eq 1 ]
}

# docs FILE: customer and amount of what was billed, in order.
docs()
{
	python3 -c '
import csv, sys
print(*[r["doc"] + ":" + r["customer"] + ":" + r["amount"]
        for r in csv.DictReader(open(sys.argv[1]))])' "$1"
}

# --- Each finding

@test "tax-rate: the line says another rate than the table" {
	file tax.csv code,rate,valid_from,valid_to S,19,,2026-06-30 \
	    S,20,2026-07-01, R,5.50,,
	table $LINE,tax_code,tax_rate,date \
	    A,a,nut,,1,10.00,S,19%,2026-07-01 \
	    B,b,nut,,1,10.00,S,19,2026-06-30 \
	    B,b,nut,,1,10.00,R,5.5%,2026-06-30 \
	    B,b,nut,,1,10.00,,7,2026-06-30 \
	    B,b,nut,,1,10.00,X,7,2026-06-30
	# 10.00 at 19 %
	finds tax-rate,A,,,in.csv,2,nut,20,19,11.90,yes -- --tax tax.csv
	# B: 11.90 + 10.55 + 10.70 + 10.70
	[ "$(docs held.out)" = 1:B:43.85 ]
	[ "$(docs out)" = "1:A:11.90 2:B:43.85" ]
	clean
}

@test "tax-rate: who is exempt pays none, whatever is said" {
	file tax.csv code,rate S,20
	file customers.csv customer,tax_exempt A,yes B,no
	table $LINE,tax_code,tax_rate A,a,nut,,1,10.00,S,19 \
	    B,b,nut,,1,10.00,S,19
	finds tax-rate,B,,,in.csv,3,nut,20,19,11.90,yes -- --tax tax.csv \
	    --customers customers.csv
}

@test "unknown-customer: once a document" {
	file customers.csv customer 007
	table $LINE 7,a,nut,,1,1.00 7,b,nut,,1,1.00 007,c,nut,,1,1.00 \
	    Ö,d,nut,P1,1,1.00
	finds unknown-customer,7,,,in.csv,2,,,,2.00,yes \
	    unknown-customer,Ö,,P1,in.csv,5,,,,1.00,yes -- \
	    --customers customers.csv
	[ "$(docs held.out)" = 1:007:1.00 ]
	file customers.csv customer
	found --customers customers.csv
	[ "$(grep -c ^unknown-customer found.csv)" -eq 3 ]
}

@test "price-off-list and not-on-list: the customer's own price, that day's" {
	file prices.csv item,price,customer,valid_from,valid_to nut,2.50,,, \
	    nut,2.125,A,,2026-10-30 nut,2.2,A,2026-10-31, bolt,1,B,, \
	    gear,9,,2026-11-01,
	table $LINE A,a,nut,,1,2.125 A,b,nut,,-1,2.20 B,c,nut,,2,2.500 \
	    B,d,bolt,,2,1.10 C,e,bolt,,1,1 C,f,gear,,1,9 C,g,,,1,0.125
	# A: 2.125 = 2.13, less 2.20; B: 5.00 + 2.20; C: 1.00 + 9.00 + 0.13
	finds price-off-list,A,,,in.csv,2,nut,2.20,2.125,-0.07,yes \
	    price-off-list,B,,,in.csv,5,bolt,1.00,1.10,7.20,yes \
	    not-on-list,C,,,in.csv,6,bolt,,1.00,10.13,yes \
	    not-on-list,C,,,in.csv,7,gear,,9.00,10.13,yes \
	    not-on-list,C,,,in.csv,8,,,0.125,10.13,yes -- --prices prices.csv
	clean
}

@test "--prices: a blank price is that of the list" {
	file prices.csv item,price,customer,currency nut,2.50,, nut,2.125,A, \
	    nut,300,,JPY fee,-5,,
	table $LINE,currency A,a,nut,,2,,EUR B,a,nut,,2,,EUR B,a,nut,,2,,JPY \
	    B,a,fee,,1,,EUR
	# B: 5.00 - 5.00 in EUR; 2 * 300 yen
	found --prices prices.csv --lines lines.csv
	[ "$(docs out)" = "1:A:4.25 2:B:600" ]
	[ "$(cut -d, -f 5,6,9,11,12 lines.csv)" = "customer,currency,item,qty,price
A,EUR,nut,2,2.125
B,JPY,nut,2,300" ]
	[ "$(grep -c . found.csv)" -eq 2 ]
	grep -q ^zero-total,B found.csv
	table $LINE A,a,nut,,2, A,a,bolt,,1, A,a,,,1, A,a,fee,,-1,
	fails bills --prices prices.csv
	says "ar-invoice: in.csv:3: price: blank, and the list has none that day" \
	    "ar-invoice: in.csv:4: price: blank, and the list has none that day" \
	    'ar-invoice: in.csv:5: price: "" is negative on the list, and so is the quantity'
	fails bills
	mentions 'in.csv:2: price: "" is not an amount'
}

@test "--prices: what is wrong with the table" {
	table $LINE A,a,nut,,1,1
	file prices.csv item,price nut,1 bolt,1 nut,2
	fails bills --prices prices.csv
	says 'ar-invoice: prices.csv:4: item: "nut" stands there twice'
	file prices.csv item,prise nut,1
	fails bills --prices prices.csv
	mentions 'no column "price"'
	file prices.csv article,price nut,1
	clean --prices prices.csv --col prices.item=article
}

@test "missing-po, unknown-po, not-on-order: lines that bill, not those that take back" {
	file orders.csv po,item,qty,price P1,nut,10,2.50 P2,bolt,1,1
	table $LINE A,a,nut,,1,2.50 A,a,nut,P9,1,2.50 A,a,nut,P2,1,2.50 \
	    A,a,,P1,1,2.50 B,a,bolt,,-1,3.00 B,b,nut,P9,-1,1.00
	finds missing-po,A,,,in.csv,2,nut,,,2.50,yes \
	    unknown-po,A,,P9,in.csv,3,nut,,P9,2.50,yes \
	    "not-on-order,A,,P2,in.csv,4,nut,an item of P2,,2.50,yes" \
	    "not-on-order,A,,P1,in.csv,5,,an item of P1,,2.50,yes" -- \
	    --orders orders.csv
	table $LINE,type A,a,nut,,1,2.50,credit A,a,nut,P9,1,2.50,credit
	clean --orders orders.csv
}

@test "--orders: an order is its customer's, in its currency" {
	file orders.csv po,item,qty,price,customer,currency P1,nut,1,1,A, \
	    P1,nut,5,2,B,EUR
	table $LINE,currency A,a,nut,P1,1,1,USD B,a,nut,P1,5,2,EUR \
	    C,a,nut,P1,1,1,USD B,a,nut,P1,1,2,USD
	FOUND=${FOUND/held/currency,held}
	finds unknown-po,C,,P1,in.csv,4,nut,,P1,1.00,USD,yes \
	    unknown-po,B,,P1,in.csv,5,nut,,P1,2.00,USD,yes -- \
	    --orders orders.csv
}

@test "price-off-order: the price agreed on, where one was" {
	file orders.csv po,item,qty,price P1,nut,10,2.5 P1,bolt,10, \
	    P1,gear,10,0.125
	table $LINE,order A,a,nut,P1,1,2.500,1 A,a,nut,P1,1,2.49,2 \
	    A,a,bolt,P1,1,99,3 A,a,gear,P1,8,0.13,4
	finds price-off-order,A,2,P1,in.csv,3,nut,2.50,2.49,2.49,yes \
	    price-off-order,A,4,P1,in.csv,5,gear,0.125,0.13,1.04,yes -- \
	    --orders orders.csv
}

@test "over-order: each line that goes beyond, in the order of the input" {
	file orders.csv po,item,qty,price,remaining P1,nut,10,1,4.5 \
	    P1,bolt,2,1, P2,nut,1,1,0
	# nut: 2, 4.5, 4.6, 5.6; those of documents that are held as well
	table $LINE,order A,a,nut,P1,2,1,1 A,a,nut,P1,2.5,1,2 \
	    B,a,nut,P1,0.1,1,1 A,a,bolt,P1,2,1,3 A,a,nut,P1,1,1,1 \
	    A,a,nut,P1,-9,1,3 A,a,nut,P2,1,1,4
	finds over-order,B,1,P1,in.csv,4,nut,4.5,4.6,0.10,yes \
	    over-order,A,1,P1,in.csv,6,nut,4.5,5.6,3.00,yes \
	    over-order,A,4,P2,in.csv,8,nut,0,1,1.00,yes -- --orders orders.csv
}

@test "--orders: what is wrong with the table" {
	table $LINE A,a,nut,P1,1,1
	file orders.csv po,item,qty,price P1,nut,10,2.50 P2,nut,10,2.50 \
	    P1,nut,5,2.25
	fails bills --orders orders.csv
	says 'ar-invoice: orders.csv:4: item: "nut" stands there twice'
	file orders.csv po,item,qty P1,nut,10
	fails bills --orders orders.csv
	mentions 'no column "price"'
}

@test "over-limit: the book, what was billed before, and this document" {
	file customers.csv customer,credit_limit A,100 B, C,0
	# A owes 50.00 less 10.00 and has 5.00 of unapplied cash: 35.00
	file book.csv $BOOK,ref 2026-01-01,invoice,I1,A,50.00,, \
	    2026-02-01,writeoff,,A,-10.00,,I1 2026-12-01,receipt,R1,A,-5.00,, \
	    2026-01-01,invoice,I2,B,1000.00,, 2026-01-01,invoice,I3,C,5.00,, \
	    2026-01-01,receipt,R3,C,-15.00,,
	table $LINE,order A,a,nut,,1,60.00,1 A,a,nut,,1,5.01,2 \
	    A,a,nut,,1,4.99,3 A,a,nut,,1,0.02,4 A,a,nut,,-1,3.00,5 \
	    A,a,nut,,1,3.01,6 B,a,nut,,1,1,1 C,a,nut,,1,10,1 C,a,nut,,1,0.01,2
	# 35 + 60; 5.01 more is held, 4.99 more fits; 0.02 is too much, until
	# 3.00 are credited: 96.99, 100.00
	found --customers customers.csv --book book.csv
	printf '%s\n' "$FOUND" \
	    over-limit,A,2,,in.csv,3,,100.00,100.01,5.01,yes \
	    over-limit,A,4,,in.csv,5,,100.00,100.01,0.02,yes \
	    over-limit,C,2,,in.csv,10,,0.00,0.01,0.01,yes | same - found.csv
	[ "$(docs out)" = "1:A:60.00 2:A:4.99 3:A:-3.00 4:A:3.01 5:B:1.00 6:C:10.00" ]
	clean --customers customers.csv
	clean --book book.csv
	table $LINE A,a,nut,,1,65.01
	finds over-limit,A,,,in.csv,2,,100.00,100.01,65.01,yes -- \
	    --customers customers.csv --book book.csv
}

@test "over-limit: accepted, it counts towards the next" {
	file customers.csv customer,credit_limit A,10
	file book.csv $BOOK 2026-01-01,invoice,I1,A,10.00,
	table $LINE,order A,a,nut,,1,1,1 A,a,nut,,1,1,2
	found --customers customers.csv --book book.csv
	[ "$(cut -d, -f 9 found.csv)" = "found
11.00
11.00" ]
	found --customers customers.csv --book book.csv --accept over-limit
	[ "$(cut -d, -f 9 found.csv)" = "found
11.00
12.00" ]
}

@test "over-limit: in the customer's currency alone, and never a credit memo" {
	FOUND=${FOUND/held/currency,held}
	file customers.csv customer,credit_limit,currency A,100,EUR B,100,
	file book.csv $BOOK,currency 2026-01-01,invoice,I1,A,200.00,,EUR \
	    2026-01-01,invoice,I2,B,90.00,,USD 2026-01-01,invoice,I3,B,99,,JPY
	table $LINE,currency A,a,nut,,1,500,USD A,a,nut,,-1,5,EUR \
	    B,a,nut,,1,10,USD B,a,nut,,1,2,JPY
	finds over-limit,B,,,in.csv,5,,100,101,2,JPY,yes -- \
	    --customers customers.csv --book book.csv
	file customers.csv customer,credit_limit,currency B,100.50,JPY
	fails bills --customers customers.csv --book book.csv --accept all
	says 'ar-invoice: customers.csv: credit_limit: "100.50" of customer B is not an amount of the document'"'s currency"
}

@test "twin: an invoice of that amount, of that day or that order" {
	file book.csv $BOOK,due $D,invoice,I1,A,10.00,, \
	    2026-01-01,invoice,I2,B,6.00,P7,2026-02-01 \
	    2026-01-01,invoice,I2,B,4.00,P7,2026-03-01 \
	    $D,invoice,I3,B,4.00,, $D,debit,I4,C,10.00,, \
	    $D,invoice,I5,C,11.00,, $D,receipt,R1,C,-10.00,, \
	    2026-10-30,invoice,I6,C,10.00,,
	table $LINE A,a,nut,,1,10 B,b,nut,P7,1,10 B,b,nut,P8,1,10 \
	    C,c,nut,,1,10 C,c,nut,P1,1,6
	finds twin,A,,,in.csv,2,,,I1,10.00,yes \
	    twin,B,,P7,in.csv,3,,,I2,10.00,yes -- --book book.csv
	[ "$(docs held.out)" = "1:B:10.00 2:C:10.00 3:C:6.00" ]
}

@test "twin: of one entity and currency; of several, the first in the book" {
	FOUND=${FOUND/held/currency,held}
	file book.csv $BOOK,entity,currency $D,invoice,I1,A,10.00,,1,EUR \
	    2026-01-01,invoice,I3,A,10.00,,2,USD $D,invoice,I5,A,10.00,,2,USD \
	    $D,invoice,I4,A,10.00,,2,USD
	table $LINE,entity,currency A,a,nut,P1,1,10,1,USD \
	    A,a,nut,P2,1,10,2,USD A,a,nut,P3,1,10,2,EUR
	finds twin,A,,P2,in.csv,3,,,I5,10.00,USD,yes -- --book book.csv
}

@test "twin: a return that was credited before" {
	file book.csv $BOOK $D,credit,C1,A,-10.00, $D,receipt,R1,B,-10.00, \
	    $D,invoice,I1,C,10.00,
	table $LINE,type A,a,nut,,1,10,credit B,a,nut,,1,10,credit \
	    C,a,nut,,-1,10,
	finds twin,A,,,in.csv,2,,,C1,-10.00,yes -- --book book.csv
	[ "$(docs held.out)" = "1:B:-10.00 2:C:-10.00" ]
}

# --- All of them together

@test "findings stand in the order of the lines, and of one line by kind" {
	file prices.csv item,price nut,2
	file orders.csv po,item,qty,price P1,nut,1,3
	file customers.csv customer,credit_limit A,1
	file book.csv $BOOK $D,invoice,I1,A,1.00,
	table $LINE B,x,nut,,1,2 A,a,nut,P1,2,1 B,y,nut,,-1,2
	found --customers customers.csv --book book.csv --prices prices.csv \
	    --orders orders.csv
	# A: 1.00 + 2.00
	printf '%s\n' "$FOUND" zero-total,B,,,in.csv,2,,,0.00,0.00,yes \
	    unknown-customer,B,,,in.csv,2,,,,0.00,yes \
	    missing-po,B,,,in.csv,2,nut,,,0.00,yes \
	    over-limit,A,,P1,in.csv,3,,1.00,3.00,2.00,yes \
	    price-off-list,A,,P1,in.csv,3,nut,2.00,1.00,2.00,yes \
	    price-off-order,A,,P1,in.csv,3,nut,3.00,1.00,2.00,yes \
	    over-order,A,,P1,in.csv,3,nut,1,2,2.00,yes | same - found.csv
	[ "$(grep -c . out)" -eq 1 ]
}

@test "--accept: some codes; others hold the document all the same" {
	file prices.csv item,price nut,2
	file customers.csv customer A
	table $LINE A,a,nut,,1,3 B,b,nut,,1,3 B,c,bolt,P1,1,2
	found --customers customers.csv --prices prices.csv --accept \
	    price-off-list,not-on-list
	printf '%s\n' "$FOUND" price-off-list,A,,,in.csv,2,nut,2.00,3.00,3.00,no \
	    unknown-customer,B,,,in.csv,3,,,,3.00,yes \
	    price-off-list,B,,,in.csv,3,nut,2.00,3.00,3.00,yes \
	    unknown-customer,B,,P1,in.csv,4,,,,2.00,yes \
	    not-on-list,B,,P1,in.csv,4,bolt,,2.00,2.00,yes | same - found.csv
	[ "$(docs out)" = 1:A:3.00 ]
	printf '%s\n' "ar-invoice: 2 documents held back, 5 findings" \
	    "ar-invoice: held back: 5.00" | same - err
	fails bills --customers customers.csv --prices prices.csv \
	    --accept price-off-list,not-on-list
	mentions "in.csv:3: unknown-customer: customer B"
}

@test "a line that is rejected is looked up nowhere" {
	file orders.csv po,item,qty,price P1,nut,2,1
	table $LINE A,a,nut,P1,2,x A,a,nut,P1,2,1
	found --orders orders.csv --rejects rejects.csv
	[ "$(grep -c . found.csv)" -eq 1 ]
	[ "$(docs out)" = 1:A:2.00 ]
	grep -q ',amount,' rejects.csv
}

# --- Credit memos that name an invoice

@test "unknown-ref: no such invoice of that customer" {
	file book.csv $BOOK,ref 2026-01-01,invoice,I1,A,10.00,, \
	    2026-01-01,debit,I2,A,10.00,, 2026-01-01,receipt,R1,A,-10.00,, \
	    2026-01-01,credit,C1,A,-10.00,,I9 2026-01-01,writeoff,,A,-10.00,,I2
	table $LINE,type,ref A,a,nut,,1,1,credit,I1 A,a,nut,,1,2,credit,I2 \
	    A,a,nut,,1,3,credit,R1 A,a,nut,,1,4,credit,C1 \
	    A,a,nut,,1,5,credit,I9 A,a,nut,,1,5,credit,i1 \
	    B,b,nut,,1,6,credit,I1 A,a,nut,,1,7,credit, A,a,nut,,1,8,,I7
	finds unknown-ref,A,,,in.csv,4,,,R1,-3.00,yes \
	    unknown-ref,A,,,in.csv,5,,,C1,-4.00,yes \
	    unknown-ref,A,,,in.csv,6,,,I9,-5.00,yes \
	    unknown-ref,A,,,in.csv,7,,,i1,-5.00,yes \
	    unknown-ref,B,,,in.csv,8,,,I1,-6.00,yes -- --book book.csv
	[ "$(docs held.out)" = "1:A:-1.00 2:A:-2.00 3:A:-7.00 4:A:8.00" ]
	# nobody knows without a book; an empty one has none
	clean
	file book.csv $BOOK
	table $LINE,type,ref A,a,nut,,1,1,credit,I1
	finds unknown-ref,A,,,in.csv,2,,,I1,-1.00,yes -- --book book.csv
	# in a list of open items, those without a number are not blank ones
	file book.csv date,doc,customer,amount,ref $D,,A,5.00, $D,I1,A,5.00, \
	    $D,C1,A,-4.01,I1
	finds over-credit,A,,,in.csv,2,,0.99,1.00,-1.00,yes -- --book book.csv
}

@test "unknown-ref, over-credit: returns that became credit memos" {
	file book.csv $BOOK 2026-01-01,invoice,I1,A,10.00,
	# 1 - 3; an invoice; several invoices, so that it names none
	table $LINE,ref,order A,a,nut,,1,1,I1,1 A,a,nut,,-3,1,I1,1 \
	    A,a,nut,,-1,8.01,I1,2 A,a,nut,,-1,1,I2,3 A,a,nut,,1,1,I2,4 \
	    A,a,nut,,-1,50,I1,5 A,a,nut,,-1,50,I2,5
	finds over-credit,A,2,,in.csv,4,,8.00,8.01,-8.01,yes \
	    unknown-ref,A,3,,in.csv,5,,,I2,-1.00,yes -- --book book.csv
	[ "$(docs held.out)" = "1:A:-2.00 2:A:1.00 3:A:-100.00" ]
}

@test "over-credit: what was billed, less what was credited before" {
	# 60 + 40 - 30 = 70; what is paid or written off is all the same
	file book.csv $BOOK,due,ref 2026-01-01,invoice,I1,A,60,,2026-02-01, \
	    2026-01-01,invoice,I1,A,40,,2026-03-01, \
	    2026-11-01,credit,C1,A,-30,,,I1 2026-01-02,receipt,R1,A,-100,,,I1 \
	    2026-01-02,apply,R1,A,100,,,I1 2026-01-02,writeoff,,A,-9,,,I1 \
	    2026-01-02,credit,C2,B,-20,,,I1 2026-01-02,credit,C3,A,-20,,,
	table $LINE,type,ref A,a,nut,,1,70.01,credit,I1
	finds over-credit,A,,,in.csv,2,,70.00,70.01,-70.01,yes -- \
	    --book book.csv
	table $LINE,type,ref A,a,nut,,1,70,credit,I1
	clean --book book.csv
	# what is held leaves room for the next: 70 - 65 = 5; 5 - 4 = 1
	table $LINE,type,ref,order A,a,nut,,1,70.01,credit,I1,1 \
	    A,a,nut,,1,65,credit,I1,2 A,a,nut,,1,5.01,credit,I1,3 \
	    A,a,nut,,1,4,credit,I1,4 A,a,nut,,1,1.01,credit,I1,5 \
	    A,a,nut,,1,1,credit,I1,6 A,a,nut,,1,0.01,credit,I1,7
	found --book book.csv
	printf '%s\n' "$FOUND" \
	    over-credit,A,1,,in.csv,2,,70.00,70.01,-70.01,yes \
	    over-credit,A,3,,in.csv,4,,5.00,5.01,-5.01,yes \
	    over-credit,A,5,,in.csv,6,,1.00,1.01,-1.01,yes \
	    over-credit,A,7,,in.csv,8,,0.00,0.01,-0.01,yes | same - found.csv
	[ "$(docs out)" = "1:A:-65.00 2:A:-4.00 3:A:-1.00" ]
	# what is accepted counts, and nothing is left
	found --book book.csv --accept over-credit
	[ "$(cut -d, -f 3,8,9 found.csv | tail -n +2 | tr '\n' ' ')" = \
	    "1,70.00,70.01 2,0.00,65.00 3,0.00,5.01 4,0.00,4.00 5,0.00,1.01 6,0.00,1.00 7,0.00,0.01 " ]
	# held for another reason, it does not count either
	file prices.csv item,price nut,1
	table $LINE,type,ref,order A,a,nut,,1,70,credit,I1,1 \
	    A,a,nut,,70,1,credit,I1,2
	found --book book.csv --prices prices.csv
	printf '%s\n' "$FOUND" \
	    price-off-list,A,1,,in.csv,2,nut,1.00,70.00,-70.00,yes |
	    same - found.csv
}

@test "over-credit: held, it does not lower what the customer owes" {
	file customers.csv customer,credit_limit A,100
	file book.csv $BOOK 2026-01-01,invoice,I1,A,100.00,
	table $LINE,type,ref A,a,nut,,1,100.01,credit,I1 A,a,nut,,1,1,,
	found --book book.csv --customers customers.csv
	printf '%s\n' "$FOUND" \
	    over-credit,A,,,in.csv,2,,100.00,100.01,-100.01,yes \
	    over-limit,A,,,in.csv,3,,100.00,101.00,1.00,yes | same - found.csv
}

@test "over-credit: of one entity and currency" {
	FOUND=${FOUND/held/currency,held}
	file book.csv $BOOK,entity,currency,ref \
	    2026-01-01,invoice,I1,A,10,,1,EUR, \
	    2026-01-01,invoice,I1,A,20,,2,EUR, \
	    2026-01-01,invoice,I1,A,30,,1,JPY, \
	    2026-01-01,credit,C1,A,-5,,2,EUR,I1
	table $LINE,entity,currency,type,ref,order \
	    A,a,nut,,1,10,1,EUR,credit,I1,1 A,a,nut,,1,16,2,EUR,credit,I1,2 \
	    A,a,nut,,1,31,1,JPY,credit,I1,3 A,a,nut,,1,1,2,JPY,credit,I1,4
	finds over-credit,A,2,,in.csv,3,,15.00,16.00,-16.00,EUR,yes \
	    over-credit,A,3,,in.csv,4,,30,31,-31,JPY,yes \
	    unknown-ref,A,4,,in.csv,5,,,I1,-1,JPY,yes -- --book book.csv
}

@test "over-credit: what was transferred is billed under its new number" {
	# the last one puts off what is due, and moves nothing
	file book.csv $BOOK,due,ref,ref_customer \
	    2026-01-01,invoice,I1,A,100,,2026-02-01,, \
	    2026-01-02,transfer,I9,B,40,,,I1,A \
	    2026-01-03,transfer,I9,B,15,,2026-09-01,I9,B
	table $LINE,type,ref B,b,nut,,1,40.01,credit,I9 \
	    A,a,nut,,1,100,credit,I1
	finds over-credit,B,,,in.csv,2,,40.00,40.01,-40.01,yes -- \
	    --book book.csv
}

# --- The book

@test "--book: a number that is taken, by any document and anybody" {
	table $LINE A,a,nut,,1,1 B,b,nut,,1,1
	for row in invoice,INV-100,Z,5.00,, debit,INV-101,Z,5.00,, \
	    credit,INV-101,Z,-5.00,, transfer,INV-101,Z,1.00,,X; do
		file book.csv $BOOK,ref 2026-01-01,invoice,X,Z,2.00,, \
		    2026-01-01,$row
		fails ar-invoice --date $D --start INV-100 --book book.csv in.csv
		says "ar-invoice: $(cut -d, -f 2 <<<"$row") is used in book.csv:3"
	done
	# numbers that are not given out, or only look alike; rows that open none
	file book.csv $BOOK,ref 2026-01-01,invoice,INV-099,Z,1.00,, \
	    2026-01-01,invoice,INV-102,Z,1.00,, \
	    2026-01-01,invoice,INV-0100,Z,1.00,, \
	    2026-01-01,invoice,inv-100,Z,1.00,, \
	    2026-01-01,invoice,INV-100a,Z,1.00,, \
	    2026-01-01,writeoff,INV-100,Z,-1.00,,INV-099
	ar-invoice --date $D --start INV-100 --book book.csv in.csv >out
	[ "$(docs out)" = "INV-100:A:1.00 INV-101:B:1.00" ]
	fails ar-invoice --date $D --start INV-098 --book book.csv in.csv
	says "ar-invoice: INV-099 is used in book.csv:2"
}

@test "--book: a payer's number is taken as the name of one item alone" {
	BOOK=$BOOK,currency,entity,reason
	file book.csv $BOOK,ref 2026-01-01,receipt,100,A,-5.00,,EUR,1,, \
	    2026-01-01,receipt,101,A,-5.00,,EUR,1,, \
	    2026-01-01,transfer,102,A,-1.00,,EUR,1,,101 \
	    2026-01-02,receipt,103,A,5.00,,EUR,1,nsf,100
	LINE=$LINE,currency,entity,type
	# invoices of the payer, credit memos of others, of another currency or
	# entity; nor does it matter to a credit memo that a receipt came back
	table $LINE A,a,nut,,1,1,EUR,1, A,a,nut,X,1,1,EUR,1, \
	    A,a,nut,Y,1,1,EUR,1, A,a,nut,,1,1,EUR,1,credit
	ar-invoice --date $D --start 100 --book book.csv in.csv >out
	[ "$(docs out)" = "100:A:1.00 101:A:1.00 102:A:1.00 103:A:-1.00" ]
	table $LINE B,a,nut,,1,1,EUR,1,credit A,a,nut,,1,1,USD,1,credit \
	    A,a,nut,,1,1,EUR,2,credit
	ar-invoice --date $D --start 100 --book book.csv in.csv >out
	[ "$(docs out)" = "100:B:-1.00 101:A:-1.00 102:A:-1.00" ]
	# but those of the payer, and of what was transferred to him; and an
	# invoice where the bank took money back
	table $LINE A,a,nut,,1,1,EUR,1,credit
	for doc in 100 101 102; do
		fails ar-invoice --date $D --start $doc --book book.csv in.csv
		says "ar-invoice: $doc is used in book.csv:$((doc - 98))"
		fails ar-invoice --date $D --start 7 --credit-start $doc \
		    --book book.csv in.csv
		says "ar-invoice: $doc is used in book.csv:$((doc - 98))"
	done
	table $LINE A,a,nut,,1,1,EUR,1,
	fails ar-invoice --date $D --start 103 --book book.csv in.csv
	says "ar-invoice: 103 is used in book.csv:5"
	# a credit memo that shares its number with a receipt is one all the same
	file book.csv $BOOK,line 2026-01-01,receipt,100,Z,-5.00,,EUR,1,, \
	    2026-01-02,credit,100,Z,-5.00,,EUR,1,,2
	fails ar-invoice --date $D --start 100 --book book.csv in.csv
	says "ar-invoice: 100 is used in book.csv:3"
}

@test "--book: what is held takes no number" {
	file book.csv $BOOK 2026-01-01,invoice,2,Z,1.00,
	table $LINE A,a,nut,,1,1 B,b,nut,,1,1 B,b,nut,,-1,1
	found --book book.csv
	[ "$(docs out)" = 1:A:1.00 ]
	fails bills --book book.csv --findings found.csv --accept all
	says "ar-invoice: 1 finding accepted" "ar-invoice: 2 is used in book.csv:2"
}

@test "--book: a counter is not moved by a number that is taken" {
	file book.csv $BOOK 2026-01-01,invoice,8,Z,1.00,
	file counter.csv series,next invoice,7
	table $LINE A,a,nut,,1,1 B,b,nut,,1,1
	fails ar-invoice --date $D --counter counter.csv --book book.csv \
	    -o out.csv in.csv
	says "ar-invoice: 8 is used in book.csv:2"
	[ "$(tail -n 1 counter.csv)" = invoice,7 ]
	[ ! -e out.csv ]
}

@test "two series that run into each other" {
	table $LINE A,a,nut,,1,1 B,b,nut,,1,1 C,c,nut,,-1,1
	fails ar-invoice --date $D --start 99 --credit-start 100 in.csv
	mentions "100 would be an invoice and a credit memo"
	fails ar-invoice --date $D --start 099 --credit-start 100 in.csv
	mentions "100 would be"
	ar-invoice --date $D --start 99 --credit-start 101 in.csv >out 2>err
	[ "$(docs out)" = "99:A:1.00 100:B:1.00 101:C:-1.00" ]
	ar-invoice --date $D --start 99 --credit-start 099 in.csv >out 2>err
	[ "$(docs out)" = "99:A:1.00 100:B:1.00 099:C:-1.00" ]
	ar-invoice --date $D --start I99 --credit-start C100 in.csv >out 2>err
	[ "$(docs out)" = "I99:A:1.00 I100:B:1.00 C100:C:-1.00" ]
	table $LINE A,a,nut,,1,1 B,b,nut,,1,1 C,c,nut,,-1,1 D,d,nut,,-1,1
	fails ar-invoice --date $D --start 99 --credit-start 099 in.csv
	mentions "100 would be"
}

@test "--book: several files are one book, and - is standard input" {
	file one.csv $BOOK,ref 2026-01-01,writeoff,,A,-1.00,,I1
	file two.csv $BOOK 2026-01-01,invoice,I1,A,5.00, $D,invoice,I2,A,1.00,
	table $LINE A,a,nut,,1,1
	finds twin,A,,,in.csv,2,,,I2,1.00,yes -- --book one.csv --book two.csv
	fails bills --book one.csv
	says 'ar-invoice: one.csv:2: ref: no invoice or debit "I1" of customer "A"'
	fails bills --book - --book one.csv <two.csv
	mentions "twin: customer A, found I2"
	fails ar-invoice --date $D --start 1 --book - <two.csv
	says "ar-invoice: standard input can be read only once"
}

@test "--book: faults and duplicates in it" {
	table $LINE A,a,nut,,1,1
	file book.csv $BOOK 2026-01-01,invoice,I1,A,5.00, \
	    2026-01-01,invoice,I1,A,5.00, 2026-01-01,invoice,I2,A,-5.00,
	fails bills --book book.csv --findings found.csv --rejects rejects.csv
	says "ar-invoice: book.csv:3: doc: the same item, due date and line as book.csv:2" \
	    'ar-invoice: book.csv:4: amount: "-5.00" is negative: an invoice or debit is not'
	[ ! -e found.csv ]
	[ ! -e rejects.csv ]
	fails bills --book absent.csv
	mentions absent.csv
	fails bills --book book.csv -o book.csv
	mentions "would be overwritten"
}

@test "--book: through the map; an empty one, and a plain list" {
	table $LINE A,a,nut,,1,1
	file book.csv Datum,Art,Beleg,Kunde,Betrag 31.10.2026,invoice,I1,A,'"1,00"'
	file de.map '[book]' 'date = Datum' 'type = Art' 'doc = Beleg' \
	    'customer = Kunde' 'amount = Betrag' 'date-format = DD.MM.YYYY' \
	    'decimal-mark = ,'
	finds twin,A,,,in.csv,2,,,I1,1.00,yes -- --map de.map --book book.csv
	file book.csv $BOOK
	clean --book book.csv
	file book.csv date,doc,customer,amount $D,I1,A,1.00 $D,,A,5.00
	finds twin,A,,,in.csv,2,,,I1,1.00,yes -- --book book.csv
}

@test "--book: currency and entity as in the lines" {
	file book.csv $BOOK,currency $D,invoice,I1,A,1.00,,EUR
	table $LINE A,a,nut,,1,1
	fails bills --book book.csv
	says "ar-invoice: the book has a column currency and the lines have none: say what is meant with --col default.currency=VALUE"
	FOUND=${FOUND/held/currency,held}
	finds twin,A,,,in.csv,2,,,I1,1.00,EUR,yes -- --book book.csv \
	    --col default.currency=EUR
	file book.csv $BOOK $D,invoice,I1,A,1.00,
	table $LINE,entity A,a,nut,,1,1,10
	fails bills --book book.csv
	says "ar-invoice: the book has no column entity and the lines have one: say what is meant with --col book.default.entity=VALUE"
	FOUND=${FOUND/currency,held/held}
	finds twin,A,,,in.csv,2,,,I1,1.00,yes -- --book book.csv \
	    --col book.default.entity=10
	file book.csv $BOOK
	clean --book book.csv
}

@test "the rows of a run, appended to the book, are its twins" {
	table $LINE,order A,a,nut,P1,1,1,1 B,b,nut,,1,2,2 B,b,nut,,-3,2,3
	file book.csv $BOOK
	clean --book book.csv
	cat out >>book.csv
	fails bills --book book.csv
	mentions "twin: customer A, found 1"
	mentions "twin: customer B, found 2"
	mentions "twin: customer B, found 3"
	fails bills --book book.csv --accept all
	mentions "1 is used in book.csv:3"
}
