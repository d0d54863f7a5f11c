#!/usr/bin/env bats
# ar-reconcile --journal, --post and --revalue, entry by entry; random books
# and ledgers are tests/oracle/property-journal's.

load common

D=2026-10-31

setup()
{
	common_setup
	export AR_AS_OF=$D
	cd "$t" || return
	printf '%s\n' type,account invoice,4000 receipt,1800 tax,2200 \
	    writeoff,6000 writeoff:bad-debt,6010 suspense,9999 fx-gain,7700 \
	    fx-loss,6700 apply,1999 reverse,4000 bank,1800 bank-fee,6100 \
	    bank-interest,7000 control,1200 >accounts.csv
}

# book ROW...: with the columns of most cases.
book()
{
	printf '%s\n' \
	    date,type,doc,customer,amount,ref,tax,reason,account "$@" >book.csv
}

# gl ROW...: likewise.
gl()
{
	printf '%s\n' date,account,debit,credit,ref,customer "$@" >gl.csv
}

# run_it STATUS ARG...: the tool, with its accounts; messages in $stderr.
run_it()
{
	local want=$1 got=0

	shift
	ar-reconcile --accounts accounts.csv "$@" >out.csv 2>err || got=$?
	stderr=$(cat err)
	[ "$got" -eq "$want" ] || { cat err out.csv >&2; return 1; }
}

# short FILE: account, debit, credit, ref, memo, customer, and entity.
short()
{
	sed 1d "$1" | awk -F , -v OFS=, '{ print $3, $4, $5, $6, $7, $8, $9 }' |
	    sed 's/,[^,]*$//'
}

# corrects WANT [ARG...]: the entries that --journal proposes.
corrects()
{
	local want=$1

	shift
	run_it 1 --gl gl.csv --control 1200 --journal j.csv "$@" book.csv
	short j.csv >got
	printf '%s\n' "$want" | same - got
}

# mends ARG...: behind them the ledger agrees, but for what it took back.
mends()
{
	run_it 0 --gl gl.csv --gl j.csv --control 1200 \
	    --allow reversal-pair,timing --journal none.csv "$@" book.csv
	[ "$(wc -l <none.csv)" -eq 1 ]
}

@test "what the ledger lacks is posted as it would have been" {
	book 2026-10-01,invoice,I1,A,119.00,,19.00,, \
	    2026-10-02,invoice,I2,A,50.00,,,, \
	    2026-10-05,writeoff,W1,A,-1.00,I2,,bad-debt, \
	    2026-10-05,writeoff,W2,A,-2.00,I2,,small-balance,
	gl 2026-10-02,1200,50.00,,I2,A
	corrects "1200,119.00,,I1,missing-in-gl I1,A
4000,,100.00,I1,missing-in-gl I1,A
2200,,19.00,I1,missing-in-gl I1,A
1200,,1.00,W1,missing-in-gl W1,A
6010,1.00,,W1,missing-in-gl W1,A
1200,,2.00,W2,missing-in-gl W2,A
6000,2.00,,W2,missing-in-gl W2,A"
	head -n 2 j.csv | same - <(cat <<-'E'
	date,entry,account,debit,credit,ref,memo,customer,lines
	2026-10-31,RC-20261031-1,1200,119.00,,I1,missing-in-gl I1,A,book.csv:2
	E
	)
	[ "$(sed 1d j.csv | cut -d, -f2 | uniq -c | awk '{ print $1 }' |
	    tr '\n' ' ')" = "3 2 2 " ]
	mends
	# Where taxes have no account of their own they go with the rest.
	sed -i /tax/d accounts.csv
	corrects "1200,119.00,,I1,missing-in-gl I1,A
4000,,119.00,I1,missing-in-gl I1,A
1200,,1.00,W1,missing-in-gl W1,A
6010,1.00,,W1,missing-in-gl W1,A
1200,,2.00,W2,missing-in-gl W2,A
6000,2.00,,W2,missing-in-gl W2,A"
}

