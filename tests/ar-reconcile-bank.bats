#!/usr/bin/env bats
# ar-reconcile --bank: a case for each rule and class, worked out by hand, and
# a real ledger with its bank.

load common

D=2026-10-31

setup()
{
	common_setup
	export AR_AS_OF=$D
	map=$PWD/tests/data/gl-bank.map
	real=$data/gl-bank
	cd "$t" || return
}

# book LINE...: rows of date, type, doc, customer, amount, and more if need be.
book()
{
	printf '%s\n' date,type,doc,customer,amount,ref,reason,memo,id "$@" |
	    awk -F, -v OFS=, 'NF == 0 { next } { $9 = $9 } 1' >book.csv
}

# bank LINE...: rows of date, amount, ref, payer, memo.
bank()
{
	printf '%s\n' date,amount,ref,payer,memo "$@" |
	    awk -F, -v OFS=, 'NF == 0 { next } { $5 = $5 } 1' >bank.csv
}

# items STATUS ROWS ARG...: class, key, both amounts, difference, lines.
items()
{
	local want=$1 rows=$2 got=0

	shift 2
	ar-reconcile --bank bank.csv --format tsv --all "$@" >rows 2>err ||
	    got=$?
	stderr=$(cat err)
	[ "$got" -eq "$want" ] || {
		printf 'exit status %s\n%s\n' "$got" "$stderr" >&2
		return 1
	}
	sed 1d rows | cut -f1,6,8,10,11,14 | sed 's/book\.csv:/b/g
	    s/gl\.csv:/g/g; s/bank\.csv:/k/g' | tr '\t' , >got
	printf '%s' "$rows${rows:+$'\n'}" | same - got
}

# steps: what the last items say is to be done, once each.
steps()
{
	sed 1d rows | cut -f13 | sort -u
}

# --- The rules, from the strongest to the weakest ----------------------------

@test "a reference and its amount, however far apart" {
	book 2026-10-01,receipt,R1,ACME,-100.00 \
	    2026-10-02,receipt,R2,ACME,-50.00,,,,X9 \
	    2026-10-03,receipt,R3,BOLT,-70.00,SLIP7
	bank 2026-10-30,100.00,R1 2026-10-29,50.00,X9 2026-10-28,70.00,SLIP7
	items 0 "matched,R1,100.00,100.00,0.00,b2 k2
matched,R2,50.00,50.00,0.00,b3 k3
matched,R3,70.00,70.00,0.00,b4 k4" book.csv
	[ "$(steps)" = "nothing: by reference and amount" ]
}

@test "the sum of a reference: one line, several, or several of both" {
	book 2026-10-01,receipt,A,ACME,-100.00,S1 \
	    2026-10-01,receipt,B,BOLT,-50.00,S1 \
	    2026-10-02,receipt,C,CORD,-90.00 \
	    2026-10-03,receipt,E,ACME,-10.00,S2 \
	    2026-10-03,receipt,F,BOLT,-20.00,S2
	bank 2026-10-20,150.00,S1 2026-10-20,40.00,C 2026-10-21,50.00,C \
	    2026-10-22,25.00,S2 2026-10-22,5.00,S2
	items 0 "matched,A,150.00,150.00,0.00,b2 b3 k2
matched,C,90.00,90.00,0.00,b4 k3 k4
matched,E,30.00,30.00,0.00,b5 b6 k5 k6" book.csv
	[ "$(steps)" = "nothing: by the sum of a reference" ]
}

