#!/usr/bin/env bats
# ar-age, option by option.  The golden pairs were worked out by hand from
# the books beside them, as of 2026-10-31; tests/oracle/age.py agrees.

load common

D=2026-10-31

setup()
{
	common_setup
	g=$PWD/tests/golden/ar-age
	book=$g/book.csv
}

# golden NAME ARG...: exit status 0, the golden output, nothing on stderr.
golden()
{
	local name=$1

	shift
	prints 0 "$(cat "$g/$name.out")" ar-age --as-of $D "$@" "$book"
	[ -z "$stderr" ]
}

# ages ARG...: exit status 0, and only what is on stdout.
ages()
{
	ar-age --as-of $D "$@"
}

company()
{
	[ -e "$BATS_FILE_TMPDIR/company/book.csv" ] || {
		mkdir "$BATS_FILE_TMPDIR/company"
		tests/company/make-company "$BATS_FILE_TMPDIR/company"
	}
	c=$BATS_FILE_TMPDIR/company
}

@test "the table: buckets, credits and unapplied by customer and currency" {
	golden table
}

@test "the golden pairs are the oracle's, too" {
	local oracle="python3 tests/oracle/age.py --as-of $D"

	$oracle "$book" | same "$g/table.out" -
	$oracle --total "$book" | same "$g/total.out" -
	$oracle --zero "$book" | same "$g/zero.out" -
	$oracle --items "$book" | same "$g/items.out" -
	$oracle --disputed "$book" | same "$g/disputed.out" -
	$oracle --items --disputed "$book" | same "$g/items-disputed.out" -
	$oracle --buckets 7,30,120 "$book" | same "$g/buckets.out" -
	for basis in doc post; do
		$oracle --basis $basis "$book" | same "$g/basis-$basis.out" -
	done
	for credits in bucket current oldest; do
		$oracle --credits $credits "$book" |
		    same "$g/credits-$credits.out" -
	done
}

@test "--total adds a row per currency" {
	golden total --total
}

@test "--sort total: the largest first, by currency" {
	golden sort-total --sort total
	fails ar-age --as-of $D --sort name "$book"
	mentions '--sort: "name"'
}

@test "--zero keeps what is settled" {
	golden zero --zero
}

@test "--percent: of the row, and of the currency" {
	golden percent --percent --total
	table date,doc,customer,amount $D,1,A,5 $D,2,A,-5
	ages --percent "$t/in.csv" | tail -n 1 >"$t/out" # of nothing: blank
	echo 'A,,5.00,0.00,0.00,0.00,0.00,-5.00,0.00,0.00,,,,,,,,' |
	    same - "$t/out"
}

@test "--buckets: names follow the days, each day is in one" {
	golden buckets --buckets 7,30,120
	table date,doc,customer,amount,due 2026-01-01,a,A,1,2026-10-31 \
	    2026-01-01,b,A,2,2026-10-30 2026-01-01,c,A,4,2026-10-24 \
	    2026-01-01,d,A,8,2026-10-23 2026-01-01,e,A,16,2026-11-01
	prints 0 "customer,currency,current,1-7,8+,credits,unapplied,total
A,,17.00,6.00,8.00,0.00,0.00,31.00" ages --buckets 7 "$t/in.csv"
}

@test "--buckets: any rising list, no other" {
	for list in 30,30 60,30 0 a '30,' ',30' '' -1 30,x 1e1 3000000000; do
		fails ar-age --as-of $D --buckets "$list" "$book"
		mentions "--buckets: "
	done
}

@test "--basis due, doc or post" {
	golden table --basis due
	golden basis-doc --basis doc
	golden basis-post --basis post
	fails ar-age --as-of $D --basis dew "$book"
	mentions '--basis: "dew"'
}

@test "--credits column, bucket, current or oldest" {
	golden table --credits column
	golden credits-bucket --credits bucket
	golden credits-current --credits current
	golden credits-oldest --credits oldest
	fails ar-age --as-of $D --credits newest "$book"
	mentions '--credits: "newest"'
}

@test "--credits oldest: receipts first, what is left over stays credit" {
	table date,type,doc,customer,amount,due \
	    2026-08-01,invoice,1,A,100,2026-08-31 \
	    2026-09-01,invoice,2,A,50,2026-10-01 \
	    2026-10-01,credit,3,A,-30, \
	    2026-10-05,receipt,4,A,-140, 2026-10-05,receipt,5,B,-7,
	# 100 + 50 - 140 of the receipt leave 10, the credit pays that
	prints 0 "customer,currency,current,1-30,31-60,61-90,91+,credits,unapplied,total
A,,0.00,0.00,0.00,0.00,0.00,-20.00,0.00,-20.00
B,,0.00,0.00,0.00,0.00,0.00,0.00,-7.00,-7.00" \
	    ages --credits oldest "$t/in.csv"
}

@test "--disputed splits a column out of the buckets" {
	golden disputed --disputed
	golden items-disputed --items --disputed
}

@test "--disputed: all, a part, resolved, and never more than is open" {
	table date,type,doc,customer,amount,ref,due \
	    2026-08-01,invoice,N,A,100.00,,2026-08-31 \
	    2026-08-02,invoice,M,A,80.00,,2026-09-30 \
	    2026-08-05,dispute,D1,A,,N, 2026-08-06,dispute,D2,A,30.00,M, \
	    2026-08-20,resolve,D2,A,10.00,M, 2026-08-25,receipt,R,A,-70.00,, \
	    2026-08-25,apply,R,A,70.00,M, 2026-09-20,resolve,D1,A,,N,
	disputed()
	{
		ar-age --as-of "$1" --disputed "$t/in.csv" | tail -n 1 >"$t/out"
		echo "A,,$2" | same - "$t/out"
	}
	disputed 2026-08-05 80.00,0.00,0.00,0.00,0.00,100.00,0.00,0.00,180.00
	disputed 2026-08-20 60.00,0.00,0.00,0.00,0.00,120.00,0.00,0.00,180.00
	disputed 2026-08-31 0.00,0.00,0.00,0.00,0.00,110.00,0.00,0.00,110.00
	disputed 2026-09-20 0.00,100.00,0.00,0.00,0.00,10.00,0.00,0.00,110.00
}

@test "--items: a row an open item or installment" {
	golden items --items
}

@test "--items --type" {
	prints 0 "$(sed -n '1p; /,credit,/p; /,receipt,/p' "$g/items.out")" \
	    ages --items --type receipt,credit "$book"
	prints 0 "customer,currency,current,1-30,31-60,61-90,91+,credits,unapplied,total
Acme,USD,0.00,0.00,0.00,0.00,0.00,-30.00,0.00,-30.00" \
	    ages --type credit "$book"
	fails ar-age --as-of $D --items --type invoise "$book"
	mentions '--type: "invoise"'
}

