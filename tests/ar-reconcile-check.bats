#!/usr/bin/env bats
# ar-reconcile --check: the book by itself, class by class; what it finds in
# random books is tests/oracle/property-check's.

load common

D=2026-10-31
HEAD=class,age,entity,customer,currency,key,book_date,book_amount,other_date,other_amount,difference,days,next_step,lines

setup()
{
	common_setup
	export AR_AS_OF=$D
	cd "$t" || return
}

# check ARG...: the book that `table` made.
check()
{
	ar-reconcile --check "$@" in.csv
}

# finds STATUS WANT ARG...: all columns but age, other_amount and next_step,
# which must say something.
finds()
{
	local want=$1 rows=$2 got=0

	shift 2
	check --format tsv "$@" >rows 2>err || got=$?
	stderr=$(cat err)
	[ "$got" -eq "$want" ] || { cat rows err >&2; return 1; }
	[ "$(head -n 1 rows | tr '\t' ,)" = "$HEAD" ]
	sed 1d rows | cut -f1,3-9,11,12,14 | tr '\t' , >got
	printf '%s' "$rows${rows:+$'\n'}" | same - got
	[ -z "$(sed 1d rows | cut -f13 | grep -v .)" ]
}

# step TEXT ARG...: the next_step of the only item.
step()
{
	local want=$1

	shift
	check --format tsv "$@" >rows || [ $? -eq 1 ]
	[ "$(sed 1d rows | cut -f13)" = "$want" ] || { cat rows >&2; return 1; }
}

@test "a book without fault: a header, and exit status 0" {
	table date,type,doc,customer,amount,ref \
	    2026-10-01,invoice,I-1,A,100.00, 2026-10-02,invoice,I-2,A,50.00, \
	    2026-10-03,receipt,7,A,-100.00, 2026-10-03,apply,7,A,100.00,I-1
	finds 0 ""
	[ -z "$stderr" ]
}

@test "over-applied: what is too much, on either side" {
	table date,type,doc,customer,amount,ref \
	    2026-10-01,invoice,I-1,A,100.00, 2026-10-03,receipt,7,A,-130.00, \
	    2026-10-03,apply,7,A,120.00,I-1 2026-10-04,refund,B,A,15.00,7 \
	    2026-11-01,writeoff,W,A,-1.00,I-1
	finds 1 "over-applied,,A,,7,2026-10-03,5.00,,5.00,,in.csv:3 in.csv:4 in.csv:5
over-applied,,A,,I-1,2026-10-01,-20.00,,-20.00,,in.csv:2 in.csv:4"
	finds 1 "over-applied,,A,,I-1,2026-10-01,-20.00,,-20.00,,in.csv:2 in.csv:4" \
	    --as-of 2026-10-03
	finds 0 "" --as-of 2026-10-02
	finds 0 "over-applied,,A,,7,2026-10-03,5.00,,5.00,,in.csv:3 in.csv:4 in.csv:5
over-applied,,A,,I-1,2026-10-01,-20.00,,-20.00,,in.csv:2 in.csv:4" \
	    --allow over-applied
	finds 0 "over-applied,,A,,7,2026-10-03,5.00,,5.00,,in.csv:3 in.csv:4 in.csv:5
over-applied,,A,,I-1,2026-10-01,-20.00,,-20.00,,in.csv:2 in.csv:4" \
	    --tolerance 25.00
	mentions "25.00 of differences is within the tolerance of 25.00"
}

@test "of an item with many rows the first twenty are named" {
	{
		echo date,type,doc,customer,amount,ref
		echo 2026-10-01,invoice,I-1,A,5.00,
		for i in {1..23}; do
			echo "2026-10-02,writeoff,W$i,A,-1.00,I-1"
		done
	} >in.csv
	check >rows || [ $? -eq 1 ]
	[[ $(sed 1d rows) == *,"in.csv:2 in.csv:3 "*" in.csv:21 +4" ]]
}

