#!/usr/bin/env bats
# ar-apply, option by option, and what it prints; the rules are in
# ar-apply-rules.bats.

load common
load apply

D=2026-10-31
pending=0
M=date,type,doc,customer,amount,memo,ref,due,doc_date,discount_date,discount

setup()
{
	common_setup
}

# one RECEIPT: a book with an invoice of 100 and that receipt.
one()
{
	book $M 2026-09-01,invoice,INV-101,A,100,,,2026-10-01 "$1"
}

# --- What is printed

@test "rows are rows of the book, with stable ids" {
	book $M 2026-09-25,invoice,INV-101,A,100,,,,,2026-10-05,2 \
	    2026-10-05,receipt,R1,A,-98,INV-101
	prints 0 "date,type,doc,customer,amount,ref,ref_due,ref_customer,id,reason,rule,score
$D,apply,R1,A,98.00,INV-101,,,apply:$D:A:R1:INV-101:1,,text:doc INV-101,98
$D,discount,R1,A,-2.00,INV-101,,,discount:$D:A:R1:INV-101:1,discount-earned,text:discount INV-101,98" \
	    ar-apply --as-of $D "$t/in.csv"
	[ -z "$stderr" ]
}

@test "currency and entity stand where the book has them, and in ids" {
	book date,type,doc,customer,amount,entity,currency \
	    2026-09-01,invoice,I1,A,100,X,USD 2026-09-01,invoice,I1,A,100,X,JPY \
	    2026-09-01,invoice,I1,A,100,Y,USD \
	    2026-10-05,receipt,R1,A,-100,X,USD 2026-10-05,receipt,R1,A,-100,X,JPY \
	    2026-10-05,receipt,R1,A,-100,Y,USD
	prints 0 "date,type,doc,customer,amount,currency,entity,ref,ref_due,ref_customer,id,reason,rule,score
$D,apply,R1,A,100,JPY,X,I1,,,apply:$D:X:A:R1:I1:JPY:1,,one:gross,90
$D,apply,R1,A,100.00,USD,X,I1,,,apply:$D:X:A:R1:I1:USD:1,,one:gross,90
$D,apply,R1,A,100.00,USD,Y,I1,,,apply:$D:Y:A:R1:I1:USD:1,,one:gross,90" \
	    ar-apply --as-of $D "$t/in.csv"
}

@test "an id is new, however often a receipt meets an item" {
	# 60 of 100 before; then the bank takes the check back, and R1 is
	# deposited again under its number by hand: not the same id twice
	book $M,id 2026-09-01,invoice,INV-101,A,100 \
	    2026-09-10,receipt,R1,A,-100,INV-101 \
	    "$D,apply,R1,A,60,,INV-101,,,,,apply:$D:A:R1:INV-101:1"
	applies "apply R1 40.00 INV-101 - text:doc INV-101 99" ""
	grep -q ",apply:$D:A:R1:INV-101:2," "$t/first/out"
}

@test "an id is of the receipt, where a parent's and a child's meet" {
	book $M,deduction,reason 2026-09-01,invoice,INV-101,CH,100 \
	    2026-10-05,receipt,R1,PA,-40 2026-10-05,receipt,R1,CH,-30 \
	    2026-10-05,remit,R1,PA,40,,INV-101,,,,,10,freight \
	    2026-10-05,remit,R1,CH,30,,INV-101,,,,,20,freight
	printf '%s\n' customer,parent PA, CH,PA >"$t/customers.csv"
	applies "apply R1 30.00 INV-101 - remit:doc INV-101 100
dispute R1 20.00 INV-101 freight short:deduction INV-101 100
apply R1 40.00 INV-101 - remit:doc INV-101 100
dispute R1 10.00 INV-101 freight short:deduction INV-101 100" "" \
	    --customers "$t/customers.csv"
	grep -q ",CH,20.00,.*,dispute:$D:CH:R1:INV-101:1," "$t/first/out"
	grep -q ",CH,10.00,.*,dispute:$D:PA:R1:INV-101:1," "$t/first/out"
}

@test "cells are quoted where they must be" {
	cat >"$t/in.csv" <<-'E'
	date,type,doc,customer,amount,memo
	2026-09-01,invoice,"INV-1001, ""a""","A, Inc.",100,
	2026-10-05,receipt,"R,1","A, Inc.",-100,
	E
	ar-apply --as-of $D "$t/in.csv" >"$t/out"
	python3 - "$t/out" <<-'E'
	import csv, sys
	row, = csv.DictReader(open(sys.argv[1], newline=""))
	assert row["doc"] == "R,1" and row["customer"] == "A, Inc."
	assert row["ref"] == 'INV-1001, "a"'
	assert row["id"] == 'apply:2026-10-31:A, Inc.:R,1:INV-1001, "a":1'
	E
	ar-apply --as-of $D "$t/in.csv" "$t/out" | same - <(head -n 1 "$t/out")
}

@test "in order of customer, date and number, as bytes" {
	book date,type,doc,customer,amount \
	    2026-09-01,invoice,I{1,2,3,4,5},b,10 2026-09-01,invoice,J1,B,10 \
	    2026-10-02,receipt,R1,b,-20 2026-10-01,receipt,R3,b,-10 \
	    2026-10-01,receipt,R2,b,-10 2026-10-05,receipt,R9,B,-10 \
	    2026-09-01,invoice,K1,AA,5 2026-10-05,receipt,Q,AA,-5
	applies "apply Q 5.00 K1 - one:gross 90
apply R9 10.00 J1 - one:gross 90
apply R2 10.00 I1 - oldest:first 50
apply R3 10.00 I2 - oldest:first 50
apply R1 10.00 I3 - oldest:first 50
apply R1 10.00 I4 - oldest:first 50" "" --oldest-first
}

@test "other forms of output" {
	one 2026-10-05,receipt,R1,A,-100
	prints 0 "{\"date\":\"$D\",\"type\":\"apply\",\"doc\":\"R1\",\"customer\":\"A\",\"amount\":\"100.00\",\"ref\":\"INV-101\",\"ref_due\":\"\",\"ref_customer\":\"\",\"id\":\"apply:$D:A:R1:INV-101:1\",\"reason\":\"\",\"rule\":\"one:gross\",\"score\":90}" \
	    ar-apply --as-of $D --format jsonl "$t/in.csv"
	ar-apply --as-of $D --format json "$t/in.csv" | python3 -c '
import json, sys
assert [r["score"] for r in json.load(sys.stdin)] == [90]'
	ar-apply --as-of $D -p "$t/in.csv" | grep -q '^2026-10-31  apply  R1 '
}