@test "--items --older: more days late than that" {
	# 122, 61 and 79 days; the credit memo's 60 are not more than 60
	prints 0 "$(sed -n '1p; /,I1,.*,122,/p; /,I2,/p; /,R1,/p' \
	    "$g/items.out")" ages --items --older 60 "$book"
	for days in -3 x 1.5 ''; do
		fails ar-age --as-of $D --items --older "$days" "$book"
		mentions "--older: "
	done
}

@test "--items --with and --paid-until: subsequent receipts" {
	golden paid-until --items --with po,reason --paid-until 2026-11-30
	fails ar-age --as-of $D --items --with pos "$book"
	mentions 'no column "pos"; is it "po"?'
	fails ar-age --as-of $D --items --paid-until $D "$book"
	mentions "--paid-until must be after --as-of"
	# The application is of the 6th: by the 5th nothing was paid.
	ages --items --paid-until 2026-11-05 "$book" >"$t/out"
	grep -qx 'Bolt,EUR,I1,invoice,.*,300.00,300.00,,,' "$t/out"
}

@test "--history: every row that touched an item" {
	cd "$g"
	golden_here() { prints 0 "$1" ages --history "$2" book.csv; }
	golden_here "$(cat history.out)" I1
	golden_here \
"customer,currency,doc,item,effective,type,with,change,open,row
Acme,USD,R1,receipt,2026-08-15,receipt,,-450.00,-450.00,book.csv:7
Acme,USD,R1,receipt,2026-08-16,apply,I1,400.00,-50.00,book.csv:8" R1
	# Nothing after the day
	golden_here \
"customer,currency,doc,item,effective,type,with,change,open,row
Bolt,EUR,I3,invoice,2026-09-30,invoice,,80.00,80.00,book.csv:11" I3
	fails ar-age --as-of $D --history I4 book.csv
	says 'ar-age: no item "I4" by that day'
}

@test "--open-book: open items as rows of a book" {
	ages --open-book "$book" |
	    sed -E 's/opening-2026-10-31-[0-9a-f]{16}-1/ID/' >"$t/out"
	same "$g/open-book.out" "$t/out"
	ages --open-book --closed-since 2026-10-01 "$book" |
	    sed -E 's/opening-2026-10-31-[0-9a-f]{16}-1/ID/' >"$t/out"
	same "$g/closed-since.out" "$t/out"
}

# opens BOOK DAY [ARG...]: the opening book ages as the whole book does.
opens()
{
	local from=$1 day=$2 how

	shift 2
	ar-age --as-of "$day" --open-book "$@" "$from" >"$t/open.csv"
	for how in "" --disputed "--credits bucket" "--credits oldest" \
	    "--basis doc" "--by currency --total"; do
		# $how is words
		# shellcheck disable=SC2086
		ar-age --as-of "$day" $how "$from" >"$t/whole"
		# shellcheck disable=SC2086
		ar-age --as-of "$day" $how "$t/open.csv" | same "$t/whole" -
	done
}

@test "the opening book ages as the whole book, to the byte" {
	for day in 2026-05-01 2026-05-25 2026-08-15 2026-08-31 2026-10-12 $D \
	    2026-11-05 2026-12-31; do
		opens "$book" $day
		opens "$book" $day --closed-since 2026-05-01
	done
	for day in 2026-02-01 2026-02-02 2026-02-28 2026-03-01 2026-03-15 \
	    2026-04-10 2026-04-15 2026-04-30; do
		opens "$g/moves.csv" $day
		opens "$g/moves.csv" $day --closed-since 2026-02-01
	done
	opens "$g/cross.csv" $D
	opens "$g/cross.csv" $D --closed-since 2026-10-11
}

@test "the opening book and next month's rows are the whole book" {
	sed -n '1p; /^2026-11/p' "$book" >"$t/november.csv"
	ages --open-book "$book" >"$t/open.csv"
	for day in 2026-11-05 2026-11-06 2026-11-30; do
		ar-age --as-of $day --items --disputed "$book" |
		    cut -d, -f1-4,6- >"$t/whole"
		ar-age --as-of $day --items --disputed "$t/open.csv" \
		    "$t/november.csv" | cut -d, -f1-4,6- >"$t/later"
		# But for what was open at the time
		sed -i 's/,1000\.00,500/,500.00,500/; s/-450\.00/-50.00/;
		    s/,100\.00,50\.00/,50.00,50.00/' "$t/whole"
		same "$t/whole" "$t/later"
	done
}

@test "--closed-since: what comes undone later finds its items" {
	cp "$book" "$t/book.csv"
	echo '2026-11-02,apply,R0,Zed,-10.00,USD,Z1,,,,,' >>"$t/book.csv"
	sed -n '1p; $p' "$t/book.csv" >"$t/undo.csv"
	ar-age --as-of 2026-11-02 "$t/book.csv" >"$t/whole"
	grep -q '^Zed,USD,0.00,0.00,0.00,0.00,10.00,0.00,-10.00,0.00$' \
	    "$t/whole"

	ages --open-book --closed-since 2026-05-20 "$book" >"$t/open.csv"
	ar-age --as-of 2026-11-02 "$t/open.csv" "$t/undo.csv" |
	    same "$t/whole" -
	ages --open-book --closed-since 2026-05-21 "$book" >"$t/open.csv"
	fails ar-age --as-of 2026-11-02 "$t/open.csv" "$t/undo.csv"
	mentions 'no receipt or credit "R0" of customer "Zed"'
}

@test "an opening book can't tell of a day before it" {
	ages --open-book "$book" >"$t/open.csv"
	fails ar-age --as-of 2026-10-30 "$t/open.csv"
	mentions "2026-10-31"
}

@test "an opening book of a plain list, numbers or not" {
	table date,doc,customer,amount,due \
	    2026-09-01,,Ann,10.00,2026-09-30 2026-09-01,,Ann,10.00,2026-09-30 \
	    2026-09-05,77,Ann,-4.00, 2026-10-05,79,Bob,7.00,
	opens "$t/in.csv" $D
}

@test "--closed and AR_CLOSED: no opening rows in a closed month" {
	fails ar-age --as-of $D --open-book --closed $D "$book"
	mentions "closed"
	AR_CLOSED=2026-11-30 fails ar-age --as-of $D --open-book "$book"
	ar-age --as-of $D --open-book --closed 2026-10-30 "$book" >/dev/null
	# A report of a closed month is fine.
	AR_CLOSED=$D golden table
	fails ar-age --as-of $D --open-book --closed soon "$book"
	mentions '--closed: "soon" is not a date'
}

