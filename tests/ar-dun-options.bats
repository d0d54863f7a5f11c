#!/usr/bin/env bats
# ar-dun, option by option: what it reads, refuses and leaves behind.  The
# rules are in ar-dun.bats, lists in ar-dun-calls.bats, letters in
# ar-dun-letters.bats.

load common

D=2026-03-02

setup()
{
	common_setup
	cd "$t"
	printf '%s\n' policy,level,days,min_days_between,fee,interest_rate \
	    p,1,10,7,5.00,36.5% p,2,20,7,10.00,36.5% >policy.csv
	# 30 days late, and 29: 1000 * 0.365 / 365 is 1.00 a day.
	printf '%s\n' date,type,doc,customer,amount,due \
	    2026-01-01,invoice,I1,A,1000.00,2026-01-31 \
	    2026-01-01,invoice,I2,B,2000.00,2026-02-01 \
	    2026-01-01,invoice,I3,B,500.00,2026-02-01 >book.csv
}

duns()
{
	ar-dun --as-of $D --policy policy.csv "$@"
}

# numbers ARG...: those of the notices.
numbers()
{
	duns "$@" book.csv >rows
	sed 1d rows | cut -d, -f3 | tr '\n' ' '
}

HEAD=date,type,doc,customer,amount,ref,ref_due,due,id,level,fee,interest,\
interest_to,reason,rule

ROWS="$HEAD
2026-03-02,notice,N1,A,1000.00,I1,2026-01-31,2026-03-02,notice:2026-03-02:A:I1:2026-01-31,1,5.00,30.00,2026-03-02,,p:1
2026-03-02,notice,N2,B,2000.00,I2,2026-02-01,2026-03-02,notice:2026-03-02:B:I2:2026-02-01,1,5.00,58.00,2026-03-02,,p:1
2026-03-02,notice,N2,B,500.00,I3,2026-02-01,2026-03-02,notice:2026-03-02:B:I3:2026-02-01,1,,14.50,2026-03-02,,p:1"

# --- Notices ---------------------------------------------------------------

@test "--start: a number a letter" {
	prints 0 "$ROWS" duns --start N1 book.csv
	[ -z "$stderr" ]
	[ "$(numbers --start 2026-0099)" = "2026-0099 2026-0100 2026-0100 " ]
	fails duns book.csv
	says 'ar-dun: notices need numbers: give --start or --counter; or --no-notices or --dry-run'
	fails duns --start N book.csv
	mentions '--start: '
	fails duns --start 18446744073709551615 book.csv
}

@test "a deadline that no date can tell ends the run" {
	printf '%s\n' policy,level,days,deadline_days p,1,10,30 >policy.csv
	duns --as-of 9999-12-01 --start N1 book.csv | grep -q ,9999-12-31,
	fails duns --as-of 9999-12-02 --start N1 book.csv
	says 'ar-dun: the deadline of a letter to "A" is beyond 9999-12-31'
}

@test "a book with an opening balance tells nothing of a day before it" {
	printf '%s\n' date,type,doc,customer,amount,due,reason \
	    2026-02-15,invoice,I1,A,1000.00,2026-01-31,opening >opened.csv
	duns --start N1 opened.csv | grep -q ,1000.00,
	duns --as-of 2026-02-15 --start N1 opened.csv | grep -q ,1000.00,
	fails duns --as-of 2026-02-14 --start N1 opened.csv
	says "ar-dun: the book opens on 2026-02-15 and can't tell of a day before it"
	duns --no-notices --statement --from 2026-02-15 --letters s opened.csv
	fails duns --no-notices --statement --from 2026-02-14 --letters u \
	    opened.csv
	says "ar-dun: the book opens on 2026-02-15 and can't tell of a day before it"
	[ ! -e u ]
}

@test "customers without a policy are told of" {
	sed 's/^p,/q,/' policy.csv | sed 1d | cat policy.csv - >two.csv
	prints 0 "$HEAD" duns --policy two.csv --start N1 book.csv
	says 'ar-dun: 2 customers who are late have no policy: see --held and --default-policy'
	prints 0 "$ROWS" duns --policy two.csv --default-policy p --start N1 \
	    book.csv
	[ -z "$stderr" ]
}

