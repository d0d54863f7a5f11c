#!/usr/bin/env bats
# What every tool promises on the command line, shown on ar-age: what it
# reads, what it refuses, and that output is whole or absent.

load common

D=2026-10-31
H=date,type,doc,customer,amount,due
HEAD=customer,currency,current,1-30,31-60,61-90,91+,credits,unapplied,total
# Of the one invoice of $t/ok.csv, due on the day it was made: 30 days.
OK="$HEAD
A,,0.00,10.00,0.00,0.00,0.00,0.00,0.00,10.00"

setup()
{
	common_setup
	export AR_AS_OF=$D
	book=$PWD/tests/golden/ar-age/book.csv
	maps=$PWD/lib/data/maps
	cd "$t"
	printf '%s\n' $H 2026-10-01,invoice,1,A,10.00,2026-10-01 >ok.csv
}

# reads TEXT: that it ages like ok.csv.
reads()
{
	printf '%b' "$1" >in.csv
	prints 0 "$OK" ar-age in.csv
	prints 0 "$OK" ar-age <in.csv
}

# refuses TEXT MESSAGE...: from a file and from a pipe, with nothing else.
refuses()
{
	printf '%b' "$1" >in.csv
	shift
	fails ar-age in.csv
	says "${@/#/ar-age: in.csv:}"
	# shellcheck disable=SC2002
	fails sh -c 'cat in.csv | ar-age'
	says "${@/#/ar-age: standard input:}"
}

# hard TEXT MESSAGE...: the same, and --rejects is no help.
hard()
{
	refuses "$@"
	fails ar-age --rejects rejects.csv in.csv
	[ ! -e rejects.csv ]
}

preloaded()
{
	[ -z "${AR_SAN:-}" ] || skip "sanitizers have their own malloc"
	cc -shared -fPIC -o "$t/$1.so" "$BATS_TEST_DIRNAME/$1.c" ||
	    skip "no compiler"
}

# --- Input -----------------------------------------------------------------

@test "input: BOM, CRLF, no last newline, blank and all-empty lines" {
	row=2026-10-01,invoice,1,A,10.00,2026-10-01
	reads "\xef\xbb\xbf$H\n$row\n"
	reads "$H\r\n$row\r\n"
	reads "$H\n$row"
	reads "\n\n$H\n\n\n$row\n\n"
	reads "\xef\xbb\xbf\r\n$H\r\n,,,,,\r\n$row\r\n,,,,,\r\n\r\n"
	reads "$H\n$row\n,,,,,"
	reads "\"date\",\"type\",\"doc\",\"customer\",\"amount\",\"due\"\n\
\"2026-10-01\",\"invoice\",\"1\",\"A\",\"10.00\",\"2026-10-01\"\n"
}

@test "input: columns in any order, unknown ones, quotes and newlines" {
	reads "x,due,amount,customer,y,doc,type,date\n\
1,2026-10-01,10,A,\"a \"\"b\"\"\nc,d\",1,invoice,2026-10-01\n"
	printf '%s\n' "$H" '2026-10-01,invoice,1,"B ""x"",' 'y",3.00,' >q.csv
	prints 0 "$HEAD
\"B \"\"x\"\",
y\",,0.00,3.00,0.00,0.00,0.00,0.00,0.00,3.00" ar-age q.csv
}

@test "input: text is neither trimmed nor folded" {
	printf '%s\n' $H '2026-10-01,invoice,1, a ,1.00,' \
	    2026-10-01,invoice,1,a,2.00, 2026-10-01,invoice,1,A,4.00, \
	    2026-10-01,invoice,01,á,8.00, >in.csv
	prints 0 "$HEAD
 a ,,0.00,1.00,0.00,0.00,0.00,0.00,0.00,1.00
A,,0.00,4.00,0.00,0.00,0.00,0.00,0.00,4.00
a,,0.00,2.00,0.00,0.00,0.00,0.00,0.00,2.00
á,,0.00,8.00,0.00,0.00,0.00,0.00,0.00,8.00" ar-age in.csv
}

@test "input: one byte a read, interrupted" {
	preloaded short-read
	ar-age --items "$book" >whole
	LD_PRELOAD=$t/short-read.so ar-age --items "$book" | same whole -
	# shellcheck disable=SC2002
	cat "$book" | LD_PRELOAD=$t/short-read.so ar-age --items | same whole -
}

@test "input: a pipe that is written byte by byte" {
	ar-age --items "$book" >whole
	dd if="$book" bs=1 2>/dev/null | ar-age --items | same whole -
}

@test "input: several files are one table, a header again is a header" {
	printf '%s\n' date,amount,customer,doc,type,note \
	    2026-10-02,5.00,A,2,invoice,x >other.csv
	two="$HEAD
A,,0.00,15.00,0.00,0.00,0.00,0.00,0.00,15.00"
	prints 0 "$two" ar-age ok.csv other.csv
	cat ok.csv other.csv >both.csv
	prints 0 "$two" ar-age both.csv
	prints 0 "$two" ar-age - <both.csv
	prints 0 "$two" ar-age ok.csv - <other.csv
	cat other.csv ok.csv other.csv ok.csv >four.csv
	fails ar-age four.csv
	says "ar-age: four.csv:6: doc: the same item, due date and line as four.csv:2" \
	    "ar-age: four.csv:8: doc: the same item, due date and line as four.csv:4"
}

@test "input: standard input once, over operands and tables" {
	prints 0 "$OK" ar-age - <ok.csv
	fails ar-age - - <ok.csv
	says "ar-age: standard input can be read only once"
	fails ar-age --customers - - <ok.csv
	says "ar-age: standard input can be read only once"
	fails sh -c 'ar-age <&-'
	mentions "standard input"
}

@test "input: a header alone is an empty table, nothing is an error" {
	echo $H >in.csv
	prints 0 "$HEAD" ar-age --proof in.csv
	mentions "rows read 0 = rejected 0 + used 0"
	prints 0 "[]" ar-age --format json in.csv
	prints 0 "" ar-age --format jsonl in.csv
	for text in '' '\n' '\n\r\n\n' '\xef\xbb\xbf'; do
		# It is the same for a file and for all of the input.
		printf '%b' "$text" >in.csv
		fails ar-age in.csv
		says "ar-age: in.csv:1: no header: the input is empty"
		fails ar-age ok.csv in.csv
		says "ar-age: in.csv:1: no header: the input is empty"
	done
}

@test "input: what is not there" {
	fails ar-age nowhere.csv
	says "ar-age: nowhere.csv: No such file or directory"
	fails ar-age ok.csv .
	says "ar-age: .: Is a directory"
}

@test "faults: NUL, bad UTF-8, a bare CR" {
	refuses "$H\n2026-10-01,invoice,1\0000,A,1,\n" "2: a NUL byte"
	for bytes in '\xff' '\xc0\x80' '\xed\xa0\x80' '\xf4\x90\x80\x80' \
	    '\xe2\x82'; do
		printf '%b' "$H\n2026-10-01,invoice,1,A,1,\n" \
		    "2026-10-01,invoice,2,$bytes,1,\n" >in.csv
		fails ar-age in.csv
		mentions "in.csv:3: customer: not valid UTF-8"
	done
	refuses "$H\n2026-10-01,invoice,1,A\rB,1,\n" \
	    "2: a carriage return without a line feed"
	refuses "$H\r\n2026-10-01,invoice,1,A,1,\r" \
	    "2: a carriage return without a line feed"
}