@test "application-before-document: from which day the row counts" {
	table date,type,doc,customer,amount,ref \
	    2026-10-05,invoice,I-1,A,100.00, 2026-10-03,receipt,7,A,-60.00, \
	    2026-10-04,apply,7,A,60.00,I-1 2026-10-02,writeoff,,A,-4.00,I-1 \
	    2026-10-01,transfer,I-1b,A,10.00,I-1 2026-10-01,dispute,,A,,I-1
	finds 1 "application-before-document,,A,,7,2026-10-04,60.00,2026-10-05,0.00,1,in.csv:4
application-before-document,,A,,I-1,2026-10-02,-4.00,2026-10-05,-4.00,3,in.csv:5
application-before-document,,A,,I-1b,2026-10-01,10.00,2026-10-05,0.00,4,in.csv:6"
	# On a day between the two it is one as well.
	finds 1 "application-before-document,,A,,I-1b,2026-10-01,10.00,2026-10-05,0.00,4,in.csv:6" \
	    --as-of 2026-10-01
	step "dated before the item it acts on: see which of the dates is wrong" \
	    --as-of 2026-10-01
}

@test "number-gap: one row for each run, of each series" {
	table date,type,doc,customer,amount,entity \
	    2026-10-01,invoice,INV-07,A,1.00,UK 2026-10-02,invoice,INV-09,B,1.00,UK \
	    2026-10-05,invoice,INV-13,A,1.00,UK 2026-10-02,credit,INV-08,B,-1.00,UK \
	    2026-10-02,invoice,INV-08,B,1.00,DE 2026-10-02,receipt,INV-10,B,-1.00,UK \
	    2026-10-02,invoice,INV-10,B,1.00,UK 2026-10-02,invoice,plain,B,1.00,UK
	finds 1 "number-gap,UK,,,INV-08,2026-10-01,0.00,2026-10-02,0.00,1,in.csv:2 in.csv:3
number-gap,UK,,,INV-11..INV-12,2026-10-02,0.00,2026-10-05,0.00,3,in.csv:4 in.csv:8"
	step "1 missing in the series of type invoice: void, lost, or in another book?" \
	    --as-of 2026-10-02
	# A document of a later day is not there yet.
	finds 1 "number-gap,UK,,,INV-08,2026-10-01,0.00,2026-10-02,0.00,1,in.csv:2 in.csv:3" \
	    --as-of 2026-10-04
	finds 0 "number-gap,UK,,,INV-08,2026-10-01,0.00,2026-10-02,0.00,1,in.csv:2 in.csv:3
number-gap,UK,,,INV-11..INV-12,2026-10-02,0.00,2026-10-05,0.00,3,in.csv:4 in.csv:8" \
	    --allow number-gap
	finds 1 "number-gap,UK,,,INV-08,2026-10-01,0.00,2026-10-02,0.00,1,in.csv:2 in.csv:3
number-gap,UK,,,INV-11..INV-12,2026-10-02,0.00,2026-10-05,0.00,3,in.csv:4 in.csv:8" \
	    --allow number-gap:29
}

@test "number-gap: 100 goes on where 99 ends, installments are one number" {
	table date,type,doc,customer,amount,due \
	    2026-10-01,invoice,98,A,1.00,2026-11-01 \
	    2026-10-01,invoice,98,A,1.00,2026-12-01 \
	    2026-10-02,invoice,100,A,1.00, 2026-10-02,invoice,101,A,1.00, \
	    2026-10-02,invoice,0102,A,1.00, 2026-10-02,invoice,0103,A,1.00,
	finds 1 "number-gap,,,,99,2026-10-01,0.00,2026-10-02,0.00,1,in.csv:3 in.csv:4"
}

@test "number-gap: what is brought forward, and what is no series" {
	table date,type,doc,customer,amount,reason \
	    2026-10-01,invoice,I-3,A,1.00,opening \
	    2026-10-01,invoice,I-9,A,1.00,opening \
	    2026-10-02,invoice,I-10,A,1.00, 2026-10-02,invoice,I-11,A,1.00, \
	    2026-10-02,invoice,2026001,A,1.00, 2026-10-02,invoice,2027001,A,1.00, \
	    2026-10-02,invoice,12345678901234567890123,A,1.00,
	finds 0 ""
	says 'ar-reconcile: no series: of "2026001" to "2027001" (invoice) only 2 of 1001 numbers are there'
	{
		echo date,type,doc,customer,amount
		for i in {10..34}; do
			printf '2026-10-01,invoice,%s-1,A,1\n' "$i"
			printf '2026-10-01,invoice,%s-9,A,1\n' "$i"
		done
	} >in.csv
	finds 0 ""
	[ "$(wc -l <err)" -eq 21 ]
	[ "$(tail -n 1 err)" = "ar-reconcile: ... and 5 more" ]
}