@test "what only the ledger has is taken back, over suspense" {
	book 2026-10-01,invoice,I1,A,10.00,,,,
	gl 2026-10-01,1200,10.00,,I1,A 2026-10-01,1200,10.00,,I1,A \
	    2026-10-07,1200,,33.00,J9,
	corrects "1200,33.00,,J9,missing-in-book J9: ask first who posted it,
9999,,33.00,J9,missing-in-book J9: ask first who posted it,
1200,,10.00,I1,duplicate-gl I1: ask first who posted it,A
9999,10.00,,I1,duplicate-gl I1: ask first who posted it,A"
	mends
}

@test "a line without reference is taken back by its entry" {
	book 2026-10-01,invoice,I1,A,10.00,,,,
	printf '%s\n' date,account,debit,credit,ref,entry \
	    2026-10-01,1200,10.00,,I1,J1 2026-10-07,1200,,33.00,,J9 >gl.csv
	corrects "1200,33.00,,J9,missing-in-book J9: ask first who posted it,
9999,,33.00,J9,missing-in-book J9: ask first who posted it,"
	mends
}

@test "other amounts: the difference, against the row's account" {
	book 2026-10-01,invoice,I1,A,120.00,,,, \
	    2026-10-01,invoice,I3,A,119.00,,19.00,, \
	    2026-10-02,receipt,R1,A,-5.00,,,,
	gl 2026-10-01,1200,210.00,,I1,A 2026-10-01,1200,100.00,,I3,A \
	    2026-10-02,1200,5.00,,R1,A
	corrects "1200,,90.00,I1,amount-transposition I1,A
4000,90.00,,I1,amount-transposition I1,A
1200,,10.00,R1,amount-sign R1,A
1800,10.00,,R1,amount-sign R1,A
1200,19.00,,I3,amount-tax I3,A
2200,,19.00,I3,amount-tax I3,A"
	mends
}

@test "what stands elsewhere is moved, and its customer as well" {
	book 2026-10-01,invoice,I1,A,77.00,,,, 2026-10-02,invoice,I2,A,5.00,,,, \
	    2026-10-03,receipt,R1,A,-9.00,,,,
	gl 2026-10-01,1300,77.00,,I1,A 2026-10-02,1200,5.00,,I2,B \
	    2026-10-03,1200,,9.00,R1,A
	corrects "1200,77.00,,I1,wrong-account I1,A
1300,,77.00,I1,wrong-account I1,A
1200,5.00,,I2,wrong-customer I2,A
1200,,5.00,I2,wrong-customer I2,B"
	mends
	corrects "1200,77.00,,I1,wrong-account I1,A
1300,,77.00,I1,wrong-account I1,A
1200,5.00,,I2,wrong-customer I2,A
1200,,5.00,I2,wrong-customer I2,B
1400,,9.00,R1,unapplied-elsewhere R1,A
1200,9.00,,R1,unapplied-elsewhere R1,A" --advance 1400
	[ -z "$stderr" ]
	mends --advance 1400
}

@test "another entity's: each of them balances, where the table says how" {
	printf '%s\n' date,type,doc,customer,amount,entity \
	    2026-10-01,invoice,I1,A,77.00,UK >book.csv
	printf '%s\n' date,account,debit,credit,ref,entity \
	    2026-10-01,1200,77.00,,I1,DE >gl.csv
	run_it 1 --gl gl.csv --control 1200 --journal j.csv book.csv
	sed 1d j.csv | cut -d, -f3-5,9 | same - <(printf '%s\n' 1200,77.00,,UK \
	    1200,,77.00,DE)
	mends
	printf '%s\n' intercompany,1700 >>accounts.csv
	run_it 1 --gl gl.csv --control 1200 --journal j.csv book.csv
	sed 1d j.csv | cut -d, -f3-5,9 | same - <(printf '%s\n' 1200,77.00,,UK \
	    1200,,77.00,DE 1700,,77.00,UK 1700,77.00,,DE)
	mends
}

@test "a void on one side" {
	book 2026-10-01,invoice,I1,A,10.00,,,, \
	    2026-10-05,reverse,I1,A,-10.00,I1,,void, \
	    2026-10-01,invoice,I2,A,7.00,,,,
	gl 2026-10-01,1200,10.00,,I1,A 2026-10-01,1200,7.00,,I2,A \
	    2026-10-05,1200,,7.00,I2,A
	corrects "1200,,10.00,I1,voided I1,A
4000,10.00,,I1,voided I1,A
1200,7.00,,I2,voided I2: ask first who posted it,A
9999,,7.00,I2,voided I2: ask first who posted it,A"
	mends
}