@test "faults: quotes end the reading of a file, at the record's line" {
	row=2026-10-01,invoice
	hard "$H\n$row,1,\"A,1,\n$row,2,A,1x,\n" \
	    "2: a quote is opened in the record that begins here and never closed"
	hard "$H\n$row,1,A\"B,1,\n$row,2,A,1x,\n" \
	    "2: a quote where none may stand, in the record that begins here"
	hard "$H\n$row,1,\"A\"B,1,\n$row,2,A,1x,\n" \
	    "2: a quote where none may stand, in the record that begins here"
	hard "$H\n$row,1,\"A\nB\nC\"D,1,\n" \
	    "2: a quote where none may stand, in the record that begins here"
	# What stands before is told, and the next file, too.
	printf '%b' "$H\n$row,1,A,x,\n$row,2,\"A,1,\n$row,3,A,y,\n" >in.csv
	printf '%b' "$H\n$row,4,A,z,\n" >next.csv
	fails ar-age in.csv next.csv
	[ "$(cut -d: -f2-3 <<<"$stderr" | tr '\n' ';')" = \
	    " in.csv:2; in.csv:3; next.csv:2;" ]
}

@test "faults: ragged rows, both ways" {
	refuses "$H\n2026-10-01,invoice,1,A,1\n2026-10-01,invoice,2,A,1,,\n" \
	    "2: 5 cells where the header has 6" \
	    "3: 7 cells where the header has 6"
}

@test "faults: files glued by cat" {
	printf '%s\n%s' $H 2026-10-01,invoice,9,A,1.00,2026-10-01 >cut.csv
	cat cut.csv ok.csv >glued.csv
	fails ar-age glued.csv
	mentions "glued.csv:2: "
	mentions "the file in front of it lacks its final newline"
	# With --rejects, too: who knows what else was cut.
	fails ar-age --rejects r.csv glued.csv
	[ ! -e r.csv ]
	# The same two as files are fine.
	prints 0 "$HEAD
A,,0.00,11.00,0.00,0.00,0.00,0.00,0.00,11.00" ar-age cut.csv ok.csv
}

@test "faults: a field of 10 MB is fine, of more than 16 MiB is not" {
	python3 - <<-'E'
	h = "date,doc,customer,amount,memo\n2026-10-01,1,A,10.00,"
	mib = 1 << 20
	open("ten", "w").write(h + '"' + 'x"",\n' * 2000000 + '"\n')
	open("most", "w").write(h + "x" * (16 * mib) + "\n")
	open("more", "w").write(h + "x" * (16 * mib + 1) + "\n")
	open("quoted", "w").write(h + '"' + "x" * (16 * mib) + '"""\n')
	E
	prints 0 "$OK" ar-age ten
	prints 0 "$OK" ar-age <ten
	prints 0 "$OK" ar-age most
	for f in more quoted; do
		fails ar-age $f
		mentions "$f:2: a field of more than 16 MiB"
		fails ar-age --rejects r.csv - <$f
		mentions "standard input:2: a field of more than 16 MiB"
	done
}

@test "faults: columns twice, missing, misspelt" {
	hard "date,type,doc,customer,amount,amount\n" \
	    '1: column "amount" stands there twice'
	hard "date,type,doc,custmer,amount\n" \
	    '1: no column "customer"; is it "custmer"?'
	hard "Date,type,doc,customer,amonut\n2026-10-01,invoice,1,A,x\n" \
	    '1: no column "date"; is it "Date"?' \
	    '1: no column "amount"; is it "amonut"?'
	hard "type,customer,amount\n" '1: no column "date"' '1: no column "doc"'
}

@test "faults: inputs that differ in type, currency or entity" {
	printf '%s\n' date,type,doc,customer,amount,currency \
	    2026-10-01,invoice,2,A,5.00,USD >usd.csv
	printf '%s\n' date,type,doc,customer,amount,entity \
	    2026-10-01,invoice,3,A,5.00,DE >de.csv
	printf '%s\n' date,doc,customer,amount 2026-10-01,4,A,5.00 >plain.csv
	for f in usd:currency de:entity plain:type; do
		fails ar-age ok.csv ${f%:*}.csv
		mentions "have the column \"${f#*:}\" and some have not"
		fails ar-age ${f%:*}.csv ok.csv
		mentions "ok.csv:1: "
		cat ok.csv ${f%:*}.csv >both.csv
		fails ar-age both.csv
		mentions "both.csv:3: "
	done
	prints 0 "$HEAD
A,USD,0.00,15.00,0.00,0.00,0.00,0.00,0.00,15.00" \
	    ar-age --col default.currency=USD ok.csv usd.csv
}

@test "faults: input order, and at most 20 of them" {
	python3 - >many.csv <<-'E'
	print("date,type,doc,customer,amount,ref")
	for i in range(30):
	    print("2026-10-01,apply,R,A,1,Q%d" % i if i % 2 else
	          "2026-10-01,invoice,%d,A,x," % i)
	E
	fails ar-age many.csv
	# The 20 first are of lines 2 to 21, 10 more are not shown.
	sed -n 's/^ar-age: many.csv:\([0-9]*\): .*/\1/p' <<<"$stderr" >lines
	seq 2 21 | same - lines
	[ "$(tail -n 1 <<<"$stderr")" = "ar-age: ... and 10 more" ]
	[ "$(wc -l <<<"$stderr")" -eq 21 ]
}

@test "faults: an item or a document that is not in the book" {
	printf '%s\n' date,type,doc,customer,amount,ref \
	    2026-10-01,invoice,123,A,100, 2026-10-01,receipt,R,A,-50, \
	    2026-10-01,apply,R,A,50,124 2026-10-01,apply,S,A,50,123 \
	    2026-10-01,apply,R,B,50,123 2026-10-01,writeoff,V,A,-5,R \
	    2026-10-01,paid,V,A,-5,123 2026-10-01,apply,R,A,0,123 >in.csv
	fails ar-age in.csv
	says 'ar-age: in.csv:4: ref: no invoice or debit "124" of customer "A"' \
	    'ar-age: in.csv:5: doc: no receipt or credit "S" of customer "A"' \
	    'ar-age: in.csv:6: doc: no receipt or credit "R" of customer "B"' \
	    'ar-age: in.csv:7: ref: no invoice or debit "R" of customer "A"' \
	    'ar-age: in.csv:8: type: "paid" is not a type of row (ar-book(5) lists them)' \
	    'ar-age: in.csv:9: amount: "0" changes nothing'
}

# --- Amounts and dates -----------------------------------------------------

# amount TEXT [ARG...]: an invoice's, 30 days late, in 1-30.
amount()
{
	local a=$1

	shift
	printf '%s\n' date,doc,customer,amount "2026-10-01,1,A,$a" >in.csv
	ar-age --zero "$@" in.csv 2>err | tail -n 1 | cut -d, -f4
	grep . err >&2 || :
}

@test "amounts: what is one" {
	[ "$(amount 1)" = 1.00 ]
	[ "$(amount 1.5)" = 1.50 ]
	[ "$(amount .5)" = 0.50 ]
	[ "$(amount 0.05)" = 0.05 ]
	[ "$(amount 0012.3400000)" = 12.34 ]
	[ "$(amount -0.00)" = 0.00 ]
	[ "$(amount 0)" = 0.00 ]
}

