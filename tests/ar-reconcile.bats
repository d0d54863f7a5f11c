#!/usr/bin/env bats
# ar-reconcile, option by option, on the book and the ledger of the manual;
# what its classes are is in its oracle's tests.  The golden rollforward was
# worked out by hand.

load common

D=2026-10-31
HEAD=class,age,entity,customer,currency,key,book_date,book_amount,other_date,other_amount,difference,days,next_step,lines

setup()
{
	common_setup
	export AR_AS_OF=$D
	g=$PWD/tests/golden/ar-reconcile
	e=$PWD/tests/examples
	oracle=$PWD/tests/oracle
	company=$PWD/tests/company
	cd "$t" || return
	cp "$e/book.csv" "$e/gl.csv" "$e/trial.csv" .
}

# gl ARG...: the book of the examples with its ledger.
gl()
{
	ar-reconcile --gl gl.csv --control 1200 "$@" book.csv
}

# items STATUS WANT ARG...: class, key, both amounts and the difference.
items()
{
	local want=$1 rows=$2 got=0

	shift 2
	"$@" >rows 2>err || got=$?
	stderr=$(cat err)
	[ "$got" -eq "$want" ] || { cat err >&2; return 1; }
	[ "$(head -n 1 rows)" = "$HEAD" ]
	sed 1d rows | cut -d, -f1,6,8,10,11 >got
	printf '%s' "$rows${rows:+$'\n'}" | same - got
}

ALL="timing,I-103,250.00,250.00,250.00
missing-in-gl,V-7,-25.00,,-25.00
missing-in-book,J-7,,-15.00,15.00
amount-transposition,0042,120.00,210.00,-90.00"

# --- The items -------------------------------------------------------------

@test "the items of the example, each with its class" {
	items 1 "$ALL" gl
	gl --format tsv >rows || [ $? -eq 1 ]
	sed 1d rows | cut -f1-7,9,12,14 | tr '\t' , >got
	same - got <<-'E'
	timing,21,,ACME,USD,I-103,2026-10-10,2026-11-02,23,book.csv:10 gl.csv:10
	missing-in-gl,26,,ACME,USD,V-7,2026-10-05,,,book.csv:9
	missing-in-book,0,,,USD,J-7,,2026-10-31,,gl.csv:9
	amount-transposition,33,,CITY,USD,0042,2026-09-28,2026-09-28,0,book.csv:8 gl.csv:7
	E
	# Each says what to do.
	[ "$(sed 1d rows | cut -f13 | grep -c .)" -eq 4 ]
}

@test "--all shows what agrees, --class some, and neither the exit status" {
	items 1 "matched,C-1,-50.00,-50.00,0.00
matched,I-101,1000.00,1000.00,0.00
matched,I-102,400.00,400.00,0.00
matched,I-104,800.00,800.00,0.00
matched,R-1,-700.00,-700.00,0.00
$ALL" gl --all
	items 1 "timing,I-103,250.00,250.00,250.00" gl --class timing
	items 1 "amount-transposition,0042,120.00,210.00,-90.00" \
	    gl --class amount,voided
	items 1 "" gl --class summary
	fails gl --class tming
	says 'ar-reconcile: --class: no class "tming"; is it "timing"?'
	fails gl --summary --class timing
	mentions "--class goes with"
}

@test "--feed: what others post is a manual journal" {
	items 1 "$(grep -v missing-in-book <<<"$ALL")
manual-journal,J-7,,-15.00,15.00" gl --feed AR,GL2
	items 1 "$ALL" gl --feed AR,GL
}

@test "--revaluation: what values, and is of no document" {
	echo 2026-10-31,1200,5.00,,USD,,REV,J-9,revalued >>gl.csv
	items 1 "$ALL
fx-revaluation,J-9,,5.00,-5.00" gl --revaluation REV,FX
	items 1 "${ALL/$'\n'amount/$'\n'missing-in-book,J-9,,5.00,-5.00
amount}" gl --revaluation FX
}

