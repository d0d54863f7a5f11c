#!/usr/bin/env bats
# ar-import, option by option, and the importer behind the formats, shown on
# BAI2; tests/unit/test_in_*.c hold the formats themselves.  Rows of real files
# are those that tests/oracle/in_*.py reads out of them another way.

load common

HEAD=date,type,doc,customer,amount,currency,ref,doc_date,id,discount,reason,memo,deduction

setup()
{
	common_setup
	oracle=$PWD/tests/oracle
	cp -r tests/examples/import "$t"
	cd "$t"
}

# bai LINE...: those details in an account of a file, $t/in.bai, whose counts
# are right and whose totals are blank.
bai()
{
	printf '%s\n' 01,B,U,261031,,1,,,2/ 02,U,B,1,261030,,USD,2/ 03,77,,/ \
	    "$@" "49,,$(($# + 2))/" "98,,1,$(($# + 4))/" "99,,1,$(($# + 6))/" \
	    >in.bai
}

# rows COLUMNS COMMAND...: of the output, without the header.
rows()
{
	local columns=$1
	shift
	"$@" 2>stderr | sed 1d | cut -d, -f "$columns"
}

# --- Formats and files -------------------------------------------------------

@test "--list names formats and profiles" {
	run ar-import --list
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = name,kind,summary ]
	[[ $output == *$'\nbai2,format,'* ]]
	[[ $output == *$'\ncsv,format,'* ]]
	[[ $output == *$'\nibm-ar,profile,'* ]]
	ar-import --list --format json | grep -q '"name":"bai2"'
}

@test "a format is named, and a wrong one told" {
	fails ar-import
	says "ar-import: of which format? ar-import --list names them"
	fails ar-import bai import/october.bai
	says 'ar-import: no format "bai"; is it "bai2"?'
	fails ar-import xyzzy import/october.bai
	says 'ar-import: no format "xyzzy": ar-import --list names them'
}

@test "empty, missing, binary and other files are refused" {
	: >empty
	fails ar-import bai2 empty
	says "ar-import: empty: the file is empty"
	fails ar-import bai2 nowhere
	says "ar-import: nowhere: No such file or directory"
	printf '\n\n' >blank
	fails ar-import bai2 blank
	says "ar-import: blank: nothing in it is a record of bai2"
	printf '01,a\0b' >nul
	fails ar-import bai2 nul
	says "ar-import: nul:1: a NUL byte: this is no text"
	printf '\xff\xfe0\0001\000' >utf16
	fails ar-import bai2 utf16
	mentions "utf16: UTF-16, which is not read: convert it with iconv(1)"
	fails ar-import bai2 import/aliases.csv
	mentions "aliases.csv:1: no record"
}

@test "several files, and standard input" {
	bai 16,195,100,,A,,/
	cp in.bai a.bai
	[ "$(rows 3 ar-import bai2 a.bai in.bai)" = $'A\nA-2' ]
	[ "$(rows 3 ar-import bai2 <a.bai)" = A ]
	[ "$(rows 3 ar-import bai2 in.bai - <a.bai)" = $'A\nA-2' ]
	fails ar-import bai2 - - <a.bai
	sed '$d' a.bai >cut.bai
	fails ar-import bai2 a.bai cut.bai
	says "ar-import: cut.bai:6: the file (99) of line 1 has not ended"
}

@test "output is whole or absent" {
	bai 16,195,100,,A,,/ 16,195,x,,B,,/
	fails ar-import bai2 -o out.csv --bank-lines bank.csv in.bai
	says 'ar-import: in.bai:5: amount: "x" is not an amount of digits'
	[ ! -e out.csv ] && [ ! -e bank.csv ]
	bai 16,195,100,,A,,/
	prints 0 "" ar-import bai2 -o out.csv in.bai
	[ "$(wc -l <out.csv)" -eq 2 ]
	fails ar-import bai2 -o in.bai in.bai
	fails ar-import bai2 -o out.csv --bank-lines out.csv in.bai
	[ ! -e /dev/full ] || fails sh -c 'ar-import bai2 in.bai >/dev/full'
}