@test "number-repeat: one number, two customers" {
	table date,type,doc,customer,amount,entity \
	    2026-10-01,invoice,5,A,1.00,UK 2026-10-02,invoice,5,B,2.00,UK \
	    2026-10-02,invoice,5,C,2.00,DE 2026-10-02,credit,5,B,-2.00,UK \
	    2026-10-03,receipt,5,D,-2.00,UK 2026-10-03,receipt,5,A,-2.00,UK
	finds 1 "number-repeat,UK,,,5,2026-10-01,0.00,2026-10-02,0.00,1,in.csv:2 in.csv:3"
	finds 0 "" --as-of 2026-10-01
}

@test "closed-period: what stands behind later rows" {
	table date,type,doc,customer,amount,ref \
	    2026-09-30,invoice,1,A,1.00, 2026-10-01,invoice,2,A,1.00, \
	    2026-09-30,credit,1,A,-1.00, 2026-09-01,note,N,A,, \
	    2026-09-29,writeoff,W,A,-1.00,1
	finds 1 "closed-period,,A,,1,2026-09-30,-1.00,,-1.00,,in.csv:4
closed-period,,A,,N,2026-09-01,0.00,,0.00,,in.csv:5
closed-period,,A,,W,2026-09-29,-1.00,,-1.00,,in.csv:6" \
	    --closed 2026-09-30 --allow application-before-document \
	    --class closed-period
	AR_CLOSED=2026-08-31 finds 1 \
	    "application-before-document,,A,,W,2026-09-29,-1.00,2026-09-30,-1.00,1,in.csv:6"
}

@test "late-posting: rows behind what was reported" {
	table date,type,doc,customer,amount \
	    2026-09-30,invoice,1,A,1.00 2026-10-01,invoice,2,A,1.00
	finds 0 "" --as-of $D --evidence e.jsonl
	printf '%s\n' 2026-10-31,invoice,3,A,5.00 2026-11-01,invoice,4,A,5.00 \
	    2026-09-01,invoice,5,A,7.00 >>in.csv
	finds 1 "late-posting,,A,,3,2026-10-31,5.00,,5.00,,in.csv:4
late-posting,,A,,5,2026-09-01,7.00,,7.00,,in.csv:6" --prior e.jsonl \
	    --as-of 2026-11-30 --closed 2026-09-30
	step "added after 2026-10-31 was reported: ask why, and date it in the open period" \
	    --prior e.jsonl --as-of 2026-09-20
	sed -i 's/2026-09-30/2026-09-29/' in.csv
	fails check --prior e.jsonl
}

@test "cut-off: the document is of another period" {
	table date,type,doc,customer,amount,doc_date,reason \
	    2026-11-02,invoice,1,A,5.00,2026-10-31, \
	    2026-10-30,invoice,2,A,6.00,2026-11-01, \
	    2026-10-01,invoice,3,A,7.00,2026-09-30, \
	    2026-10-01,invoice,4,A,7.00,2026-10-31, \
	    2026-10-01,invoice,5,A,7.00,2026-09-01,opening
	finds 1 "cut-off,,A,,1,2026-11-02,5.00,2026-10-31,5.00,-2,in.csv:2
cut-off,,A,,2,2026-10-30,6.00,2026-11-01,6.00,2,in.csv:3"
	finds 1 "cut-off,,A,,1,2026-11-02,5.00,2026-10-31,5.00,-2,in.csv:2
cut-off,,A,,2,2026-10-30,6.00,2026-11-01,6.00,2,in.csv:3
cut-off,,A,,3,2026-10-01,7.00,2026-09-30,7.00,-1,in.csv:4" --closed 2026-09-30
	step "date and doc_date are on two sides of 2026-09-30: see in which period it belongs" \
	    --closed 2026-09-30 --as-of 2026-12-31
}

