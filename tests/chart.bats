#!/usr/bin/env bats
# Charts as a reader gets them.  tests/oracle/svg_check.py looks them over: it
# reads values and places back from the drawing.

load common

setup()
{
	common_setup
	book=$PWD/tests/golden/ar-age/book.csv
}

# chart ARG...: ar-age's, on its day; what the drawing tells in $t/told.
chart()
{
	ar-age --as-of 2026-10-31 --chart "$t/ages.svg" "$@" >"$t/table"
	python3 tests/oracle/svg_check.py "$t/ages.svg" >"$t/told"
}

# The sums of the table: the same lines from its cells, currency by currency.
from_table()
{
	python3 - "$t/table" <<-'END'
	import csv, sys
	from decimal import Decimal
	sums = {}
	for row in csv.DictReader(open(sys.argv[1])):
	    code = row.get("currency") or "Open"
	    for place in list(row)[list(row).index("current"):]:
	        if place != "total":
	            at = sums.setdefault(code, {})
	            at[place] = at.get(place, 0) + Decimal(row[place])
	for code in sorted(sums):
	    for place, sum in sums[code].items():
	        if sum:
	            text = f"{sum:,}".replace(",", "\u00a0")
	            text = text.replace("-", "\u2212")
	            unit = "" if code == "Open" else " " + code
	            print(f"{code}\t{place}: {text}{unit}")
	END
}

@test "ar-age --chart: bars are the sums of the table" {
	chart "$book"
	[ -s "$t/told" ]
	from_table | same - "$t/told"
	chart --disputed --buckets 7,30,120 "$book"
	from_table | same - "$t/told"
	chart --credits bucket --by currency "$book"
	from_table | same - "$t/told"
	chart --credits oldest --sort total "$book"
	from_table | same - "$t/told"
}

@test "ar-age --chart: a company in two currencies" {
	tests/company/make-company "$t"
	chart "$t/book.csv"
	[ "$(wc -l <"$t/told")" -eq 14 ]
	from_table | same - "$t/told"
}

@test "ar-age --chart: no currency, one bucket, thirty, nothing at all" {
	table date,doc,customer,amount,due 2026-10-01,1,A,5.00,2026-10-31 \
	    2026-10-01,2,A,-7.50,2026-10-31
	chart "$t/in.csv"
	from_table | same - "$t/told"
	table date,doc,customer,amount,due,currency \
	    2026-10-01,1,A,5000000,2026-10-30,JPY \
	    2026-10-01,2,A,9000000000000000,2026-10-01,KWD
	chart --buckets "$(seq -s, 1 30)" "$t/in.csv"
	from_table | same - "$t/told"
	table date,doc,customer,amount,due
	chart "$t/in.csv"
	[ ! -s "$t/told" ]
	grep -q 'nothing to draw' "$t/ages.svg"
}

@test "ar-age --chart: names are data" {
	table date,doc,customer,amount,due \
	    '2026-10-01,1,</text><script>alert(1)</script>&amp;,5.00,2026-10-31'
	chart --where 'customer=</text><script>alert(1)</script>&amp;' \
	    "$t/in.csv"
	grep -qF 'customer=&lt;/text&gt;&lt;script&gt;' "$t/ages.svg"
	chart --where "customer=$(printf 'long %.0s' {1..200})" "$t/in.csv"
	grep -q 'long long.*…' "$t/ages.svg"
}

@test "ar-age --chart: whole or absent" {
	chart "$book"
	cp "$t/ages.svg" "$t/before"
	fails ar-age --as-of 2026-10-31 --chart "$t/ages.svg" "$book" no-such
	cmp "$t/before" "$t/ages.svg"
	fails ar-age --as-of 2026-10-31 --chart "$book" "$book"
	fails ar-age --as-of 2026-10-31 --chart "$t/x" -o "$t/x" "$book"
	fails ar-age --as-of 2026-10-31 --chart "$t" "$book"
	# the chart of a table that was not delivered is not delivered either
	rm "$t/ages.svg"
	! ar-age --as-of 2026-10-31 --chart "$t/ages.svg" "$book" \
	    >/dev/full 2>"$t/stderr" || false
	grep -q 'No space left' "$t/stderr"
	[ ! -e "$t/ages.svg" ]
	for other in --items --open-book '--history I-101'; do
		# the option and its argument
		# shellcheck disable=SC2086
		fails ar-age --as-of 2026-10-31 --chart "$t/x" $other "$book"
		[ "$stderr" = "ar-age: --chart draws the table of ages: not \
--items, --history or --open-book" ]
	done
	[ ! -e "$t/x" ]
}

@test "a renderer makes a picture of it" {
	command -v rsvg-convert >/dev/null || skip "rsvg-convert is not installed"
	chart "$book"
	rsvg-convert "$t/ages.svg" >"$t/ages.png"
	[ "$(head -c 4 "$t/ages.png" | tail -c 3)" = PNG ]
}