@test "--by: columns of the book, currency always" {
	prints 0 "currency,current,1-30,31-60,61-90,91+,credits,unapplied,total
EUR,80.00,300.00,0.00,0.00,0.00,0.00,0.00,380.00
USD,100.00,50.00,0.00,200.00,500.00,-30.00,-50.00,770.00" \
	    ages --by currency "$book"
	prints 0 "type,currency,current,1-30,31-60,61-90,91+,credits,unapplied,total
credit,USD,0.00,0.00,0.00,0.00,0.00,-30.00,0.00,-30.00
invoice,EUR,80.00,300.00,0.00,0.00,0.00,0.00,0.00,380.00
invoice,USD,100.00,50.00,0.00,200.00,500.00,0.00,0.00,850.00
receipt,USD,0.00,0.00,0.00,0.00,0.00,0.00,-50.00,-50.00" \
	    ages --by type "$book"
	prints 0 "po,currency,current,1-30,31-60,61-90,91+,credits,unapplied,total
,EUR,80.00,300.00,0.00,0.00,0.00,0.00,0.00,380.00
,USD,100.00,50.00,0.00,0.00,0.00,-30.00,-50.00,70.00
\"PO \"\"8\"\", part 1\",USD,0.00,0.00,0.00,200.00,0.00,0.00,0.00,200.00
PO-7,USD,0.00,0.00,0.00,0.00,500.00,0.00,0.00,500.00" \
	    ages --by po "$book"
	fails ar-age --as-of $D --by custmer "$book"
	says 'ar-age: no column "custmer"; is it "customer"?'
}

@test "--by entity and account, of the opening row" {
	table date,type,doc,customer,amount,ref,entity,account,ref_entity \
	    2026-10-01,invoice,1,A,10,,US,1200, \
	    2026-10-01,invoice,1,A,20,,DE,1210, \
	    2026-10-02,receipt,R,A,-6,,DE,1290, \
	    2026-10-03,apply,R,A,6,1,DE,,US
	prints 0 "entity,account,currency,current,1-30,31-60,61-90,91+,credits,unapplied,total
DE,1210,,0.00,20.00,0.00,0.00,0.00,0.00,0.00,20.00
US,1200,,0.00,4.00,0.00,0.00,0.00,0.00,0.00,4.00" \
	    ages --by entity,account "$t/in.csv"
}

@test "--customers: names, and columns for --by and --where" {
	prints 0 "customer,name,currency,current,1-30,31-60,61-90,91+,credits,unapplied,total
0042,,USD,100.00,50.00,0.00,0.00,0.00,0.00,0.00,150.00
Acme,\"Acme, Inc.\",USD,0.00,0.00,0.00,200.00,500.00,-30.00,-50.00,620.00
Bolt,Bólt,EUR,80.00,300.00,0.00,0.00,0.00,0.00,0.00,380.00
TOTAL,,EUR,80.00,300.00,0.00,0.00,0.00,0.00,0.00,380.00
TOTAL,,USD,100.00,50.00,0.00,200.00,500.00,-30.00,-50.00,770.00" \
	    ages --customers "$g/customers.csv" --total "$book"
	prints 0 "customers.segment,currency,current,1-30,31-60,61-90,91+,credits,unapplied,total
,USD,100.00,50.00,0.00,0.00,0.00,0.00,0.00,150.00
key,USD,0.00,0.00,0.00,200.00,500.00,-30.00,-50.00,620.00
small,EUR,80.00,300.00,0.00,0.00,0.00,0.00,0.00,380.00" \
	    ages --customers "$g/customers.csv" --by customers.segment "$book"
	prints 0 "customer,name,currency,doc,type,date,due,days,bucket,amount,open
Bolt,Bólt,EUR,I1,invoice,2026-09-01,2026-10-01,30,1-30,300.00,300.00
Bolt,Bólt,EUR,I3,invoice,2026-09-30,2026-10-31,0,current,80.00,80.00" \
	    ages --customers "$g/customers.csv" --where collector=bob,eve \
	    --items "$book"
}

@test "--customers: twice the same, a misspelt column, its own --col" {
	printf 'customer,name\nA,x\nA,y\n' >"$t/twice.csv"
	fails ar-age --as-of $D --customers "$t/twice.csv" "$book"
	says "ar-age: $t/twice.csv:3: customer: \"A\" stands there twice"
	printf 'custmer,name\nAcme,x\n' >"$t/odd.csv"
	fails ar-age --as-of $D --customers "$t/odd.csv" "$book"
	says "ar-age: $t/odd.csv:1: no column \"customer\"; is it \"custmer\"?"
	ages --customers "$t/odd.csv" --col customers.customer=custmer \
	    "$book" >"$t/out"
	grep -q '^Acme,x,USD,' "$t/out"
	fails ar-age --as-of $D --customers - - <"$book"
	says "ar-age: standard input can be read only once"
}

@test "--where: one of these values, repeatable" {
	prints 0 "$(sed -n '1p; /^Acme/p; /^0042/p' "$g/table.out")" \
	    ages --where customer=Acme,0042 "$book"
	prints 0 "$(sed -n '1p; /I1,.*1000/p' "$g/items.out")" \
	    ages --items --where customer=Acme --where doc=I1 "$book"
	prints 0 "$(sed -n '1p; /Acme.*I1/p' "$g/items.out")" \
	    ages --items --where po=PO-7 "$book"
	prints 0 "$(head -n 1 "$g/table.out")" \
	    ages --where customer=acme "$book"
	fails ar-age --as-of $D --where customer "$book"
	says 'ar-age: --where: "customer" is not COL=VALUE,...'
	fails ar-age --as-of $D --where custmer=A "$book"
	mentions 'is it "customer"?'
}

@test "--proof: choices, rows and the equality" {
	prints 0 "$(cat "$g/disputed.out")" ages --proof --disputed "$book"
	# EUR: 300 + 80; USD: 10-10+1000+200-450-30+300-100-150 = 770
	says "ar-age: proof: read as a book" \
"ar-age: proof: as of 2026-10-31, basis due, credits column, buckets current to 91+" \
"ar-age: proof: rows read 20 = rejected 0 + used 20 (dated later: 3)" \
"ar-age: proof: EUR: book 380.00 = items 380.00 = buckets 260.00 + disputed 120.00 + credits 0.00 + unapplied 0.00 = total 380.00" \
"ar-age: proof: USD: book 770.00 = items 770.00 = buckets 850.00 + disputed 0.00 + credits -30.00 + unapplied -50.00 = total 770.00"
	ages --proof --older 60 --credits bucket "$book" 2>"$t/err" >/dev/null
	# USD without C1 (60 days, -30) and 0042's 150
	grep -q 'USD: book 770.00 = left out 120.00 + items 650.00;' "$t/err"
	grep -q 'basis due, credits bucket,' "$t/err"
}