@test "-o, /dev/full and closed output" {
	one 2026-10-05,receipt,R1,A,-100
	ar-apply --as-of $D -o "$t/out" "$t/in.csv"
	[ "$(wc -l <"$t/out")" -eq 2 ]
	fails ar-apply --as-of $D "$t/in.csv" -o "$t/in.csv"
	local got=0
	ar-apply --as-of $D "$t/in.csv" >/dev/full 2>"$t/err" || got=$?
	[ $got -eq 2 ]
	grep -q '^ar-apply: ' "$t/err"
	got=0
	ar-apply --as-of $D "$t/in.csv" >&- 2>"$t/err" || got=$?
	[ $got -eq 2 ]
	for side in exceptions stats; do
		fails ar-apply --as-of $D --$side /dev/full "$t/in.csv"
		fails ar-apply --as-of $D --$side "$t/in.csv" "$t/in.csv"
		fails ar-apply --as-of $D --$side "$t/x" -o "$t/x" "$t/in.csv"
	done
}

@test "exit status: 0 all applied, 1 exceptions, 2 failed" {
	one 2026-10-05,receipt,R1,A,-100
	ar-apply --as-of $D "$t/in.csv" >"$t/out"
	one 2026-10-05,receipt,R1,A,-99
	prints 1 "date,type,doc,customer,amount,ref,ref_due,ref_customer,id,reason,rule,score" \
	    ar-apply --as-of $D "$t/in.csv"
	says "ar-apply: 1 receipt is left open: --exceptions FILE tells why"
	one 2026-10-05,receipt,R1,A,100
	fails ar-apply --as-of $D "$t/in.csv"
	fails ar-apply "$t/in.csv"
	mentions "--as-of"
}

@test "an empty book, and one of items only" {
	book date,type,doc,customer,amount
	prints 0 "date,type,doc,customer,amount,ref,ref_due,ref_customer,id,reason,rule,score" \
	    ar-apply --as-of $D "$t/in.csv"
	book date,type,doc,customer,amount 2026-09-01,invoice,I1,A,100
	applies "" ""
}

@test "--closed and AR_CLOSED: no rows in a closed month" {
	one 2026-10-05,receipt,R1,A,-100
	fails ar-apply --as-of $D --closed $D "$t/in.csv"
	AR_CLOSED=2026-11-30 fails ar-apply --as-of $D "$t/in.csv"
	ar-apply --as-of $D --closed 2026-10-30 "$t/in.csv" >/dev/null
}

@test "only what is in the book by the day" {
	# the receipt is of November, and so is the credit
	one 2026-11-05,receipt,R1,A,-100
	applies "" ""
	one 2026-10-05,receipt,R1,A,-100
	prints 0 "date,type,doc,customer,amount,ref,ref_due,ref_customer,id,reason,rule,score" \
	    ar-apply --as-of 2026-10-04 "$t/in.csv"
}

@test "bad data: named by line, or set aside with --rejects" {
	one 2026-10-05,receipt,R1,A,-1x0
	fails ar-apply --as-of $D "$t/in.csv"
	mentions "$t/in.csv:3: amount: "
	book $M 2026-09-01,invoice,INV-101,A,100 2026-10-05,receipt,R1,A,-1x0 \
	    2026-10-06,receipt,R2,A,-100
	prints 1 "date,type,doc,customer,amount,ref,ref_due,ref_customer,id,reason,rule,score
$D,apply,R2,A,100.00,INV-101,,,apply:$D:A:R2:INV-101:1,,one:gross,90" \
	    ar-apply --as-of $D --rejects "$t/bad" "$t/in.csv"
	[ "$(wc -l <"$t/bad")" -eq 2 ]
}

# --- What is left open

X=doc,customer,date,amount,currency,open,cause,candidates,next_step

# leaves ROW [ARG...]: the one exception, but for its next step.
leaves()
{
	local row=$1

	shift
	ar-apply --as-of $D --exceptions "$t/left" "$@" "$t/in.csv" \
	    >"$t/out" 2>"$t/err" || [ $? -eq 1 ]
	head -n 1 "$t/left" | grep -qx $X
	[ "$(wc -l <"$t/left")" -eq 2 ]
	sed -n 2p "$t/left" | grep -F "$row," >&2 || {
		cat "$t/left" >&2
		return 1
	}
}

@test "exceptions: all that is known of a receipt, in full" {
	one 2026-10-05,receipt,R1,A,-60
	ar-apply --as-of $D --exceptions "$t/left" "$t/in.csv" >/dev/null \
	    2>"$t/err" || [ $? -eq 1 ]
	same "$t/left" - <<-E
	$X
	R1,A,2026-10-05,60.00,,60.00,no-match,INV-101 100.00,ask the payer for a remittance
	E
	grep -qx 'ar-apply: 1 receipt is left open' "$t/err"
}

@test "exceptions: currency and entity" {
	book date,type,doc,customer,amount,currency,entity \
	    2026-10-05,receipt,R1,A,-60,JPY,X
	ar-apply --as-of $D --exceptions "$t/left" "$t/in.csv" >/dev/null \
	    2>"$t/err" || [ $? -eq 1 ]
	sed 's/next_step.*/next_step/; s/,no-open-item.*/,no-open-item/' \
	    "$t/left" >"$t/cut"
	printf '%s\n' "$X" R1,A,2026-10-05,60,JPY,60,no-open-item |
	    same - "$t/cut"
	head -n 1 "$t/left" | grep -q 'next_step,entity$'
	tail -n 1 "$t/left" | grep -q ',X$'
}

@test "cause later-rows: the book goes on after the day" {
	book $M 2026-09-01,invoice,INV-101,A,100 2026-10-05,receipt,R1,A,-100 \
	    2026-11-02,apply,R1,A,100,,INV-101
	leaves R1,A,2026-10-05,100.00,,100.00,later-rows,
	ar-apply --as-of 2026-11-02 "$t/in.csv" >"$t/out"
}

