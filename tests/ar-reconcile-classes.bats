#!/usr/bin/env bats
# ar-reconcile: a small book and ledger for each class, and for what is nearly
# of that class.  Every row starts with one document on which both agree.

load common

setup()
{
	common_setup
	export AR_AS_OF=2026-10-31
	cd "$t" || return
}

# book ROW...: date,type,doc,customer,amount,account,ref,reason,tax
book()
{
	printf '%s\n' date,type,doc,customer,amount,account,ref,reason,tax \
	    2026-10-01,invoice,I-1,A,100.00,1200,,, "$@" >book.csv
}

# gl LINE...: date,account,amount,ref,source,customer
gl()
{
	printf '%s\n' date,account,amount,ref,source,customer \
	    2026-10-01,1200,100.00,I-1,AR,A "$@" >gl.csv
}

# found WANT ARG...: class, customer, key, amounts, difference and lines; exit
# status 1 if there are any.
found()
{
	local want=$1 got=0

	shift
	ar-reconcile --gl gl.csv --control 1200 --format tsv "$@" book.csv \
	    >rows 2>err || got=$?
	sed 1d rows | awk -F '\t' -v OFS=, \
	    '{ print $1, $4, $6, $8, $10, $11, $14 }' |
	    sed 's/book.csv:/b/g; s/gl.csv:/g/g' >got
	printf '%s' "$want${want:+$'\n'}" | same - got
	[ "$got" -eq $((${#want} > 0)) ] || { cat err >&2; return 1; }
}

@test "matched: by document, by sum, by voucher, by amount and customer" {
	book "2026-10-02,invoice,I-2,A,60.00,1200,,," \
	    "2026-10-02,writeoff,V-1,A,-60.00,,I-2,bad-debt," \
	    "2026-10-03,receipt,R-1,B,-40.00,1200,,,"
	gl "2026-10-02,1200,50.00,I-2,AR,A" "2026-10-02,1200,10.00,I-2,AR,A" \
	    "2026-10-04,1200,-60.00,I-2,AR,A" "2026-10-03,1200,-40.00,CHK7,AR,B"
	found ""
	ar-reconcile --gl gl.csv --all --format tsv book.csv >rows
	[ "$(cut -f1,13 rows | grep -c '^matched')" -eq 4 ]
	[ "$(grep -c 'the references differ' rows)" -eq 1 ]
}

@test "timing: beyond the last day, on either side" {
	book "2026-10-31,invoice,I-2,B,70.00,1200,,," \
	    "2026-11-02,invoice,I-3,B,80.00,1200,,,"
	gl "2026-11-01,1200,70.00,I-2,AR,B" "2026-10-30,1200,80.00,I-3,AR,B"
	found "timing,B,I-2,70.00,70.00,70.00,b3 g3
timing,B,I-3,80.00,80.00,-80.00,b4 g4"
	AR_AS_OF=2026-11-30 found ""
}

@test "missing on one side; by hand, where there is a feed" {
	book "2026-10-02,invoice,I-2,B,70.00,1200,,,"
	gl "2026-10-05,1200,-3.00,JE-9,GJ,"
	found "missing-in-gl,B,I-2,70.00,,70.00,b3
missing-in-book,,JE-9,,-3.00,3.00,g3"
	found "missing-in-gl,B,I-2,70.00,,70.00,b3
manual-journal,,JE-9,,-3.00,3.00,g3" --feed AR
	found "missing-in-gl,B,I-2,70.00,,70.00,b3
fx-revaluation,,JE-9,,-3.00,3.00,g3" --revaluation GJ
}

@test "amounts: what kind of difference" {
	book "2026-10-02,invoice,I-2,B,123.45,1200,,," \
	    "2026-10-02,invoice,I-3,B,50.00,1200,,," \
	    "2026-10-02,invoice,I-4,B,50.00,1200,,," \
	    "2026-10-02,invoice,I-5,B,50.00,1200,,," \
	    "2026-10-02,invoice,I-6,B,59.50,1200,,,9.50" \
	    "2026-10-02,invoice,I-7,B,50.00,1200,,,"
	gl "2026-10-02,1200,132.45,I-2,AR,B" "2026-10-02,1200,50.05,I-3,AR,B" \
	    "2026-10-02,1200,-50.00,I-4,AR,B" "2026-10-02,1200,5.00,I-5,AR,B" \
	    "2026-10-02,1200,50.00,I-6,AR,B" "2026-10-02,1200,50.06,I-7,AR,B"
	found "amount,B,I-7,50.00,50.06,-0.06,b8 g8
amount-rounding,B,I-3,50.00,50.05,-0.05,b4 g4
amount-transposition,B,I-2,123.45,132.45,-9.00,b3 g3
amount-sign,B,I-4,50.00,-50.00,100.00,b5 g5
amount-decimal-shift,B,I-5,50.00,5.00,45.00,b6 g6
amount-tax,B,I-6,59.50,50.00,9.50,b7 g7"
}

@test "twice, taken back, voided: what is left of one side" {
	book "2026-10-02,invoice,I-2,B,70.00,1200,,," \
	    "2026-10-09,reverse,V-2,B,-70.00,,I-2,void,"
	gl "2026-10-02,1200,70.00,I-2,AR,B" "2026-10-08,1200,100.00,I-1,AR,A" \
	    "2026-10-08,1200,9.00,X,GJ," "2026-10-09,1200,-9.00,X,GJ,"
	found "duplicate-gl,A,I-1,,100.00,-100.00,g4
reversal-pair,,X,,0.00,0.00,g5 g6
voided,B,V-2,-70.00,,-70.00,b4"
	# The other way round: the ledger has reversed it.
	book "2026-10-02,invoice,I-2,B,70.00,1200,,,"
	gl "2026-10-02,1200,70.00,I-2,AR,B" "2026-10-09,1200,-70.00,I-2,AR,B"
	found "voided,B,I-2,,-70.00,70.00,g4"
	# Loaded twice.
	book "2026-10-01,invoice,I-1,A,100.00,1200,,,"
	gl
	found "duplicate-book,A,I-1,100.00,,100.00,b3"
}

@test "the other half of an entry is on no wrong account" {
	book "2026-10-02,credit,C-2,B,-80.00,1200,,,"
	gl "2026-10-02,1200,80.00,C-2,AR,B" "2026-10-02,4100,-80.00,C-2,AR,B"
	found "amount-sign,B,C-2,-80.00,80.00,-160.00,b3 g3"
}

@test "posted elsewhere: account, customer, entity, advances" {
	book "2026-10-02,invoice,I-2,B,70.00,1200,,," \
	    "2026-10-03,invoice,I-3,B,30.00,1200,,,"
	gl "2026-10-02,1210,70.00,I-2,AR,B" "2026-10-03,1200,30.00,I-3,AR,C"
	found "wrong-account,B,I-2,70.00,,70.00,b3 g3
wrong-customer,B,I-3,30.00,30.00,0.00,b4 g4"
	found "wrong-account,B,I-2,70.00,,70.00,b3 g3
wrong-customer,B,I-3,30.00,30.00,0.00,b4 g4
wrong-account,B,I-2,,70.00,-70.00,b3 g3" --control 1210
	book "2026-10-02,receipt,R-1,B,-70.00,,,,"
	gl "2026-10-02,1200,-70.00,R-1,AR,B"
	found "unapplied-elsewhere,B,R-1,,-70.00,70.00,b3 g3
unapplied-elsewhere,B,R-1,-70.00,,-70.00,b3 g3" --advance 2100
	sed '1s/$/,entity/; 2,$s/$/,E1/' book.csv >b && mv b book.csv
	sed '1s/$/,entity/; 2s/$/,E1/; 3s/$/,E2/' gl.csv >g && mv g gl.csv
	found "wrong-entity,B,R-1,-70.00,,-70.00,b3 g3
wrong-entity,B,R-1,,-70.00,70.00,b3 g3"
}

@test "acting rows: before their document, and past what is open" {
	book "2026-11-02,invoice,I-2,B,70.00,1200,,," \
	    "2026-10-30,writeoff,V-2,B,-5.00,,I-2,small-balance," \
	    "2026-10-30,writeoff,V-3,A,-100.01,,I-1,bad-debt,"
	gl "2026-11-02,1200,70.00,I-2,AR,B" "2026-10-30,1200,-5.00,V-2,AR,B"
	found "application-before-document,B,V-2,-5.00,-5.00,5.00,b4 g4
over-applied,A,V-3,-100.01,,-100.01,b5"
}

@test "the opening: what lies before, and what lies across the first day" {
	book "2026-09-02,invoice,I-0,B,70.00,1200,,," \
	    "2026-09-03,invoice,I-00,B,5.00,1200,,,"
	gl "2026-10-02,1200,70.00,I-0,AR,B"
	found "opening-difference,,,5.00,0.00,5.00," --from 2026-10-01
	found "opening-difference,,,5.00,4.00,1.00," --opening-gl 4
	found "" --opening-gl 5.00
	found "missing-in-gl,B,I-00,5.00,,5.00,b4"
}

@test "in a base: rates, what was posted at another, and what only revalues" {
	cat >book.csv <<-'E'
	date,type,doc,customer,amount,currency,rate,account,ref
	2026-10-01,invoice,I-1,A,100.00,EUR,1.10,1200,
	2026-10-02,invoice,I-2,A,200.00,EUR,1.20,1200,
	2026-10-05,receipt,R-1,A,-100.00,EUR,1.15,1200,
	2026-10-05,apply,R-1,A,100.00,EUR,,,I-1
	E
	cat >gl.csv <<-'E'
	date,account,amount,currency,base_amount,ref,customer
	2026-10-01,1200,100.00,EUR,110.00,I-1,A
	2026-10-02,1200,200.00,EUR,242.00,I-2,A
	2026-10-05,1200,-100.00,EUR,-115.00,R-1,A
	2026-10-05,1200,0.00,EUR,5.00,R-1,A
	2026-10-31,1200,,EUR,3.00,REVAL,
	E
	found "amount-fx,A,I-2,240.00,242.00,-2.00,b3 g3
fx-revaluation,,REVAL,,3.00,-3.00,g6" --base USD
	# Without a base both sides agree, but for what has no amount.
	sed '$d' gl.csv >g && mv g gl.csv
	found ""
}

@test "a difference that is beyond the largest amount" {
	most=92233720368547758.07
	book "2026-10-02,invoice,I-2,B,$most,1200,,,"
	gl "2026-10-02,1200,-$most,I-2,AR,B"
	found "amount-sign,B,I-2,$most,-$most,184467440737095516.14,b3 g3"
}