@test "line ends and encodings" {
	bai "16,195,100,,A,,M$(printf '\xfc')LLER"
	prints 0 "$HEAD
2026-10-30,receipt,A,UNIDENTIFIED,-1.00,USD,,,$(
	    ar-import bai2 --encoding latin1 in.bai | sed 1d | cut -d, -f9
	),,,MüLLER," ar-import bai2 in.bai
	says "ar-import: in.bai:4: not UTF-8: taken as Latin-1 (see --encoding)"
	fails ar-import bai2 --encoding utf-8 in.bai
	says "ar-import: in.bai:4: not valid UTF-8 (see --encoding)"
	fails ar-import bai2 --encoding ebcdic in.bai
	says 'ar-import: --encoding: "ebcdic" is not utf-8, latin1 or cp1252'
	ar-import bai2 import/october.bai >want
	sed 's/$/\r/' import/october.bai | ar-import bai2 | same want -
	tr '\n' '\r' <import/october.bai | ar-import bai2 | same want -
}

# --- Rows --------------------------------------------------------------------

@test "documents are unique, and ids the same each time" {
	bai 16,195,100,,A,,/ 16,195,200,,A-2,,/ 16,195,300,,A,,/ \
	    16,195,100,,A,,/ 16,195,100,,,C9,/ 16,195,100,,,,/ 16,195,100,,,,/
	[ "$(rows 3 ar-import bai2 in.bai)" = "$(printf '%s\n' A A-2 A-3 A-4 \
	    C9 bai2-2026-10-30-1.00 bai2-2026-10-30-1.00-2)" ]
	ar-import bai2 in.bai >one
	ar-import bai2 in.bai >two
	cmp one two
	[ "$(cut -d, -f9 one | sort -u | wc -l)" -eq 8 ]
	python3 "$oracle/in_bai2.py" in.bai | same one -
	# A book that has both is refused; as is one file twice in one run.
	fails ar-age --as-of 2026-10-31 one two
	mentions "the same id as"
	ar-import bai2 in.bai in.bai >both
	[ "$(cut -d, -f9 both | sort -u | wc -l)" -eq 8 ]
	[ "$(cut -d, -f3 both | sort -u | wc -l)" -eq 15 ]
}

@test "numbers are the customer's own, and nobody's are anybody's" {
	printf '%s\n' kind,value,customer account,1,X account,2,Y >al.csv
	bai 16,174,100,,7,,DACT:1 16,174,200,,7,,DACT:2 16,174,300,,7,,DACT:1 \
	    16,174,400,,7,, 16,174,500,,8,, 16,174,600,,8,,DACT:1
	[ "$(rows 3-5 ar-import bai2 --aliases al.csv in.bai)" = "$(printf \
	    '%s\n' 7,X,-1.00 7,Y,-2.00 7-2,X,-3.00 7-3,UNIDENTIFIED,-4.00 \
	    8,UNIDENTIFIED,-5.00 8-2,X,-6.00)" ]
	# So are those of the book.
	printf '%s\n' id,type,doc,customer a,receipt,7,Y >book.csv
	[ "$(rows 3,4 ar-import bai2 --aliases al.csv --book book.csv in.bai |
	    head -n 2)" = "$(printf '%s\n' 7,X 7-2,Y)" ]
}

@test "--book leaves out what is there, and its numbers are taken" {
	bai 16,195,100,,A,,/ 16,195,200,,B,,/
	ar-import bai2 in.bai >book.csv
	prints 0 "$HEAD" ar-import bai2 --book book.csv in.bai
	says "ar-import: in.bai: in the book already, left out: 2"
	bai 16,195,100,,A,,/ 16,195,200,,B,,/ 16,195,999,,B,,/
	sed '2d' book.csv >b.csv
	sed '3d' book.csv >a.csv
	[ "$(rows 3,5 ar-import bai2 --book a.csv --book b.csv in.bai)" = \
	    B-2,-9.99 ]
	fails ar-import bai2 --book import/aliases.csv in.bai
	mentions 'no column "doc"'
}

@test "--book without a column id: said, and ids of later headers count" {
	bai 16,195,100,,A,,/ 16,195,200,,B,,/
	printf '%s\n' date,type,doc,customer,amount \
	    2026-10-01,invoice,I-1,X,5.00 >book.csv
	ar-import bai2 --book book.csv in.bai >new.csv 2>stderr
	grep -q "note: book.csv has no column id" stderr
	[ "$(wc -l <new.csv)" -eq 3 ]
	cat book.csv new.csv >both.csv
	prints 0 "$HEAD" ar-import bai2 --book both.csv in.bai
	says "ar-import: in.bai: in the book already, left out: 2"
}

