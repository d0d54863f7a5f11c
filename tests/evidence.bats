#!/usr/bin/env bats
# --evidence: the line of every tool, against the files themselves.

load common

setup()
{
	common_setup
	export AR_AS_OF=2026-10-31
	check=$PWD/tests/oracle/evidence_check.py
	cp -R tests/examples/* "$t"
	cd "$t"
}

# holds [OPTION...]: that the last line agrees with the files.
holds()
{
	python3 "$check" "$@" ev
}

# told EXPRESSION: of d, the last line, and runs, all of them.
told()
{
	python3 - "$1" <<'END'
import json, sys
runs = [json.loads(s) for s in open("ev", encoding="utf-8").read().splitlines()]
d = runs[-1]
value = eval(sys.argv[1])
print(value if isinstance(value, str) else json.dumps(value))
END
}

# says_of EXPRESSION VALUE
says_of()
{
	local got

	got=$(told "$1")
	[ "$got" = "$2" ] || {
		printf '%s: %s, not %s\n' "$1" "$got" "$2" >&2
		return 1
	}
}

# ends STATUS COMMAND...: standard output in out.
ends()
{
	local want=$1 got=0

	shift
	"$@" >out 2>err || got=$?
	[ "$got" -eq "$want" ] || {
		echo "exit status $got" >&2
		cat err >&2
		return 1
	}
}

@test "ar-age: a book, tables beside it, a chart" {
	ends 0 ar-age --evidence ev --customers customers.csv --base USD \
	    --rates rates.csv --chart c.svg -o aged.csv world.csv
	holds
	says_of '[i["table"] for i in d["inputs"]]' \
	    '["book", "customers", "rates"]'
	says_of '[o["option"] for o in d["outputs"]]' '["--chart", "-o"]'
	says_of '[d["as_of"], d["status"], d["env"]["AR_AS_OF"]]' \
	    '["2026-10-31", 0, "2026-10-31"]'
	says_of 'd["args"][:2] + d["args"][-1:]' '["--evidence", "ev", "world.csv"]'
}

@test "ar-age: a plain list, its map, standard input and output" {
	ends 0 ar-age --evidence=ev <book.csv
	holds --stdin book.csv --stdout out
	printf '%s\n' date,doc,customer,amount 2026-01-01,1,A,12.50 \
	    2026-01-01,2,A,-3 '2026-01-02,3,"B ""b""",1' >list.csv
	ends 0 ar-age --evidence=ev list.csv
	holds --stdout out
	says_of 'd["inputs"][0]["totals"]' '[{"currency": "", "amount": "10.50"}]'
	ends 0 ar-age --evidence=ev --map europe.map europe.csv
	says_of '[[i["table"], i["file"]] for i in d["inputs"]]' \
	    '[["map", "europe.map"], ["book", "europe.csv"]]'
	says_of 'd["inputs"][0]["sha256"]' "$(sha256sum <europe.map | cut -c-64)"
	says_of 'd["inputs"][1]["sha256"]' "$(sha256sum <europe.csv | cut -c-64)"
}

@test "ar-age: several files are each told of; rejects are findings" {
	ends 1 ar-age --evidence ev --rejects bad.csv -o out.csv book.csv slips.csv
	holds
	says_of '[i["file"] for i in d["inputs"]]' '["book.csv", "slips.csv"]'
	says_of '[o["option"] for o in d["outputs"]]' '["-o", "--rejects"]'
	says_of 'd["status"]' 1
	says_of 'd["outputs"][1]["sha256"]' "$(sha256sum <bad.csv | cut -c-64)"
}

@test "ar-apply, ar-kpi: rows, lists, pictures" {
	ends 1 ar-apply --evidence ev -o rows.csv --exceptions open.csv \
	    --stats stats.csv cash.csv
	holds
	says_of '[o["option"] for o in d["outputs"]]' \
	    '["-o", "--exceptions", "--stats"]'
	unset AR_AS_OF
	ends 0 ar-kpi --evidence ev --to 2026-10-31 --trend t.svg book.csv
	holds --stdout out
	says_of '[d["as_of"], "AR_AS_OF" in d["env"]]' '["2026-10-31", false]'
	says_of '[o["option"] for o in d["outputs"]]' '["stdout", "--trend"]'
}

@test "ar-dun: letters, lists, and the counter before and after" {
	printf 'series,next\nnotice,N-7\nother,X-1\n' >numbers.csv
	ends 0 ar-dun --evidence ev --policy policy.csv --customers customers.csv \
	    --counter numbers.csv --held held.csv --calls calls.csv \
	    --letters letters -o rows.csv book.csv
	holds
	says_of '[i["content"] for i in d["inputs"] if i["table"] == "counter"]' \
	    '["series,next\nnotice,N-7\nother,X-1\n"]'
	says_of 'sorted(o["option"] for o in d["outputs"])' \
	    '["--calls", "--counter", "--held", "--letters", "-o"]'
	says_of 'all(o["files"] > 0 for o in d["outputs"] if "files" in o)' true
	says_of '"template" in [i["table"] for i in d["inputs"]]' true
}

@test "ar-invoice: every kind of output, contracts, a book" {
	printf '%s\n' entity,name >sellers.csv
	ends 0 ar-invoice --date 2026-10-31 --evidence ev --counter n.csv \
	    --start INV-1 --credit-start C-1 --tax tax.csv --terms 'net 30' \
	    --book book.csv --lines lines.csv --findings found.csv \
	    --letters let --template invoice.txt -o new.csv orders.csv
	holds
	says_of '[i["content"] for i in d["inputs"] if i["table"] == "counter"]' \
	    '[""]'
	says_of 'sorted(i["table"] for i in d["inputs"])' \
	    '["book", "counter", "lines", "tax", "template"]'
	says_of '[o["option"] for o in d["outputs"] if "files" in o]' '["--letters"]'
	says_of 'd["as_of"]' null
	# The lines of contracts are no input: nobody else has them.
	ends 0 ar-invoice --date 2026-10-31 --evidence ev --start INV-1 \
	    --recurring contracts.csv --from 2026-10-01 --to 2026-10-31
	holds --stdout out
	says_of '[i["table"] for i in d["inputs"]]' '["contracts"]'
	says_of 'len(d["outputs"])' 1
	ends 0 ar-invoice --evidence ev --recurring contracts.csv \
	    --from 2026-10-01 --to 2026-10-31
	holds --stdout out
}

@test "electronic invoices are told of by their directory" {
	printf '%s\n' customer,name,street,city,postcode,country,edi_id,currency \
	    'ACME,Acme,High St 1,Cork,T12,IE,01:123456789,EUR' \
	    'BOLT,Bolt,Low St 1,Köln,50667,DE,01:223456789,EUR' >buyers.csv
	printf '%s\n' entity,name,street,city,postcode,country,edi_id,iban \
	    ',We,Rue 1,Paris,75001,FR,01:987654321,FR7630006000011234567890189' \
	    >sellers.csv
	printf '%s\n' customer,description,qty,price ACME,a,3,1.115 BOLT,b,2,10 \
	    >lines.csv
	mkdir edi
	ends 0 ar-invoice --date 2026-10-31 --evidence ev --start INV-1 \
	    --customers buyers.csv --sellers sellers.csv --terms 'net 30' \
	    --x12 810 edi -o new.csv lines.csv
	holds
	says_of '[[o["option"], o["files"]] for o in d["outputs"] if "files" in o]' \
	    '[["--x12", 2]]'
}

@test "ar-import: the file of a bank, and what its codes mean" {
	printf '%s\n' 01,122099999,123456789,261030,0200,1,,,2/ \
	    02,031001234,122099999,1,261030,0200,USD,2/ \
	    03,0975312468,USD,010,500000,,/ \
	    '16,165,25000,Z,,R123,ACME INC PAYMENT INVOICE I-101/' \
	    49,525000,3/ 98,525000,1,5/ 99,525000,1,7/ >bank.bai
	ends 0 ar-import bai2 --evidence ev --bank-lines lines.csv bank.bai
	says_of '[[i["table"], i["sha256"]] for i in d["inputs"]][-1]' \
	    "[\"bai2\", \"$(sha256sum <bank.bai | cut -c-64)\"]"
	says_of '[i["complete"] for i in d["inputs"]]' '[true, true]'
	holds --stdin /dev/null --stdout out
}

@test "large files go through the thread that hashes" {
	awk 'BEGIN {
		print "date,doc,customer,amount,due"
		for (i = 0; i < 50000; i++)
			print "2026-01-01,D" i ",C" i % 97 "," i ".25,2026-02-01"
	}' >large.csv
	ends 0 ar-age --evidence ev --items --threads 3 large.csv
	holds --stdout out
	# shellcheck disable=SC2002
	cat large.csv | ends 0 ar-age --evidence ev --items
	holds --stdin large.csv --stdout out
	says_of 'len(set(r["outputs"][0]["sha256"] for r in runs))' 1
	# A header that is refused is the last that is read.
	sed '1s/amount/amuont/' large.csv >bad.csv
	ends 2 ar-age --evidence ev bad.csv
	holds
	says_of '[d["inputs"][0]["complete"], d["inputs"][0]["bytes"] > 1000]' \
	    '[false, true]'
}

# --- Runs that fail ----------------------------------------------------------

@test "a run that fails leaves a line, and why" {
	sed '3s/400.00/400,00/' book.csv >bad.csv
	fails ar-age --evidence ev -o report.csv bad.csv
	holds
	says_of 'd["error"]' "$(sed -n '1s/^ar-age: //p' stderr)"
	says_of '[d["status"], d["outputs"]]' '[2, []]'
	[ ! -e report.csv ]
	fails ar-age --evidence ev nowhere.csv
	says_of 'd["error"]' "nowhere.csv: No such file or directory"
	fails ar-kpi --evidence ev --as-of 2026-10-32 book.csv
	says_of '[d["as_of"], d["error"][:7]]' '[null, "--as-of"]'
	fails ar-apply --evidence ev --exeptions x cash.csv
	says_of 'd["error"]' "no option --exeptions; is it --exceptions? (see --help)"
	fails ar-dun book.csv --counter n --evidence=ev --frist
	says_of '[d["tool"], len(runs)]' '["ar-dun", 5]'
	fails ar-invoice --evidence ev orders.csv
	says_of 'd["tool"]' ar-invoice
}

@test "asked for help, it has run nothing" {
	ends 0 ar-age --evidence ev --help
	ends 0 ar-age --version --evidence ev
	[ ! -e ev ]
	ends 0 ar-age book.csv
	[ ! -e ev ]
}

@test "standard output that is full has a second line" {
	[ -e /dev/full ] || skip "no /dev/full"
	ends 2 sh -c 'ar-age --evidence ev book.csv >/dev/full'
	says_of '[r["status"] for r in runs]' '[0, 2]'
	says_of 'len(set((r["pid"], r["host"], r["start"]) for r in runs))' 1
	says_of 'd["outputs"]' '[]'
}

@test "a reader that hangs up does not change what was made" {
	awk 'BEGIN {
		print "date,doc,customer,amount"
		for (i = 0; i < 40000; i++)
			print "2026-01-01,D" i ",C,1"
	}' >large.csv
	ar-age --evidence ev --items large.csv | head -n 1 >out
	says_of '[r["status"] for r in runs]' '[0]'
}

# --- The file ---------------------------------------------------------------

@test "twenty at once" {
	for i in $(seq 20); do
		ar-age --evidence ev --older "$i" -o "o$i.csv" book.csv &
	done
	wait
	says_of 'len(runs)' 20
	says_of 'sorted(int(r["args"][3]) for r in runs)' \
	    "[$(seq -s ', ' 20)]"
	for i in $(seq 0 19); do
		python3 "$check" ev "$i"
	done
}

@test "what is no file for evidence" {
	mkdir dir
	for file in dir - '' /dev/null missing/ev; do
		fails ar-age --evidence "$file" book.csv
		mentions "--evidence $file: "
	done
	if [ -e /dev/full ]; then
		fails ar-age --evidence /dev/full book.csv
	fi
	cp book.csv copy.csv
	fails ar-age --evidence copy.csv book.csv
	mentions "something else than evidence"
	fails ar-age --evidence copy.csv --bad book.csv
	same book.csv copy.csv
	fails ar-age --evidence new -o new book.csv
	[ "$(wc -l <new)" -eq 1 ]
	fails ar-age --evidence new --rejects new book.csv
	fails ar-age --evidence in.csv in.csv
	mentions "in.csv is also an input"
}

@test "a directory without permission" {
	[ "$(id -u)" -ne 0 ] || skip "root may"
	mkdir closed
	chmod 500 closed
	fails ar-age --evidence closed/ev book.csv
}

@test "no room for the line: no output either" {
	ends 0 ar-age --evidence ev book.csv
	# Blanks are no evidence, but they fill a file.
	python3 -c 'print(" " * (4096 - 200 - len(open("ev").read())))' >>ev
	cp ev before
	echo old >report.csv
	ends 2 sh -c 'ulimit -f 4 2>/dev/null
	    ar-age --evidence ev -o report.csv --rejects r.csv book.csv'
	grep -q 'writing evidence to ev: ' err
	[ "$(cat report.csv)" = old ]
	[ ! -e r.csv ]
	same before ev
	ends 2 sh -c 'ulimit -f 4; ar-age --evidence ev book.csv | cat >piped
	    ar-age --evidence ev book.csv'
	[ ! -s piped ]
}

@test "a line that was cut off does not spoil the next" {
	ends 0 ar-age --evidence ev book.csv
	printf '{"tool":"ar-a' >>ev
	ends 0 ar-age --evidence ev book.csv
	[ "$(wc -l <ev)" -eq 3 ]
	sed -i 2d ev
	holds --stdout out
}

@test "names that are no UTF-8" {
	name=$(printf 'b\377\303\251"\\.csv')
	cp book.csv "$name"
	ends 0 ar-age --evidence ev -o "$(printf 'o\200.csv')" "$name"
	python3 - "$name" <<'END'
import json, os, sys
d = json.loads(open("ev", encoding="utf-8").read())
want = os.fsencode(sys.argv[1])
assert os.fsencode(d["inputs"][0]["file"]) == want
assert os.fsencode(d["args"][-1]) == want
assert os.fsencode(d["outputs"][0]["file"]) == b"o\x80.csv"
assert d["outputs"][0]["option"] == "-o"
END
	grep -q '"b\\udcffé\\"\\\\.csv"' ev
}