@test "a ring of parents is refused" {
	printf '%s\n' customer,parent A,B B,C C,A >customers.csv
	fails duns --start N1 --customers customers.csv book.csv
	mentions 'customers.csv:4: parent: "A" has this customer above it already'
	printf '%s\n' customer,parent A,A B,A >customers.csv
	prints 0 "$ROWS" duns --start N1 --customers customers.csv book.csv
}

@test "the level of an earlier notice is a number, or a fault" {
	local level want

	while read -r level want; do
		printf '%s\n' date,type,doc,customer,amount,due,ref,level \
		    2026-01-01,invoice,I1,A,1000.00,2026-01-31,, \
		    "2026-02-10,notice,N0,A,1000.00,,I1,${level#-}" >noticed.csv
		duns --start N1 noticed.csv >rows
		[ "$(tail -n 1 rows | cut -d, -f10)" = "$want" ]
	done <<<"- 1
	    0 1
	    1 2
	    7 2
	    99999999999999999999 2"
	for level in x -1 1.5; do
		sed "3s/[^,]*\$/$level/" noticed.csv >wrong.csv
		fails duns --start N1 wrong.csv
		says "ar-dun: wrong.csv:3: level: \"$level\" is not a whole number: the level of a notice"
	done
	duns --start N1 --rejects bad.csv wrong.csv >rows 2>err || [ $? -eq 1 ]
	[ "$(tail -n 1 rows | cut -d, -f10)" = 1 ]
	grep -q ',level,number,' bad.csv
}

@test "a number that is in the book is not given out again" {
	duns --start N1 --book-fees book.csv >rows
	# The same day nothing is new: no number is asked for.
	duns --start N1 book.csv rows >again
	[ "$(wc -l <again)" -eq 1 ]
	D=2026-03-12
	fails duns --start N1 book.csv rows
	says 'ar-dun: --start: N1 is used in rows:2'
	fails duns --start N2 book.csv rows
	says 'ar-dun: --start: N2 is used in rows:5'
	# One that the run comes to, by what is left of a letter: its fee.
	grep -v notice rows >debits
	fails duns --start N0 book.csv debits
	says 'ar-dun: --start: N1 is used in debits:2'
	printf '%s\n' series,next notice,N1 >n.csv
	fails duns --counter n.csv book.csv rows
	says 'ar-dun: n.csv: N1 is used in rows:2'
	[ "$(tail -n 1 n.csv)" = notice,N1 ]
	duns --start N3 book.csv rows >new
	# A number is its text: N01 is another.
	duns --start N01 book.csv rows >new
}

@test "--book-fees: debits for what the letter costs" {
	prints 0 "${ROWS/$'\n'2026-03-02,notice,N2/
2026-03-02,debit,N1-I1,A,30.00,I1,,2026-03-02,interest:2026-03-02:A:I1:2026-01-31,,,,,interest,p:1
2026-03-02,debit,N1-F1,A,5.00,,,2026-03-02,fee:2026-03-02:A:I1:2026-01-31,,,,,fee,p:1
2026-03-02,notice,N2}
2026-03-02,debit,N2-I1,B,58.00,I2,,2026-03-02,interest:2026-03-02:B:I2:2026-02-01,,,,,interest,p:1
2026-03-02,debit,N2-I2,B,14.50,I3,,2026-03-02,interest:2026-03-02:B:I3:2026-02-01,,,,,interest,p:1
2026-03-02,debit,N2-F1,B,5.00,,,2026-03-02,fee:2026-03-02:B:I2:2026-02-01,,,,,fee,p:1" \
	    duns --start N1 --book-fees book.csv
	cat stdout >>book.csv
	# 1000 + 30 + 5, and 2500 + 58 + 14.50 + 5
	ar-age --as-of $D book.csv | cut -d, -f1,10 >got
	printf '%s\n' customer,total A,1035.00 B,2577.50 | same - got
	duns --start N3 --book-fees book.csv >rows
	echo "$HEAD" | same - rows
	ar-dun --as-of 2026-03-12 --policy policy.csv --start N3 book.csv >rows
	# 10 days late the debits come along, after the invoices.
	[ "$(grep -c ',1,,,,,p:1$' rows)" = 5 ]
	grep -q ',2,10.00,10.00,2026-03-12,,p:2$' rows
}