@test "--prior: rows that were added to what was reported" {
	sed -i '/,J-7,/d' gl.csv
	gl --evidence e.jsonl >was || [ $? -eq 1 ]
	gl --prior e.jsonl >got || [ $? -eq 1 ]
	same was got
	printf '%s\n' 2026-10-20,writeoff,V-8,ACME,-5.00,USD,I-102,, \
	    2026-11-20,writeoff,V-9,ACME,-1.00,USD,I-102,, >>book.csv
	items 1 "$(grep -v J-7 <<<"$ALL")
late-posting,V-8,-5.00,,-5.00" gl --prior e.jsonl
	# What the ledger has as well is late all the same.
	echo 2026-10-20,1200,,5.00,USD,V-8,AR,J-9, >>gl.csv
	items 1 "$(grep -v J-7 <<<"$ALL")
late-posting,V-8,-5.00,-5.00,0.00" gl --prior e.jsonl
	items 0 "$(grep -v J-7 <<<"$ALL")
late-posting,V-8,-5.00,-5.00,0.00" gl --prior e.jsonl --tolerance 365 \
	    --allow late-posting
	sed -i '3s/400.00/401.00/' book.csv
	fails gl --prior e.jsonl
	mentions "history was changed"
}

@test "--tolerance: the sum of what differs, whatever its sign" {
	# 250 + 25 + 15 + 90 = 380, though they add up to 150
	items 1 "$ALL" gl --tolerance 379.99
	items 0 "$ALL" gl --tolerance 380
	mentions "380.00 of differences is within the tolerance of 380.00"
	items 0 "$ALL" gl --tolerance EUR=1 --tolerance USD=380.00
	items 1 "$ALL" gl --tolerance EUR=380
	for bad in x -1 USD=1.234 ZZZ=1; do
		fails gl --tolerance $bad
		mentions "--tolerance"
	done
}

@test "--allow: listed, and no finding, while they are young" {
	items 1 "$ALL" gl --allow timing,amount,missing-in-gl
	items 0 "$ALL" gl --allow timing,amount,missing-in-gl,missing-in-book
	items 0 "$ALL" gl --allow timing,amount --allow missing-in-gl \
	    --allow missing-in-book
	# 21, 26 and 33 days old
	items 0 "$ALL" gl --allow \
	    timing:21,missing-in-gl:26,amount-transposition:33,missing-in-book:0
	items 1 "$ALL" gl --allow \
	    timing:20,missing-in-gl:26,amount:33,missing-in-book
	items 0 "$ALL" gl --allow timing,amount,missing-in-gl --tolerance 15
	fails gl --allow tming
	says 'ar-reconcile: --allow: no class "tming"; is it "timing"?'
	for bad in timing: timing:x timing:-1 timing:1.5; do
		fails gl --allow $bad
		mentions "number of days"
	done
}

@test "exit status 1 although all differences are 0" {
	printf '%s\n' date,type,doc,customer,amount \
	    2026-10-01,invoice,1,A,5.00 >book.csv
	printf '%s\n' date,account,amount,ref,customer \
	    2026-10-01,1200,5.00,1,B >gl.csv
	items 1 "wrong-customer,1,5.00,5.00,0.00" gl --tolerance 100
	items 0 "wrong-customer,1,5.00,5.00,0.00" gl --allow wrong-customer
}

@test "what agrees is exit status 0, and only a header" {
	sed '/I-103/d; /V-7/d; s/120.00/210.00/' book.csv >b &&
	    mv b book.csv
	sed -i '/J-7/d; /J-8/d' gl.csv
	prints 0 "$HEAD" gl
	[ -z "$stderr" ]
}