@test "cause customer-hold, until it is released or ends" {
	one 2026-10-05,receipt,R1,A,-100
	echo 2026-10-01,hold,H,A,,,,,,, >>"$t/in.csv"
	leaves R1,A,2026-10-05,100.00,,100.00,customer-hold,
	applies "apply R1 100.00 INV-101 - one:gross 90" "" --despite-hold
	echo 2026-10-20,release,H,A,,,,,,, >>"$t/in.csv"
	applies "apply R1 100.00 INV-101 - one:gross 90" ""
	one 2026-10-05,receipt,R1,A,-100
	echo 2026-10-01,hold,H,A,,,,2026-10-30,,, >>"$t/in.csv"
	applies "apply R1 100.00 INV-101 - one:gross 90" ""
	sed -i s/2026-10-30,,,$/2026-10-31,,,/ "$t/in.csv"
	leaves R1,A,2026-10-05,100.00,,100.00,customer-hold,
}

@test "causes future-check and stale-check: --stale" {
	one 2026-10-05,receipt,R1,A,-100,,,,2026-11-01
	leaves R1,A,2026-10-05,100.00,,100.00,future-check,
	# 180 days before 2026-10-05 is 2026-04-08
	one 2026-10-05,receipt,R1,A,-100,,,,2026-04-08
	applies "apply R1 100.00 INV-101 - one:gross 90" ""
	one 2026-10-05,receipt,R1,A,-100,,,,2026-04-07
	leaves R1,A,2026-10-05,100.00,,100.00,stale-check,
	applies "apply R1 100.00 INV-101 - one:gross 90" "" --stale 181
}

@test "cause duplicate: the same reference, or the same documents" {
	# 30 days apart
	book $M 2026-09-01,invoice,I1,A,100 2026-09-10,invoice,I2,A,100 \
	    2026-09-05,receipt,R1,A,-100,,TX-1 \
	    2026-10-05,receipt,R2,A,-100,,TX-1
	leaves "R2,A,2026-10-05,100.00,,100.00,duplicate,R1 of 2026-09-05"
	applies "apply R1 100.00 I1 - one:gross 90
apply R2 100.00 I2 - one:gross 90" "" --duplicate-days 29
	# another amount, or another customer, is another receipt
	sed 's/R2,A,-100/R2,A,-99/' "$t/in.csv" >"$t/x"
	! ar-apply --as-of $D --exceptions "$t/left" "$t/x" >"$t/out" ||
	    false
	! grep duplicate "$t/left"
	book $M 2026-09-01,invoice,INV-101,A,200 \
	    2026-10-04,receipt,R1,A,-100,INV-101 \
	    "2026-10-05,receipt,R2,A,-100,inv 101"
	leaves "R2,A,2026-10-05,100.00,,100.00,duplicate,R1 of 2026-10-04"
}

@test "the same rent every month is no duplicate" {
	book $M 2026-09-01,invoice,RENT-901,A,100,,,2026-09-05 \
	    2026-10-01,invoice,RENT-1001,A,100,,,2026-10-05 \
	    2026-09-05,receipt,R1,A,-100 2026-10-05,receipt,R2,A,-100,RENT-1001
	applies "apply R1 100.00 RENT-901 - one:gross 90
apply R2 100.00 RENT-1001 - text:doc RENT-1001 99" ""
}

@test "cause no-open-item: there is nothing to pay" {
	book $M 2026-10-05,receipt,R1,A,-100
	leaves R1,A,2026-10-05,100.00,,100.00,no-open-item,
}

@test "candidates: what is nearest, at most three" {
	book $M 2026-09-01,invoice,I1,A,500 2026-09-01,invoice,I2,A,90 \
	    2026-09-01,invoice,I3,A,130 2026-09-01,invoice,I4,A,103 \
	    2026-10-05,receipt,R1,A,-100
	leaves "R1,A,2026-10-05,100.00,,100.00,no-match,I4 103.00 | I2 90.00 | I3 130.00"
}

# --- Rule 3: whose money it is

tables()
{
	cat >"$t/customers.csv" <<-E
	customer,name,parent
	C-100,"Acme Steel, Inc.",
	C-200,Bolt Brothers Ltd,
	C-300,Northern Light Shipping,C-200
	E
	cat >"$t/aliases.csv" <<-E
	kind,value,customer,doc
	iban,DE89370400440532013000,C-200,
	name,BOBRO LTD,C-200,
	xref,SC-77001,C-300,INV-303
	E
	tables="--customers $t/customers.csv --aliases $t/aliases.csv"
}

# finds CUSTOMER MEMO: whose the receipt with that memo is.
finds()
{
	printf '%s\n' date,type,doc,customer,amount,memo \
	    2026-09-01,invoice,INV-101,C-100,100, \
	    2026-09-01,invoice,INV-202,C-200,200, \
	    2026-09-01,invoice,INV-303,C-300,300, \
	    "2026-10-05,receipt,U1,UNIDENTIFIED,-77,$2" >"$t/in.csv"
	# shellcheck disable=SC2086
	ar-apply --as-of $D $tables --exceptions "$t/left" "$t/in.csv" \
	    >"$t/out" 2>"$t/err" || [ $? -eq 1 ]
	if [ -z "$1" ]; then
		! grep transfer "$t/out" >&2 || return 1
		grep -q ',unknown-payer,' "$t/left"
		return
	fi
	cut -d, -f1-8 "$t/out" | sed -n 2p >"$t/row"
	echo "$D,transfer,U1,$1,-77.00,U1,,UNIDENTIFIED" | same - "$t/row"
}

@test "3: the payer, by what stands in the memo" {
	tables
	finds C-100 "payment INV-101"
	finds C-200 "from DE89 3704 0044 0532 0130 00"
	finds C-200 "customer C-200"
	finds C-100 "ACME STEEL INC"
	finds C-200 "BOBRO 10/26"
	finds C-300 "NORTHERN LIGHT SHIPPING payment"
	finds "" "somebody"
	finds "" "ACME STEEL and BOLT BROTHERS"
	# a number of one and the name of another
	finds "" "INV-101 from BOLT BROTHERS LTD"
	# what is like a name is only suggested
	finds "" "ACNE STEAL"
}