@test "as-of before, between and after: parents, un-apply, bank return" {
	for day in $(grep -x '2026-..-..' "$g/moves.out"); do
		echo "$day"
		ar-age --as-of "$day" "$g/moves.csv" | tail -n +2
	done >"$t/out"
	same "$g/moves.out" "$t/out"
	for day in $(grep -x '2026-..-..' "$g/moves.out"); do
		ar-age --as-of "$day" "$g/moves.csv" >"$t/out"
		python3 tests/oracle/age.py --as-of "$day" "$g/moves.csv" |
		    same - "$t/out"
	done
}

@test "rows in any order give the same aging" {
	for f in "$book" "$g/moves.csv"; do
		ages --items --disputed "$f" >"$t/forward"
		(head -n 1 "$f"; tail -n +2 "$f" | tac) >"$t/back.csv"
		ages --items --disputed "$t/back.csv" | same "$t/forward" -
	done
}

@test "an apply waits for its items" {
	table date,type,doc,customer,amount,ref \
	    2026-01-05,apply,R1,A,60,I1 2026-01-01,receipt,R1,A,-60, \
	    2026-01-20,invoice,I1,A,100,
	ar-age --as-of 2026-01-19 "$t/in.csv" | tail -n 1 >"$t/out"
	echo A,,0.00,0.00,0.00,0.00,0.00,0.00,-60.00,-60.00 | same - "$t/out"
	ar-age --as-of 2026-01-20 "$t/in.csv" | tail -n 1 >"$t/out"
	echo A,,40.00,0.00,0.00,0.00,0.00,0.00,0.00,40.00 | same - "$t/out"
}

@test "across currencies: each has its own equality" {
	prints 0 "customer,currency,current,1-30,31-60,61-90,91+,credits,unapplied,total
A,EUR,0.00,0.00,0.00,0.00,0.00,0.00,-10.00,-10.00
A,JPY,0,0,12000,0,0,0,0,12000" ages --proof "$g/cross.csv"
	mentions "EUR: book -120.00 + across currencies 110.00 = items -10.00 ="
	mentions "JPY: book 15000 + across currencies -3000 = items 12000 ="
	mentions "USD: book 99.50 + across currencies -99.50 = items 0.00 ="
}

@test "original rows in an opening book keep their amounts" {
	ages --open-book --closed-since 2026-10-01 "$g/cross.csv" >"$t/out"
	grep -q ',apply,E1,A,20.00,EUR,Y1,JPY,3000,' "$t/out"
}

@test "installments: named first, then oldest due, the rest on the last" {
	table date,type,doc,customer,amount,ref,ref_due,due,line \
	    2026-08-01,invoice,N,A,100.00,,,2026-08-31,1 \
	    2026-08-01,invoice,N,A,20.00,,,2026-08-31,2 \
	    2026-08-01,invoice,N,A,100.00,,,2026-09-30,1 \
	    2026-08-01,invoice,N,A,100.00,,,2026-10-31,1 \
	    2026-08-10,receipt,R,A,-150.00,,,, \
	    2026-08-11,apply,R,A,60.00,N,2026-09-30,, \
	    2026-08-12,apply,R,A,50.00,N,,, 2026-08-13,adjust,V,A,5.00,N,,,
	# 60 off September; 50 - 5 off August
	prints 0 "customer,currency,doc,type,date,due,days,bucket,amount,open
A,,N,invoice,2026-08-01,2026-08-31,61,61-90,120.00,75.00
A,,N,invoice,2026-08-01,2026-09-30,31,31-60,100.00,40.00
A,,N,invoice,2026-08-01,2026-10-31,0,current,100.00,100.00
A,,R,receipt,2026-08-10,,82,unapplied,-150.00,-40.00" \
	    ages --items "$t/in.csv"
	echo 2026-08-14,apply,R,A,40.00,N,2026-07-31,, >>"$t/in.csv"
	fails ar-age --as-of $D "$t/in.csv"
	mentions '"N" has no installment due 2026-07-31'
}

@test "over-application: a finding, shown with its sign" {
	table date,type,doc,customer,amount,ref 2026-10-01,invoice,1,A,100, \
	    2026-10-01,receipt,R,A,-150, 2026-10-01,apply,R,A,150,1 \
	    2026-10-01,receipt,S,B,-5, 2026-10-01,invoice,2,B,5, \
	    2026-10-02,apply,S,B,7,2
	# B's receipt owes us 2, and B's invoice owes B 2
	prints 1 "customer,currency,current,1-30,31-60,61-90,91+,credits,unapplied,total
A,,0.00,0.00,0.00,0.00,0.00,-50.00,0.00,-50.00
B,,0.00,2.00,0.00,0.00,0.00,-2.00,0.00,0.00" ages "$t/in.csv"
	says 'ar-age: past zero: "1" of customer "A" is open with -50.00' \
	    'ar-age: past zero: "S" of customer "B" is open with 2.00' \
	    'ar-age: past zero: "2" of customer "B" is open with -2.00' \
	    "ar-age: 3 items are driven past zero"
}

@test "a plain list: --col, signs, blank numbers" {
	table Date,Num,Name,"Open balance",Due \
	    2026-09-01,,Ann,10.00,2026-09-30 2026-09-01,,Ann,10.00,2026-09-30 \
	    2026-09-05,77,Ann,-4.00, 2026-10-05,78,Bob,0.00, \
	    2026-10-05,79,Bob,7.00,
	set -- --col date=Date --col doc=Num --col customer=Name \
	    --col due=Due --col amount='Open balance'
	prints 0 "customer,currency,current,1-30,31-60,61-90,91+,credits,unapplied,total
Ann,,0.00,0.00,20.00,0.00,0.00,-4.00,0.00,16.00
Bob,,0.00,7.00,0.00,0.00,0.00,0.00,0.00,7.00" ages "$@" "$t/in.csv"
	prints 0 "customer,currency,doc,type,date,due,days,bucket,amount,open
Ann,,,invoice,2026-09-01,2026-09-30,31,31-60,10.00,10.00
Ann,,,invoice,2026-09-01,2026-09-30,31,31-60,10.00,10.00
Ann,,77,credit,2026-09-05,,56,credits,-4.00,-4.00
Bob,,79,invoice,2026-10-05,,26,1-30,7.00,7.00" ages --items "$@" "$t/in.csv"
	fails ar-age --as-of $D "$@" --col amount='Open balnce' "$t/in.csv"
	mentions 'no column "Open balnce"; is it "Open balance"?'
}