@test "the account: an option, the book's, or none" {
	fails ar-reconcile --gl gl.csv book.csv
	mentions "--control"
	sed '1s/$/,account/; 2,$s/$/,/
	    /,invoice,\|,receipt,\|,credit,/s/$/1200/' book.csv >b
	items 1 "$ALL" ar-reconcile --gl gl.csv b
	items 1 "$ALL" gl --control 1200
	# Two of them: then each row says its own.
	fails gl --control 1000
	mentions "book.csv:2: account: blank"
	ar-reconcile --gl gl.csv --control 1200 --control 1000 b >got || [ $? -eq 1 ]
	[ "$(head -n 1 got)" = "$HEAD,account" ]
	[ "$(grep -c ,1000$ got)" -eq 1 ]
	# A ledger that has not the account has nothing.
	ar-reconcile --gl gl.csv --control 1299 --summary book.csv >got ||
	    [ $? -eq 1 ]
	grep -q ',1299,USD,balance,.*1795.00,0.00,1795.00' got
	# One that neither side has would agree.
	fails ar-reconcile --gl gl.csv --control 1299 b
	says "ar-reconcile: --control 1299: neither side has such an account"
	fails ar-reconcile --balance trial.csv --control 1299 b
	mentions "neither side"
	ar-reconcile --gl gl.csv --control 1299 --control 1200 b 2>err >got ||
	    [ $? -eq 1 ]
	grep -q "note: --control 1299: neither side" err
}

@test "--advance: money that is not applied has its own account" {
	printf '%s\n' date,type,doc,customer,amount,ref,account \
	    2026-10-01,invoice,1,A,100.00,,1200 2026-10-02,receipt,R,A,-80.00,, \
	    2026-10-03,apply,R,A,60.00,1, >book.csv
	printf '%s\n' date,account,amount,ref 2026-10-01,1200,100.00,1 \
	    2026-10-02,1300,-80.00,R 2026-10-03,1300,60.00,R \
	    2026-10-03,1200,-60.00,R >gl.csv
	prints 0 "$HEAD,account" gl --advance 1300
	# On the control account: 80 of receipts are looked for in vain.
	gl >got || [ $? -eq 1 ]
	grep -q . got
}

@test "--batch: one line of the ledger for the rows of a day" {
	printf '%s\n' date,type,doc,customer,amount 2026-10-01,invoice,1,A,5.00 \
	    2026-10-01,invoice,2,B,7.00 2026-10-01,receipt,R,B,-2.00 \
	    2026-10-02,invoice,3,B,1.00 >book.csv
	printf '%s\n' date,account,amount,ref 2026-10-01,1200,12.00,DAY \
	    2026-10-01,1200,-2.00,DAY 2026-10-02,1200,1.00,DAY >gl.csv
	prints 0 "$HEAD" gl --batch date,type
	items 0 "summary,2026-10-01/invoice,12.00,12.00,0.00
summary,2026-10-01/receipt,-2.00,-2.00,0.00
summary,2026-10-02/invoice,1.00,1.00,0.00" gl --batch date,type --class summary
	gl >got || [ $? -eq 1 ]
	[ "$(wc -l <got)" -gt 1 ]
	fails gl --batch date,tpye
	mentions '"tpye"'
}

@test "--from, --opening-gl: what came before is one amount" {
	items 1 "${ALL%$'\n'amount*}
opening-difference,,1620.00,1710.00,-90.00" gl --from 2026-10-01
	# The lines of October, and the balance that the ledger had.
	sed -i '/2026-0/d' gl.csv
	items 1 "${ALL%$'\n'amount*}" gl --from 2026-10-01 --opening-gl 1620.00
	items 1 "${ALL%$'\n'amount*}" gl --from 2026-10-01 \
	    --opening-gl 1200:USD=1620.00
	# The first day is that of the first line, the 12th: V-7 and
	# I-103 come before.
	items 0 "missing-in-book,J-7,,-15.00,15.00" gl \
	    --opening-gl USD=1845.00 --allow missing-in-book
	fails gl --opening-gl x
	mentions "--opening-gl"
	fails gl --from 2026-11-01
	says "ar-reconcile: --from is after the last day"
}