@test "3: then it is a receipt of that customer, in the same run" {
	tables
	book $M 2026-09-01,invoice,INV-101,C-100,100 \
	    "2026-10-05,receipt,U1,UNIDENTIFIED,-100,payment INV-101" \
	    "2026-10-06,receipt,U2,UNIDENTIFIED,-40,who knows"
	apply_to "$t/o" "$t/in.csv" -- $tables
	cut -d, -f2-5,6,8 "$t/o/out" | sed 1d >"$t/rows"
	printf '%s\n' transfer,U1,C-100,-100.00,U1,UNIDENTIFIED \
	    apply,U1,C-100,100.00,INV-101, | same - "$t/rows"
	apply_to "$t/again" "$t/in.csv" "$t/o/out" -- $tables
	sed 1d "$t/again/out" | same /dev/null -
	left "$t/o/left" | same - <(echo "U2 40.00 unknown-payer")
	ar-age --as-of $D "$t/in.csv" "$t/o/out" >/dev/null
}

@test "3: not without rule 3" {
	tables
	finds C-100 "payment INV-101"
	ar-apply --as-of $D $tables --rules 0,1,2,4,5,6,7,8 "$t/in.csv" \
	    >"$t/out" 2>/dev/null || [ $? -eq 1 ]
	[ "$(wc -l <"$t/out")" -eq 1 ]
}

@test "a child is paid for by its parent, and several by one" {
	tables
	book $M 2026-09-01,invoice,INV-202,C-200,200 \
	    2026-09-01,invoice,INV-303,C-300,300 \
	    "2026-10-05,receipt,R1,C-200,-500,INV-202 SC-77001"
	apply_to "$t/o" "$t/in.csv" -- $tables
	cut -d, -f2-5,6,8,11 "$t/o/out" | sed 1d >"$t/rows"
	printf '%s\n' apply,R1,C-200,200.00,INV-202,,"text:doc INV-202" \
	    apply,R1,C-200,300.00,INV-303,C-300,"text:xref SC-77001" |
	    same - "$t/rows"
	[ "$(cat "$t/o/status")" = 0 ]
}

@test "a dispute is of the customer who owns the item" {
	tables
	book $M 2026-09-01,invoice,INV-303,C-300,300 \
	    "2026-10-05,receipt,R1,C-200,-290,INV-303 less freight"
	apply_to "$t/o" "$t/in.csv" -- $tables
	cut -d, -f2-5,6,8,10 "$t/o/out" | sed 1d >"$t/rows"
	printf '%s\n' apply,R1,C-200,290.00,INV-303,C-300, \
	    dispute,R1,C-300,10.00,INV-303,,freight | same - "$t/rows"
	ar-age --as-of $D --disputed "$t/in.csv" "$t/o/out" | tail -n 1 |
	    grep -q '^C-300,,.*,10.00,0.00,0.00,10.00$'
}

# --- Across currencies

@test "--rates: a receipt in one currency for an item in another" {
	book date,type,doc,customer,amount,memo,currency \
	    2026-09-01,invoice,INV-101,A,110,,USD \
	    2026-10-05,receipt,R1,A,-100,INV-101,EUR
	leaves R1,A,2026-10-05,100.00,EUR,100.00,unknown-number, ||
	    grep -q 'R1,A,2026-10-05,100.00,EUR,100.00,' "$t/left"
	printf '%s\n' date,currency,rate 2026-10-01,EUR,1.10 >"$t/rates.csv"
	prints 0 "date,type,doc,customer,amount,currency,ref,ref_due,ref_customer,ref_currency,ref_amount,id,reason,rule,score
$D,apply,R1,A,100.00,EUR,INV-101,,,USD,110.00,apply:$D:A:R1:INV-101:EUR:1,,text:currency INV-101,90" \
	    ar-apply --as-of $D --rates "$t/rates.csv" --base USD "$t/in.csv"
	applies "apply R1 100.00 INV-101 - text:currency INV-101 90" "" \
	    --rates "$t/rates.csv" --base USD
	# 109 or 111 at the day's rate: not without a tolerance of 1
	echo 2026-10-05,EUR,1.09 >>"$t/rates.csv"
	leaves R1,A,2026-10-05,100.00,EUR,100.00,other-currency, \
	    --rates "$t/rates.csv" --base USD
	applies "apply R1 100.00 INV-101 - text:currency INV-101 90" "" \
	    --rates "$t/rates.csv" --base USD --tolerance USD=1
}

# --- Approval, figures, reasons

@test "--approve-over, --pending: a second person appends them" {
	book $M 2026-09-25,invoice,INV-101,A,100,,,,,2026-10-05,2 \
	    2026-09-25,invoice,INV-102,A,200,,,,,2026-10-05,4 \
	    "2026-10-05,receipt,R1,A,-294,INV-101 INV-102"
	prints 1 "date,type,doc,customer,amount,ref,ref_due,ref_customer,id,reason,rule,score
$D,apply,R1,A,98.00,INV-101,,,apply:$D:A:R1:INV-101:1,,text:doc INV-101,98
$D,discount,R1,A,-2.00,INV-101,,,discount:$D:A:R1:INV-101:1,discount-earned,text:discount INV-101,98
$D,apply,R1,A,196.00,INV-102,,,apply:$D:A:R1:INV-102:1,,text:doc INV-102,98" \
	    ar-apply --as-of $D --approve-over 2 --pending "$t/pending" \
	    --maker ann "$t/in.csv"
	mentions "1 row waits for approval: $t/pending"
	same "$t/pending" - <<-E
	date,type,doc,customer,amount,ref,ref_due,ref_customer,id,reason,rule,score,maker
	$D,discount,R1,A,-4.00,INV-102,,,discount:$D:A:R1:INV-102:1,discount-earned,text:discount INV-102,98,ann
	E
	pending=1
	applies "apply R1 98.00 INV-101 - text:doc INV-101 98
discount R1 -2.00 INV-101 discount-earned text:discount INV-101 98
apply R1 196.00 INV-102 - text:doc INV-102 98" "" \
	    --approve-over 2 --pending "$t/pending" || true
	# once appended, all is paid
	ar-apply --as-of $D --approve-over 2 --pending "$t/p2" "$t/in.csv" \
	    >"$t/out" 2>/dev/null || [ $? -eq 1 ]
	ar-age --as-of $D "$t/in.csv" "$t/out" "$t/p2" >"$t/aged"
	[ "$(wc -l <"$t/aged")" -eq 1 ]
	fails ar-apply --as-of $D --approve-over 2 "$t/in.csv"
	fails ar-apply --as-of $D --pending "$t/p" "$t/in.csv"
	fails ar-apply --as-of $D --approve-over x --pending "$t/p" "$t/in.csv"
}