@test "--book-fees: installments of an invoice are one debit" {
	printf '%s\n' date,type,doc,customer,amount,due \
	    2026-01-01,invoice,I1,A,1000.00,2026-01-31 \
	    2026-01-01,invoice,I1,A,2000.00,2026-02-01 >book.csv
	duns --start N1 --book-fees book.csv >rows
	# 30.00 and 58.00
	[ "$(grep -c ,interest,p:1 rows)" = 1 ]
	grep -q '^2026-03-02,debit,N1-I1,A,88.00,I1,,' rows
}

@test "--counter: goes on by itself, and gives each number once" {
	[ "$(numbers --counter n.csv --start N-099)" = "N-099 N-100 N-100 " ]
	[ "$(numbers --counter n.csv)" = "N-101 N-102 N-102 " ]
	printf '%s\n' series,next notice,N-103 | same - n.csv
	fails duns --counter new.csv book.csv
	says 'ar-dun: new.csv has no series "notice" yet: say where it begins with --start N-1001'
	[ ! -e new.csv ]
	# What fails takes none, and so does a run without letters.
	run -2 sh -c "ar-dun --as-of $D --policy policy.csv --counter n.csv \
	    book.csv >/dev/full"
	run -2 sh -c "ar-dun --as-of $D --policy policy.csv --counter n.csv \
	    --held /dev/full book.csv"
	ar-dun --as-of 2026-01-02 --policy policy.csv --counter n.csv \
	    book.csv >rows
	printf '%s\n' series,next notice,N-103 | same - n.csv
}

@test "--counter: ten runs at once never share a number" {
	local pids=()

	printf '%s\n' series,next notice,1 >n.csv
	for i in 1 2 3 4 5 6 7 8 9 10; do
		duns --counter n.csv -o "run$i.csv" book.csv &
		pids+=($!)
	done
	for pid in "${pids[@]}"; do
		wait "$pid"
	done
	[ "$(sed '/^date/d' run*.csv | cut -d, -f3 | sort -nu | wc -l)" = 20 ]
	printf '%s\n' series,next notice,21 | same - n.csv
}

@test "--no-notices: only the lists" {
	prints 0 "" duns --no-notices --held held.csv book.csv
	[ -s held.csv ]
	for number in --start --counter; do
		fails duns --no-notices $number 1 book.csv
		says 'ar-dun: --start and --counter number notices: there are none'
	done
	fails duns --no-notices --book-fees book.csv
	says 'ar-dun: --book-fees goes with notices'
	fails duns --no-notices --letters out book.csv
}

@test "--dry-run: what would be done" {
	printf '%s\n' customer,hold A,asked >customers.csv
	prints 0 "customer,entity,account,currency,ref,ref_due,days,last_level,level,amount,fee,interest,held
A,,,,I1,2026-01-31,30,,1,,,,hold
B,,,,I2,2026-02-01,29,,1,2000.00,5.00,58.00,
B,,,,I3,2026-02-01,29,,1,500.00,,14.50," \
	    duns --dry-run --customers customers.csv book.csv
	fails duns --dry-run --start 1 book.csv
	fails duns --dry-run --book-fees book.csv
}

@test "--dry-run --against: what another policy does otherwise" {
	printf '%s\n' policy,level,days,fee,interest_rate,min_amount,advance \
	    p,0,,,,,jump p,1,10,5.00,36.5%,1500.00, p,2,30,10.00,36.5%,, \
	    >other.csv
	# A is at level 2 at once.
	prints 0 "customer,entity,account,currency,ref,ref_due,days,last_level,level,amount,fee,interest,held,other_level,other_amount,other_fee,other_interest,other_held
A,,,,I1,2026-01-31,30,,1,1000.00,5.00,30.00,,2,1000.00,10.00,30.00," \
	    duns --dry-run --against other.csv book.csv
	# 2500.00 is not enough; what is listed is of the first policy.
	sed -i s/1500.00/2500.01/ other.csv
	duns --dry-run --against other.csv --held held.csv book.csv >rows
	[ "$(grep -c '5.00,,1,,,,below-minimum$\|14.50,,1,,,,below-minimum$\|58.00,,1,,,,below-minimum$' rows)" = 2 ]
	[ "$(wc -l <held.csv)" = 1 ]
	prints 0 "customer,entity,account,currency,ref,ref_due,days,last_level,level,amount,fee,interest,held,other_level,other_amount,other_fee,other_interest,other_held" \
	    duns --dry-run --against policy.csv book.csv
	fails duns --start 1 --against other.csv book.csv
	says 'ar-dun: --against goes with --dry-run'
}