@test "--aliases: by account, then by name; what is of two tells nothing" {
	printf '%s\n' kind,value,customer 'name,Acme Inc.,ACME' \
	    account,0099,BOLT iban,DE02,CITY name,TWO,X name,TWO,Y >al.csv
	bai '16,195,100,,A,,ORG:=ACME INC' '16,195,100,,B,,DBNM:ACME INC' \
	    "88,DACT:00-99" 16,195,100,,C,,ORG:=TWO 16,195,100,,D,,DACT:DE02
	[ "$(rows 3,4 ar-import bai2 --aliases al.csv in.bai)" = "$(printf \
	    '%s\n' A,ACME B,BOLT C,UNIDENTIFIED D,CITY)" ]
	fails ar-import bai2 --aliases nowhere.csv in.bai
	says "ar-import: nowhere.csv: No such file or directory"
}

@test "--closed refuses rows of closed days" {
	bai 16,195,100,,A,,/
	fails ar-import bai2 --closed 2026-10-30 in.bai
	says "ar-import: in.bai:4: date: 2026-10-30 is closed: books are closed up to 2026-10-30"
	AR_CLOSED=2026-10-30 fails ar-import bai2 in.bai
	[ "$(rows 3 ar-import bai2 --closed 2026-10-29 in.bai)" = A ]
	# What is not in the book may be of any day.
	bai 16,475,100,,A,,/
	prints 0 "$HEAD" ar-import bai2 --closed 2026-10-30 in.bai
}

@test "--account and --entity are columns of their own" {
	bai 16,195,100,,A,,/
	ar-import bai2 --entity US --account 1200 --bank-lines bank.csv in.bai >out
	[ "$(sed -n 1p out)" = "$HEAD,entity,account" ]
	[[ $(sed -n 2p out) == *,US,1200 ]]
	[[ $(sed -n 1p bank.csv) == *,id,entity ]]
}