@test "--stats: how much went by itself, and what did not" {
	# R1 100 by its number; R2 50 by its amount, of which 1 is discount
	# in the book of USD; R3 30 is over by 5; R4 20 is left; EUR: nothing
	book date,type,doc,customer,amount,memo,currency,discount_date,discount \
	    2026-09-01,invoice,INV-101,A,100,,USD \
	    2026-09-25,invoice,INV-102,A,51,,USD,2026-10-05,1 \
	    2026-09-01,invoice,INV-103,A,25,,USD \
	    2026-09-01,invoice,INV-104,B,7,,EUR \
	    2026-10-05,receipt,R1,A,-100,INV-101,USD \
	    2026-10-05,receipt,R2,A,-50,,USD \
	    2026-10-05,receipt,R3,A,-30,INV-103,USD \
	    2026-10-05,receipt,R4,C,-20,,USD
	ar-apply --as-of $D --stats "$t/stats" "$t/in.csv" >/dev/null \
	    2>"$t/err" || [ $? -eq 1 ]
	# money: 100 + 50 + 25 of 200; lines: R1, R2 and R3 named or found one
	# each, R4 none
	same "$t/stats" - <<-E
	measure,rule,cause,currency,count,amount,percent
	receipts,,,USD,4,200.00,
	receipts-matched,,,USD,2,150.00,50.00
	receipts-in-part,,,USD,1,30.00,25.00
	lines,,,USD,3,,
	lines-matched,,,USD,3,,100.00
	money,,,USD,,200.00,
	money-matched,,,USD,,175.00,87.50
	unapplied,,,USD,2,25.00,12.50
	receipts-by-rule,text,,USD,2,125.00,50.00
	receipts-by-rule,one,,USD,1,50.00,25.00
	lines-by-rule,text,,USD,2,125.00,66.67
	lines-by-rule,one,,USD,1,50.00,33.33
	discounts,one,discount-earned,USD,1,1.00,
	exceptions,,no-open-item,USD,1,20.00,25.00
	exceptions,,over-payment,USD,1,5.00,25.00
	E
}

# counted FIGURES [ARG...]: what --stats says of $t/in.csv: receipts, matched,
# in part, lines, lines matched and their percentage.
counted()
{
	ar-apply --as-of $D --stats "$t/stats" "${@:2}" "$t/in.csv" >"$t/out" \
	    2>"$t/err" || [ $? -eq 1 ]
	awk -F, '/^receipts(-matched|-in-part)?,/ || /^lines(-matched)?,/ {
		printf "%s%s", s, $5; s = " "
	}
	/^lines-matched,/ { print " " $7 }' "$t/stats" >"$t/counts"
	lines "$1" | same - "$t/counts"
}

@test "--stats: lines are items that were paid, or should have been" {
	# an over-payment of what it names
	one 2026-10-05,receipt,R1,A,-110,'INV INV-101'
	counted "1 0 1 1 1 100.00"
	# nothing is named, and nothing found
	one 2026-10-05,receipt,R1,A,-60
	counted "1 0 0 0 0 "
	# a line of three is of nothing known; two name one item
	book $M 2026-09-01,invoice,INV-101,A,100 \
	    2026-09-01,invoice,INV-102,A,50 \
	    2026-10-05,receipt,R1,A,-180 \
	    2026-10-05,remit,R1,A,60,,INV-101 2026-10-05,remit,R1,A,40,,INV-101 \
	    2026-10-05,remit,R1,A,50,,INV-102 2026-10-05,remit,R1,A,30,,INV-109
	counted "1 0 1 3 2 66.67"
	# of these, two were paid before: what is missing is the third
	cat "$t/out" >"$t/rows"
	ar-apply --as-of $D --stats "$t/stats" "$t/in.csv" "$t/rows" >/dev/null \
	    2>"$t/err" || [ $? -eq 1 ]
	grep -qx 'lines,,,,1,,' "$t/stats"
	grep -qx 'lines-matched,,,,0,,0.00' "$t/stats"
	# all is left when lines do not sum; oldest first pays one of them
	book $M 2026-09-01,invoice,INV-101,A,100 \
	    2026-09-02,invoice,INV-102,A,50 \
	    2026-10-05,receipt,R1,A,-90 \
	    2026-10-05,remit,R1,A,60,,INV-101 2026-10-05,remit,R1,A,50,,INV-102
	counted "1 0 0 2 0 0.00"
	counted "1 1 0 2 1 50.00" --oldest-first
}

@test "--stats: what a credit of the remittance paid is not missing" {
	# CM-7 pays all of INV-101, R1 INV-102; of INV-109 nobody knows
	book $M 2026-09-01,invoice,INV-101,A,30 \
	    2026-09-02,invoice,INV-102,A,50 2026-09-03,credit,CM-7,A,-30 \
	    2026-10-05,receipt,R1,A,-60 \
	    2026-10-05,remit,R1,A,30,,INV-101 2026-10-05,remit,R1,A,50,,INV-102 \
	    2026-10-05,remit,R1,A,-30,,CM-7 2026-10-05,remit,R1,A,10,,INV-109
	counted "1 0 1 2 1 50.00"
}

@test "--explain: every rule that was tried on a receipt, and why" {
	one 2026-10-05,receipt,R1,A,-100
	ar-apply --as-of $D --explain R1 "$t/in.csv" >"$t/out"
	head -n 1 "$t/out" | grep -qx rule,name,fired,why,rows,doc,customer
	grep -q '^1,remit,no,[^,]*,,R1,A$' "$t/out"
	grep -q '^2,text,no,[^,]*,,R1,A$' "$t/out"
	grep -q '^4,one,yes,[^,]*,apply INV-101 100.00,R1,A$' "$t/out"
	! grep -q '^[5-9]' "$t/out"
	one 2026-10-05,receipt,R1,A,-60
	ar-apply --as-of $D --explain R1 "$t/in.csv" >"$t/out" 2>/dev/null ||
	    [ $? -eq 1 ]
	for rule in 1 2 4 5 6 7 8; do
		grep -q "^$rule,[a-z]*,no,..*,,R1,A$" "$t/out"
	done
	tail -n 1 "$t/out" | grep -q '^,left,no,"*no-match: .*,open 60.00; candidates: INV-101 100.00,R1,A$'
	fails ar-apply --as-of $D --explain R9 "$t/in.csv"
	mentions 'no receipt "R9"'
	one 2026-10-05,receipt,R1,A,-90,'INV-101 less freight'
	ar-apply --as-of $D --explain R1 "$t/in.csv" >"$t/out"
	grep -q '^2,text,yes,.*,apply INV-101 90.00; dispute INV-101 10.00,' \
	    "$t/out"
}