people()
{
	table date,type,doc,customer,amount,ref,currency,by,approved \
	    2026-10-01,invoice,1,A,900.00,,EUR,ann, \
	    2026-10-02,writeoff,W1,A,-100.00,1,EUR,ann, \
	    2026-10-02,writeoff,W2,A,-100.01,1,EUR,bob, \
	    2026-10-02,writeoff,W3,A,-300.00,1,EUR,ann, \
	    2026-10-02,writeoff,W4,A,-200.00,1,EUR,bob,cid \
	    2026-10-03,credit,2,A,-5.00,,EUR,, \
	    2026-10-03,adjust,J,A,9.00,1,EUR,,
}

@test "over-approval: above whose limit" {
	people
	printf '%s\n' type,limit,currency,by writeoff,100,, writeoff,300,EUR,ann \
	    writeoff,50,USD, credit,0,, >limits.csv
	finds 1 "over-approval,,A,EUR,2,2026-10-03,-5.00,,-5.00,,in.csv:7
over-approval,,A,EUR,W2,2026-10-02,-100.01,,-100.01,,in.csv:4" \
	    --approval limits.csv --allow over-applied --class over-approval
	step "above 100, the limit of a writeoff by bob: have it approved, or reverse it" \
	    --approval limits.csv --as-of 2026-10-02
	# Without a column of who approved, nobody did.
	cut -d, -f1-8 in.csv >less.csv
	mv less.csv in.csv
	finds 1 "over-approval,,A,EUR,W2,2026-10-02,-100.01,,-100.01,,in.csv:4
over-approval,,A,EUR,W4,2026-10-02,-200.00,,-200.00,,in.csv:6" \
	    --approval limits.csv --as-of 2026-10-02
}

@test "--approval: tables that are none" {
	people
	bad() { printf '%s\n' "$1" "$2" >limits.csv; }
	bad type,limit writeof,1
	fails check --approval limits.csv
	says 'ar-reconcile: limits.csv:2: type: "writeof" is not a type of row that moves money (writeoff, credit, adjust, refund ...)'
	bad type,limit apply,1
	fails check --approval limits.csv
	bad type,limit writeoff,-1
	fails check --approval limits.csv
	says 'ar-reconcile: limits.csv:2: limit: "-1" is not a limit, 0 or more'
	bad type,limit,currency writeoff,1,EURO
	fails check --approval limits.csv
	bad kind,limit writeoff,1
	fails check --approval limits.csv
	printf '%s\n' type,limit credit,1 credit,2 >limits.csv
	fails check --approval limits.csv
	says 'ar-reconcile: limits.csv:3: type: "credit" stands there twice'
	fails check --approval none.csv
	# Its columns are named by a map, too.
	bad Art,limit writeoff,1000
	finds 0 "" --approval limits.csv --col approval.type=Art \
	    --as-of 2026-10-01
	fails ar-reconcile --gl in.csv --approval limits.csv in.csv
	mentions "--approval goes with --check"
}

@test "same-person: made and approved by one" {
	table date,type,doc,customer,amount,ref,by,approved \
	    2026-10-01,invoice,1,A,900.00,,ann,ann \
	    2026-10-02,writeoff,W1,B,-1.00,1,ann,Ann 2026-10-03,note,N,A,,,, \
	    2026-10-04,hold,H,A,,,bob,bob
	sed -i 's/,1,ann,Ann/,1,ann,Ann/; s/W1,B/W1,A/' in.csv
	finds 1 "same-person,,A,,1,2026-10-01,900.00,,900.00,,in.csv:2
same-person,,A,,H,2026-10-04,0.00,,0.00,,in.csv:5"
	step "made and approved by ann: have a second person look at it" \
	    --as-of 2026-10-02
	sed 's/by,approved/maker,checker/' in.csv >other.csv
	mv other.csv in.csv
	finds 0 ""
	finds 1 "same-person,,A,,1,2026-10-01,900.00,,900.00,,in.csv:2" \
	    --col by=maker --col approved=checker --as-of 2026-10-02
}