@test "what no entry corrects is said" {
	book 2026-10-01,invoice,I1,A,10.00,,,, 2026-10-01,credit,C1,A,-4.00,,,, \
	    2026-10-30,invoice,I2,A,8.00,,,, 2026-10-02,credit,C1,A,-4.00,,,,
	gl 2026-10-01,1200,10.00,,I1,A 2026-10-01,1200,,4.00,C1,A \
	    2026-11-01,1200,8.00,,I2,A
	run_it 1 --gl gl.csv --control 1200 --journal j.csv --duplicates sum \
	    book.csv
	says "ar-reconcile: no entry corrects these items: duplicate-book"
	same j.csv <(echo date,entry,account,debit,credit,ref,memo,customer,lines)
}

@test "columns are those of the ledger: it can be appended" {
	printf '%s\n' date,type,doc,customer,amount,currency,rate \
	    2026-10-01,invoice,I1,A,100.00,EUR,1.1 \
	    2026-10-01,invoice,I2,A,50.00,USD, >book.csv
	printf '%s\n' date,account,amount,currency,ref \
	    2026-10-01,1200,50.00,USD,I2 >gl.csv
	run_it 1 --gl gl.csv --control 1200 --journal j.csv book.csv
	same j.csv <(cat <<-'E'
	date,entry,account,amount,currency,ref,memo,customer,lines
	2026-10-31,RC-20261031-1,1200,100.00,EUR,I1,missing-in-gl I1,A,book.csv:2
	2026-10-31,RC-20261031-1,4000,-100.00,EUR,I1,missing-in-gl I1,A,book.csv:2
	E
	)
	mends
	cat gl.csv j.csv | ar-reconcile --gl - --control 1200 book.csv
	printf '%s\n' date,account,debit,credit,currency,base_amount,ref \
	    2026-10-01,1200,50.00,,USD,50.00,I2 \
	    2026-10-01,1200,100.00,,EUR,105.00,I1 >gl.csv
	run_it 1 --gl gl.csv --control 1200 --journal j.csv --base USD book.csv
	same j.csv <(cat <<-'E'
	date,entry,account,debit,credit,currency,base_amount,ref,memo,customer,lines
	2026-10-31,RC-20261031-1,1200,5.00,,USD,5.00,I1,amount-fx I1,A,book.csv:2 gl.csv:3
	2026-10-31,RC-20261031-1,7700,,5.00,USD,-5.00,I1,amount-fx I1,A,book.csv:2 gl.csv:3
	E
	)
	mends --base USD
}

@test "--closed: dated on the first day that is open" {
	book 2026-10-01,invoice,I1,A,10.00,,,,
	gl 2026-10-01,1300,1.00,,X,
	run_it 1 --gl gl.csv --control 1200 --journal j.csv --closed $D book.csv
	[ "$(sed 1d j.csv | cut -d, -f1,2 | sort -u)" = \
	    2026-11-01,RC-20261101-1 ]
	run_it 1 --gl gl.csv --control 1200 --journal j.csv \
	    --closed 2026-10-30 book.csv
	[ "$(sed 1d j.csv | cut -d, -f1 | sort -u)" = $D ]
}

@test "an account that is missing is named, and nothing is written" {
	book 2026-10-01,invoice,I1,A,119.00,,19.00,, \
	    2026-10-01,credit,C1,A,-9.00,,,promo, \
	    2026-10-02,adjust,J1,A,1.00,I1,,,
	gl 2026-10-07,1200,,33.00,J9,
	echo type,account,entity >accounts.csv
	run_it 2 --gl gl.csv --control 1200 --journal j.csv book.csv
	[ ! -e j.csv ]
	[ ! -s out.csv ]
	says "ar-reconcile: accounts.csv: no account for credit:promo, invoice, adjust, suspense"
	printf '%s\n' invoice,4000,UK credit:promo,4010, adjust,4020, \
	    suspense,9999, >>accounts.csv
	run_it 2 --gl gl.csv --control 1200 --journal j.csv book.csv
	says "ar-reconcile: accounts.csv: no account for invoice"
}