# explained DOC: what --explain says, without its head, as "rule name fired:
# why: rows: doc customer".
explained()
{
	ar-apply --as-of $D "${@:2}" --explain "$1" "$t/in.csv" >"$t/out" \
	    2>"$t/err" || [ $? -eq 1 ]
	python3 - "$t/out" <<-'E'
	import csv, sys
	for row in csv.DictReader(open(sys.argv[1], newline="")):
	    print("%(rule)s %(name)s %(fired)s: %(why)s: %(rows)s: "
	          "%(doc)s %(customer)s" % row)
	E
}

@test "--explain: who paid is not known, and who may have" {
	book $M 2026-09-01,invoice,INV-101,A,100 \
	    2026-09-01,invoice,INV-201,B,100 \
	    2026-10-05,receipt,R1,UNIDENTIFIED,-100,'INV-101 INV-201' \
	    2026-10-05,receipt,R2,UNIDENTIFIED,-7
	explained R1 >"$t/got"
	same "$t/got" - <<-'E'
	3 payer no: nobody for sure, but perhaps A | B: : R1 UNIDENTIFIED
	 left no: unknown-payer: find the payer and add an alias, or a transfer row: open 100.00; candidates: A | B: R1 UNIDENTIFIED
	E
	explained R2 >"$t/got"
	grep -qx '3 payer no: nothing tells who paid: : R2 UNIDENTIFIED' "$t/got"
	explained R2 --rules 1 >"$t/got"
	! grep '^3' "$t/got"
}

@test "--explain: what is left, with number and answers as in --exceptions" {
	book $M 2026-09-01,invoice,I1,A,100 2026-09-01,invoice,I2,A,100 \
	    2026-10-05,receipt,R1,A,-100 2026-10-05,receipt,R2,A,-9,INV-77
	explained R1 >"$t/got"
	tail -n 1 "$t/got" | grep -qx ' left no: several-answers: choose one of the candidates and add its apply rows: open 100.00; candidates: I1 100.00 | I2 100.00: R1 A'
	explained R2 >"$t/got"
	tail -n 1 "$t/got" | grep -q 'unknown-number: .*: INV-77: open 9.00'
}

@test "--explain: a bank return, and what it undid" {
	book date,type,doc,customer,amount,ref,reason \
	    2026-09-01,invoice,I1,A,100 \
	    2026-09-05,receipt,R1,A,-100 2026-09-05,apply,R1,A,100,I1 \
	    2026-09-10,receipt,R1X,A,100,R1,nsf 2026-09-10,receipt,Q9,A,70,,nsf
	for doc in R1 R1X; do
		explained $doc >"$t/got"
		printf '0 own yes: the bank returned R1: %s: %s A\n' \
		    'apply I1 -100.00; apply R1X 100.00' $doc | same - "$t/got"
	done
	explained Q9 >"$t/got"
	grep -q '^ left no: return-unknown: .*: open -70.00: Q9 A$' "$t/got"
	explained Q9 --rules 1 >"$t/got"
	grep -qx '0 own no: rule 0 is not asked for: : Q9 A' "$t/got"
	ar-apply --as-of $D "$t/in.csv" >"$t/rows" 2>"$t/err" || [ $? -eq 1 ]
	sed 1d "$t/rows" | cut -d, -f1-6 | sed 's/$/,/' >>"$t/in.csv"
	explained R1X >"$t/got"
	grep -qx '0 own no: nothing of it is open: : R1X A' "$t/got"
}

@test "--explain: credit memos that were used with the receipt" {
	book $M 2026-09-01,invoice,INV-101,A,100 2026-09-03,credit,CM-7,A,-30 \
	    2026-10-05,receipt,R1,A,-70,'INV-101 less CM-7'
	explained R1 >"$t/got"
	tail -n 1 "$t/got" | same - <(echo "2 text yes: 1 item that the memo cites: apply INV-101 30.00 of CM-7; apply INV-101 70.00: R1 A")
	book $M 2026-09-01,invoice,I1,A,100 2026-09-03,credit,CM-7,A,-30 \
	    2026-10-05,receipt,R1,A,-70
	explained R1 >"$t/got"
	grep -q '^4 one yes: .*: apply I1 30.00 of CM-7; apply I1 70.00: R1 A$' \
	    "$t/got"
}

@test "--proof: receipts and credits tie with the book, used or not" {
	# R1 pays INV-101; R2 and CM-1 are not used: 100 + 7 + 30
	book $M 2026-09-01,invoice,INV-101,A,100 2026-09-01,credit,CM-1,B,-30 \
	    2026-10-05,receipt,R1,A,-100,INV-101 2026-10-07,receipt,R2,A,-7
	ar-apply --as-of $D --proof "$t/in.csv" >/dev/null 2>"$t/err" ||
	    [ $? -eq 1 ]
	grep -q 'receipts and credits 137.00 = applied 100.00 + open 37.00$' \
	    "$t/err"
	grep -q 'book -37.00 = items 100.00 + credits -137.00; ' "$t/err"
}

@test "--proof: the equalities, and what was asked for" {
	book $M 2026-09-25,invoice,INV-101,A,100,,,,,2026-10-05,2 \
	    2026-09-01,invoice,INV-102,A,50.10 \
	    2026-10-05,receipt,R1,A,-98,INV-101 \
	    2026-10-06,receipt,R2,A,-50,INV-102 \
	    2026-10-07,receipt,R3,A,-7
	ar-apply --as-of $D --proof --tolerance 0.10 "$t/in.csv" >/dev/null \
	    2>"$t/err" || [ $? -eq 1 ]
	grep proof "$t/err" >"$t/proof"
	# receipts 98 + 50 + 7 = 148 + 7; items 150.10 = 148 + 2 + 0.10 + 0
	same "$t/proof" - <<-E
	ar-apply: proof: as of $D, rules 0,1,2,3,4,5,6,7,8, discounts + 0 days, at most 25 items and chance 1% in combinations
	ar-apply: proof: tolerance 0.10 a document
	ar-apply: proof: rows read 5 = rejected 0 + dropped 0 + used 5
	ar-apply: proof: receipts open 3 = applied in full 2 + left open 1
	ar-apply: proof: receipts and credits 155.00 = applied 148.00 + open 7.00
	ar-apply: proof: items 150.10 = applied 148.00 + discounts 2.00 + write-offs 0.10 + open 0.00
	ar-apply: proof: book -4.90 = items 150.10 + credits -155.00; with the rows -7.00
	E
}