@test "card-number: in any text, and shown nowhere" {
	table date,type,doc,customer,amount,memo,Seen \
	    '2026-10-01,invoice,1,A,900.00,"* by card 4111 1111 1111 1111, thanks",' \
	    2026-10-02,receipt,4111111111111111,A,-1.00,,5500000000000004 \
	    2026-10-02,invoice,2,4111111111111111,1.00,4111111111111112,
	finds 1 "card-number,,A,,1,2026-10-01,900.00,,0.00,,in.csv:2
card-number,,411111******1111,,2,2026-10-02,1.00,,0.00,,in.csv:4
card-number,,A,,411111******1111,2026-10-02,-1.00,,0.00,,in.csv:3
card-number,,A,,411111******1111,2026-10-02,-1.00,,0.00,,in.csv:3"
	! grep -q 1111111 rows
	step "memo holds the number of a card, 4111 11** **** 1111: take it out of all systems" \
	    --as-of 2026-10-01
}

@test "rows after the day are not there, but for the cut-off" {
	table date,type,doc,customer,amount,ref,by,approved,memo \
	    2026-10-01,invoice,1,A,9.00,,,, \
	    2026-11-01,invoice,9,A,9.00,,ann,ann,4111111111111111 \
	    2026-11-01,invoice,9,B,9.00,,,, 2026-11-01,writeoff,W,A,-10.00,1,,,
	finds 0 ""
	finds 1 "over-applied,,A,,1,2026-10-01,-1.00,,-1.00,,in.csv:2 in.csv:5
number-repeat,,,,9,2026-11-01,0.00,2026-11-01,0.00,0,in.csv:3 in.csv:4
same-person,,A,,9,2026-11-01,9.00,,9.00,,in.csv:3
card-number,,A,,9,2026-11-01,9.00,,0.00,,in.csv:3" --as-of 2026-11-01
}

@test "currencies, order of rows, and threads" {
	table date,type,doc,customer,amount,currency,ref \
	    2026-10-01,invoice,1,A,10,JPY, 2026-10-02,writeoff,W,A,-12,JPY,1 \
	    2026-10-01,invoice,1,A,1.000,KWD, \
	    2026-10-02,writeoff,V,A,-1.500,KWD,1
	finds 1 "over-applied,,A,JPY,1,2026-10-01,-2,,-2,,in.csv:2 in.csv:3
over-applied,,A,KWD,1,2026-10-01,-0.500,,-0.500,,in.csv:4 in.csv:5"
	finds 1 "over-applied,,A,JPY,1,2026-10-01,-2,,-2,,in.csv:2 in.csv:3
over-applied,,A,KWD,1,2026-10-01,-0.500,,-0.500,,in.csv:4 in.csv:5" --threads 3
	check >want || [ $? -eq 1 ]
	ar-reconcile --check - <in.csv >got || [ $? -eq 1 ]
	sed 's/-:/in.csv:/g' got | same want -
}

@test "what does not go with --check, and what the book must be" {
	table date,type,doc,customer,amount 2026-10-01,invoice,1,A,10
	for other in "--gl in.csv" "--control 1200" --summary --daily \
	    "--base EUR" "--journal j.csv --accounts in.csv"; do
		# shellcheck disable=SC2086
		fails check $other
	done
	[ ! -e j.csv ]
	table date,type,doc,customer,amount 2026-10-01,invoice,1,A,ten
	fails check
	finds 1 "" --rejects bad.csv
	[ "$(sed 1d bad.csv)" = "in.csv,2,amount,amount,\"2026-10-01,invoice,1,A,ten\"" ]
	# Rows that repeat others are told of, and counted.
	table date,type,doc,customer,amount 2026-10-01,invoice,1,A,10 \
	    2026-10-01,invoice,1,A,10
	finds 1 ""
	mentions "in.csv:3: doc: the same item, due date and line as in.csv:2"
	finds 0 "" --duplicates sum
	fails check --duplicates error
}