@test "an entry from an account to itself would correct nothing" {
	book 2026-10-01,invoice,I1,A,119.00,,,,
	gl 2026-10-07,1200,,33.00,J9,
	printf '%s\n' type,account invoice,1200 suspense,9999 >accounts.csv
	run_it 2 --gl gl.csv --control 1200 --journal j.csv book.csv
	says "ar-reconcile: accounts.csv: an entry would go from account 1200 to itself"
	printf '%s\n' type,account invoice,4000 suspense,1200 >accounts.csv
	run_it 2 --gl gl.csv --control 1200 --journal j.csv book.csv
	[ ! -e j.csv ]
	[ ! -s out.csv ]
}

@test "--accounts: tables that are none" {
	book 2026-10-01,invoice,I1,A,119.00,,19.00,,
	gl 2026-10-07,1200,,33.00,J9,
	bad() {
		printf '%s\n' type,account "$@" >accounts.csv
		run_it 2 --gl gl.csv --control 1200 --journal j.csv book.csv
		[ ! -e j.csv ]
	}
	bad invoce,1
	mentions 'accounts.csv:2: type: "invoce" is not a type of row that moves money, TYPE:REASON, control, advance,'
	bad remit,1
	bad tax:food,1
	bad invoice: 1
	bad invoice,
	mentions "accounts.csv:2: account: blank, and entries have to go to some account"
	bad invoice,1 invoice,2
	says 'ar-reconcile: accounts.csv:3: type: "invoice" stands there twice'
	printf '%s\n' kind,account invoice,1 >accounts.csv
	run_it 2 --gl gl.csv --control 1200 --journal j.csv book.csv
	run_it 2 --gl gl.csv --control 1200 --journal j.csv \
	    --col accounts.type=art book.csv
}

@test "hledger: text, and what it adds up to" {
	book '2026-10-01,invoice,I1,"Smith; Co, A",119.00,,19.00,,'
	gl 2026-10-07,1200,,33.00,J9,
	run_it 1 --gl gl.csv --control 1200 --journal j --journal-format hledger \
	    book.csv
	same j - <<-'E'
	2026-10-31 (RC-20261031-1) missing-in-gl I1
	    ; ref: I1
	    ; lines: book.csv:2
	    1200                                          119.00
	    ; customer: Smith; Co  A
	    4000                                         -100.00
	    ; customer: Smith; Co  A
	    2200                                          -19.00
	    ; customer: Smith; Co  A

	2026-10-31 (RC-20261031-2) missing-in-book J9: ask first who posted it
	    ; ref: J9
	    ; lines: gl.csv:2
	    1200                                           33.00
	    9999                                          -33.00

	E
	sed -i 's/^invoice,4000/invoice,40  00/' accounts.csv
	run_it 2 --gl gl.csv --control 1200 --journal k --journal-format hledger \
	    book.csv
	says 'ar-reconcile: --journal-format hledger: account "40  00" has a part that is empty, two blanks in a row, a blank at its end, a '"';'"' or a control character'
	[ ! -e k ]
	command -v hledger || skip "hledger is not installed"
	[ "$(hledger -f j balance --no-total -O csv 1200 9999 | tr -d '"' |
	    sed 1d | tr '\n' ' ')" = "1200,152.00 9999,-33.00 " ]
}