# --- Options

@test "--rules: any list of 0 to 9, no other" {
	one 2026-10-05,receipt,R1,A,-100
	applies "apply R1 100.00 INV-101 - subset:gross 95" "" --rules 6 || true
	applies "" "R1 100.00 no-match: INV-101 100.00" --rules 0,1,2
	for rules in 10 x '' 1, ,1 -1 1.5; do
		fails ar-apply --as-of $D --rules "$rules" "$t/in.csv"
		mentions "--rules: "
	done
}

@test "options that are wrong, or do not go together" {
	one 2026-10-05,receipt,R1,A,-100
	local arg
	for arg in --tolerance=x --tolerance=-1 --tolerance=XXQ=1 \
	    --approve-over=1 --pending="$t/p" \
	    --discount-date=date2 --rounding=up \
	    --subset-chance=x --subset-max=41 --subset-max=x --stale=-1 \
	    --duplicate-days=x --discount-grace=x --base=USD --terms='net x' \
	    --maker=ann; do
		fails ar-apply --as-of $D "$arg" "$t/in.csv"
	done
}

@test "--terms, the customer's terms: discounts that rows do not tell" {
	# 2/10: through 2026-10-05 of an invoice of 2026-09-25
	book $M,terms 2026-09-25,invoice,I1,A,100,,,2026-10-25 \
	    2026-09-25,invoice,I2,B,100,,,2026-10-25 \
	    2026-09-25,invoice,I3,C,100,,,2026-10-25 \
	    2026-10-05,receipt,R1,A,-98 2026-10-05,receipt,R2,B,-97 \
	    2026-10-05,receipt,R3,C,-96
	sed -i '4s/$/4\/10 net 30/' "$t/in.csv"
	printf 'customer,terms\nB,3/10 net 30\nC,1/10 net 30\n' \
	    >"$t/customers.csv"
	applies "apply R1 98.00 I1 - one:net of discount 88
discount R1 -2.00 I1 discount-earned one:net of discount 88
apply R2 97.00 I2 - one:net of discount 88
discount R2 -3.00 I2 discount-earned one:net of discount 88
apply R3 96.00 I3 - one:net of discount 88
discount R3 -4.00 I3 discount-earned one:net of discount 88" "" \
	    --terms '2/10 net 30' --customers "$t/customers.csv"
}

@test "a discount is of what credits leave, less what was taken" {
	# 2 % of 100 - 40 is 1.20; 0.20 of it is taken already
	book $M 2026-09-25,invoice,I1,A,100,,,,,2026-10-05,2 \
	    2026-09-26,credit,C1,A,-40,,I1 \
	    2026-10-05,receipt,R1,A,-58.80
	applies "apply C1 40.00 I1 - own:credit ref 100
apply R1 58.80 I1 - one:net of discount 88
discount R1 -1.20 I1 discount-earned one:net of discount 88" ""
	book $M 2026-09-25,invoice,I1,A,100,,,,,2026-10-05,2 \
	    2026-09-30,receipt,R0,A,-9.8 2026-09-30,apply,R0,A,9.8,,I1 \
	    2026-09-30,discount,R0,A,-0.2,,I1 2026-10-05,receipt,R1,A,-88.20
	# 90 less 2 - 0.20
	applies "apply R1 88.20 I1 - one:net of discount 88
discount R1 -1.80 I1 discount-earned one:net of discount 88" ""
}

@test "a header met again, other columns, any order" {
	printf '%s\n' date,type,doc,customer,amount 2026-09-01,invoice,I1,A,100 \
	    date,amount,type,customer,doc,memo \
	    2026-10-05,-100,receipt,A,R1,I1 >"$t/in.csv"
	prints 0 "date,type,doc,customer,amount,ref,ref_due,ref_customer,id,reason,rule,score
$D,apply,R1,A,100.00,I1,,,apply:$D:A:R1:I1:1,,text:doc I1,99" \
	    ar-apply --as-of $D - <"$t/in.csv"
}

@test "a decimal comma is not two amounts" {
	one 2026-10-05,receipt,R1,A,-98
	local arg
	for arg in 5,00 1,000.00 0.5%,1% EUR=5,EUR=00 5,EUR=1,00 0.5%,EUR=1,5 \
	    5,USD=1,USD=2; do
		fails ar-apply --as-of $D --tolerance "$arg" "$t/in.csv"
		mentions "ar-apply: --tolerance: \""
		mentions "the decimal mark is '.'"
	done
	# an amount and a percentage, or one percentage
	for arg in 0,5% 5,1% EUR=0,5%; do
		fails ar-apply --as-of $D --tolerance "$arg" "$t/in.csv"
		mentions "may be one number or two; the decimal mark is '.'"
	done
	fails ar-apply --as-of $D --tolerance 5 --tolerance 6 "$t/in.csv"
	mentions '--tolerance: "5" and "6" are two amounts for all currencies'
	fails ar-apply --as-of $D --tolerance JPY=5,JPY=6 "$t/in.csv"
	mentions '"JPY=5" and "JPY=6" are two amounts of JPY'
	for arg in 1,000.00 EUR=1,000.00 USD=1,USD=000; do
		fails ar-apply --as-of $D --pending "$t/p" \
		    --approve-over "$arg" "$t/in.csv"
		mentions "ar-apply: --approve-over: \""
		mentions "the decimal mark is '.'"
	done
	# one amount, one percentage, and others for one currency
	for arg in 5.00,1% 1%,5 5,USD=6,7.5%,USD=8.5%,EUR=1; do
		applies "apply R1 98.00 INV-101 - tolerance:under 75
writeoff R1 -2.00 INV-101 small-balance tolerance:under 75" "" \
		    --tolerance "${arg/1%/2%}"
	done
	applies "apply R1 98.00 INV-101 - tolerance:under 75
writeoff R1 -2.00 INV-101 small-balance tolerance:under 75" "" \
	    --tolerance 5 --tolerance 2%
}