@test "--held: who, what and why, in one order" {
	printf '%s\n' 2026-02-01,promise,,B,,2026-03-10 \
	    2026-02-01,receipt,R1,B,-7.00, >>book.csv
	duns --start 1 --held held.csv book.csv >rows 2>err
	printf '%s\n' \
	    customer,entity,account,currency,ref,ref_due,amount,days,level,reason,until,detail \
	    "B,,,,,,7.00,,,unapplied-cash,,apply it first: see ar-apply(1)" \
	    B,,,,I2,2026-02-01,2000.00,29,1,promise,2026-03-10,"promised for 2026-03-10" \
	    B,,,,I3,2026-02-01,500.00,29,1,promise,2026-03-10,"promised for 2026-03-10" |
	    same - held.csv
	echo 'ar-dun: a customer who is late has money that is not applied: apply it first' |
	    same - err
}

# --- Days ------------------------------------------------------------------

@test "a run of an earlier day than a notice is refused" {
	duns --start 1 book.csv >rows
	for option in "--start 1" --no-notices --dry-run; do
		# words of an option
		# shellcheck disable=SC2086
		fails ar-dun --as-of 2026-03-01 --policy policy.csv $option \
		    book.csv rows
		says 'ar-dun: rows:2: a notice of 2026-03-02: a run of an earlier day would not know of it'
	done
	# Whoever is selected: it could be undone by him.
	fails ar-dun --as-of 2026-03-01 --policy policy.csv --start 1 \
	    --where customer=C book.csv rows
	ar-dun --as-of 2026-03-02 --policy policy.csv --start 1 book.csv rows
}

@test "--closed, --as-of" {
	fails duns --start 1 --closed $D book.csv
	says 'ar-dun: --as-of is on or before the closed date'
	AR_CLOSED=$D fails duns --start 1 book.csv
	prints 0 "$ROWS" duns --start N1 --closed 2026-03-01 book.csv
	# A list is no row of the book.
	duns --no-notices --held held.csv --closed $D book.csv
	AR_AS_OF=$D prints 0 "$ROWS" ar-dun --policy policy.csv --start N1 \
	    book.csv
	fails ar-dun --policy policy.csv --start 1 book.csv
	mentions "Give --as-of DATE"
	fails ar-dun --as-of 2026-02-30 --policy policy.csv --start 1 book.csv
}

# --- Reading ---------------------------------------------------------------

@test "a list of open items has no memory" {
	printf '%s\n' date,doc,customer,amount 2026-01-01,I1,A,1.00 >list.csv
	fails duns --start 1 list.csv
	says 'ar-dun: a list of open items has no memory of notices: ar-dun reads a book'
}

@test "--policy: needed, and held to its columns" {
	fails ar-dun --as-of $D --start 1 book.csv
	says 'ar-dun: --policy FILE is missing: who is asked, and how firmly?'
	fails ar-dun --as-of $D --start 1 --policy no.csv book.csv
	mentions no.csv
	# Unknown columns are the user's own; one that looks like ours is not.
	printf '%s\n' policy,level,days,owner p,1,10,ann >policy.csv
	[ "$(numbers --start 1)" = "1 2 2 " ]
	printf '%s\n' policy,level,dayz p,1,10 >policy.csv
	fails duns --start 1 book.csv
	mentions 'policy.csv:1: no column "days"; is it "dayz"?'
	printf '%s\n' policy,levle p,1 >policy.csv
	fails duns --start 1 book.csv
	mentions 'policy.csv:1: no column "level"; is it "levle"?'
	printf '%s\n' Regel,level,days p,1,10 >policy.csv
	[ "$(numbers --start 1 --col policy.policy=Regel)" = "1 2 2 " ]
}