# --- The reports -----------------------------------------------------------

@test "--summary: balances, classes, and nothing unexplained" {
	prints 1 "entity,account,currency,line,items,book,other,difference
,1200,USD,balance,,1795.00,1645.00,150.00
,1200,USD,matched,5,1450.00,1450.00,0.00
,1200,USD,timing,1,250.00,250.00,250.00
,1200,USD,missing-in-gl,1,-25.00,0.00,-25.00
,1200,USD,missing-in-book,1,0.00,-15.00,15.00
,1200,USD,amount-transposition,1,120.00,210.00,-90.00
,1200,USD,unexplained,0,0.00,0.00,0.00" gl --summary
}

@test "--daily: balances day by day, and since when they differ" {
	prints 1 "date,entity,account,currency,book,other,difference,first_day
2026-07-01,,1200,USD,1000.00,1000.00,0.00,
2026-08-15,,1200,USD,1400.00,1400.00,0.00,
2026-09-01,,1200,USD,2200.00,2200.00,0.00,
2026-09-05,,1200,USD,1500.00,1500.00,0.00,
2026-09-28,,1200,USD,1620.00,1710.00,-90.00,2026-09-28
2026-10-05,,1200,USD,1595.00,1710.00,-115.00,2026-09-28
2026-10-10,,1200,USD,1845.00,1710.00,135.00,2026-09-28
2026-10-12,,1200,USD,1795.00,1660.00,135.00,2026-09-28
2026-10-31,,1200,USD,1795.00,1645.00,150.00,2026-09-28" gl --daily
}

@test "--daily: they part, meet and part again; units; an opening" {
	printf '%s\n' date,type,doc,customer,amount,currency,account \
	    2026-09-01,invoice,1,A,100.00,USD,1200 \
	    2026-10-02,invoice,2,A,50.00,USD,1200 \
	    2026-10-05,invoice,3,A,7,JPY,1200 \
	    2026-10-06,invoice,4,A,1.00,EUR,1100 \
	    2026-10-09,invoice,5,A,9.00,USD,1200 >book.csv
	printf '%s\n' date,account,debit,credit,currency,ref \
	    2026-09-01,1200,100.00,,USD,1 2026-10-04,1200,50.00,,USD,2 \
	    2026-10-05,1200,7,,JPY,3 2026-10-07,1100,,1.00,EUR,4 >gl.csv
	prints 1 "date,entity,account,currency,book,other,difference,first_day
2026-10-06,,1100,EUR,1.00,0.00,1.00,2026-10-06
2026-10-07,,1100,EUR,1.00,-1.00,2.00,2026-10-06
2026-10-05,,1200,JPY,7,7,0,
2026-10-02,,1200,USD,150.00,100.00,50.00,2026-10-02
2026-10-04,,1200,USD,150.00,150.00,0.00,
2026-10-09,,1200,USD,159.00,150.00,9.00,2026-10-09" \
	    ar-reconcile --gl gl.csv --from 2026-10-01 --daily book.csv
}

@test "--rollforward: every kind of movement, worked out by hand" {
	prints 1 "$(cat "$g/lines.out")" ar-reconcile --from 2026-10-01 \
	    --rollforward --gl "$g/lines-gl.csv" "$g/lines.csv"
	prints 1 "$(cat "$g/lines.out")" env -u AR_AS_OF ar-reconcile \
	    --from 2026-10-01 --to $D --rollforward --gl "$g/lines-gl.csv" \
	    "$g/lines.csv"
	fails ar-reconcile --rollforward --gl gl.csv book.csv
	says "ar-reconcile: --rollforward goes from a first day on: give --from"
	fails gl --to 2026-10-30 --as-of $D
	says "ar-reconcile: --to and --as-of name two last days"
}