@test "options without what they are about" {
	one 2026-10-05,receipt,R1,A,-100
	fails ar-apply --as-of $D --write-off-over "$t/in.csv"
	mentions "--write-off-over goes with --tolerance"
	fails ar-apply --as-of $D --rules 0,9 "$t/in.csv"
	mentions "--rules with 9 and --oldest-first go together"
	fails ar-apply --as-of $D --rules 0,1 --oldest-first "$t/in.csv"
	mentions "--rules with 9 and --oldest-first go together"
	ar-apply --as-of $D --rules 0,9 --oldest-first "$t/in.csv" >"$t/out"
	grep -q ,oldest:first,50$ "$t/out"
	for chance in 100.01 101% 1000; do
		fails ar-apply --as-of $D --subset-chance $chance "$t/in.csv"
		mentions "--subset-chance: \"$chance\" is more than 100%"
	done
	ar-apply --as-of $D --subset-chance 100.00 "$t/in.csv" >"$t/out"
}

@test "a closed day: which, and who says so" {
	one 2026-10-05,receipt,R1,A,-100
	AR_CLOSED=2026-11-30 fails ar-apply --as-of $D "$t/in.csv"
	says "ar-apply: --as-of $D is on or before 2026-11-30, the last closed day by \$AR_CLOSED"
	AR_CLOSED=2026-11-30 fails ar-apply --as-of $D --closed $D "$t/in.csv"
	says "ar-apply: --as-of $D is on or before $D, the last closed day by --closed"
}

@test "columns that are nearly those it reads are told of" {
	local pair column like
	for pair in Memo=memo memos=memo mmo=memo Ref_Due=ref_due \
	    Discount_Date=discount_date disc_date=discount_date \
	    reasn=reason reference=ref Discount=discount Terms=terms PO=po \
	    deducton=deduction docdate=doc_date; do
		like=${pair%=*} column=${pair#*=}
		book date,type,doc,customer,amount,"$like" \
		    2026-09-01,invoice,I1,A,100 2026-10-05,receipt,R1,A,-100
		ar-apply --as-of $D "$t/in.csv" >"$t/out" 2>"$t/err"
		echo "ar-apply: note: column \"$like\" is not read; is it \"$column\"? (--col $column='$like')" |
		    same - "$t/err"
		ar-apply --as-of $D --col "$column=$like" "$t/in.csv" \
		    >"$t/out" 2>"$t/err"
		same /dev/null "$t/err"
	done
	# others are, or are not meant
	book date,type,doc,customer,amount,memo,Memo,region,rep,pos,fee,tax \
	    2026-09-01,invoice,I1,A,100 2026-10-05,receipt,R1,A,-100
	ar-apply --as-of $D "$t/in.csv" >"$t/out" 2>"$t/err"
	same /dev/null "$t/err"
}

@test "--col: a column that the book has not" {
	book date,type,doc,customer,amount,memo \
	    2026-09-01,invoice,I1,A,100 2026-10-05,receipt,R1,A,-100
	fails ar-apply --as-of $D --col mem=memo "$t/in.csv"
	mentions '--col mem=memo: the book has no column "mem"'
}

@test "another table as --customers is told of" {
	one 2026-10-05,receipt,R1,A,-100
	printf '%s\n' kind,value,customer name,Acme,A >"$t/aliases.csv"
	ar-apply --as-of $D --customers "$t/aliases.csv" "$t/in.csv" \
	    >"$t/out" 2>"$t/err"
	echo "ar-apply: note: $t/aliases.csv has no column name, parent or terms: is it the customers table?" |
	    same - "$t/err"
	printf '%s\n' customer,Name A,Acme >"$t/customers.csv"
	ar-apply --as-of $D --customers "$t/customers.csv" \
	    --col customers.name=Name "$t/in.csv" >"$t/out" 2>"$t/err"
	same /dev/null "$t/err"
}

@test "terms that can't be read: which, and where they stand" {
	local T=date,type,doc,customer,amount,terms
	book $T 2026-09-01,invoice,I1,A,100,net 2026-09-01,invoice,I2,A,200,'2/x' \
	    2026-09-02,invoice,I3,A,200,'2/x' 2026-10-05,receipt,R1,A,-99
	ar-apply --as-of $D "$t/in.csv" >"$t/out" 2>"$t/err" || [ $? -eq 1 ]
	head -n 1 "$t/err" | same - <(echo "ar-apply: $t/in.csv:2: terms that can't be read give no discount: \"net\"")
	book $T 2026-09-01,invoice,I1,A,100 2026-10-05,receipt,R1,A,-99
	printf '%s\n' customer,terms B,net A,'2/x' >"$t/customers.csv"
	ar-apply --as-of $D --customers "$t/customers.csv" "$t/in.csv" \
	    >"$t/out" 2>"$t/err" || [ $? -eq 1 ]
	head -n 1 "$t/err" | same - <(echo "ar-apply: $t/customers.csv: customer \"A\": terms that can't be read give no discount: \"2/x\"")
}

@test "a return by hand, as its next step says" {
	# two receipts of 100 and a return of one of them, nobody says which
	book date,type,doc,customer,amount,ref,reason 2026-09-01,invoice,I1,A,100 2026-09-01,invoice,I2,A,100 \
	    2026-09-05,receipt,R1,A,-100 2026-09-05,apply,R1,A,100,I1 \
	    2026-09-06,receipt,R2,A,-100 2026-09-06,apply,R2,A,100,I2 \
	    2026-09-09,receipt,N1,A,100,,nsf
	leaves "N1,A,2026-09-09,-100.00,,-100.00,return-ambiguous"
	grep -qF 'choose the receipt: add apply rows that take back what it paid (amounts below zero), then one of it to the return' "$t/left"
	printf '%s\n' 2026-10-01,apply,R2,A,-100,I2, \
	    2026-10-01,apply,R2,A,100,N1, >>"$t/in.csv"
	applies "" ""
	ar-age --as-of $D --items "$t/in.csv" | cut -d, -f1,3 |
	    same - <(printf '%s\n' customer,doc A,I2)
}