@test "beancount: text, and what it says of it" {
	printf '%s\n' date,type,doc,customer,amount,currency,entity,account \
	    '2026-10-01,invoice,"I""1",A,119.00,EUR,UK,Assets:AR' >book.csv
	printf '%s\n' date,account,debit,credit,ref,currency,entity >gl.csv
	printf '%s\n' type,account invoice,Income:Sales >accounts.csv
	run_it 1 --gl gl.csv --journal j --journal-format beancount book.csv
	same j - <<-'E'
	2026-10-31 * "missing-in-gl I\"1"
	  entry: "RC-20261031-1"
	  ref: "I\"1"
	  lines: "book.csv:2"
	  Assets:AR                                       119.00 EUR
	    customer: "A"
	    entity: "UK"
	  Income:Sales                                   -119.00 EUR
	    customer: "A"
	    entity: "UK"

	E
	printf '%s\n' type,account invoice,4000 >accounts.csv
	run_it 2 --gl gl.csv --journal k --journal-format beancount book.csv
	says 'ar-reconcile: --journal-format beancount: account "4000" is not written as Assets:Receivable'
	book 2026-10-01,invoice,I1,A,119.00,,19.00,,Assets:AR
	gl 2026-10-07,Assets:AR,,33.00,J9,
	run_it 2 --gl gl.csv --journal k --journal-format beancount book.csv
	says 'ar-reconcile: --journal-format beancount: amounts have no currency: give them one, --col default.currency=CODE'
	[ ! -e k ]
	command -v bean-check || skip "beancount is not installed"
	printf '2026-01-01 open %s\n' Assets:AR Income:Sales >all
	cat j >>all
	bean-check all
}

# A book with all that moves a control account.
all_rows()
{
	cat >book.csv <<-'E'
	date,type,doc,customer,amount,currency,ref,ref_customer,ref_currency,ref_amount,account,tax,reason
	2026-10-01,invoice,I1,A,119.00,EUR,,,,,1200,19.00,
	2026-10-01,invoice,I2,A,50.00,USD,,,,,1200,,
	2026-10-03,receipt,R1,A,-119.00,EUR,,,,,1400,,
	2026-10-03,apply,R1,A,100.00,EUR,I1,,,,,,
	2026-10-04,apply,R1,A,10.00,EUR,I2,,USD,11.00,,,
	2026-10-05,transfer,I2b,B,5.00,USD,I2,A,,,1210,,
	2026-10-06,fx,F1,A,0.40,EUR,I1,,,,,,
	2026-10-06,receipt,R0,A,9.00,EUR,,,,,1200,,nsf
	2026-10-07,reverse,V1,A,-11.90,EUR,I1,,,,,-1.90,void
	2026-10-08,dispute,,A,,EUR,I1,,,,,,
	2026-11-01,invoice,I9,A,1.00,EUR,,,,,1200,,
	E
}