@test "--rollforward: an empty ledger, an empty book" {
	head -n 1 gl.csv >none.csv
	head -n 1 book.csv >empty.csv
	ar-reconcile --from 2026-10-01 --rollforward --gl none.csv \
	    --control 1200 book.csv | cut -d, -f4- >got || :
	grep -q '^closing,1795.00,0.00,1795.00$' got
	ar-reconcile --from 2026-10-01 --rollforward --gl gl.csv \
	    --control 1200 empty.csv | cut -d, -f4- >got || :
	grep -q '^other,0.00,-65.00,65.00$' got
	grep -q '^closing,0.00,1645.00,-1645.00$' got
}

@test "--daily and --rollforward of the demo company are SQLite's" {
	"$company/make-company" .
	ar-reconcile --gl gl.csv --control 1200 --from 2026-10-01 \
	    --rollforward book.csv >roll || [ $? -eq 1 ]
	"$oracle/roll-sql" roll 2026-10-01 $D book.csv gl.csv | sort >want
	awk -F, 'NR > 1 && $5 != "0.00" { print $4 "," $3 "," $5 }' roll |
	    sort | same want -
	ar-reconcile --gl gl.csv --control 1200 --daily book.csv >days ||
	    [ $? -eq 1 ]
	"$oracle/roll-sql" daily 2025-01-01 $D book.csv gl.csv >want
	sed 1d days | cut -d, -f1,4-6 >got
	cmp want got
	# With a first day it is the end of the same list.
	ar-reconcile --gl gl.csv --control 1200 --daily \
	    --from 2026-10-10 book.csv >days || [ $? -eq 1 ]
	awk -F, '$1 >= "2026-10-10"' want >late
	sed 1d days | cut -d, -f1,4-6 | cmp late -
}

@test "the proof says rows, lines and balances" {
	items 1 "$ALL" gl --proof
	mentions "rows read 12 = rejected 0 + used 12"
	mentions "1200 USD: book 1795.00 - other 1645.00 = difference 150.00 = items 150.00 + unexplained 0.00"
}

@test "formats, and -o" {
	gl --format json >got || [ $? -eq 1 ]
	python3 -c '
import json
rows = json.load(open("got"))
assert [r["difference"] for r in rows] == ["250.00", "-25.00", "15.00", "-90.00"]
assert rows[1]["other_amount"] in ("", None), rows
assert rows[0]["age"] == 21 and rows[0]["days"] == 23, rows'
	gl -p >got || [ $? -eq 1 ]
	[ "$(wc -l <got)" -eq 6 ]
	gl >want || [ $? -eq 1 ]
	gl -o out.csv >got || [ $? -eq 1 ]
	[ ! -s got ]
	same want out.csv
	for how in --daily --summary "--rollforward --from 2026-10-01"; do
		# words of options
		# shellcheck disable=SC2086
		gl $how --format jsonl >got || [ $? -eq 1 ]
		python3 -c 'import json
[json.loads(line) for line in open("got")]'
	done
}

@test "the same bytes by pipe, in another order, on any number of threads" {
	gl --all >want || [ $? -eq 1 ]
	ar-reconcile --gl gl.csv --control 1200 --all <book.csv >got ||
	    [ $? -eq 1 ]
	sed 's/-:/book.csv:/' got | same want -
	for n in 1 2 3 8; do
		gl --all --threads $n >got || [ $? -eq 1 ]
		same want got
	done
	(head -n 1 gl.csv; sed 1d gl.csv | sort -r) >r && mv r gl.csv
	gl --all >got || [ $? -eq 1 ]
	cut -d, -f1-12 want >w
	cut -d, -f1-12 got | same w -
}

# --- Balances --------------------------------------------------------------