@test "--bank-lines: all money of the account, for ar-reconcile" {
	ar-import bai2 --bank-lines bank.csv import/october.bai >out.csv 2>/dev/null
	[ "$(cut -d, -f1-5 bank.csv)" = "\
date,amount,currency,ref,payer
2026-10-30,1200.00,USD,FT26103001,ACME TOOLS INC
2026-10-30,375.00,USD,CC7710,
2026-10-30,450.00,USD,LBX0981,
2026-10-30,35.00,USD,CC7710,
2026-10-30,-640.00,USD,1177,
2026-10-30,-50.00,USD,RT000412," ]
	[ "$(grep -c ,0012345,bai2: bank.csv)" -eq 6 ]
	# Its ids are those of the rows.
	cut -d, -f9 out.csv | grep -v '^id' | sort >ids
	grep -v ,-640.00, bank.csv | grep -o 'bai2:[0-9a-f]*' | sort | same ids -
	fails ar-import bai2 --raw --bank-lines bank.csv import/october.bai
	says "ar-import: --raw and --bank-lines do not go together"
}

@test "--currency and --decimals" {
	bai 16,195,12345,,A,,/
	sed -i s/,USD,/,,/ in.bai
	[ "$(rows 5,6 ar-import bai2 in.bai)" = -123.45,USD ]
	[ "$(rows 5,6 ar-import bai2 --currency JPY in.bai)" = -12345,JPY ]
	[ "$(rows 5,6 ar-import bai2 --currency EUR --decimals EUR=0 in.bai)" = \
	    -12345.00,EUR ]
	fails ar-import bai2 --decimals USD=4 in.bai
	says "ar-import: in.bai:4: amount: more decimals than USD has (see --decimals)"
	[ "$(rows 5 ar-import bai2 --currency KWD --decimals KWD=2 in.bai)" = \
	    -123.450 ]
	fails ar-import bai2 --decimals EUR in.bai
	says 'ar-import: --decimals: "EUR" is not like EUR=0'
	fails ar-import bai2 --decimals EURO=1 in.bai
	says 'ar-import: --decimals: "EURO" is not an ISO 4217 currency code'
	fails ar-import bai2 --currency XYZ in.bai
	says 'ar-import: --currency: "XYZ" is not an ISO 4217 currency code'
}

@test "--codes: over the installed table" {
	bai 16,910,100,,A,,/ 16,195,100,,B,,/
	prints 1 "$HEAD
$(ar-import bai2 in.bai 2>/dev/null | sed 1d)" ar-import bai2 in.bai
	says "ar-import: in.bai:4: passed over: a type of the bank's own, which tells not whether money came in or went out (1)" \
	    "ar-import: in.bai:4: type 910 is not in the table of codes: not in the book (see --codes)"
	printf '%s\n' code,use 910,receipt 195,ignore >codes.csv
	[ "$(rows 3 ar-import bai2 --codes codes.csv in.bai)" = A ]
	printf '%s\n' code,use 910,money >codes.csv
	fails ar-import bai2 --codes codes.csv in.bai
	says 'ar-import: codes.csv:2: use: "money" is not a use (receipt, return, inside or ignore)'
}

@test "--remit-only leaves the receipts to another file" {
	prints 0 "$HEAD" ar-import bai2 --remit-only --book /dev/null \
	    import/october.bai || prints 0 "$HEAD" ar-import bai2 --remit-only \
	    import/october.bai
	fails ar-import bai2 --raw --remit-only import/october.bai
	says "ar-import: --raw and --remit-only do not go together"
}

@test "--raw shows every record" {
	bai "16,475,100,,B,,PAID, IN FULL" 88,MORE
	prints 0 "file,line,record,field,value
in.bai,4,16,2,475
in.bai,4,16,3,100
in.bai,4,16,4,
in.bai,4,16,5,B
in.bai,4,16,6,
in.bai,4,16,text,\"PAID, IN FULL
MORE\"" sh -c 'ar-import bai2 --raw in.bai | sed -n "1p;/,4,16/,/MORE/p"'
	# Also of groups that no book can take.
	sed -i s/^02,U,B,1/02,U,B,3/ in.bai
	ar-import bai2 --raw in.bai | grep -q in.bai,2,02,4,3
	fails ar-import bai2 in.bai
}

@test "layouts are for lockboxes" {
	fails ar-import bai2 --layout any import/october.bai
	says "ar-import: --layout is not for bai2"
}

@test "lockbox: credits that are taken, discounts of a bank's own layout" {
	printf '%s\n' record,field,column,length,dates 5,date,2,6, \
	    6,amount,2,6, 6,check,8,4, 4,invoice,2,6, 4,paid,8,6, \
	    4,deduction,14,4, 4,reason,18,3, 4,discount,21,4, 9,records,2,2, \
	    >own.csv
	printf '%s\n' 1 5261030 60009000077 4INV-1\ 0009000050FRT0020 \
	    4INV-2\ 0002000000\ \ \ 0000 4CM-9\ \ -00200 907 >in.lbx
	prints 0 "\
receipt,77,-9.00,,,,
remit,77,9.00,INV-1,0.20,FRT,0.50
remit,77,2.00,INV-2,,,
remit,77,-2.00,CM-9,,," \
	    rows 2,3,5,7,10,11,13 ar-import lockbox --layout own.csv in.lbx
	# An advice that is in the book already.
	ar-import lockbox --layout own.csv --remit-only in.lbx >advice.csv
	prints 0 "$HEAD" ar-import lockbox --layout own.csv --remit-only \
	    --book advice.csv in.lbx
	says "ar-import: in.lbx: in the book already, left out: 3"
	sed -i s/-00200/-0.200/ in.lbx
	fails ar-import lockbox --layout own.csv in.lbx
	mentions "in.lbx:6: paid: not an amount"
}

# --- Totals ------------------------------------------------------------------

@test "totals: a finding, --strict, --no-check" {
	sed s/^49,1776000/49,1776001/ import/october.bai >in.bai
	ar-import bai2 import/october.bai >want 2>/dev/null
	prints 1 "$(cat want)" ar-import bai2 in.bai
	mentions "in.bai:14: total of account: said 17760.01, found 17760.00"
	fails ar-import bai2 --strict in.bai
	mentions "in.bai:14: total of account: said 17760.01, found 17760.00"
	prints 0 "$(cat want)" ar-import bai2 --no-check in.bai
	mentions "in.bai: --no-check: control totals that differ: 1"
	printf '%s\n' 1261101 5000120261101 6000100000001000000007 \
	    70001001000000200 9000005 >in.lbx
	printf '%s\n' record,field,column,length,dates 1,date,2,6, \
	    5,date,6,8,YYYYMMDD 6,batch,2,4, 6,amount,6,10, 6,check,16,7, \
	    7,batch,2,4, 7,count,6,3, 7,total,9,9, >lay.csv
	fails ar-import lockbox --layout lay.csv in.lbx
	says "ar-import: in.lbx:4: total of batch: said 2.00, found 1.00" \
	    "ar-import: in.lbx: get the file again, or take it as it is with --no-check"
	printf '<Document><BkToCstmrStmt>' >cut.xml
	fails ar-import camt cut.xml
	says "ar-import: cut.xml:1: the file ends before its last tag: it was cut off"
	fails ar-import bai2 --no-check --strict in.bai
	says "ar-import: --no-check and --strict do not go together"
}

@test "--proof: records, money, totals" {
	ar-import bai2 --proof import/october.bai 2>proof >/dev/null
	stderr=$(cat proof)
	mentions "proof: import/october.bai:14: total of account: said 17760.00, found 17760.00, ok"
	mentions "proof: import/october.bai: records: 14"
	mentions "proof: import/october.bai: receipts: 4, 2060.00 USD"
	mentions "proof: import/october.bai: returns: 1, -50.00 USD"
	mentions "proof: import/october.bai: other lines: 1, -640.00 USD"
	mentions "control totals: 8 = 8 equal + 0 not; not told: 0"
}

@test "twenty faults are shown, and how many more" {
	local lines=()
	for i in $(seq 25); do
		lines+=("16,195,x$i,,,,/")
	done
	bai "${lines[@]}"
	fails ar-import bai2 in.bai
	[ "$(grep -c 'is not an amount' "$t/stderr")" -eq 20 ]
	mentions "in.bai: ... and 5 more"
}

# --- Real files --------------------------------------------------------------

# sample FORMAT FILE STATUS RECEIPTS: its rows are the oracle's, its totals
# are right, and the proof says what is given.
sample()
{
	local got=0

	[ -e "$data/$1/$2" ] || skip "no $data/$1"
	ar-import "$1" --proof "$data/$1/$2" >got 2>proof || got=$?
	[ "$got" -eq "$3" ] || { cat proof >&2; return 1; }
	grep -qF "receipts: $4" proof || [ -z "$4" ] || { cat proof >&2; return 1; }
	[ "$got" -eq 2 ] || python3 "$oracle/in_$1.py" "$data/$1/$2" | same - got
}

@test "bai2: real files" {
	sample bai2 account_trailer_amount_blank_example.bai2 0 ""
	sample bai2 citi_example.bai2 0 "1, 0.01 GBP"
	sample bai2 daily_with_summary.bai2 0 "1, 250.01 USD"
	sample bai2 eod.bai2 0 "1, 83259.82 USD"
	sample bai2 sample1.txt 0 "5, 3200.00 CAD"
	sample bai2 svb_us_example.bai2 0 "2, 13959.96 USD"
	! grep -l WRONG proof
}

@test "bai2: real files that deviate" {
	sample bai2 invalid_checksum_eod.bai2 1 "1, 83259.82 USD"
	[ "$(grep -c WRONG proof)" -eq 3 ]
	sample bai2 sample3.txt 1 "13, 397.13 USD"
	grep -q "sample3.txt:1: several records on one line" proof
	grep -q "sample3.txt:19: text goes on in a line without 88" proof
	grep -q "control totals: 36 = 36 equal + 0 not; not told: 0" proof
	sample bai2 sample2.txt 2 "4, 309500.00 USD"
	grep -q "sample2.txt:26: status: 3: the group corrects" proof
	grep -q "control totals: 25 = 25 equal + 0 not; not told: 0" proof
	# The same without that group's status.
	sed s/^02,071207890,122099999,3/02,071207890,122099999,1/ \
	    "$data/bai2/sample2.txt" >in.bai
	ar-import bai2 in.bai >got
	python3 "$oracle/in_bai2.py" in.bai | same - got
}

@test "bai2: an advice of what is no text, and broken in every place" {
	local n=0
	for i in $(seq 1 16); do
		head -n "$i" import/october.bai | head -c -3 >cut.bai
		ar-import bai2 cut.bai >out 2>/dev/null || n=$((n + 1))
	done
	[ "$n" -eq 16 ]
}