@test "--policy: what is wrong in it" {
	printf '%s\n' policy,level,days,from,combine,day_count,interest_base,\
advance,group,net_credits,fee p,0,,,,,,two,family,maybe, \
	    p,1,ten,often,xor,366,weekly,,,, p,2,-1,,,,,,,,-5.00 \
	    none,1,1,,,,,,,, p,100,1,,,,,,,, >policy.csv
	fails duns --start 1 book.csv
	for word in two family maybe ten often xor 366 weekly -1 -5.00 none 100
	do
		mentions "\"$word\""
	done
	printf '%s\n' policy,level,days p,1,10 p,3,20 >policy.csv
	fails duns --start 1 book.csv
	says 'ar-dun: policy.csv:3: level: "3" stands above level 2, which the policy does not have'
	printf '%s\n' policy,level,days p,1,10 p,2,10 >policy.csv
	fails duns --start 1 book.csv
	says 'ar-dun: policy.csv:3: days: "10" is not more than the 10 days of level 1'
	printf '%s\n' policy,level,days p,1,10 p,1,20 >policy.csv
	fails duns --start 1 book.csv
	mentions policy.csv:3:
	printf '%s\n' policy,level,days,grace_days p,0,5, p,1,10,3 >policy.csv
	fails duns --start 1 book.csv
	mentions policy.csv:2:
	mentions policy.csv:3:
}

@test "--where: only these debts; letters, and the cash beside them" {
	[ "$(numbers --start 1 --where customer=A)" = "1 " ]
	[ "$(numbers --start 1 --where doc=I3)" = "1 " ]
	[ "$(numbers --start 1 --where customer=C)" = "" ]
	fails duns --start 1 --where custmer=A book.csv
	mentions 'no column "custmer"; is it "customer"?'
	fails duns --start 1 --by customer book.csv
	mentions "no option --by"
}

@test "--rejects, --duplicates" {
	echo 2026-01-01,invoice,I4,A,1O.00,2026-01-31 >>book.csv
	fails duns --start N1 book.csv
	mentions "book.csv:5: amount: "
	prints 1 "$ROWS" duns --start N1 --rejects bad.csv book.csv
	[ "$(wc -l <bad.csv)" = 2 ]
	sed -i 5d book.csv
	printf '%s\n' date,type,doc,customer,amount,ref \
	    2026-02-01,writeoff,W,A,-1.00,I1 2026-02-01,writeoff,W,A,-1.00,I1 \
	    >more.csv
	fails duns --start N1 book.csv more.csv
	mentions "equal in every column"
	duns --start N1 --duplicates sum book.csv more.csv >rows
	grep -q ,A,998.00, rows
	# notices that are there twice
	duns --start N1 book.csv >rows
	fails duns --start N1 book.csv rows rows
}

@test "--map, --col, standard input" {
	sed '1s/customer/Kunde/' book.csv >in.csv
	prints 0 "$ROWS" duns --start N1 --col customer=Kunde in.csv
	printf '%s\n' '[book]' 'customer = Kunde' >m.map
	prints 0 "$ROWS" duns --start N1 --map m.map in.csv
	prints 0 "$ROWS" duns --start N1 <book.csv
	prints 0 "$ROWS" duns --start N1 --policy - book.csv <policy.csv
	fails duns --start N1 --policy - <book.csv
}

@test "--threads, and rows in any order: the same bytes" {
	{ head -n 1 book.csv; sed 1d book.csv | tac; } >turned.csv
	for n in 1 2 5; do
		prints 0 "$ROWS" duns --start N1 --threads $n turned.csv
	done
}

# --- Output ----------------------------------------------------------------

@test "--format, -p, -o: the same rows" {
	duns --start N1 --format tsv book.csv | tr '\t' , >got
	echo "$ROWS" | same - got
	duns --start N1 --format json book.csv >got
	duns --start N1 --format jsonl book.csv >lines
	echo "$ROWS" | python3 -c '
import csv, json, sys
want = list(csv.DictReader(sys.stdin))
for got in json.load(open("got")), [json.loads(x) for x in open("lines")]:
    assert [{k: str("" if v is None else v) for k, v in row.items()}
        for row in got] == want, got
    assert got[0]["amount"] == "1000.00" and got[0]["level"] == 1'
	duns --start N1 --format table book.csv >got
	duns --start N1 -p book.csv | same got -
	duns --start N1 --pretty -o out.csv book.csv
	same got out.csv
	duns --start N1 --output out.csv book.csv
	echo "$ROWS" | same - out.csv
}

@test "--proof: every cent is asked for, or it is said why not" {
	# Half of I1 is disputed, B's I3 promised, I4 not late.
	printf '%s\n' date,type,doc,customer,amount,ref,due \
	    2026-01-15,dispute,D1,A,500.00,I1, \
	    2026-02-01,promise,P1,B,,I3,2026-03-09 \
	    2026-02-01,invoice,I4,C,70.00,,2026-04-01 >more.csv
	duns --start N1 --proof book.csv more.csv 2>said >rows
	printf 'ar-dun: proof: %s\n' "rows read 6 = rejected 0 + used 6" \
	    "noticed 2500.00 + disputed or covered 500.00 + held 500.00 + not yet due for a notice 70.00 = open debts 3570.00" |
	    same - said
}