@test "--balance: one amount for each account" {
	items 1 "unexplained,,1795.00,1645.00,150.00" ar-reconcile \
	    --balance trial.csv --control 1200 book.csv
	sed -i s/1645/1795/ trial.csv
	prints 0 "$HEAD" ar-reconcile --balance trial.csv --control 1200 book.csv
	items 1 "unexplained,,1795.00,0.00,1795.00" ar-reconcile \
	    --balance trial.csv --control 1201 book.csv
	items 0 "unexplained,,1795.00,0.00,1795.00" ar-reconcile \
	    --balance trial.csv --control 1201 --tolerance 1795 book.csv
	echo 1200,USD,1.00 >>trial.csv
	fails ar-reconcile --balance trial.csv --control 1200 book.csv
	mentions "trial.csv:4"
	fails ar-reconcile --balance trial.csv --daily --control 1200 book.csv
	mentions "--daily goes with --gl"
}

# --- What is refused -------------------------------------------------------

@test "modes exclude each other, and one there must be" {
	fails ar-reconcile book.csv
	mentions "--gl, --bank or --balance, or --check"
	fails ar-reconcile --gl gl.csv --balance trial.csv book.csv
	mentions "one at a time"
	fails ar-reconcile --check --gl gl.csv book.csv
	fails gl --summary --daily
	mentions "ask for one"
	fails gl --daily --rollforward --from 2026-10-01
	fails ar-reconcile --gl gl.csv --bank gl.csv book.csv
	mentions "there is no book to read"
	fails gl --approval x.csv
	mentions "--approval goes with --check"
	fails gl --fee-limit 1
	mentions "--fee-limit goes with --bank"
	fails gl --window 5
	mentions "--window goes with --bank"
	fails gl --accounts x.csv
	fails gl --revalue
	fails gl --where customer=ACME
	fails gl --by customer
}

# bad MESSAGE LINE...: a ledger of these lines is refused.
bad()
{
	local message=$1

	shift
	printf '%s\n' "$@" >bad.csv
	fails ar-reconcile --gl bad.csv --control 1200 book.csv
	mentions "$message"
}

@test "a ledger with faults: named by file, line and column" {
	head=date,account,amount,currency,ref
	bad 'bad.csv:1: no column "account"; is it "acount"?' \
	    date,acount,amount,currency
	bad 'bad.csv: no column "amount", nor "debit" and "credit"' \
	    date,account,currency,ref
	bad 'bad.csv:1: column "amount" stands there twice' $head,amount
	bad "bad.csv:1: no header" ""
	bad 'bad.csv:2: amount: "12,50" is not an amount' $head \
	    '2026-10-01,1200,"12,50",USD,1'
	bad 'bad.csv:3: date: "2026-10-32" is not a date' $head \
	    2026-10-01,1200,1.00,USD,1 2026-10-32,1200,1.00,USD,1
	bad "bad.csv:2: account: blank" $head 2026-10-01,,1.00,USD,1
	bad "bad.csv:2: amount: blank" $head 2026-10-01,1200,,USD,1
	bad 'bad.csv:2: currency: "Usd"' $head 2026-10-01,1200,1.00,Usd,1
	bad "bad.csv:2: 4 cells where the header has 5" $head \
	    2026-10-01,1200,1.00,USD
	bad "bad.csv:2: a quote is opened in the record that begins here and never closed" \
	    $head '2026-10-01,1200,1.00,USD,"1'
	bad "bad.csv:2: ref: not valid UTF-8" $head \
	    "$(printf '2026-10-01,1200,1.00,USD,\xff')"
	# A file that was cut off within a row.
	head -c 200 gl.csv >bad.csv
	fails ar-reconcile --gl bad.csv --control 1200 book.csv
	mentions "bad.csv:"
	fails ar-reconcile --gl nowhere.csv --control 1200 book.csv
	says "ar-reconcile: nowhere.csv: No such file or directory"
	# Through --col, which must name what is there.
	fails gl --col gl.ref=Reference
	mentions '"Reference"'
	sed '1s/ref/Reference/' gl.csv >b && mv b gl.csv
	items 1 "$ALL" gl --col gl.ref=Reference
}