@test "--post: an entry for each row that moves an account" {
	all_rows
	run_it 0 --post --from 2026-10-01 book.csv
	sed 1d out.csv | cut -d, -f1,3-7,9 | same - <(cat <<-'E'
	2026-10-01,1200,119.00,,EUR,I1,A
	2026-10-01,4000,,100.00,EUR,I1,A
	2026-10-01,2200,,19.00,EUR,I1,A
	2026-10-01,1200,50.00,,USD,I2,A
	2026-10-01,4000,,50.00,USD,I2,A
	2026-10-03,1400,,119.00,EUR,R1,A
	2026-10-03,1800,119.00,,EUR,R1,A
	2026-10-03,1400,100.00,,EUR,R1,A
	2026-10-03,1200,,100.00,EUR,R1,A
	2026-10-04,1400,10.00,,EUR,R1,A
	2026-10-04,1999,,10.00,EUR,R1,A
	2026-10-04,1200,,11.00,USD,R1,A
	2026-10-04,1999,11.00,,USD,R1,A
	2026-10-05,1210,5.00,,USD,I2b,B
	2026-10-05,1200,,5.00,USD,I2b,A
	2026-10-06,1200,0.40,,EUR,F1,A
	2026-10-06,7700,,0.40,EUR,F1,A
	2026-10-06,1200,9.00,,EUR,R0,A
	2026-10-06,1800,,9.00,EUR,R0,A
	2026-10-07,1200,,11.90,EUR,V1,A
	2026-10-07,4000,10.00,,EUR,V1,A
	2026-10-07,2200,1.90,,EUR,V1,A
	E
	)
	[ "$(sed -n '$p' out.csv | cut -d, -f2,8)" = \
	    "AR-20261007-10,reverse void V1" ]
	mv out.csv post.csv
	ar-reconcile --gl post.csv book.csv
	# The same into a file, by the parts of the month.
	run_it 0 --post --from 2026-10-04 --to 2026-10-05 --journal j.csv \
	    book.csv
	[ ! -s out.csv ]
	[ "$(sed 1d j.csv | cut -d, -f1 | sort | uniq -c | tr -s ' ')" = \
	    " 4 2026-10-04
 2 2026-10-05" ]
}

@test "--post: what it needs, and what is closed" {
	all_rows
	run_it 2 --post book.csv
	mentions "give --from"
	run_it 2 --post --from 2026-10-01 --closed 2026-10-03 book.csv
	says "ar-reconcile: --post: up to 2026-10-03 the books are closed: give a later --from"
	run_it 0 --post --from 2026-10-04 --closed 2026-10-03 book.csv
	fails ar-reconcile --post --from 2026-10-01 book.csv
	mentions "--accounts"
	run_it 2 --post --from 2026-10-01 --gl book.csv book.csv
	sed -i /apply/d accounts.csv
	run_it 2 --post --from 2026-10-01 book.csv
	says "ar-reconcile: accounts.csv: no account for apply"
	run_it 0 --post --from 2026-10-05 book.csv
}

@test "--post --base: what rates leave between invoice and receipt" {
	cat >book.csv <<-'E'
	date,type,doc,customer,amount,currency,ref,account,rate
	2026-10-01,invoice,I1,A,100.00,EUR,,1200,1.10
	2026-10-03,receipt,R1,A,-100.00,EUR,,1200,1.12
	2026-10-03,apply,R1,A,100.00,EUR,I1,,
	E
	run_it 0 --post --from 2026-10-01 --base USD book.csv
	sed 1d out.csv | cut -d, -f3-7 | same - <(printf '%s\n' \
	    1200,110.00,,USD,I1 4000,,110.00,USD,I1 1200,,112.00,USD,R1 \
	    1800,112.00,,USD,R1 1200,2.00,,USD,R1 7700,,2.00,USD,R1)
	mv out.csv post.csv
	ar-reconcile --gl post.csv --base USD book.csv
}

@test "--revalue: at the rates of the day, and taken back" {
	cat >book.csv <<-'E'
	date,type,doc,customer,amount,currency,ref,account,rate
	2026-10-01,invoice,I1,A,100.00,EUR,,1200,1.10
	2026-10-02,invoice,I2,A,30.00,EUR,,1200,1.20
	2026-10-03,receipt,R1,A,-10.00,EUR,,1400,1.12
	2026-10-03,writeoff,W,A,-20.00,EUR,I1,,
	2026-10-03,invoice,I3,A,1000,JPY,,1200,0.0065
	2026-10-03,invoice,I4,A,10.00,USD,,1200,
	E
	printf '%s\n' date,currency,rate 2026-09-01,EUR,1.00 \
	    2026-10-31,EUR,1.15 2026-11-01,EUR,2 2026-10-01,JPY,0.0065 >rates.csv
	# 80 at 1.10 and 30 at 1.20 are 124.00, now 126.50; JPY stays.
	run_it 0 --revalue --base USD --rates rates.csv book.csv
	same out.csv - <<-'E'
	date,entry,account,debit,credit,currency,ref,memo,customer,lines
	2026-10-31,RV-20261031-1,1200,2.50,,USD,,"revaluation of 110.00 EUR: booked at 124.00, now 126.50",,
	2026-10-31,RV-20261031-1,7700,,2.50,USD,,"revaluation of 110.00 EUR: booked at 124.00, now 126.50",,
	2026-11-01,RV-20261101-2,1200,,2.50,USD,,"taken back: revaluation of 110.00 EUR: booked at 124.00, now 126.50",,
	2026-11-01,RV-20261101-2,7700,2.50,,USD,,"taken back: revaluation of 110.00 EUR: booked at 124.00, now 126.50",,
	2026-10-31,RV-20261031-3,1400,,0.30,USD,,"revaluation of -10.00 EUR: booked at -11.20, now -11.50",,
	2026-10-31,RV-20261031-3,6700,0.30,,USD,,"revaluation of -10.00 EUR: booked at -11.20, now -11.50",,
	2026-11-01,RV-20261101-4,1400,0.30,,USD,,"taken back: revaluation of -10.00 EUR: booked at -11.20, now -11.50",,
	2026-11-01,RV-20261101-4,6700,,0.30,USD,,"taken back: revaluation of -10.00 EUR: booked at -11.20, now -11.50",,
	E
	python3 "$BATS_TEST_DIRNAME/oracle/revalue.py" --as-of $D --base USD \
	    --rates rates.csv book.csv |
	    same - <(printf '%s\n' ,1200,2.50 ,1400,-0.30)
	# Behind corrections, and behind the rows of a period.
	run_it 0 --post --from 2026-10-01 --revalue --base USD --rates rates.csv \
	    book.csv
	[ "$(cut -d, -f2 out.csv | cut -c1-2 | uniq | tr '\n' ' ')" = \
	    "en AR RV " ]
}

@test "--revalue: what it needs" {
	printf '%s\n' date,type,doc,customer,amount,currency,rate,account \
	    2026-10-01,invoice,I1,A,100.00,EUR,1.1,1200 \
	    2026-10-01,invoice,I2,A,100.00,GBP,1.1,1200 >book.csv
	printf '%s\n' date,currency,rate 2026-10-02,EUR,1.15 >rates.csv
	run_it 2 --revalue --base USD book.csv
	run_it 2 --revalue --rates rates.csv book.csv
	run_it 2 --revalue --base USD --base-rate asof --rates rates.csv book.csv
	mentions "without --base-rate asof"
	run_it 2 --revalue --base USD --rates rates.csv book.csv
	mentions "GBP"
	[ ! -s out.csv ]
	fails ar-reconcile --revalue --base USD --rates rates.csv --gl book.csv \
	    book.csv
	mentions "--revalue goes with --journal"
}

@test "the bank's fees, interest and returns go to its account" {
	book 2026-10-03,receipt,R1,A,-119.00,,,,
	printf '%s\n' date,amount,ref,payer,memo 2026-10-03,118.00,R1,A,payment \
	    2026-10-05,-7.50,,,"account fee" 2026-10-06,0.33,,,interest \
	    2026-10-07,-119.00,X1,,"returned item NSF" \
	    2026-10-08,44.00,X9,,hello 2026-10-20,40.00,R2,A,part >bank.csv
	echo 2026-10-20,receipt,R2,A,-50.00,,,, >>book.csv
	run_it 1 --bank bank.csv --journal j.csv book.csv
	short j.csv >got
	same got - <<-'E'
	1800,,7.50,,bank-only-fee,
	6100,7.50,,,bank-only-fee,
	1800,0.33,,,bank-only-interest,
	7000,,0.33,,bank-only-interest,
	1800,,119.00,X1,bank-only-nsf X1: book the return as well,
	1200,119.00,,X1,bank-only-nsf X1: book the return as well,
	1800,,1.00,R1,netted-fee R1,
	6100,1.00,,R1,netted-fee R1,A
	E
	says "ar-reconcile: no entry corrects these items: amount, bank-only-receipt"
}

@test "what does not go with a journal, and files that are used twice" {
	book 2026-10-01,invoice,I1,A,10.00,,,,
	gl 2026-10-01,1200,11.00,,I1,A
	fails ar-reconcile --gl gl.csv --control 1200 --journal j.csv book.csv
	mentions "--accounts"
	run_it 2 --gl gl.csv --control 1200 book.csv
	mentions "--accounts goes with --journal or --post"
	run_it 2 --check --journal j.csv book.csv
	mentions "--journal goes with --gl, --bank or --post"
	run_it 2 --gl gl.csv --control 1200 --journal j.csv \
	    --journal-format sap book.csv
	for file in gl.csv book.csv accounts.csv out; do
		run_it 2 --gl gl.csv --control 1200 --journal $file -o out book.csv
	done
	[ ! -e j.csv ]
	# On one day the items, and on another day the journal, are the same.
	run_it 1 --gl gl.csv --control 1200 --journal j.csv --threads 1 book.csv
	run_it 1 --gl gl.csv --control 1200 --journal k.csv --threads 4 book.csv
	same j.csv k.csv
}
