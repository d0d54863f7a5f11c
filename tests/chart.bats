#!/usr/bin/env bats
# Charts as a reader gets them.  tests/oracle/svg_check.py looks them over: it
# reads values and places back from the drawing.

load common

setup()
{
	common_setup
	book=$PWD/tests/golden/ar-age/book.csv
}

company()
{
	[ -e "$BATS_FILE_TMPDIR/book.csv" ] ||
	    tests/company/make-company "$BATS_FILE_TMPDIR"
	c=$BATS_FILE_TMPDIR
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
	company
	chart "$c/book.csv"
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

# trend ARG...: ar-kpi's, on the same day.
trend()
{
	ar-kpi --as-of 2026-10-31 --trend "$t/trend.svg" "$@" >"$t/rows"
	python3 tests/oracle/svg_check.py "$t/trend.svg" >"$t/told"
}

# from_rows FIGURES: the same lines from the rows, figure by figure; "": all.
from_rows()
{
	python3 - "$t/rows" "$1" <<-'END'
	import calendar, csv, datetime, sys
	wanted = sys.argv[2].split()
	def written(value):
	    digits, dot, rest = value.partition(".")
	    text = f"{int(digits):,}".replace(",", "\u00a0") + dot + rest
	    if digits == "-0":
	        text = "-" + text
	    return text.replace("-", "\u2212")
	panels = {}
	for row in csv.DictReader(open(sys.argv[1])):
	    if wanted and row["kpi"] not in wanted:
	        continue
	    names = list(row)[2:list(row).index("kpi")]
	    group = ", ".join(row[n] or "(none)" for n in names)
	    day = datetime.date.fromisoformat(row["to"])
	    whole = row["from"].endswith("-01") and row["from"][:7] == \
	        row["to"][:7] and \
	        day.day == calendar.monthrange(day.year, day.month)[1]
	    unit = " " + row["unit"] if row["unit"] else ""
	    title = row["kpi"] + (", " + row["unit"] if row["unit"] else "")
	    panel = panels.setdefault(title, [])
	    if row["value"] == "":
	        continue
	    panel.append(
	        f"{title}\t{group}, {row['to'][:7] if whole else row['to']}: "
	        f"{written(row['value'])}{unit}")
	for title in panels:
	    for line in panels[title]:
	        print(line)
	END
}

@test "ar-kpi --trend: points are the values of the rows" {
	company
	trend "$c/book.csv"
	[ "$(wc -l <"$t/told")" -eq 94 ]
	from_rows "dso bpdso cei pct_past_due" | same - "$t/told"
	trend --customers "$c/customers.csv" --where currency=USD \
	    --by customers.collector \
	    --kpi dso,cei,roll_rate,unapplied_over "$c/book.csv"
	from_rows "" | sort >"$t/want"
	sort "$t/told" | same "$t/want" -
	grep -q '(none), USD' "$t/told"
}

@test "ar-kpi --trend: from the first period in which there is anything" {
	table date,type,doc,customer,amount,currency,due \
	    2026-08-01,invoice,I-1,A,100.00,EUR,2026-08-20 \
	    2026-09-01,invoice,I-2,B,200.00,EUR,2026-10-20
	trend --by customer --kpi dso,cei,allowance "$t/in.csv"
	from_rows "" | sort >"$t/want"
	sort "$t/told" | same "$t/want" -
	! grep -q '>2026-07<' "$t/trend.svg" || false
	grep -q '2026-08-01 to 2026-10-31' "$t/trend.svg"
	[ "$(grep -c '>2026-08<' "$t/trend.svg")" -ge 1 ]
	# of the allowance nothing is known
	[ "$(grep -c '>no value in any of these periods<' "$t/trend.svg")" = 1 ]
	table date,type,doc,customer,amount
	trend "$t/in.csv"
	grep -q 'nothing to draw' "$t/trend.svg"
}

@test "ar-kpi --trend: money of each currency has its panel" {
	company
	trend --kpi disputes_open_by --from 2026-10-05 "$c/book.csv"
	from_rows "" | sort >"$t/want"
	sort "$t/told" | same "$t/want" -
	[ "$(cut -f1 "$t/told" | sort -u | wc -l)" -gt 6 ]
}

@test "ar-kpi --trend: too much for one picture" {
	company
	fails ar-kpi --as-of 2026-10-31 --by customer --trend "$t/x" \
	    "$c/book.csv"
	mentions "at most 8 groups: select with --where"
	fails ar-kpi --as-of 2026-10-31 --trend "$t/x" \
	    --kpi disputes_open_by,dso,cei,pct_past_due "$c/book.csv"
	mentions "at most 12 panels"
	[ ! -e "$t/x" ]
}

@test "ar-kpi --trend: names are data" {
	table date,type,doc,customer,amount,due \
	    '2026-10-01,invoice,1,</text><script>,5.00,2026-10-31' \
	    "2026-10-02,invoice,2,$(printf 'long %.0s' {1..99}),5.00,2026-10-31" \
	    '2026-10-03,invoice,3,"a ""b"" & c",-0.00,2026-10-31'
	trend --by customer "$t/in.csv"
	grep -qF '&lt;/text&gt;&lt;script&gt;' "$t/trend.svg"
	grep -q 'long long.*…<' "$t/trend.svg"
}

@test "a renderer makes a picture of it" {
	command -v rsvg-convert >/dev/null || skip "rsvg-convert is not installed"
	chart "$book"
	rsvg-convert "$t/ages.svg" >"$t/ages.png"
	[ "$(head -c 4 "$t/ages.png" | tail -c 3)" = PNG ]
}