@test "amounts: what is none" {
	for a in 1e3 '"1,234.50"' +5 ' 5' '5 ' 5. . - -- 0x10 1_000 '(5)' 5- \
	    '$5' 5USD NaN inf 1.2.3 １; do
		printf '%s\n' $H "2026-10-01,invoice,1,A,$a," >in.csv
		fails ar-age in.csv
		a=${a//\"/}
		says "ar-age: in.csv:2: amount: \"$a\" is not an amount (decimal mark is '.')"
	done
	printf '%s\n' $H "2026-10-01,invoice,1,A,," >in.csv
	fails ar-age in.csv
	mentions "in.csv:2: amount: blank"
	printf '%s\n' $H "2026-10-01,invoice,1,A,1,234.50," >in.csv
	fails ar-age in.csv
	says "ar-age: in.csv:2: 7 cells where the header has 6"
}

@test "amounts: through a map" {
	printf '[book]\ngroup-mark = ,\n' >us.map
	[ "$(amount '"1,234.50"' --map us.map)" = 1234.50 ]
	[ "$(amount '"1,234,567"' --map ./us.map)" = 1234567.00 ]
	for a in '"1,23.50"' '"12345,678"' '",123"' '"1,234,"' '"1,,234"'; do
		printf '%s\n' $H "2026-10-01,invoice,1,A,$a," >in.csv
		fails ar-age --map us.map in.csv
	done
	printf '[book]\nnegative = paren\nsymbol = yes\n' >paren.map
	printf '%s\n' date,doc,customer,amount '2026-10-01,1,A,(12.50)' \
	    '2026-10-01,2,A,$20' '2026-10-01,3,A,($1.25)' \
	    2026-10-01,4,A,-1 >in.csv
	prints 0 "$HEAD
A,,0.00,20.00,0.00,0.00,0.00,-14.75,0.00,5.25" \
	    ar-age --map paren.map in.csv
	cat >german.map <<-'E'
	# as a German ledger has it
	[book]
	date = Datum
	doc = Beleg
	customer = Kunde
	amount = Betrag
	default.currency = EUR
	delimiter = semicolon
	encoding = cp1252
	decimal-mark = ,
	group-mark = .
	negative = trailing
	date-format = DD.MM.YYYY
	skip = 2
	drop = Kunde starts Summe
	E
	printf '%b' 'Offene Posten\n\nDatum;Beleg;Kunde;Betrag\n' \
	    '01.10.2026;1;M\xfcller;1.234,50\n01.10.2026;2;M\xfcller;12,50-\n' \
	    '01.10.2026;;Summe M\xfcller;1.222,00\n' >de.csv
	prints 0 "$HEAD
Müller,EUR,0.00,1234.50,0.00,0.00,0.00,-12.50,0.00,1222.00" \
	    ar-age --proof --map german.map de.csv
	mentions "rows read 3 = rejected 0 + subtotals 1 + used 2"
}

@test "amounts: the limits of 64 bits, and sums beyond them" {
	most=92233720368547758.07
	printf '%s\n' date,doc,customer,amount 2026-10-01,1,A,$most \
	    2026-10-01,2,A,$most 2026-10-01,3,A,-$most \
	    2026-10-01,4,B,$most >in.csv
	# by Python: 2 * most, 3 * most, less most
	want="A,,0.00,184467440737095516.14,0.00,0.00,0.00,-$most,0.00,$most
B,,0.00,$most,0.00,0.00,0.00,0.00,0.00,$most
TOTAL,,0.00,276701161105643274.21,0.00,0.00,0.00,-$most,0.00,184467440737095516.14"
	prints 0 "$HEAD
$want" ar-age --total in.csv
	prints 0 "$HEAD
$want" ar-age --total --rejects r.csv in.csv
	prints 0 "customer,currency,doc,type,date,due,days,bucket,amount,open
A,,3,credit,2026-10-01,,30,credits,-$most,-$most" \
	    ar-age --items --type credit in.csv
	for a in 92233720368547758.08 -92233720368547758.08 \
	    999999999999999999999999999999; do
		printf '%s\n' date,doc,customer,amount \
		    "2026-10-01,1,A,$a" >in.csv
		fails ar-age in.csv
		says "ar-age: in.csv:2: amount: \"$a\" is beyond the largest amount"
	done
}

@test "amounts: what is open of one item beyond 64 bits is refused" {
	most=92233720368547758.07
	printf '%s\n' date,type,doc,customer,amount,ref,line \
	    2026-10-01,invoice,1,A,$most,, 2026-10-02,adjust,V,A,$most,1, \
	    >in.csv
	fails ar-age in.csv
	mentions 'what is open of "1" is beyond the largest amount'
	# Two lines of one installment, each within: no figure may wrap.
	printf '%s\n' date,type,doc,customer,amount,line \
	    2026-10-01,invoice,1,A,$most,1 2026-10-01,invoice,1,A,$most,2 \
	    >in.csv
	for how in --items --total; do
		ar-age $how in.csv >out 2>err || [ ! -s out ]
		! grep -q -e -0.02 out
	done
}

@test "amounts: the decimals of JPY, USD, KWD and CLF" {
	printf '%s\n' date,doc,customer,amount,currency \
	    2026-10-01,1,A,1000,JPY 2026-10-01,2,A,1.234,KWD \
	    2026-10-01,3,A,1.2345,CLF 2026-10-01,4,A,5.5,USD \
	    2026-10-01,5,A,7.000,JPY 2026-10-01,6,A,0.0500,USD >in.csv
	prints 0 "$HEAD
A,CLF,0.0000,1.2345,0.0000,0.0000,0.0000,0.0000,0.0000,1.2345
A,JPY,0,1007,0,0,0,0,0,1007
A,KWD,0.000,1.234,0.000,0.000,0.000,0.000,0.000,1.234
A,USD,0.00,5.55,0.00,0.00,0.00,0.00,0.00,5.55" ar-age in.csv
	printf '%s\n' date,doc,customer,amount,currency \
	    2026-10-01,1,A,1000.5,JPY 2026-10-01,2,A,1.2345,KWD \
	    2026-10-01,3,A,1.23456,CLF 2026-10-01,4,A,5.501,USD \
	    2026-10-01,5,A,5.50,ZZZ 2026-10-01,6,A,5.50,usd \
	    2026-10-01,7,A,5.50, >in.csv
	fails ar-age in.csv
	says 'ar-age: in.csv:2: amount: "1000.5" has more decimals than JPY has (0)' \
	    'ar-age: in.csv:3: amount: "1.2345" has more decimals than KWD has (3)' \
	    'ar-age: in.csv:4: amount: "1.23456" has more decimals than CLF has (4)' \
	    'ar-age: in.csv:5: amount: "5.501" has more decimals than USD has (2)' \
	    'ar-age: in.csv:6: currency: "ZZZ" is not an ISO 4217 currency code' \
	    'ar-age: in.csv:7: currency: "usd" is not an ISO 4217 currency code' \
	    'ar-age: in.csv:8: currency: blank, and other rows name their currency'
}

@test "amounts: signs by type" {
	printf '%s\n' "$H,reason" 2026-10-01,invoice,1,A,-1,, \
	    2026-10-01,debit,2,A,-1,, 2026-10-01,credit,3,A,1,, \
	    2026-10-01,receipt,4,A,1,, 2026-10-01,receipt,5,A,1,,nsf \
	    2026-10-01,receipt,6,A,1,,bank-return \
	    2026-10-01,invoice,7,A,-1,,opening \
	    2026-10-01,receipt,8,A,1,,opening >in.csv
	fails ar-age in.csv
	[ "$(sed -n 's/^ar-age: in.csv:\([0-9]*\): amount: .*/\1/p' \
	    <<<"$stderr" | tr '\n' ' ')" = "2 3 4 5 " ]
	# Brought forward, an item may be past zero.
	sed -i 2,5d in.csv
	ar-age in.csv >out 2>err || [ $? -eq 1 ]
	printf 'ar-age: %s\n' \
	    'past zero: "7" of customer "A" is open with -1.00' \
	    'past zero: "8" of customer "A" is open with 1.00' \
	    '2 items are driven past zero' | same - err
}

# days DATE: how old an invoice of that date is on the last day of all.
days()
{
	printf '%s\n' date,doc,customer,amount "$1,1,A,1" >in.csv
	ar-age --as-of "${2:-9999-12-31}" --items in.csv | tail -n 1 |
	    cut -d, -f7
}

@test "dates: Feb 29, 1900, year 9999" {
	# datetime.date of Python: (a - b).days
	[ "$(days 2024-02-29 2024-03-31)" = 31 ]
	[ "$(days 2000-02-29 2000-03-01)" = 1 ]
	[ "$(days 1900-02-28 1900-03-01)" = 1 ]
	[ "$(days 1899-12-31 2026-10-31)" = 46325 ]
	[ "$(days 0001-01-01)" = 3652058 ]
	[ "$(days 9999-12-31)" = 0 ]
	for d in 2023-02-29 1900-02-29 2100-02-29 2026-13-01 2026-00-10 \
	    2026-04-31 2026-01-00 0000-01-01 10000-01-01 2026-1-1 26-01-01 \
	    10/31/2026 20261031 2026-10-01T00:00 ' 2026-10-01' \
	    '2026-10-01 ' -2026-10-01; do
		printf '%s\n' date,doc,customer,amount "$d,1,A,1" >in.csv
		fails ar-age in.csv
		says "ar-age: in.csv:2: date: \"$d\" is not a date (YYYY-MM-DD)"
	done
}

@test "dates: --as-of and AR_AS_OF" {
	prints 0 "$OK" ar-age ok.csv
	AR_AS_OF=2026-10-01 prints 0 "${OK/0.00,10.00/10.00,0.00}" \
	    ar-age ok.csv
	# The option wins.
	AR_AS_OF=2026-10-01 prints 0 "$OK" ar-age --as-of $D ok.csv
	AR_AS_OF=junk prints 0 "$OK" ar-age --as-of $D ok.csv
	for d in 2026-02-29 31.10.2026 tomorrow ''; do
		fails ar-age --as-of "$d" ok.csv
		[ -n "$d" ] || continue
		says "ar-age: --as-of: \"$d\" is not a date (YYYY-MM-DD)"
		AR_AS_OF=$d fails ar-age ok.csv
		mentions "AR_AS_OF"
	done
	unset AR_AS_OF
	fails ar-age ok.csv
	mentions "--as-of"
	AR_AS_OF='' fails ar-age ok.csv
}

@test "dates: today is local, and said" {
	before=$(TZ=Pacific/Kiritimati date +%F)
	TZ=Pacific/Kiritimati ar-age --as-of today --proof ok.csv 2>err >/dev/null
	after=$(TZ=Pacific/Kiritimati date +%F)
	grep -qxe "ar-age: today is $before" -e "ar-age: today is $after" err
	AR_AS_OF=today ar-age ok.csv 2>err >/dev/null
	grep -q '^ar-age: today is ' err
}

@test "the same bytes in any locale and time zone, by file or pipe" {
	ar-age --items --format table "$book" >whole
	for l in C de_DE.UTF-8 tr_TR.UTF-8 POSIX; do
		LC_ALL=$l LANG=$l ar-age --items --format table "$book" |
		    same whole -
	done
	for z in Pacific/Kiritimati America/Los_Angeles Mars/Olympus; do
		TZ=$z ar-age --items -p "$book" | same whole -
	done
	ar-age --items -p <"$book" | same whole -
	# shellcheck disable=SC2002
	cat "$book" | ar-age --items -p - | same whole -
}

# --- Duplicates ------------------------------------------------------------

@test "duplicates: the same file twice" {
	fails ar-age ok.csv ok.csv
	says "ar-age: note: ok.csv is read twice" \
	    "ar-age: ok.csv:2: doc: the same item, due date and line as ok.csv:2"
	cp ok.csv again.csv
	fails ar-age ok.csv again.csv
	says "ar-age: again.csv:2: doc: the same item, due date and line as ok.csv:2"
	prints 0 "${OK//10.00/20.00}" ar-age --duplicates=sum ok.csv again.csv
	[ -z "$stderr" ]
	prints 1 "${OK//10.00/20.00}" ar-age --duplicates report ok.csv again.csv
	says "ar-age: again.csv:2: doc: the same item, due date and line as ok.csv:2"
	prints 1 "$OK" ar-age --rejects r.csv ok.csv again.csv
	fails ar-age --duplicates=drop ok.csv
	says 'ar-age: --duplicates: "drop" is not error, sum or report'
}

@test "duplicates: by id, by item, by row" {
	printf '%s\n' date,type,doc,customer,amount,ref,due,line,id \
	    2026-10-01,invoice,1,A,10,,,,a 2026-10-01,invoice,1,A,10,,,2, \
	    2026-10-01,invoice,1,A,10,,2026-10-05,, \
	    2026-10-01,invoice,1,B,10,,,, 2026-10-01,credit,1,A,-10,,,, \
	    2026-10-02,apply,1,A,3,1,,,b 2026-10-02,apply,1,A,3,1,,,c \
	    2026-10-02,apply,1,A,2,1,,, 2026-10-02,writeoff,V,A,-1,1,,, >in.csv
	ar-age in.csv >out
	printf '%s\n' 2026-11-09,note,,Z,,,,,a 2026-10-09,invoice,1,B,99,,,, \
	    2026-10-02,apply,1,A,2,1,,, 2026-10-02,writeoff,V,A,-1,1,,, >>in.csv
	fails ar-age in.csv
	says 'ar-age: in.csv:11: id: the same id as in.csv:2' \
	    'ar-age: in.csv:12: doc: the same item, due date and line as in.csv:5' \
	    'ar-age: in.csv:13: equal in every column to in.csv:9, and without id' \
	    'ar-age: in.csv:14: equal in every column to in.csv:10, and without id'
	# Two rows of one id are never summed.
	fails ar-age --duplicates=sum in.csv
	says 'ar-age: in.csv:11: id: the same id as in.csv:2'
	sed -i 11d in.csv
	# 30 - 10 of A, less the write-off, twice; 109 of B
	ar-age --duplicates=sum --by customer in.csv | cut -d, -f1,10 >out
	printf '%s\n' customer,total A,18.00 B,109.00 | same - out
}

# --- Rejects ---------------------------------------------------------------

@test "rejects: every class, kept as it was, with file, line and reason" {
	printf '%s\n' date,type,doc,customer,amount,ref,due,id \
	    2026-10-01,invoice,1,A,100.00,,2026-10-15, \
	    2026-10-01,invoice,2,A,1x.00,,2026-10-15, \
	    2026-10-01,invoice,3,A,-30.00,,2026-10-15, \
	    2026-10-01,invoice,4,A,40.00 2026-10-02,receipt,R1,A,-60.00,,,r1 \
	    2026-10-02,apply,R1,A,10.00,1,, 2026-10-02,apply,R1,A,10.00,1,, \
	    2026-10-03,apply,R1,A,5.00,2,, 2026-10-03,apply,R1,A,6.00,99,, \
	    2026-10-03,apply,R1,A,7y,1,, 2026-10-04,apply,R1,A,8.00,1,, \
	    2026-10-04,receipt,R2,A,-9.00,,,r1 2026-10-05,apply,R2,A,4.00,1,, \
	    2026-13-05,invoice,5,A,4.00,,, \
	    2026-10-05,invoice,1,A,101.00,,2026-10-15, \
	    2026-10-06,,6,A,1.00,,, 2026-10-06,foo,6,A,2.00,,, \
	    2026-10-06,invoice,,A,3.00,,, '2026-10-06,invoice,"7,""x",,3.00,,,' \
	    >in.csv
	row=2026-10-06,invoice
	printf '%b' "$row,8\xff,A,3.00,,,\n" "$row,9\0000,A,3.00,,,\n" \
	    "$row,1\r0,A,3.00,,,\n" "$row,11,A,92233720368547758.08,,,\n" \
	    "$row,12,A,3.001,,,\n" >>in.csv
	# 100 - 10 - 8 late by 16 days; 60 - 10 - 8 on account
	prints 1 "$HEAD
A,,0.00,82.00,0.00,0.00,0.00,0.00,-42.00,40.00" \
	    ar-age --proof --rejects r.csv in.csv
	mentions "20 rows rejected"
	# 4 + 101 + 1 + 2 + 3 + 3 + 3 and -30 - 9 of the rows that can be
	# split and hold an amount; applications move no money
	mentions "rejected money: debits 117.00, credits -39.00"
	mentions "rejected rows without a readable amount: 6"
	mentions "rows read 24 = rejected 20 + used 4"
	python3 - >want <<-'E'
	import sys
	def out(line, column, reason, raw):
	    sys.stdout.buffer.write(b"in.csv,%d,%s,%s,%s\n" % (
	        line, column.encode(), reason.encode(),
	        b'"' + raw.replace(b'"', b'""') + b'"'))
	print("file,line,column,reason,raw", flush=True)
	why = {3: ("amount", "amount"), 4: ("amount", "sign"),
	       5: ("", "ragged"), 8: ("", "duplicate-row"),
	       9: ("ref", "item-rejected"), 10: ("ref", "unknown-item"),
	       11: ("amount", "amount"), 13: ("id", "duplicate-id"),
	       14: ("doc", "item-rejected"), 15: ("date", "date"),
	       16: ("doc", "duplicate-item"), 17: ("type", "blank"),
	       18: ("type", "type"), 19: ("doc", "blank"),
	       20: ("customer", "blank"), 21: ("doc", "utf-8"),
	       22: ("", "nul"), 23: ("", "bare-cr"),
	       24: ("amount", "range"), 25: ("amount", "decimals")}
	lines = open("in.csv", "rb").read().split(b"\n")
	for n in sorted(why):
	    out(n, *why[n], lines[n - 1])
	E
	cmp want r.csv
}

@test "rejects: the count and the money, by currency" {
	printf '%s\n' date,type,doc,customer,amount,currency,ref \
	    2026-10-01,invoice,1,A,100,USD, 2026-10-01,invoice,1,A,101,USD, \
	    2026-10-01,invoice,2,A,-7.25,USD, 2026-10-01,invoice,3,A,50,JPY, \
	    2026-10-01,credit,4,A,20,JPY, 2026-10-01,invoice,5,,9,EUR, \
	    2026-10-01,invoice,6,A,nine,EUR, >in.csv
	prints 1 "$HEAD
A,JPY,0,50,0,0,0,0,0,50
A,USD,0.00,100.00,0.00,0.00,0.00,0.00,0.00,100.00" \
	    ar-age --rejects r.csv in.csv
	# 101 - 7.25; 20; 9; and nine is not readable
	says "ar-age: 5 rows rejected" \
	    "ar-age: rejected money: EUR: debits 9.00, credits 0.00" \
	    "ar-age: rejected money: JPY: debits 20, credits 0" \
	    "ar-age: rejected money: USD: debits 101.00, credits -7.25" \
	    "ar-age: rejected rows without a readable amount: 1"
	[ "$(wc -l <r.csv)" -eq 6 ]
}

@test "rejects: an amount is readable in a row rejected for its date" {
	printf '%s\n' date,type,doc,customer,amount \
	    2026-13-05,invoice,5,A,4.00 2026-10-06,foo,6,A,2.00 >in.csv
	prints 1 "$HEAD" ar-age --rejects r.csv in.csv
	says "ar-age: 2 rows rejected" \
	    "ar-age: rejected money: debits 6.00, credits 0.00"
}

@test "rejects: rows that act on a rejected row go with it, in a cascade" {
	printf '%s\n' date,type,doc,customer,amount,ref \
	    2026-10-01,invoice,1,A,x, 2026-10-02,transfer,2,A,5,1 \
	    2026-10-03,transfer,3,A,5,2 2026-10-03,receipt,R,A,-5, \
	    2026-10-04,apply,R,A,5,3 2026-10-04,apply,R,A,2,1 \
	    2026-10-05,dispute,D,A,,1 2026-10-05,dispute,D,A,,3 >in.csv
	prints 1 "$HEAD
A,,0.00,0.00,0.00,0.00,0.00,0.00,-5.00,-5.00" ar-age --rejects r.csv in.csv
	# (The transfer of a transfer stands on nothing that ever was.)
	[ "$(cut -d, -f2,4 r.csv | sed 's/^4,unknown-item/4,item-rejected/' | tr '\n' ' ')" = \
	    "line,reason 2,amount 3,item-rejected 4,item-rejected 6,item-rejected \
7,item-rejected 8,item-rejected 9,item-rejected " ]
}

@test "rejects: none is a header; a file that can't be read has none" {
	prints 0 "$OK" ar-age --rejects r.csv ok.csv
	echo file,line,column,reason,raw | same - r.csv
	echo old >r.csv
	printf '%s\n' $H '2026-10-01,invoice,1,A,x,' '2026-10-01,invoice,"2' \
	    >in.csv
	fails ar-age --rejects r.csv in.csv
	echo old | same - r.csv
}

@test "rejects: an item of a plain list, and of a second file" {
	printf '%s\n' date,doc,customer,amount 2026-10-01,1,A,10.00 >a.csv
	printf '%s\n' doc,customer,amount,date 2,A,10.00 \
	    3,A,1e3,2026-10-01 >b.csv
	prints 1 "$OK" ar-age --rejects r.csv a.csv b.csv
	printf '%s\n' file,line,column,reason,raw 'b.csv,2,,ragged,"2,A,10.00"' \
	    'b.csv,3,amount,amount,"3,A,1e3,2026-10-01"' | same - r.csv
}

@test "rejects: what was rejected is not lost: mended, it is the whole" {
	sed 's/^2026-09-01,invoice,I1,Bolt,300/2026-09-01,invoice,I1,Bolt,3OO/
	    s/^2026-08-15,receipt/2026-08-15,recipt/' "$book" >bad.csv
	ar-age --rejects r.csv bad.csv >out 2>err || [ $? -eq 1 ]
	python3 - <<-'E'
	import csv
	rows = list(csv.DictReader(open("r.csv", newline="")))
	bad = open("bad.csv").read().split("\n")
	assert len(rows) > 2
	for row in rows:
	    assert bad[int(row["line"]) - 1] == row["raw"], row
	good = [l for n, l in enumerate(bad, 1)
	        if str(n) not in {r["line"] for r in rows}]
	mended = [r["raw"].replace("3OO", "300").replace("recipt", "receipt")
	          for r in rows]
	open("mended.csv", "w").write("\n".join(good[:-1] + mended) + "\n")
	E
	ar-age "$book" >whole
	ar-age mended.csv | same whole -
}

# --- Output ----------------------------------------------------------------

@test "output: a full device or a closed stdout is exit status 2" {
	for what in "ok.csv" "--items ok.csv" "--help" "--version"; do
		run -2 sh -c "ar-age $what >/dev/full"
		[ -n "$output" ]
		run -2 sh -c "ar-age $what >&-"
		[ -n "$output" ]
	done
	# Standard error may be closed, too.
	run -0 sh -c 'ar-age ok.csv 2>&- >out'
	echo "$OK" | same - out
	run -2 sh -c 'ar-age nowhere.csv 2>&-'
}

@test "output: SIGPIPE as cat" {
	python3 - >in.csv <<-'E'
	print("date,doc,customer,amount")
	for i in range(20000):
	    print("2026-10-01,%d,C%d,1.00" % (i, i))
	E
	sh -c 'ar-age --rejects r.csv in.csv; echo $? >status' |
	    head -n 1 >out
	[ "$(cat status)" -eq 141 ]
	echo "$HEAD" | same - out
	echo file,line,column,reason,raw | same - r.csv
}

@test "output: exit status 2 leaves -o and --rejects as they were" {
	printf '%s\n' $H 2026-10-01,invoice,1,A,x, >bad.csv
	mkdir o
	echo old >o/out.csv
	fails ar-age -o o/out.csv bad.csv
	fails ar-age -o o/new.csv bad.csv
	fails ar-age -o o/new.csv --by nothing ok.csv
	fails ar-age -o o/new.csv --rejects o/rejects.csv nowhere.csv
	[ "$(ls -A o)" = out.csv ]
	echo old | same - o/out.csv
}

@test "output: -o writes the same bytes, and says nothing" {
	ar-age --items "$book" >whole
	prints 0 "" ar-age --items --output out.csv "$book" | true
	ar-age --items --output out.csv "$book" >stdout
	[ ! -s stdout ]
	same whole out.csv
	echo old >o2.csv
	ar-age --items -o o2.csv "$book"
	same whole o2.csv
	[ "$(ls -A)" = "$(ls -A | grep -v '^\.ar-')" ]
}

@test "output: -o keeps the mode, and follows a link" {
	for mode in 640 600 444 755; do
		echo old >"$mode.csv"
		chmod $mode "$mode.csv"
		[ -w "$mode.csv" ] || continue
		ar-age -o "$mode.csv" ok.csv
		[ "$(stat -c %a "$mode.csv")" = $mode ]
	done
	(umask 027 && ar-age -o new.csv ok.csv)
	[ "$(stat -c %a new.csv)" = 640 ]
	mkdir sub
	echo old >sub/real.csv
	ln -s sub/real.csv link.csv
	ar-age -o link.csv ok.csv
	[ -L link.csv ]
	echo "$OK" | same - sub/real.csv
}

@test "output: what is no regular file is refused" {
	mkdir d
	mkfifo f
	ln -s d l
	for target in d f l /dev/null; do
		fails ar-age -o $target ok.csv
		says "ar-age: writing $target: not a regular file"
		fails ar-age --rejects $target ok.csv
		says "ar-age: writing $target: not a regular file"
	done
	fails ar-age -o no/where.csv ok.csv
	mentions "no/where.csv"
	[ "$(ls -A d)" = "" ]
}

@test "output: refused before the input is read" {
	mkfifo endless
	(exec 3<>endless; timeout 5 ar-age -o . - <&3) 2>err && false
	grep -q "not a regular file" err
}

@test "output: an input is never overwritten" {
	cp ok.csv keep.csv
	ln ok.csv hard.csv
	ln -s ok.csv soft.csv
	for f in ok.csv ./ok.csv "$t/ok.csv" hard.csv soft.csv; do
		fails ar-age -o "$f" ok.csv
		mentions "is also an input"
		fails ar-age -o "$f" - <ok.csv
		mentions "is also an input"
		fails ar-age --rejects "$f" ok.csv
		mentions "is also an input"
		fails ar-age -o new.csv "$f" --rejects ok.csv
	done
	fails sh -c 'ar-age ok.csv >>ok.csv'
	says "ar-age: standard output is also an input and would be overwritten"
	fails sh -c 'ar-age <ok.csv >>ok.csv'
	says "ar-age: standard output is also an input and would be overwritten"
	same keep.csv ok.csv
	printf 'customer,name\nA,x\n' >c.csv
	cp c.csv c
	fails ar-age --customers c.csv -o c.csv ok.csv
	same c c.csv
	printf '[book]\n' >m.map
	fails ar-age --map m.map -o m.map ok.csv
	echo '[book]' | same - m.map
}

@test "output: two outputs are two files" {
	fails ar-age -o x.csv --rejects x.csv ok.csv
	mentions "two outputs"
	[ ! -e x.csv ]
	fails ar-age -o x.csv --rejects ./x.csv ok.csv
	[ ! -e x.csv ]
	echo old >x.csv
	ln -s x.csv y.csv
	fails ar-age -o x.csv --rejects y.csv ok.csv
	run -2 sh -c 'ar-age --rejects x.csv ok.csv >x.csv'
	[ ! -s x.csv ]
}

@test "output: no memory, at any moment, is exit status 2 and no output" {
	preloaded fail-malloc
	sed 's/^2026-09-30,invoice,I3,Bolt,80/2026-09-30,invoice,I3,Bolt,8o/' \
	    "$book" >in.csv
	printf 'customer,name\nAcme,x\n' >c.csv
	mkdir o

	# run_at N: leaves status, stdout, stderr and o/ to look at
	run_at()
	{
		echo old >o/out.csv
		status=0
		FAIL_AT=$1 FAIL_COUNT=$t/count LD_PRELOAD=$t/fail-malloc.so \
		    ar-age --customers c.csv "${@:2}" \
		    in.csv >stdout 2>stderr || status=$?
	}
	refused=0
	for how in "--total -o o/out.csv --rejects o/r.csv" \
	    "--proof --rejects o/r.csv" "--items -o o/out.csv --rejects o/r.csv"; do
		rm -f o/r.csv
		# $how is words
		# shellcheck disable=SC2086
		run_at 0 $how
		[ $status -eq 1 ]
		cp stdout good.stdout
		cp o/out.csv good.out
		cp o/r.csv good.rejects
		n=$(cat count)
		[ "$n" -gt 40 ]
		for ((i = 1; i <= n; i++)); do
			rm -f o/r.csv
			# shellcheck disable=SC2086
			run_at $i $how
			left=$(echo o/.[!.]* o/*)
			if [ $status -eq 2 ]; then
				refused=$((refused + 1))
				[ ! -s stdout ]
				[ -s stderr ]
				# Each file is old or whole.
				[ "$(<o/out.csv)" = old ] ||
				    cmp o/out.csv good.out
				[ "$left" = "o/.[!.]* o/out.csv" ] ||
				    cmp o/r.csv good.rejects
			else
				# libc can do without, sorting for one
				[ $status -eq 1 ]
				cmp stdout good.stdout
				cmp o/out.csv good.out
				cmp o/r.csv good.rejects
				[ "$left" = "o/.[!.]* o/out.csv o/r.csv" ]
			fi
		done
	done
	[ $refused -gt 120 ]
}

@test "formats: csv, tsv, json, jsonl, table" {
	printf '%s\n' date,doc,customer,amount,currency \
	    '2026-10-01,1,"A, ""b""	c\",1234.5,USD' \
	    '2026-10-01,2,"Zoë' 'x",-7,JPY' >in.csv
	ar-age --format csv in.csv >csv
	ar-age in.csv | same csv -
	ar-age --format json in.csv >json
	ar-age --format jsonl in.csv >jsonl
	ar-age --format tsv in.csv >tsv
	python3 - <<-'E'
	import csv, json
	rows = list(csv.DictReader(open("csv", newline="")))
	assert [r["customer"] for r in rows] == ['A, "b"\tc\\', "Zoë\nx"]
	assert [r["total"] for r in rows] == ["1234.50", "-7"]
	assert json.load(open("json")) == rows
	assert [json.loads(line) for line in open("jsonl")] == rows
	tsv = open("tsv", newline="").read().split("\n")
	assert tsv.pop() == ""
	plain = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r"}
	def undo(cell):
	    out, i = "", 0
	    while i < len(cell):
	        n = 2 if cell[i] == "\\" else 1
	        out += plain.get(cell[i:i + n], cell[i:i + n])
	        i += n
	    return out
	head = tsv[0].split("\t")
	assert [dict(zip(head, map(undo, line.split("\t"))))
	        for line in tsv[1:]] == rows
	E
	fails ar-age --format xml in.csv
	says 'ar-age: --format: "xml" is not csv, tsv, json, jsonl or table'
	# Counts are numbers, what is blank is null or empty.
	ar-age --items --format json in.csv | python3 -c '
import json, sys
rows = json.load(sys.stdin)
assert rows[0]["days"] == 30 and rows[0]["open"] == "1234.50", rows
assert rows[0]["due"] in ("", None), rows'
}

@test "formats: the table is aligned, and -p is --pretty" {
	printf '%s\n' date,doc,customer,amount 2026-10-01,1,Zoë,1234.5 \
	    2026-10-01,2,Al,7 >in.csv
	prints 0 \
"customer  currency  current     1-30  31-60  61-90   91+  credits  unapplied    total
--------  --------  -------  -------  -----  -----  ----  -------  ---------  -------
Al                     0.00     7.00   0.00   0.00  0.00     0.00       0.00     7.00
Zoë                    0.00  1234.50   0.00   0.00  0.00     0.00       0.00  1234.50" \
	    ar-age -p in.csv
	cp stdout table
	ar-age --pretty in.csv | same table -
	ar-age --format table in.csv | same table -
	# Side files are always CSV.
	ar-age -p --rejects r.csv in.csv >out
	echo file,line,column,reason,raw | same - r.csv
}

# --- Options and maps ------------------------------------------------------

@test "options: unknown ones with the nearest name, no abbreviations" {
	fails ar-age --itmes ok.csv
	says "ar-age: no option --itmes; is it --items? (see --help)"
	fails ar-age --item ok.csv
	says "ar-age: no option --item; is it --items? (see --help)"
	fails ar-age --prof ok.csv
	fails ar-age --as 2026-10-31 ok.csv
	fails ar-age --tot ok.csv
	fails ar-age --xyzzy ok.csv
	says "ar-age: no option --xyzzy (see --help)"
	fails ar-age -x ok.csv
	says "ar-age: no option -x (see --help)"
	fails ar-age --as-of
	says "ar-age: --as-of needs an argument"
	fails ar-age -o
	says "ar-age: -o needs an argument"
	fails ar-age --items=yes ok.csv
	says "ar-age: --items takes no argument"
}

@test "options: after operands, --, and arguments that look like options" {
	prints 0 "$OK" ar-age ok.csv --as-of $D
	prints 0 "$OK" ar-age --as-of=$D -- ok.csv
	cp ok.csv ./--items
	prints 0 "$OK" ar-age -- --items
	prints 0 "$HEAD" ar-age --where customer=--items ok.csv
	fails ar-age --history --items ok.csv
	mentions 'no item "--items"'
}

@test "maps: by name, by file, and what is in neither" {
	printf '%s\n' countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate,PaperlessBill,DaysToSettle,DaysLate \
	    391,A,4/6/2013,1,9/1/2026,10/1/2026,10.00,No,1/15/2027,Paper,13,0 \
	    >ibm.csv
	prints 0 "$OK" ar-age --map ibm-ar ibm.csv
	prints 0 "$OK" ar-age --map "$maps/ibm-ar.map" ibm.csv
	fails ar-age --map ibm-at ibm.csv
	mentions '"ibm-at"'
	# A file comes before an installed map of that name.
	printf '[book]\n' >ibm-ar
	prints 0 "$OK" ar-age --map ibm-ar ok.csv
	# --col wins
	printf '[book]\namount = Nothing\n' >m.map
	prints 0 "$OK" ar-age --map m.map --col amount=amount ok.csv
	prints 0 "$OK" ar-age --col gl.amount=Betrag ok.csv
}

@test "maps: QuickBooks' aging detail, with its preamble and totals" {
	cat >qb.csv <<-'E'
	A/R Aging Detail
	"As of October 31, 2026"

	,Date,Transaction type,Num,Customer,Due date,Amount,Open balance
	1 - 30 days past due,,,,,,,
	,09/01/2026,Invoice,1,Ann's Shop,10/01/2026,"2,000.00","1,284.50"
	,09/05/2026,Credit Memo,2,Ann's Shop,09/05/2026,-30.00,(30.00)
	Total for 1 - 30 days past due,,,,,,"1,970.00","$1,254.50"
	E
	prints 0 "$HEAD
Ann's Shop,,0.00,1284.50,0.00,0.00,0.00,-30.00,0.00,1254.50" \
	    ar-age --proof --map quickbooks-aging qb.csv
	mentions "subtotals 2 + used 2"
}

@test "maps: lines that mean nothing are named" {
	bad()
	{
		printf '%b' "$1" >m.map
		fails ar-age --map m.map ok.csv
		mentions "m.map:$2"
	}
	bad '[book]\nfoo\n' 2:
	bad 'amount = x\n' 1:
	bad '[boko]\n' 1:
	bad '[book]\n\n# x\ndate-fromat = DD\n' 4:
	bad '[book]\nnegative = red\n' 2:
	bad '[book]\ndate-format = DD.MM\n' 2:
	bad '[book]\ndecimal-mark = ,\ngroup-mark = ,\n' ''
	bad '[book]\ndelimiter = ab\n' 2:
	bad '[book]\nencoding = utf-7\n' 2:
	bad '[book]\nskip = some\n' 2:
	bad '[book]\ndrop = Name like x\n' 2:
	bad '[book]\namount = a\namount = b\n' 3:
	bad '[book]\n[book]\n' 2:
	for col in amount =x gll.amount=x 'a b=x'; do
		fails ar-age --col "$col" ok.csv
		mentions "--col $col"
	done
}

@test "rejects: what may have meant a rejected item goes with it" {
	printf '%s\n' date,type,doc,customer,amount,ref,ref_customer \
	    2026-01-01,invoice,A,C,10,, 2026-13-01,receipt,A,C,-10,, \
	    2026-01-02,transfer,A,D,-10,A,C 2026-01-02,adjust,,C,5,A, >in.csv
	# The transfer and the adjustment may be about the receipt.
	prints 1 "$HEAD
C,,0.00,0.00,0.00,0.00,10.00,0.00,0.00,10.00" ar-age --rejects r.csv in.csv
	cut -d, -f2,4 r.csv >out
	printf '%s\n' line,reason 3,date 4,item-rejected 5,item-rejected |
	    same - out
}

@test "a report of a past day: what is posted later does not change it" {
	printf '%s\n' date,type,doc,customer,amount,ref,ref_customer,due \
	    2026-01-10,invoice,I,P,100,,,2026-05-31 \
	    2026-02-01,transfer,X,C,10,I,P, 2026-01-01,receipt,R,C,-10,,, \
	    2026-01-01,invoice,A,C,100,,, 2026-01-02,transfer,B,D,-10,A,C, \
	    2026-01-03,adjust,,C,5,A,, >in.csv
	ar-age --as-of 2026-03-26 in.csv >before || [ $? -eq 1 ] # B is past zero
	# The same source with an older due date, the same number as a credit
	# and as a receipt.
	printf '%s\n' 2026-04-10,invoice,I,P,50,,,2026-01-31 \
	    2026-05-01,credit,R,C,-10,,,2026-06-01 2026-04-01,receipt,A,C,-40,,, >>in.csv
	ar-age --as-of 2026-03-26 in.csv >after || [ $? -eq 1 ]
	same before after
}

@test "the list of ar-age --items is no book" {
	local book=$BATS_TEST_DIRNAME/examples/book.csv

	export AR_AS_OF=2026-10-31
	echo date,account,amount >gl.csv
	for how in "" --disputed "--base USD"; do
		# words of options
		# shellcheck disable=SC2086
		ar-age --items $how "$book" >items.csv
		for tool in ar-age ar-kpi ar-apply "ar-import csv" \
		    "ar-reconcile --gl gl.csv --control 1"; do
			# words
			# shellcheck disable=SC2086
			fails $tool items.csv
			says "${tool%% *}: items.csv:1: this is a list of ar-age --items: give the book, or what ar-age --open-book prints"
		done
	done
	ar-age --items "$book" >items.csv
	fails ar-age --rejects bad.csv items.csv
	# behind a book, too: header again
	cut -d, -f1-6 "$book" >in.csv
	fails ar-age in.csv items.csv
	mentions "items.csv:1: this is a list of ar-age --items"
	# one's own export may have these columns
	sed 's/,type,/,kind,/' items.csv >own.csv
	ar-age --col amount=open own.csv >got
	ar-age "$book" | sed 1d | cut -d, -f1,10 >want
	sed 1d got | cut -d, -f1,10 | same want -
}

@test "notes: a column that nearly is one, a file named twice" {
	printf '%s\n' date,Type,doc,customer,amount,Due,Day_due \
	    2026-01-01,invoice,1,A,5,2026-02-01,3 >in.csv
	prints 0 "$HEAD
A,,0.00,0.00,0.00,0.00,5.00,0.00,0.00,5.00" ar-age in.csv
	says "ar-age: note: column \"Type\" is not read; is it \"type\"? (--col type='Type')" \
	    "ar-age: note: column \"Due\" is not read; is it \"due\"? (--col due='Due')"
	fails ar-age in.csv ./in.csv
	mentions "ar-age: note: ./in.csv is read twice"
}

@test "what nearly is a currency or an entity is refused: sums would mix" {
	local pair column like

	export AR_AS_OF=2026-10-31
	echo date,account,amount >gl.csv
	for pair in curency=currency Currency=currency curr=currency \
	    Entity=entity entty=entity; do
		like=${pair%=*} column=${pair#*=}
		printf '%s\n' "date,type,doc,customer,amount,$like" \
		    2026-10-01,invoice,1,A,5.00,EUR \
		    2026-10-01,invoice,2,A,7.00,USD >in.csv
		for tool in ar-age ar-kpi ar-apply "ar-import csv" \
		    "ar-reconcile --gl gl.csv --control 1"; do
			# words
			# shellcheck disable=SC2086
			fails $tool in.csv
			says "${tool%% *}: in.csv:1: no column \"$column\"; is it \"$like\"? (--col $column='$like', or --col default.$column=VALUE for all)"
		done
		fails ar-age --rejects bad.csv in.csv
		ar-age --col "$column=$like" --by "$column" in.csv >got
		[ "$(sed 1d got | wc -l)" -eq 2 ]
		ar-age --col "default.$column=USD" --by "$column" in.csv >got
		[ "$(sed '1d; s/,.*,/,/' got)" = USD,12.00 ]
	done
	# a list of open items, and both at once
	printf '%s\n' date,doc,customer,amount,Currency,Entity \
	    2026-10-01,1,A,5.00,EUR,X >in.csv
	fails ar-age in.csv
	[ "$(wc -l <"$t/stderr")" -eq 2 ]
	# no near miss
	printf '%s\n' date,doc,customer,amount,region,base_currency,courtesy \
	    2026-10-01,1,A,5.00,EUR,X,Y >in.csv
	ar-age in.csv >got
}

# --- The other side of ar-reconcile ----------------------------------------

G=date,account,amount,currency,ref

# ties TEXT: that it agrees with the invoice of $t/usd.csv, by file and pipe.
ties()
{
	printf '%b' "$1" >gl.csv
	ar-reconcile --control 1200 --gl gl.csv usd.csv >got
	[ "$(wc -l <got)" -eq 1 ]
	# shellcheck disable=SC2002
	cat gl.csv | ar-reconcile --control 1200 --gl - usd.csv | same got -
	ar-reconcile --control 1200 --gl gl.csv <usd.csv | same got -
}

sides()
{
	printf '%s\n' $H,currency 2026-10-01,invoice,1,A,10.00,,USD >usd.csv
	row=2026-10-01,1200,10.00,USD,1
}

@test "ar-reconcile: a ledger is read as a book is" {
	sides
	ties "\xef\xbb\xbf$G\r\n$row\r\n"
	ties "\n\n$G\n\n\n$row\n,,,,\n"
	ties "$G\n$row"
	ties "ref,x,currency,amount,account,date\n1,\"a,\"\"b\nc\",USD,10,1200,2026-10-01\n"
	ties "$G\n2026-10-01,1200,4.00,USD,1\ndate,ref,currency,account,amount\n2026-10-01,1,USD,1200,6.00\n"
	preloaded short-read
	LD_PRELOAD=$t/short-read.so ar-reconcile --control 1200 --gl gl.csv \
	    usd.csv | same got -
}

@test "ar-reconcile: faults of both sides, and what is glued" {
	sides
	printf '%b' "$G\n$row" >cut.csv
	cat cut.csv cut.csv >gl.csv
	fails ar-reconcile --control 1200 --gl gl.csv usd.csv
	mentions "gl.csv:2: "
	printf '%b' "$G\n2026-10-01,1200,1\\0000,USD,1\n" >gl.csv
	fails ar-reconcile --control 1200 --gl gl.csv usd.csv
	mentions "gl.csv:2: "
	printf '%b' "$G\n2026-10-01,1200,10.00,USD,1\r2\n" >gl.csv
	fails ar-reconcile --control 1200 --gl gl.csv usd.csv
	mentions "gl.csv:2: a carriage return without a line feed"
	python3 - >gl.csv <<-'E'
	print("date,account,amount,currency,ref")
	for i in range(30):
	    print("2026-10-01,1200,x,USD,%d" % i)
	E
	fails ar-reconcile --control 1200 --gl gl.csv usd.csv
	seq 2 21 | same - <(sed -n \
	    's/^ar-reconcile: gl.csv:\([0-9]*\): .*/\1/p' <<<"$stderr")
	[ "$(tail -n 1 <<<"$stderr")" = "ar-reconcile: ... and 10 more" ]
}

@test "ar-reconcile: beyond 64 bits no figure wraps" {
	most=92233720368547758.07
	printf '%s\n' date,type,doc,customer,amount 2026-10-01,invoice,1,A,$most \
	    2026-10-01,invoice,2,A,$most >in.csv
	printf '%s\n' date,account,amount,ref 2026-10-01,1200,-$most,3 \
	    2026-10-01,1200,-$most,4 >gl.csv
	ar-reconcile --gl gl.csv --control 1200 --summary in.csv >got ||
	    [ $? -eq 1 ]
	# by Python: 2 * most, and twice that
	grep -q 'balance,.*,184467440737095516.14,-184467440737095516.14,368934881474191032.28$' got
	echo 2026-10-01,1200,92233720368547758.08,5 >>gl.csv
	fails ar-reconcile --gl gl.csv --control 1200 in.csv
	mentions "gl.csv:4: amount: \"92233720368547758.08\" is beyond the largest amount"
}

@test "ar-reconcile: no memory, at any moment, is 2 and no output" {
	preloaded fail-malloc
	local e=$BATS_TEST_DIRNAME/examples
	mkdir o
	for how in "" "--all --proof" "--daily" "--rollforward --from 2026-09-20" \
	    "--summary -p"; do
		# $how is words
		# shellcheck disable=SC2086
		run_it()
		{
			status=0
			FAIL_AT=$1 FAIL_COUNT=$t/count \
			    LD_PRELOAD=$t/fail-malloc.so ar-reconcile \
			    --gl "$e/gl.csv" --control 1200 $how -o o/out.csv \
			    --threads 1 "$e/book.csv" >stdout 2>stderr ||
			    status=$?
		}
		run_it 0
		[ $status -eq 1 ]
		cp o/out.csv good
		n=$(cat count)
		for ((i = 1; i <= n; i++)); do
			echo old >o/out.csv
			run_it $i
			[ "$(ls -A o)" = out.csv ]
			if [ $status -eq 2 ]; then
				[ "$(<o/out.csv)" = old ]
				[ -s stderr ]
			else
				[ $status -eq 1 ]
				cmp o/out.csv good
			fi
		done
	done
}