@test "amount and day, before another day" {
	book 2026-10-01,receipt,A,ACME,-100.00 2026-10-03,receipt,B,BOLT,-100.00
	bank 2026-10-03,100.00 2026-10-04,100.00
	items 0 "matched,A,100.00,100.00,0.00,b2 k3
matched,B,100.00,100.00,0.00,b3 k2" book.csv
	[ "$(steps)" = "nothing: by amount and day
nothing: by amount within the window" ]
}

@test "amount and payer: by customer, or by the names of --customers" {
	printf '%s\n' customer,name 'C1,Acme Tools Inc.' C2,Bolt >customers.csv
	book 2026-10-01,receipt,A,C1,-100.00 2026-10-01,receipt,B,C2,-100.00
	bank 2026-10-03,100.00,,,'ACH CREDIT BOLT 0042' \
	    2026-10-03,100.00,,'ACME TOOLS'
	items 1 "ambiguous,,,100.00,-100.00,k2
ambiguous,,,100.00,-100.00,k3
ambiguous,A,100.00,,100.00,b2
ambiguous,B,100.00,,100.00,b3" book.csv
	[[ $(steps) == "2 of the bank could be it: decide by hand"* ]]
	items 0 "matched,A,100.00,100.00,0.00,b2 k3
matched,B,100.00,100.00,0.00,b3 k2" --customers customers.csv book.csv
	[ "$(steps)" = "nothing: by amount and payer" ]
	sed -i 's/ACME TOOLS/C1/' bank.csv
	items 0 "matched,A,100.00,100.00,0.00,b2 k3
matched,B,100.00,100.00,0.00,b3 k2" book.csv
}

@test "--window: so many days, and not one more" {
	book 2026-10-01,receipt,A,ACME,-100.00
	bank 2026-10-06,100.00
	items 0 "matched,A,100.00,100.00,0.00,b2 k2" book.csv
	items 1 "outstanding,A,100.00,,100.00,b2
bank-only-receipt,,,100.00,-100.00,k2" --window 4 book.csv
	items 1 "outstanding,A,100.00,,100.00,b2
bank-only-receipt,,,100.00,-100.00,k2" --window 0 book.csv
}

@test "as many of one payer on both sides are paired in order" {
	book 2026-10-01,receipt,A,ACME,-100.00 \
	    2026-10-01,receipt,B,ACME,-100.00 2026-10-04,receipt,C,ACME,-100.00
	bank 2026-10-03,100.00,,,'ACH 001' 2026-10-03,100.00,,,'ACH 002' \
	    2026-10-05,100.00,,,'ACH 003'
	items 0 "matched,A,100.00,100.00,0.00,b2 k2
matched,B,100.00,100.00,0.00,b3 k3
matched,C,100.00,100.00,0.00,b4 k4" book.csv
	[ "$(steps)" = "nothing: by amount: several alike in order" ]
	sed -i 's/C,ACME/C,BOLT/' book.csv
	items 1 "ambiguous,,,100.00,-100.00,k2
ambiguous,,,100.00,-100.00,k3
ambiguous,,,100.00,-100.00,k4
ambiguous,A,100.00,,100.00,b2
ambiguous,B,100.00,,100.00,b3
ambiguous,C,100.00,,100.00,b4" book.csv
}

@test "a deposit: all of a day, of a memo, or the bank's in parts" {
	book 2026-10-01,receipt,A,ACME,-101.00 2026-10-01,receipt,B,BOLT,-52.00 \
	    2026-10-05,receipt,C,ACME,-33.00,,,slip-1 \
	    2026-10-05,receipt,E,BOLT,-44.00,,,slip-2 \
	    2026-10-05,receipt,F,CORD,-12.00,,,slip-1 \
	    2026-10-15,receipt,G,CORD,-99.00
	bank 2026-10-02,153.00 2026-10-06,45.00 2026-10-07,44.00 \
	    2026-10-16,60.00 2026-10-16,39.00
	items 0 "matched,A,153.00,153.00,0.00,b2 b3 k2
matched,C,45.00,45.00,0.00,b4 b6 k3
matched,E,44.00,44.00,0.00,b5 k4
matched,G,99.00,99.00,0.00,b7 k5 k6" book.csv
	steps | grep -Fxq "nothing: by the sum of a deposit"
}

@test "the only combination, unless chance would find one" {
	book 2026-10-01,receipt,A,ACME,-1001.11 2026-10-02,receipt,B,BOLT,-2033.07 \
	    2026-10-03,receipt,C,CORD,-4077.19
	bank 2026-10-04,5078.30
	items 1 "matched,A,5078.30,5078.30,0.00,b2 b4 k2
outstanding,B,2033.07,,2033.07,b3" book.csv
	steps | grep -Fxq "nothing: by the only sum there is"
	items 1 "outstanding,A,1001.11,,1001.11,b2
outstanding,B,2033.07,,2033.07,b3
outstanding,C,4077.19,,4077.19,b4
bank-only-receipt,,,5078.30,-5078.30,k2" --subset-chance 0 book.csv
	# With either one of 500.07.
	book 2026-10-01,receipt,A,ACME,-1000.01 2026-10-02,receipt,B,BOLT,-500.07 \
	    2026-10-03,receipt,C,CORD,-500.07
	bank 2026-10-04,1500.08
	items 1 "ambiguous,,,1500.08,-1500.08,k2
ambiguous,A,1000.01,,1000.01,b2
ambiguous,B,500.07,,500.07,b3
ambiguous,C,500.07,,500.07,b4" book.csv
	[[ $(steps) == "several sums could be it"* ]]
	# Round amounts add up to round amounts.
	book 2026-10-01,receipt,A,ACME,-1000.00 2026-10-02,receipt,B,BOLT,-5000.00 \
	    2026-10-03,receipt,C,CORD,-3000.00
	bank 2026-10-04,8000.00
	items 1 "outstanding,A,1000.00,,1000.00,b2
outstanding,B,5000.00,,5000.00,b3
outstanding,C,3000.00,,3000.00,b4
bank-only-receipt,,,8000.00,-8000.00,k2" book.csv
	items 1 "matched,B,8000.00,8000.00,0.00,b3 b4 k2
outstanding,A,1000.00,,1000.00,b2" --subset-chance 50% book.csv
}

@test "more than twenty rows: their sums are not tried, and that is told" {
	local rows=() i

	for ((i = 1; i <= 21; i++)); do
		rows+=("2026-10-0$((1 + i % 3)),receipt,R$i,C$i,-$((i * i + 100))")
	done
	book "${rows[@]}"
	bank 2026-10-03,1000.00
	got=0
	ar-reconcile --bank bank.csv book.csv >rows 2>err || got=$?
	[ $got -eq 1 ]
	stderr=$(cat err)
	says "ar-reconcile: 1 unmatched line has more than 20 others within \
5 days: sums were not tried for it"
}

@test "a fee that the bank kept, up to --fee-limit and 5 %" {
	book 2026-10-01,receipt,A,ACME,-1000.00 2026-10-02,receipt,B,BOLT,-1000.00 \
	    2026-10-03,receipt,C,CORD,-1000.00 2026-10-09,receipt,E,DUCT,-100.00
	bank 2026-10-20,975.00,A 2026-10-04,960.00,,BOLT \
	    2026-10-05,949.99,,CORD 2026-10-10,94.99,,DUCT
	items 1 "outstanding,C,1000.00,,1000.00,b4
outstanding,E,100.00,,100.00,b5
bank-only-receipt,,,949.99,-949.99,k4
bank-only-receipt,,,94.99,-94.99,k5
netted-fee,A,1000.00,975.00,25.00,b2 k2
netted-fee,B,1000.00,960.00,40.00,b3 k3" book.csv
	items 1 "amount,A,1000.00,975.00,25.00,b2 k2
outstanding,B,1000.00,,1000.00,b3
outstanding,C,1000.00,,1000.00,b4
outstanding,E,100.00,,100.00,b5
bank-only-receipt,,,960.00,-960.00,k3
bank-only-receipt,,,949.99,-949.99,k4
bank-only-receipt,,,94.99,-94.99,k5" --fee-limit 0 book.csv
	fails ar-reconcile --bank bank.csv --fee-limit -1 book.csv
	mentions "--fee-limit"
}

@test "one reference, another amount: which, and why" {
	book 2026-10-01,receipt,A,ACME,-5400.00 2026-10-01,receipt,B,ACME,-80.00 \
	    2026-10-01,receipt,C,ACME,-10.00 2026-10-01,receipt,E,ACME,-77.77 \
	    2026-10-01,receipt,F,ACME,-500.00
	bank 2026-10-02,4500.00,A 2026-10-02,-80.00,B 2026-10-02,100.00,C \
	    2026-10-02,77.79,E 2026-10-02,123.45,F
	items 1 "amount,F,500.00,123.45,376.55,b6 k6
amount-rounding,E,77.77,77.79,-0.02,b5 k5
amount-transposition,A,5400.00,4500.00,900.00,b2 k2
amount-sign,B,80.00,-80.00,160.00,b3 k3
amount-decimal-shift,C,10.00,100.00,-90.00,b4 k4" book.csv
}

@test "a reference with another amount is not taken for another row" {
	book 2026-10-01,receipt,A,ACME,-100.00 2026-10-01,receipt,B,BOLT,-98.00
	bank 2026-10-01,98.00,A
	items 1 "outstanding,B,98.00,,98.00,b3
netted-fee,A,100.00,98.00,2.00,b2 k2" book.csv
}

# --- What is on one side, or there twice -------------------------------------

@test "returns, refunds and voids are money out; what was brought forward is none" {
	book 2026-10-01,receipt,R1,ACME,-100.00 \
	    2026-10-05,receipt,N1,ACME,100.00,R1,nsf \
	    2026-10-06,receipt,R2,BOLT,-50.00 \
	    2026-10-08,refund,V1,BOLT,20.00,R2 \
	    2026-10-09,reverse,V2,BOLT,30.00,R2,void \
	    2026-10-01,receipt,R0,CORD,-77.00,,opening
	bank 2026-10-02,100.00 2026-10-05,-100.00 2026-10-07,50.00 \
	    2026-10-12,-20.00 2026-10-12,-30.00
	items 0 "matched,N1,-100.00,-100.00,0.00,b3 k3
matched,R1,100.00,100.00,0.00,b2 k2
matched,R2,50.00,50.00,0.00,b4 k4
matched,V1,-20.00,-20.00,0.00,b5 k5
matched,V2,-30.00,-30.00,0.00,b6 k6" book.csv
}

@test "outstanding; and what the bank has alone, by its words" {
	book 2026-10-25,receipt,A,ACME,-100.00
	bank '2026-10-01,-12.00,,,Monthly SERVICE charge' \
	    '2026-10-02,-13.00,,,RETURNED ITEM FEE' \
	    '2026-10-03,1.50,,,INTEREST PAID' \
	    '2026-10-04,-80.00,,,NSF check 1042' \
	    '2026-10-05,-81.00,,,Rücklastschrift' \
	    '2026-10-06,55.00,,,deposit' '2026-10-07,-56.00,,,feedback' \
	    '2026-10-08,1985.00,,,wire less charges' \
	    '2026-10-09,12.50,,,SERVICE FEE REFUND' \
	    '2026-10-10,7.00,,,RETURNED in error'
	items 1 "outstanding,A,100.00,,100.00,b2
bank-only,,,-56.00,56.00,k8
bank-only-fee,,,-12.00,12.00,k2
bank-only-fee,,,-13.00,13.00,k3
bank-only-fee,,,12.50,-12.50,k10
bank-only-interest,,,1.50,-1.50,k4
bank-only-nsf,,,-80.00,80.00,k5
bank-only-nsf,,,-81.00,81.00,k6
bank-only-receipt,,,55.00,-55.00,k7
bank-only-receipt,,,1985.00,-1985.00,k9
bank-only-receipt,,,7.00,-7.00,k11" book.csv
	prints 0 'class,age
outstanding,6' sh -c 'ar-reconcile --bank bank.csv --class outstanding \
	    --allow outstanding:6,bank-only book.csv | cut -d, -f1,2'
	items 1 "$(cat got)" --allow outstanding:5,bank-only book.csv
	items 0 "$(cat got)" --allow outstanding:6,bank-only book.csv
}

@test "twice in the book, twice at the bank, undone before it came there" {
	book 2026-10-01,receipt,A,ACME,-100.00,,,,1 \
	    2026-10-01,receipt,A,ACME,-100.00,,,,2 \
	    2026-10-02,receipt,B,BOLT,-50.00 \
	    2026-10-03,receipt,C,CORD,-70.00 \
	    2026-10-04,reverse,C,CORD,70.00,C,void
	bank 2026-10-01,100.00,A 2026-10-02,50.00,,,'card 7' \
	    2026-10-02,50.00,,,'card 7'
	items 1 "matched,A,100.00,100.00,0.00,b2 k2
matched,B,50.00,50.00,0.00,b4 k3
duplicate-book,A,100.00,,100.00,b3
duplicate-bank,,,50.00,-50.00,k4
reversal-pair,C,0.00,,0.00,b5 b6" --duplicates sum book.csv
}

@test "over the last day, and over the first" {
	book 2026-09-29,receipt,A,ACME,-10.00 2026-10-30,receipt,B,ACME,-20.00 \
	    2026-11-02,receipt,C,ACME,-30.00 2026-11-02,receipt,E,ACME,-40.00 \
	    2026-09-01,receipt,F,ACME,-50.00
	bank 2026-10-01,10.00 2026-11-02,20.00 2026-10-31,30.00 \
	    2026-11-03,40.00 2026-09-02,60.00
	items 1 "matched,A,10.00,10.00,0.00,b2 k2
timing,B,20.00,20.00,20.00,b3 k3
timing,C,30.00,30.00,-30.00,b4 k4" --from 2026-10-01 book.csv
	steps | grep -Fxq "nothing: the bank has it on 2026-11-02 (by amount \
within the window)"
	steps | grep -Fxq "nothing: the book has it on 2026-11-02 (by amount \
within the window)"
	items 0 "$(cat got)" --from 2026-10-01 --allow timing:3 book.csv
	prints 0 "ar-reconcile: proof: rows read 5 = rejected 0 + used 5
ar-reconcile: proof: rows read 5 = rejected 0 + used 5
ar-reconcile: proof: book 30.00 - other 40.00 = difference -10.00 = items \
-10.00 + unexplained 0.00" sh -c 'ar-reconcile --bank bank.csv --proof \
	    --from 2026-10-01 --allow timing:3 book.csv 2>&1 >/dev/null'
}

@test "--summary: the tie-out" {
	book 2026-10-01,receipt,A,ACME,-100.00 2026-10-30,receipt,B,ACME,-20.00
	bank 2026-10-02,100.00 '2026-10-03,-5.00,,,fee'
	prints 1 "entity,account,currency,line,items,book,other,difference
,,,balance,,120.00,95.00,25.00
,,,matched,1,100.00,100.00,0.00
,,,outstanding,1,20.00,0.00,20.00
,,,bank-only-fee,1,0.00,-5.00,5.00
,,,unexplained,0,0.00,0.00,0.00" \
	    ar-reconcile --bank bank.csv --summary book.csv
}

# --- Files -------------------------------------------------------------------

@test "several statements, in currencies and entities of the book" {
	table date,type,doc,customer,amount,currency,entity \
	    2026-10-01,receipt,A,ACME,-100.00,USD,US \
	    2026-10-01,receipt,A,ACME,-100.00,EUR,DE
	printf '%s\n' date,amount,currency,entity 2026-10-02,100.00,USD,US >1.csv
	printf '%s\n' entity,currency,amount,date DE,EUR,100.00,2026-10-03 >2.csv
	prints 0 "matched,US,ACME,USD,in.csv:2 1.csv:2
matched,DE,ACME,EUR,in.csv:3 2.csv:2" sh -c 'ar-reconcile --bank 1.csv \
	    --bank 2.csv --all in.csv | sed 1d | cut -d, -f1,3,4,5,14 | sort -r'
	printf '%s\n' date,amount,currency 2026-10-02,100.00,USD >1.csv
	fails ar-reconcile --bank 1.csv in.csv
	says "ar-reconcile: the book has entities, and the bank none: give it \
one, --col bank.default.entity=NAME"
	printf '%s\n' date,amount,entity 2026-10-02,100.00,US >1.csv
	fails ar-reconcile --bank 1.csv in.csv
	says "ar-reconcile: the book has several currencies, and the bank no \
column \"currency\": give its own, --col bank.default.currency=CODE"
	sed -i 3d in.csv
	prints 0 "" sh -c 'ar-reconcile --bank 1.csv in.csv | sed 1d'
}

@test "bad lines of the bank, and none" {
	book 2026-10-01,receipt,A,ACME,-100.00
	bank 2026-10-02,100,00 2026-02-30,5.00 2026-10-02,
	fails ar-reconcile --bank bank.csv book.csv
	mentions 'bank.csv:3: date: "2026-02-30" is not a date (YYYY-MM-DD)'
	mentions 'bank.csv:4: amount: blank, and a line of the bank moves money'
	printf 'datum,betrag\n' >bank.csv
	fails ar-reconcile --bank bank.csv book.csv
	mentions 'no column "date"'
	printf 'date,amount\n' >bank.csv
	items 1 "outstanding,A,100.00,,100.00,b2" book.csv
	printf 'date,amount\n2026-10-02,0.00\n' >bank.csv
	items 1 "outstanding,A,100.00,,100.00,b2" book.csv
	fails ar-reconcile --bank nowhere.csv book.csv
	fails ar-reconcile --bank bank.csv --base USD book.csv
	mentions "--base goes with --gl or --balance"
	fails ar-reconcile --bank bank.csv --subset-chance 101 book.csv
	mentions '--subset-chance: "101" is more than 100%'
	fails ar-reconcile --bank bank.csv --subset-chance few book.csv
	mentions '--subset-chance: "few" is not a percentage'
}

@test "--gl with --bank: the ledger is the book, and no other is read" {
	bank 2026-10-02,100.00,,,'wire 1' 2026-10-03,-40.00,77 \
	    '2026-10-04,-9.00,,,card fee' 2026-10-09,75.00
	printf '%s\n' date,account,debit,credit,ref,entry,memo \
	    2026-10-01,1000,100.00,,,J1, 2026-09-03,1000,,40.00,77,J2, \
	    2026-10-03,1200,,100.00,,J1, \
	    2026-10-08,1000,50.00,,,J3, 2026-10-08,1000,25.00,,,J3, \
	    2026-10-08,1000,33.00,,,J4, >gl.csv
	fails ar-reconcile --bank bank.csv --gl gl.csv
	says "ar-reconcile: the GL has lines on 1000 and on 1200: give the \
account of the bank, --control ACCOUNT"
	items 1 "matched,77,-40.00,-40.00,0.00,g3 k3
matched,J1,100.00,100.00,0.00,g2 k2
matched,J3,75.00,75.00,0.00,g5 g6 k5
outstanding,J4,33.00,,33.00,g7
bank-only-fee,,,-9.00,9.00,k4" --gl gl.csv --control 1000 </dev/null
	fails ar-reconcile --bank bank.csv --gl gl.csv --control 1000 book.csv
	mentions "there is no book to read"
}

# --- A real ledger -----------------------------------------------------------

# The bank knows no reference, nor the ledger any name: amounts, days and
# descriptions decide.  All pairs of one amount and day there are 1,179 over
# both years; what is left was looked at line by line.
@test "a year and a half of a real company" {
	[ -d "$real" ] || skip "no ../shared/data/gl-bank"
	ar-reconcile --as-of 2023-12-31 --map "$map" --all --proof \
	    --gl "$real/general_ledger.csv" \
	    --bank "$real/bank_transactions.csv" >rows 2>err || [ $? -eq 1 ]
	grep -Fq "difference 10010.98 = items 10010.98 + unexplained 0.00" err
	cut -d, -f1 rows | sed 1d | sort | uniq -c | awk '{ print $2, $1 }' |
	    same - <(printf '%s\n' "ambiguous 50" "bank-only 1" \
	    "bank-only-receipt 2" "duplicate-book 2" "matched 1439" "timing 1")
	# Of two amounts that differ nothing is said to be the same.
	awk -F, '$1 == "matched" && ($8 != $10 || $11 != "0.00")' rows >bad
	[ ! -s bad ]
	# Invoices that a customer paid in one sum, as the ledger's days say.
	grep '^matched.*the sum of a deposit' rows | sed 's/.*,//; s/[^ ]*://g' |
	    sort | same - <(printf '%s\n' "116 117 1924" "190 191 290 1929" \
	    "239 240 241 1927" "242 243 1881" "244 257 1911" "25 26 1957" \
	    "321 351 1763")
}