@test "a plain list: the same with --rejects, --items, many threads" {
	python3 - >"$t/in.csv" <<-'E'
	print("date,doc,customer,amount,due")
	for i in range(20000):
	    print("2026-0%d-11,%d,C%d,%d.%02d,2026-1%d-05" % (
	        i % 9 + 1, i, i % 7, i % 5000 - 900, i % 100, i % 2))
	E
	ages --threads 1 "$t/in.csv" >"$t/one"
	[ "$(wc -l <"$t/one")" -eq 8 ]
	ages --threads 4 "$t/in.csv" | same "$t/one" -
	ages --rejects "$t/rejects" "$t/in.csv" | same "$t/one" -
	python3 tests/oracle/age.py --as-of $D "$t/in.csv" | same "$t/one" -
	fails ar-age --as-of $D --threads two "$t/in.csv"
	mentions "--threads"
}

@test "an empty table has empty reports" {
	head -n 1 "$book" >"$t/in.csv"
	for how in "" --total --percent --zero --disputed "--credits oldest" \
	    "--sort total" "--by currency" --items --open-book \
	    "--open-book --closed-since 2026-01-01" \
	    "--items --paid-until 2026-12-31" "--rejects $t/r.csv"; do
		# shellcheck disable=SC2086
		ages $how "$t/in.csv" >"$t/out"
		[ "$(wc -l <"$t/out")" -eq 1 ]
		# What a book prints on a day before its first row
		case $how in *open-book*) continue ;; esac
		# shellcheck disable=SC2086
		ar-age --as-of 2026-01-01 $how "$book" | same "$t/out" -
	done
	fails ar-age --as-of $D --history I1 "$t/in.csv"
}

@test "options that mean nothing together are refused" {
	for pair in "--items --open-book" "--items --history I1" \
	    "--open-book --history I1" "--with po" "--paid-until 2026-12-31" \
	    "--closed-since 2026-01-01" "--items --credits oldest" \
	    "--items --by customer" "--open-book --where doc=I1" \
	    "--open-book --closed-since 2026-11-30"; do
		# shellcheck disable=SC2086
		fails ar-age --as-of $D $pair "$book"
	done
}

@test "the company: the oracle's aging, and opening books of three days" {
	company
	for day in 2026-03-31 $D; do
		ar-age --as-of $day --disputed --total "$c/book.csv" >"$t/out"
		python3 tests/oracle/age.py --as-of $day --disputed --total \
		    "$c/book.csv" | same - "$t/out"
	done
	for day in 2026-01-31 2026-06-15 $D; do
		opens "$c/book.csv" $day
		opens "$c/book.csv" $day --closed-since 2025-12-15
	done
}

@test "the company: customers, parents, --proof" {
	company
	ages --proof --customers "$c/customers.csv" --by collector \
	    "$c/book.csv" >"$t/out" 2>"$t/err"
	grep -q '^collector,currency,current' "$t/out"
	# What --by can't change: the sum of each currency
	for currency in EUR USD; do
		python3 - "$t/out" $currency "$t/err" <<-'E'
		import csv, sys, re
		from decimal import Decimal
		rows = [r for r in csv.DictReader(open(sys.argv[1]))
		        if r["currency"] == sys.argv[2]]
		total = sum(Decimal(r["total"]) for r in rows)
		assert len(rows) >= 2 and total > 0
		assert re.search(r"%s: book %s = items %s =" % (
		    sys.argv[2], total, total), open(sys.argv[3]).read()), total
		E
	done
}