@test "a header of the ledger that is nearly one is told of, with its table" {
	sed '1s/,source,/,Source,/' gl.csv >g
	ar-reconcile --gl g --control 1200 book.csv 2>err >got || [ $? -eq 1 ]
	grep -qF -e "(--col gl.source='Source')" err
}

@test "a ledger without currency, or entity, where the book has them" {
	cut -d, -f1-4,6- gl.csv >bare.csv
	# One currency is that of all.
	items 1 "$ALL" ar-reconcile --gl bare.csv --control 1200 book.csv
	sed '/,0042,/s/USD/EUR/' book.csv >two.csv
	fails ar-reconcile --gl bare.csv --control 1200 two.csv
	mentions "gl.default.currency"
	ar-reconcile --gl bare.csv --control 1200 \
	    --col gl.default.currency=USD --summary two.csv >got ||
	    [ $? -eq 1 ]
	grep -q ',EUR,balance,.*,120.00,0.00,120.00$' got
	sed '1s/$/,entity/; 2,$s/$/,DE/' book.csv >b
	fails ar-reconcile --gl gl.csv --control 1200 b
	mentions "entity"
	ar-reconcile --gl gl.csv --control 1200 --col gl.default.entity=DE b \
	    >got || [ $? -eq 1 ]
	[ "$(wc -l <got)" -eq 5 ]
}

@test "a file that is named twice is told of, and one side only" {
	gl >want || [ $? -eq 1 ]
	ar-reconcile --gl gl.csv --gl gl.csv --control 1200 book.csv >got \
	    2>err || [ $? -eq 1 ]
	grep -q "gl.csv is read twice" err
	[ "$(grep -c ^duplicate-gl got)" -ge 5 ]
	fails ar-reconcile --gl - --control 1200 - <book.csv
	says "ar-reconcile: standard input can be read only once"
	# Duplicates of the book are reported, and counted.
	ar-reconcile --gl gl.csv --control 1200 book.csv book.csv >got 2>err ||
	    [ $? -eq 1 ]
	grep -q "book.csv:2: .*the same" err
	fails gl --duplicates error book.csv
	ar-reconcile --gl gl.csv --control 1200 --duplicates sum book.csv \
	    book.csv >got 2>err || [ $? -eq 1 ]
	grep -q ^duplicate-book got
}

@test "--rejects sets rows of the book aside, and says so" {
	sed -i 's/^2026-10-12,credit,C-1/2026-10-32,credit,C-1/' book.csv
	fails gl
	mentions 'book.csv:11: date: "2026-10-32" is not a date'
	gl --rejects bad.csv >got 2>err || [ $? -eq 1 ]
	[ "$(cut -d, -f2,4 bad.csv | tail -n 1)" = 11,date ]
	grep -q "1 row rejected" err
	grep -q '^missing-in-book,.*,C-1,' got
}

@test "full devices, and outputs that are inputs" {
	fails sh -c 'ar-reconcile --gl gl.csv --control 1200 book.csv >/dev/full'
	mentions "No space left"
	for f in book.csv gl.csv; do
		cp $f keep
		fails gl -o $f
		mentions "is also an input"
		same keep $f
	done
	fails gl -o x.csv --rejects x.csv
	[ ! -e x.csv ]
}

@test "what is posted later changes no earlier day" {
	gl --all >want || [ $? -eq 1 ]
	printf '%s\n' 2026-11-20,invoice,I-200,ZOO,70.00,USD,,, \
	    2026-11-20,writeoff,V-9,ACME,-1.00,USD,I-101,, >>book.csv
	echo 2026-11-25,1200,99.00,,USD,I-300,AR,J-9, >>gl.csv
	gl --all >got || [ $? -eq 1 ]
	same want got
}