@test "output is whole or absent" {
	for list in held calls forecast credit-hold; do
		run -2 sh -c "ar-dun --as-of $D --policy policy.csv --start 1 \
		    --$list /dev/full -o out.csv book.csv"
		[ -n "$output" ]
		[ ! -e out.csv ]
		run -2 sh -c "ar-dun --as-of $D --policy policy.csv --start 1 \
		    --$list list.csv book.csv >/dev/full"
		[ ! -e list.csv ]
	done
	run -2 sh -c "ar-dun --as-of $D --policy policy.csv --dry-run \
	    book.csv >/dev/full"
	run -2 sh -c "ar-dun --as-of $D --policy policy.csv --start 1 \
	    --rejects /dev/full book.csv -o out.csv"
	[ ! -e out.csv ]
}

@test "an output that is an input, or another output" {
	printf '%s\n' customer A >customers.csv
	printf '%s\n' series,next notice,1 >n.csv
	cp book.csv book.old
	cp policy.csv policy.old
	for option in -o --held --calls --forecast --credit-hold --rejects; do
		for input in book.csv policy.csv customers.csv n.csv; do
			fails duns --counter n.csv --customers customers.csv \
			    $option $input book.csv
			mentions $input
		done
		fails duns --dry-run --against policy.csv $option policy.csv \
		    book.csv
	done
	fails duns --counter n.csv --held list.csv --calls list.csv book.csv
	fails duns --counter n.csv --held list.csv -o list.csv book.csv
	same book.old book.csv
	same policy.old policy.csv
	printf '%s\n' series,next notice,1 | same - n.csv
	[ ! -e list.csv ]
}

@test "options that mean nothing together" {
	for wrong in "--top 3" "--eml" "--template x" "--statement" \
	    "--sellers x" "--letters out --eml" "--letters out --from $D" \
	    "--letters out --sender a@example.com" \
	    "--letters out --statement" \
	    "--letters out --statement --from 2026-03-03"; do
		# words of options
		# shellcheck disable=SC2086
		fails duns --start 1 $wrong book.csv
		mentions "--"
		[ ! -e out ]
	done
}

@test "--help, --version" {
	ar-dun --help >got
	grep -q "^Usage: ar-dun" got
	ar-dun -h | same got -
	ar-dun --version | grep -q "^ar-dun (ar-tools)"
	ar-dun -V >got
	fails ar-dun --polcy x
	mentions 'no option --polcy; is it --policy?'
}

@test "many debts in one letter, many notices of one debt: no squares" {
	awk 'BEGIN {
		print "date,type,doc,customer,amount,due,ref,level"
		for (i = 0; i < 100000; i++)
			print "2026-01-01,invoice,I" i ",A,10.00,2026-01-31,,"
		for (i = 0; i < 50000; i++)
			print "2026-02-0" 1 + i % 9 ",notice,M" i ",A,,,I7,1"
	}' >book.csv
	timeout 20 ar-dun --as-of $D --policy policy.csv --start N1 \
	    --book-fees book.csv >rows
	# 30 days at 0.01 a day: a debit each, and the fee of level 2
	[ "$(grep -c '^2026-03-02,debit,N1-I.*,A,0.30,I' rows)" = 100000 ]
	[ "$(grep -c '^2026-03-02,debit,N1-F1,A,10.00,,' rows)" = 1 ]
}

@test "tables without rows: customers of whom nothing is known, no policy" {
	echo customer,collector,policy >c.csv
	prints 0 "$ROWS" duns --start N1 --customers c.csv book.csv
	[ "$(duns --start N1 --customers c.csv --where collector=ann book.csv)" \
	    = "$HEAD" ]
	fails duns --start N1 --customers c.csv --where colector=ann book.csv
	echo policy,level >policy.csv
	for option in "--start N1" --dry-run; do
		# words of an option
		# shellcheck disable=SC2086
		fails duns $option book.csv
		says 'ar-dun: policy.csv: no rows: without a policy nobody is asked for anything'
	done
}