@test "IBM's sample through its map: every invoice, to the cent" {
	f=$data/ibm-ar/WA_Fn-UseC_-Accounts-Receivable.csv
	[ -r "$f" ] || skip "no ../shared/data"
	python3 - "$f" >"$t/expected" <<-'E'
	import csv, sys, datetime
	from decimal import Decimal
	day = datetime.date(2013, 12, 31)
	sums = [Decimal(0)] * 5
	for row in csv.DictReader(open(sys.argv[1])):
	    m, d, y = map(int, row["DueDate"].split("/"))
	    late = (day - datetime.date(y, m, d)).days
	    sums[0 if late <= 0 else min(4, (late + 29) // 30)] += Decimal(
	        row["InvoiceAmount"])
	assert sum(sums) == Decimal("147703.18")
	print("currency,current,1-30,31-60,61-90,91+,credits,unapplied,total")
	print("USD," + ",".join("%.2f" % s for s in sums) +
	      ",0.00,0.00,147703.18")
	E
	prints 0 "$(cat "$t/expected")" ar-age --as-of 2013-12-31 \
	    --map ibm-ar --col default.currency=USD --by currency --proof "$f"
	mentions "rows read 2466 = rejected 0 + used 2466"
}

@test "IBM's sample as a book: open on any day, as sqlite3 has it" {
	tests/oracle/ibm-book >"$t/ibm.csv" || skip "no ../shared/data"
	command -v sqlite3 >/dev/null || skip "no sqlite3"
	for day in 2012-06-30 2013-01-31 2013-09-30; do
		# An invoice is open from its date until it is settled.
		sqlite3 -csv -header :memory: \
		    ".import $t/ibm.csv b" "
		    SELECT i.customer AS customer, '' AS currency,
		        printf('%.2f', SUM(i.amount)) AS total
		    FROM b i JOIN b a ON a.type = 'apply' AND a.ref = i.doc
		    WHERE i.type = 'invoice' AND i.date <= '$day'
		        AND MAX(a.date, i.date) > '$day'
		    GROUP BY 1 ORDER BY 1" | tr -d '\r' >"$t/expected"
		[ "$(wc -l <"$t/expected")" -gt 5 ]
		# A receipt before its invoice is unapplied until then.
		ar-age --as-of $day "$t/ibm.csv" | awk -F, -v OFS=, '
		    NR == 1 { print $1, $2, $10 }
		    NR > 1 && $10 - $9 > 0.001 {
			printf "%s,%s,%.2f\n", $1, "\"\"", $10 - $9 }' \
		    >"$t/out"
		same "$t/expected" "$t/out"
	done
}

@test "HighRadius' open items through the map, two currencies" {
	f=$data/highradius-open/data2.csv
	[ -r "$f" ] || skip "no ../shared/data"
	command -v sqlite3 >/dev/null || skip "no sqlite3"
	sqlite3 -csv :memory: ".import $f h" "
	    WITH d AS (SELECT invoice_currency AS c,
	            CAST(ROUND(total_open_amount * 100) AS INTEGER) AS a,
	            julianday('2020-05-31') - julianday(due_in_date) AS late
	        FROM h WHERE posting_date <= '2020-05-31')
	    SELECT c, SUM(a * (late <= 0)), SUM(a * (late BETWEEN 1 AND 30)),
	        SUM(a * (late BETWEEN 31 AND 60)),
	        SUM(a * (late BETWEEN 61 AND 90)), SUM(a * (late > 90)), SUM(a)
	    FROM d GROUP BY c ORDER BY c" | tr -d '\r' >"$t/expected"
	ar-age --as-of 2020-05-31 --map highradius --by currency --proof "$f" \
	    2>"$t/err" | tail -n +2 | tr -d . | sed -E \
	    's/,0+([0-9])/,\1/g; s/^([^,]*,[^,]*,[^,]*,[^,]*,[^,]*,[^,]*),0,0,/\1,/' \
	    >"$t/out"
	same "$t/expected" "$t/out"
	[ "$(cut -d, -f1,7 "$t/out" | tr '\n' ' ')" = \
	    "CAD,4447100908 USD,27511371683 " ]
	grep -q 'rows read 9700 = rejected 0 + used 9700' "$t/err"
}

@test "--help, -h, --version, -V need nothing else" {
	ar-age --help >"$t/help"
	ar-age -h | same "$t/help" -
	grep -q '^Examples:' "$t/help"
	ar-age --version >"$t/version"
	ar-age -V | same "$t/version" -
	grep -Eqx 'ar-age \(ar-tools\) [0-9]+\.[0-9]+\.[0-9]+' "$t/version"
}

@test "a column that only a later header has" {
	printf '%s\n' date,type,doc,customer,amount \
	    2026-10-01,invoice,1,A,5.00 >"$t/book.csv"
	printf '%s\n' date,type,doc,customer,amount,terms \
	    '2026-10-02,invoice,2,A,6.00,net 30' >"$t/new.csv"
	cat "$t/book.csv" "$t/new.csv" |
	    ar-age --as-of 2026-10-31 --items --with terms >"$t/out"
	[ "$(cut -d, -f3,11 "$t/out" | tail -n 2 | tr '\n' ' ')" = "1, 2,net 30 " ]
	fails ar-age --as-of 2026-10-31 --items --with temrs \
	    "$t/book.csv" "$t/new.csv"
	mentions 'no column "temrs"'
}

# A book of three currencies, and rates to dollars.
world()
{
	printf '%s\n' date,type,doc,customer,amount,currency,due,ref,rate \
	    2026-08-03,invoice,1,K,125000,JPY,2026-09-02,,0.0068 \
	    2026-09-14,invoice,2,L,400.05,EUR,2026-10-14,,1.075 \
	    2026-10-05,invoice,3,L,99.99,USD,2026-11-04,, \
	    2026-10-20,receipt,R,L,-150.00,EUR,,,1.081 \
	    2026-10-21,credit,C,L,-100.00,USD,,, >"$t/world.csv"
	printf '%s\n' date,currency,rate 2026-09-30,EUR,1.079 \
	    2026-09-30,JPY,0.0067 2026-10-30,EUR,1.0853 2026-10-30,JPY,0.0066 \
	    2026-11-01,EUR,2 >"$t/rates.csv"
}

# in_base ARG...: as ages, in dollars.
in_base()
{
	ages --base USD --rates "$t/rates.csv" "$@" "$t/world.csv"
}

@test "--base: item by item, at the last rate on or before the day" {
	world
	# 400.05 * 1.0853 = 434.174..., 150 * 1.0853 = 162.795
	prints 0 "customer,current,1-30,31-60,61-90,91+,credits,unapplied,total
K,0.00,0.00,825.00,0.00,0.00,0.00,0.00,825.00
L,99.99,434.17,0.00,0.00,0.00,-100.00,-162.80,271.36
TOTAL,99.99,434.17,825.00,0.00,0.00,-100.00,-162.80,1096.36" in_base --total
	prints 0 "$(in_base --total)" in_base --total --base-rate asof
	prints 0 "$(in_base --total)" in_base --total --threads 1
	# the largest first, over all currencies
	[ "$(in_base --sort total | cut -d, -f1,9 | tail -n +2 |
	    tr ',\n' '  ')" = "K 825.00 L 271.36 " ]
	# what is in the base needs no table
	[ "$(ages --base EUR --where currency=EUR "$t/world.csv" | tail -n 1)" = \
	    "L,0.00,400.05,0.00,0.00,0.00,0.00,-150.00,250.05" ]
}

@test "--base: by currency, shares, the oldest debt" {
	world
	prints 0 "currency,current,1-30,31-60,61-90,91+,credits,unapplied,total
EUR,0.00,434.17,0.00,0.00,0.00,0.00,-162.80,271.37
JPY,0.00,0.00,825.00,0.00,0.00,0.00,0.00,825.00
USD,99.99,0.00,0.00,0.00,0.00,-100.00,0.00,-0.01
TOTAL,99.99,434.17,825.00,0.00,0.00,-100.00,-162.80,1096.36" \
	    in_base --by currency --total
	# 271.36 / 1096.36
	[ "$(in_base --percent | tail -n 1 | cut -d, -f9-)" = \
	    271.36,36.8,160.0,0.0,0.0,0.0,-36.9,-60.0,24.8 ]
	# 400.05 - 150.00 = 250.05 euros are 271.379...; 0.01 of the credit
	[ "$(in_base --credits oldest | tail -n 1)" = \
	    L,0.00,271.38,0.00,0.00,0.00,-0.01,0.00,271.37 ]
}

@test "--base-rate booking: each item at the rate of its row" {
	world
	# 400.05 * 1.075 = 430.053..., 150 * 1.081 = 162.15
	prints 0 "customer,current,1-30,31-60,61-90,91+,credits,unapplied,total
K,0.00,0.00,850.00,0.00,0.00,0.00,0.00,850.00
L,99.99,430.05,0.00,0.00,0.00,-100.00,-162.15,267.89" \
	    ages --base USD --base-rate booking "$t/world.csv"
	# a transfer has the rate of what it was billed by, or its own
	printf '%s\n' 2026-10-22,transfer,2a,L,10.00,EUR,,2, \
	    2026-10-22,transfer,2b,L,20.00,EUR,,2,3 >>"$t/world.csv"
	[ "$(ages --base USD --base-rate booking --items "$t/world.csv" |
	    cut -d, -f2,9 | grep ^2 | tr '\n' ' ')" = \
	    "2,397.80 2a,10.75 2b,60.00 " ]
}

@test "--base: the list of items, with what was paid later" {
	world
	echo 2026-11-02,apply,R,L,100.00,EUR,,2, >>"$t/world.csv"
	prints 0 "customer,doc,type,date,due,days,bucket,amount,open,\
paid_after,paid_date,receipt,currency
K,1,invoice,2026-08-03,2026-09-02,59,31-60,825.00,825.00,,,,JPY
L,2,invoice,2026-09-14,2026-10-14,17,1-30,434.17,434.17,108.53,2026-11-02,R,EUR
L,3,invoice,2026-10-05,2026-11-04,-4,current,99.99,99.99,,,,USD
L,C,credit,2026-10-21,,10,credits,-100.00,-100.00,,,,USD
L,R,receipt,2026-10-20,,11,unapplied,-162.80,-162.80,,,,EUR" \
	    in_base --items --paid-until 2026-11-30 --with currency
	fails in_base --items --with doc
}

@test "--base: a part in dispute is converted, the rest is what is left" {
	world
	printf '%s\n' 2026-10-25,dispute,D,L,0.50,EUR,,2, >>"$t/world.csv"
	# 0.50 * 1.0853 = 0.54...; 434.17 - 0.54
	[ "$(in_base --disputed | tail -n 1)" = \
	    L,99.99,433.63,0.00,0.00,0.00,0.54,-100.00,-162.80,271.36 ]
	[ "$(in_base --items --disputed | grep '^L,2' | cut -d, -f8-)" = \
	    0.54,434.17,434.17 ]
}

@test "--base: parts are rounded one by one, however they are grouped" {
	table date,doc,customer,amount,currency 2026-10-01,1,A,0.01,EUR \
	    2026-10-01,2,A,0.01,EUR 2026-10-01,3,A,-0.01,EUR 2026-10-01,4,B,2,JPY
	printf '%s\n' date,currency,rate 2026-10-01,EUR,1.5 \
	    2026-10-01,JPY,0.0024 >"$t/rates.csv"
	cp "$t/in.csv" "$t/world.csv"
	prints 0 "customer,current,1-30,31-60,61-90,91+,credits,unapplied,total
A,0.00,0.04,0.00,0.00,0.00,-0.02,0.00,0.02" in_base
	# what comes to nothing is still open, and stands where it stood
	prints 0 "doc,bucket,open
1,1-30,0.02
2,1-30,0.02
3,credits,-0.02
4,1-30,0.00" bash -c "$(declare -f in_base ages); t=$t D=$D
	    in_base --items | cut -d, -f2,7,9"
	prints 0 "B,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00" \
	    bash -c "$(declare -f in_base ages); t=$t D=$D
		in_base --zero | tail -n 1"
}

@test "--base: a missing rate names the row, and can't be rejected" {
	world
	fails ar-age --as-of 2026-10-01 --base USD --rates "$t/rates.csv" \
	    --rejects "$t/bad.csv" <(sed 's/EUR/GBP/' "$t/world.csv")
	grep -q ':3: rate: no rate of GBP on any day; this is the first row in it$' "$t/stderr"
	[ ! -e "$t/bad.csv" ]
	fails ages --base USD --base-rate booking \
	    <(sed 's/,1.081$/,/; s/,1.075$/,-1/' "$t/world.csv")
	[ "$(cut -d: -f3- <<<"$stderr")" = "3: rate: no booking rate
5: rate: no booking rate" ]
	fails ages --base USD "$t/world.csv"
	[ "$(wc -l <<<"$stderr")" = 2 ] # a line a currency
	mentions "world.csv:2: rate: no rate of JPY: give --rates"
	# a rate in the base that is not 1 proves that it is not the base
	sed 's/11-04,,$/11-04,,1.0/; s/USD,,,$/USD,,,0.92/' "$t/world.csv" \
	    >"$t/in.csv"
	fails ages --base USD --base-rate booking "$t/in.csv"
	says "ar-age: $t/in.csv:6: rate: 0.92 in a row of USD: is USD the base of the book?"
	fails ages --base USD --base-rate booking --where customer=K --items \
	    "$t/in.csv"
	fails ar-kpi --as-of $D --base USD --base-rate booking "$t/in.csv"
	mentions "$t/in.csv:6: rate: 0.92 in a row of USD"
	fails ages --base USD --base-rate booking --where customer=K \
	    <(sed 's/,type,/,kind,/' "$t/in.csv")
	mentions ":6: rate: 0.92 in a row of USD"
	ages --base USD --rates "$t/rates.csv" "$t/in.csv" >/dev/null
	echo 2026-09-30,JPY,0.0068 >>"$t/rates.csv"
	fails ages --base USD --rates "$t/rates.csv" "$t/world.csv"
	says "ar-age: $t/rates.csv:7: rate: a second rate of JPY on 2026-09-30; the first is in line 3"
	sed -i '$d' "$t/rates.csv"
	# nor is one asked for where nothing is converted
	ages --base USD --where currency=USD "$t/world.csv" >/dev/null
	# of a plain list, from several threads, in order of lines; 20 of them
	{ echo date,doc,customer,amount,currency
	for i in $(seq 30000); do echo "2026-10-01,$i,A,1,GBP"; done
	} >"$t/in.csv"
	fails ar-age --as-of $D --threads 4 --base USD --rates "$t/rates.csv" \
	    "$t/in.csv"
	says "ar-age: $t/in.csv:2: rate: no rate of GBP on any day; this is the first row in it"
	sed -i '2,$s/^2026-10-01/2026-09-01/; s/GBP/EUR/' "$t/in.csv"
	fails ar-age --as-of 2026-09-29 --threads 4 --base USD \
	    --rates "$t/rates.csv" "$t/in.csv"
	[ "$(cut -d: -f3 <<<"$stderr" | head -n 20 | tr '\n' ' ')" = \
	    "$(seq -s ' ' 2 21) " ]
	[ "$(tail -n 1 <<<"$stderr")" = "ar-age: ... and 29980 more" ]
}

@test "--base: what makes no sense, and tables that are wrong" {
	world
	fails ages --rates "$t/rates.csv" "$t/world.csv"
	says "ar-age: --rates goes with --base"
	fails ages --base-rate booking "$t/world.csv"
	says "ar-age: --base-rate goes with --base"
	fails ages --base usd "$t/world.csv"
	fails in_base --base-rate later
	fails in_base --history 2
	says "ar-age: --base and --provision go with the table of ages and --items"
	fails in_base --open-book
	fails ages --base EUR --rates "$t/rates.csv" "$t/world.csv"
	mentions '"1.079" is not the rate of the base, which is 1'
	fails ages --base USD --rates "$t/none.csv" "$t/world.csv"
	cut -d, -f1-5 "$t/world.csv" >"$t/in.csv"
	fails ages --base USD --rates "$t/rates.csv" "$t/in.csv"
	mentions "default.currency"
	prints 0 "$(ages --base USD --rates "$t/rates.csv" \
	    <(printf '%s\n' date,doc,customer,amount,currency $D,1,A,5,EUR))" \
	    ages --base USD --rates "$t/rates.csv" --col default.currency=EUR \
	    <(printf '%s\n' date,doc,customer,amount $D,1,A,5)
	# another's headers
	sed -i 1s/rate/Kurs/ "$t/rates.csv"
	in_base --col rates.rate=Kurs >"$t/out"
	fails in_base
}

@test "--base: the proof, in the currencies of the book and in one" {
	world
	in_base --proof --where customer=L 2>"$t/err" >"$t/out"
	tail -n 4 "$t/err" >"$t/last"
	same "$t/last" - <<-'END'
	ar-age: proof: EUR: book 250.05 = items 250.05 = buckets 400.05 + disputed 0.00 + credits 0.00 + unapplied -150.00 = total 250.05
	ar-age: proof: JPY: book 125000 = left out 125000 + items 0; items 0 = buckets 0 + disputed 0 + credits 0 + unapplied 0 = total 0
	ar-age: proof: USD: book -0.01 = items -0.01 = buckets 99.99 + disputed 0.00 + credits -100.00 + unapplied 0.00 = total -0.01
	ar-age: proof: in USD: EUR 271.37 + USD -0.01 = buckets 534.16 + disputed 0.00 + credits -100.00 + unapplied -162.80 = total 271.36
	END
	grep -qx 'ar-age: proof: in USD, each amount at the rate of 2026-10-31' \
	    "$t/err"
	ages --base USD --base-rate booking --proof "$t/world.csv" 2>&1 |
	    grep -qx 'ar-age: proof: in USD, each amount at the rate it was booked at'
}

@test "--base: a plain list, as fast or one by one" {
	world
	grep -v '^2026-10-2' "$t/world.csv" | cut -d, -f1,3-7,9 >"$t/list.csv"
	for rate in asof booking; do
		for more in '' --items '--by currency' '--credits bucket'; do
			# shellcheck disable=SC2086
			ages --base USD --rates "$t/rates.csv" --base-rate $rate \
			    $more "$t/list.csv" >"$t/out"
			# shellcheck disable=SC2086
			ages --base USD --rates "$t/rates.csv" --base-rate $rate \
			    $more --rejects "$t/bad" "$t/list.csv" | same "$t/out" -
		done
	done
}

@test "--provision: of what stands in the buckets, rounded once a row" {
	printf '%s\n' rate,bucket 1%,current 0.05,1-30 33.3333333%,31-60 \
	    1,91+ >"$t/p.csv"
	table date,type,doc,customer,amount,due,ref \
	    2026-01-01,invoice,1,A,100.05,2026-10-31, \
	    2026-01-01,invoice,2,A,0.30,2026-10-30, \
	    2026-01-01,invoice,3,A,1.00,2026-09-20, \
	    2026-01-01,invoice,4,B,0.50,2026-11-30, \
	    2026-01-01,invoice,5,B,7.00,2026-08-20, \
	    2026-01-01,invoice,6,B,9.00,2026-01-02, \
	    2026-01-02,dispute,D,B,4.00,,6 \
	    2026-01-01,receipt,7,B,-80.00,,
	# A: 1.0005 + 0.015 + 0.333333333 = 1.3488...; B: 0.005 + 9.00
	prints 0 "customer,current,1-30,31-60,61-90,91+,credits,unapplied,total,\
allowance
A,100.05,0.30,1.00,0.00,0.00,0.00,0.00,101.35,1.35
B,0.50,0.00,0.00,7.00,9.00,0.00,-80.00,-63.50,9.01
TOTAL,100.55,0.30,1.00,7.00,9.00,0.00,-80.00,37.85,10.36" \
	    bash -c "ar-age --as-of $D --provision $t/p.csv --total \
		$t/in.csv | cut -d, -f1,3-"
	# 1.0005, 0.015, 0.333, then 0.005, nothing, 9.00
	[ "$(ages --provision "$t/p.csv" --items "$t/in.csv" |
	    cut -d, -f3,11 | tail -n +2 | tr '\n' ' ')" = \
	    "1,1.00 2,0.02 3,0.33 4,0.01 5,0.00 6,9.00 7,0.00 " ]
	# what is disputed stands apart
	[ "$(ages --provision "$t/p.csv" --disputed "$t/in.csv" |
	    tail -n 1 | cut -d, -f8,12)" = 4.00,5.01 ]
	[ "$(ages --provision "$t/p.csv" --disputed --items "$t/in.csv" |
	    grep ^B,,6, | cut -d, -f9-)" = 4.00,9.00,9.00,5.00 ]
	# behind all other columns
	[ "$(ages --provision "$t/p.csv" --percent "$t/in.csv" |
	    head -n 1 | rev | cut -d, -f1,2 | rev)" = share%,allowance ]
	[ "$(ages --provision "$t/p.csv" --items --with ref "$t/in.csv" |
	    head -n 1 | rev | cut -d, -f1,2 | rev)" = ref,allowance ]
}

@test "--provision: by currency, or by the base" {
	world
	printf '%s\n' bucket,rate,currency 1-30,50%, 1-30,10%,EUR 1-30,1%,USD \
	    31-60,0.5%,JPY >"$t/p.csv"
	[ "$(ages --provision "$t/p.csv" --by currency "$t/world.csv" |
	    cut -d, -f1,10 | tail -n +2 | tr '\n' ' ')" = \
	    "EUR,40.01 JPY,625 USD,0.00 " ]
	[ "$(in_base --provision "$t/p.csv" --total | cut -d, -f1,10 |
	    tail -n +2 | tr '\n' ' ')" = "K,0.00 L,4.34 TOTAL,4.34 " ]
}

@test "--provision: what makes no sense, and tables that are wrong" {
	world
	printf '%s\n' bucket,rate current,5 31-45,1% 91+,1% 91+,2% >"$t/p.csv"
	fails ages --provision "$t/p.csv" "$t/world.csv"
	says "ar-age: $t/p.csv:2: rate: \"5\" is not a share, 0% to 100% or 0 to 1" \
	    "ar-age: $t/p.csv:3: bucket: \"31-45\" is not a bucket of this report \
(current, 1-30, 31-60, 61-90, 91+)" \
	    "ar-age: $t/p.csv:5: bucket: \"91+\" stands there twice"
	printf '%s\n' bucket,rate current,1% 46+,5% >"$t/p.csv"
	ages --buckets 45 --provision "$t/p.csv" "$t/world.csv" >/dev/null
	for credits in bucket current oldest; do
		fails ages --buckets 45 --provision "$t/p.csv" \
		    --credits $credits "$t/world.csv"
		mentions "--provision goes with --credits column"
	done
	fails ages --buckets 45 --provision "$t/p.csv" --open-book "$t/world.csv"
	printf '%s\n' bucket,rate >"$t/p.csv"
	fails ages --provision "$t/p.csv" "$t/world.csv"
	says "ar-age: $t/p.csv: no rows: nothing is provided for"
	# a map may describe it
	printf '%s\n' Topf,Satz current,1% >"$t/p.csv"
	ages --provision "$t/p.csv" --col provision.bucket=Topf \
	    --col provision.rate=Satz "$t/world.csv" >/dev/null
}
