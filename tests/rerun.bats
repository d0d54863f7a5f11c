#!/usr/bin/env bats
# ar-rerun: runs on record, made again.

load common

setup()
{
	common_setup
	export AR_AS_OF=2026-10-31
	cp -R tests/examples/* "$t" && cd "$t" || return
}

# again STATUS [VERDICT...]: of each line, without number, tool and time.
again()
{
	local want=$1 got=0

	shift
	ar-rerun ev >out 2>err || got=$?
	printf '%s\n' "$@" | diff - <(cut -d' ' -f4- out) >&2 &&
	    [ "$got" -eq "$want" ] || {
		echo "exit status $got" >&2
		cat err >&2
		return 1
	}
}

# runs COMMAND...: with evidence, whatever comes of it.
runs()
{
	"$1" --evidence ev "${@:2}" >run.out 2>run.err || true
}

@test "every tool, every kind of output: the same" {
	printf 'series,next\nnotice,N-7\n' >numbers.csv
	runs ar-age --customers customers.csv --chart c.svg book.csv
	runs ar-age -o aged.csv --map europe.map europe.csv
	runs ar-age --rejects bad.csv book.csv slips.csv
	runs ar-apply -o rows.csv --exceptions open.csv cash.csv
	runs ar-kpi --to 2026-09-30 book.csv -o sub.csv
	runs ar-dun --policy policy.csv --customers customers.csv \
	    --counter numbers.csv --letters letters --held held.csv book.csv
	runs ar-dun --policy policy.csv --customers customers.csv \
	    --counter numbers.csv --letters more book.csv
	runs ar-invoice --date 2026-10-31 --counter n.csv --start INV-1 \
	    --credit-start C-1 --tax tax.csv --letters let \
	    --template invoice.txt --lines lines.csv orders.csv
	runs ar-invoice --date 2026-10-31 --counter n.csv --credit-start C-1 \
	    --recurring contracts.csv --from 2026-10-01 --to 2026-10-31
	again 0 same same same same same same same same same
	# The counters and documents of the user are as they were.
	grep -q 'notice,N-' numbers.csv
	[ -d letters ] && [ -d more ]
}

@test "runs that failed fail again, and say the same" {
	sed '3s/400.00/400,00/' book.csv >bad.csv
	runs ar-age bad.csv
	runs ar-age nowhere.csv
	runs ar-age -o book.csv book.csv
	runs ar-age --as-of 2026-10-32 book.csv
	runs ar-age --itmes book.csv
	again 0 same same same same same
}

@test "a book that grew has the same history" {
	runs ar-age --items -o items.csv book.csv
	runs ar-age "$t/book.csv" -o "$t/absolute.csv"
	echo 2026-10-30,invoice,I-999,ACME,10.00,USD,,, >>book.csv
	runs ar-age --items -o items.csv book.csv
	again 0 same same same
	[ -e items.csv ] && [ -e absolute.csv ]
}

@test "a book that was changed has not" {
	runs ar-age -o aged.csv --customers customers.csv book.csv
	sed -i '3s/400.00/401.00/' book.csv
	again 1 'differs: book.csv: changed since'
	sed -i '3s/401.00/400.00/' book.csv
	again 0 same
	head -c 300 book.csv >short.csv && mv short.csv book.csv
	again 1 'differs: book.csv: changed since'
	rm book.csv
	again 1 'cannot: book.csv is not there'
}

@test "a record that was changed is found out" {
	runs ar-age -o aged.csv book.csv
	cp ev whole
	sed -i 's/"--evidence"/"--total","--evidence"/' ev
	again 1 'differs: aged.csv'
	sed 's/"status":0/"status":1/' whole >ev
	again 1 'differs: exit status 0, not 1'
	sed 's/"tool":"ar-age"/"tool":"rm"/' whole >ev
	again 1 'cannot: rm is none of the programs'
	sed 's/"aged.csv"/"\/tmp\/elsewhere"/' whole >ev
	again 1 'cannot: /tmp/elsewhere is an absolute name of unknown use'
	sed "s/\"aged.csv\"/\"$(printf '..\/%.0s' $(seq 40))x\"/" whole >ev
	again 1 "cannot: $t/$(printf '../%.0s' $(seq 40))x is above the root"
	sed 's/"inputs":\[{/"inputs":[{"x":1},{/' whole >ev
	fails ar-rerun ev
	says "ar-rerun: ev:1: not a line of evidence"
}

@test "standard input: where its bytes are known" {
	runs ar-age <book.csv
	again 1 'cannot: it read standard input, which no file holds'
	runs ar-age --total book.csv
	again 0 same same
	# What one run printed another has read.
	ar-age --open-book --evidence ev book.csv 2>/dev/null |
	    ar-age --items --evidence ev >items.csv
	echo 2026-10-30,invoice,I-999,ACME,10.00,USD,,, >>book.csv
	again 0 same same same same
	ar-rerun ev 4 >out && return 1
	grep -q 'cannot: it read standard input' out
}

@test "what a run wrote feeds the next, though it is gone" {
	runs ar-age --open-book -o open.csv book.csv
	runs ar-age --items -o items.csv open.csv
	rm open.csv
	again 0 same same
}

@test "today is the day it was" {
	unset AR_AS_OF
	runs ar-age --as-of today -o a.csv book.csv
	runs ar-age --as-of=today -o b.csv book.csv
	AR_AS_OF=today runs ar-age -o c.csv book.csv
	AR_AS_OF=2026-09-30 runs ar-age -o d.csv book.csv
	sed -i 's/"as_of":"[0-9]*-[0-9]*-[0-9]*"/"as_of":"2026-09-30"/' ev
	sha=$(sha256sum <d.csv | cut -c-64)
	sed -i "s/\(\"outputs\".*\"sha256\":\"\)[0-9a-f]*/\1$sha/
	    s/\(\"outputs\".*\"bytes\":\)[0-9]*/\1$(wc -c <d.csv)/" ev
	again 0 same same same same
}

@test "who approves is part of it" {
	LOGNAME=ann runs ar-apply --approve-over 1 --pending p.csv -o rows.csv \
	    --tolerance 5 cash.csv
	LOGNAME=bob again 0 same
}

@test "another directory, other names" {
	mkdir -p deep/er && cp book.csv "deep/$(printf 'b\377.csv')"
	(cd deep/er && ar-age --evidence ../../ev -o "$(printf '../o\351.csv')" \
	    "$(printf '../b\377.csv')")
	again 0 same
	mv deep moved
	again 1 "cannot: $(printf '../b\\udcff.csv') is not there"
	ar-rerun --directory moved/er ev
}

@test "a second line takes the first back" {
	[ -e /dev/full ] || skip "no /dev/full"
	runs ar-age book.csv
	ar-age --evidence ev book.csv >/dev/full 2>&1 || true
	again 1 same 'cannot: line 3 takes it back' \
	    'cannot: it failed when its output was complete'
}

@test "what is no evidence" {
	fails ar-rerun book.csv
	says "ar-rerun: book.csv:1: not a line of evidence"
	fails ar-rerun nowhere
	runs ar-age book.csv
	fails ar-rerun ev 2
	says "ar-rerun: ev has no line 2"
	fails ar-rerun --dir x ev
	printf '{"tool":"ar-a' >>ev
	again 0 same
}
