#!/usr/bin/env bats
# ar-kpi, option by option.  The golden pairs were worked out by hand:
# states.out is October of tests/examples/book.csv, flows.out that of the book
# beside it; tests/oracle/kpi.py agrees.

load common

D=2026-10-31

setup()
{
	common_setup
	g=$PWD/tests/golden/ar-kpi
	e=$PWD/tests/examples
	book=$e/book.csv
	flows=$g/flows.csv
	cd "$t"
}

# october ARG...: exit status 0, and only what is on stdout.
october()
{
	ar-kpi --from 2026-10-01 --to $D "$@"
}

# value KPI WANT ARG...: the value and the inputs of each period, as
# "5.00 E=1.00;S=2.00".
value()
{
	local kpi=$1 want=$2

	shift 2
	ar-kpi --kpi "$kpi" --format tsv "$@" >rows
	awk -F '\t' '
	NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
	{ print $at["value"] ($at["value"] == "" ? "" : " ") $at["inputs"] }
	' rows >got
	printf '%s\n' "$want" | same - got
}

# values ARG...: names and values of October, with a blank between.
values()
{
	october --format tsv "$@" |
	    awk -F '\t' 'NR > 1 { print $(NF - 4), $(NF - 3) }'
}

@test "what stands on a day: all figures of October" {
	prints 0 "$(cat "$g/states.out")" october "$book"
	[ -z "$stderr" ]
}

@test "what happens in a month: all figures of October" {
	prints 0 "$(cat "$g/flows.out")" october "$flows"
	[ -z "$stderr" ]
}

@test "the golden pairs are the oracle's, too" {
	local oracle="python3 $BATS_TEST_DIRNAME/oracle/kpi.py"

	$oracle --from 2026-10-01 --to $D "$book" | same "$g/states.out" -
	$oracle --from 2026-10-01 --to $D "$flows" | same "$g/flows.out" -
}

# --- Periods ---------------------------------------------------------------

# periods WANT ARG...: first and last days.
periods()
{
	local want=$1

	shift
	ar-kpi --kpi discount_lost "$@" in.csv | cut -d, -f1,2 | sed 1d |
	    tr '\n' ' ' >got
	printf '%s ' "$want" | same - got
}

old_book()
{
	table date,type,doc,customer,amount 2020-02-10,invoice,1,A,5.00
}

@test "--period: twelve months, their quarters and years, or all" {
	old_book
	periods "2025-11-01,2025-11-30 2025-12-01,2025-12-31 \
2026-01-01,2026-01-31 2026-02-01,2026-02-28 2026-03-01,2026-03-31 \
2026-04-01,2026-04-30 2026-05-01,2026-05-31 2026-06-01,2026-06-30 \
2026-07-01,2026-07-31 2026-08-01,2026-08-31 2026-09-01,2026-09-30 \
2026-10-01,2026-10-31" --as-of $D
	periods "2025-11-01,2025-12-31 2026-01-01,2026-03-31 \
2026-04-01,2026-06-30 2026-07-01,2026-09-30 2026-10-01,2026-10-20" \
	    --as-of 2026-10-20 --period quarter
	periods "2025-11-01,2025-12-31 2026-01-01,2026-10-31" --to $D \
	    --period year
	periods 2020-02-10,2026-10-31 --to $D --period all
	fails ar-kpi --as-of $D --period week in.csv
	mentions '--period: "week" is none of month, quarter, year, all'
}

@test "--from: one period, or the calendar's, cut at both ends" {
	old_book
	periods 2026-08-15,2026-10-31 --from 2026-08-15 --as-of $D
	periods 2026-10-31,2026-10-31 --from $D --to $D
	periods "2026-08-15,2026-08-31 2026-09-01,2026-09-30 \
2026-10-01,2026-10-30" --from 2026-08-15 --to 2026-10-30 --period month
	periods "2025-12-31,2025-12-31 2026-01-01,2026-01-01" \
	    --from 2025-12-31 --to 2026-01-01 --period quarter
	fails ar-kpi --from 2026-11-01 --to $D in.csv
	says "ar-kpi: --from is after the last day"
}

@test "the last day: --to, --as-of, AR_AS_OF, or none" {
	old_book
	periods 2026-10-01,2026-10-31 --from 2026-10-01 --as-of $D
	periods 2026-10-01,2026-10-31 --from 2026-10-01 --as-of $D --to $D
	AR_AS_OF=$D periods 2026-10-01,2026-10-31 --from 2026-10-01
	AR_AS_OF=$D periods 2026-10-01,2026-10-05 --from 2026-10-01 \
	    --to 2026-10-05
	fails ar-kpi --as-of $D --to 2026-10-30 in.csv
	says "ar-kpi: --to and --as-of name two last days"
	fails ar-kpi in.csv
	mentions "Give --as-of DATE"
}

@test "months: a part of one counts as that part" {
	table date,type,doc,customer,amount,due \
	    2026-01-01,invoice,1,A,60.00,2026-12-31 \
	    2026-01-01,invoice,2,A,40.00,2026-01-01
	# 1 + 14/28; B = 0, C = 60: (100/(3/2) - 100) / (100/(3/2) - 60) * 100
	value cei "-500.00 B=0.00;S=100.00;N=3/2;E=100.00;C=60.00" \
	    --from 2026-01-01 --to 2026-02-14 in.csv
	# A whole February of a leap year is one.
	sed -i s/2026/2024/g in.csv
	value cei "0.00 B=100.00;S=0.00;N=1;E=100.00;C=60.00" \
	    --from 2024-02-01 --to 2024-02-29 in.csv
	value dso "29.00 E=100.00;S=100.00;D=29" --from 2024-01-01 \
	    --to 2024-01-29 in.csv
}

@test "a day, a quarter across years, only credits, no sales" {
	table date,type,doc,customer,amount 2025-12-31,invoice,1,A,60.00 \
	    2026-01-10,invoice,2,A,30.00
	value dso "1.00 E=60.00;S=60.00;D=1" --from 2025-12-31 \
	    --to 2025-12-31 in.csv
	value dso "92.00 E=90.00;S=90.00;D=92" --from 2025-11-15 \
	    --to 2026-02-14 in.csv
	value dso "E=60.00;S=0.00;D=9;no sales" --from 2026-01-01 \
	    --to 2026-01-09 in.csv
	table date,type,doc,customer,amount 2026-10-05,credit,1,A,-60.00
	value dso "E=-60.00;S=-60.00;D=31;sales are negative" \
	    --from 2026-10-01 --to $D in.csv
	value dso "E=-60.00;S=0.00;D=31;no sales" --from 2026-10-01 --to $D \
	    --gross-sales in.csv
	value pct_current "C=0.00;G=0.00;no debts" --from 2026-10-01 --to $D \
	    in.csv
}

@test "what is posted later changes no earlier period" {
	ar-kpi --to 2026-09-30 --from 2026-07-01 --period month "$book" >want
	cp "$book" in.csv
	printf '%s\n' 2026-10-02,writeoff,V,ACME,-300.00,USD,I-101,, \
	    2026-10-03,invoice,I-200,ZOO,70.00,USD,,, \
	    2026-10-04,resolve,D-1,BOLT,,USD,I-104,, >>in.csv
	ar-kpi --to 2026-10-31 --from 2026-07-01 --period month in.csv |
	    grep -v ^2026-10 | same want -
}

# --- Groups ----------------------------------------------------------------

@test "--by: a set of rows a group, in byte order; they add up" {
	prints 0 "from,to,customer,currency,kpi,value,unit,formula,inputs
2026-10-01,2026-10-31,ACME,USD,dso,114.70,days,E/S*D,E=925.00;S=250.00;D=31
2026-10-01,2026-10-31,BOLT,USD,dso,,days,E/S*D,E=750.00;S=-50.00;D=31;sales are negative
2026-10-01,2026-10-31,CITY,USD,dso,,days,E/S*D,E=120.00;S=0.00;D=31;no sales" \
	    october --by customer --kpi dso "$book"
	october --by customers.collector --customers "$e/customers.csv" \
	    --kpi pct_past_due --wide "$book" >got
	printf '%s\n' from,to,customers.collector,currency,pct_past_due \
	    2026-10-01,2026-10-31,Mia,USD,78.17 \
	    2026-10-01,2026-10-31,Tom,USD,100.00 | same - got
}

@test "--by: currencies stay apart, and a group begins with its first item" {
	table date,type,doc,customer,amount,currency \
	    2026-09-10,invoice,1,A,100,USD 2026-10-10,invoice,2,A,1000,JPY
	prints 0 "from,to,currency,dso
2026-10-01,2026-10-31,JPY,31.00
2026-09-01,2026-09-30,USD,30.00
2026-10-01,2026-10-31,USD," ar-kpi --as-of $D --kpi dso --wide in.csv
	prints 0 "from,to,currency,kpi,value,unit,formula,inputs" \
	    ar-kpi --as-of 2026-08-31 in.csv
	# The unit of money is its currency, with its decimals.
	october --kpi disputes_open in.csv | cut -d, -f3-6 >got
	printf '%s\n' currency,kpi,value,unit JPY,disputes_open,0,JPY \
	    USD,disputes_open,0.00,USD | same - got
}

@test "--by, --where: a misspelt column is named" {
	fails october --by custmer "$book"
	mentions 'no column "custmer"; is it "customer"?'
	fails october --where custmer=ACME "$book"
	mentions 'no column "custmer"; is it "customer"?'
	fails october --by customers.region --customers "$e/customers.csv" \
	    "$book"
	mentions 'no column "region"'
	fails october --by customers.name "$book"
	mentions "--customers FILE"
}

@test "--where: only these items" {
	value dso "114.70 E=925.00;S=250.00;D=31" --from 2026-10-01 --to $D \
	    --where customer=ACME "$book"
	value dso "129.58 E=1045.00;S=250.00;D=31" --from 2026-10-01 --to $D \
	    --where customer=ACME,CITY "$book"
	prints 0 from,to,currency,kpi,value,unit,formula,inputs \
	    october --where customer=NOBODY "$book"
	says "ar-kpi: note: no item passes --where"
	head -n 1 "$book" >in.csv
	prints 0 from,to,currency,kpi,value,unit,formula,inputs \
	    october --where customer=NOBODY in.csv
	[ -z "$stderr" ]
}

# --- Figures ---------------------------------------------------------------

@test "--kpi: names, families, and the order of the table" {
	values --kpi pct_past_due,dso,roll_rate "$book" >got
	printf '%s\n' "dso 278.23" "pct_past_due 87.15" \
	    "roll_rate_current 100.00" "roll_rate_1_30 93.75" \
	    "roll_rate_31_60 " "roll_rate_61_90 100.00" | same - got
	values --kpi disputes_open_by,unapplied_over "$book" >got
	printf '%s\n' "unapplied_over_7 100.00" "unapplied_over_7_count 1" \
	    "unapplied_over_7_oldest 56.00" "disputes_open_damage 300.00" |
	    same - got
}

@test "--kpi, --get: what is none is named, with the nearest" {
	fails october --kpi dso,bpdos "$book"
	says 'ar-kpi: --kpi: no figure "bpdos"; is it "bpdso"?'
	fails october --kpi roll_rates "$book"
	says 'ar-kpi: --kpi: no figure "roll_rates"; is it "roll_rate"?'
	fails october --kpi dso, "$book"
	says 'ar-kpi: --kpi: no figure ""; see ar-kpi(1)'
	fails october --kpi '' "$book"
	fails october --get xyzzy "$book"
	says 'ar-kpi: --get: no figure "xyzzy"; see ar-kpi(1)'
}

@test "--kpi, --get: what others call it" {
	for pair in best_possible_dso=bpdso cei_quarter=cei_period adp=add \
	    average_days_delinquent=add countback=dso_countback \
	    Days-Sales-Outstanding=dso HHI=concentration_hhi; do
		for option in --kpi --get; do
			fails october $option "${pair%=*}" "$book"
			says "ar-kpi: $option: no figure \"${pair%=*}\"; is it \"${pair#*=}\"?"
		done
	done
	# --get is never sent to a family that it would refuse
	for name in unapplied unapplied_cash; do
		fails october --kpi $name "$book"
		mentions 'is it "unapplied_over"?'
		fails october --get $name "$book"
		mentions 'is it "unapplied_over_7"?'
	done
	fails october --get rollrate "$book"
	mentions 'is it "roll_rate_current"?'
	echo "kpi,min,max" >goals.csv
	echo "unapplied_cash,,5" >>goals.csv
	fails october --target goals.csv "$book"
	mentions 'is it "unapplied_over_7"?'
	# each of them is a figure, or a family
	sed -n 's/.*{"[a-z0-9_]*", "\([a-z0-9_]*\)"},.*/\1/p' \
	    "$BATS_TEST_DIRNAME/../cmd/kpi_names.c" | sort -u >names
	[ "$(wc -l <names)" -gt 20 ]
	october --kpi "$(paste -sd, names)" "$book" >got
}

@test "--buckets: names and sums follow" {
	values --kpi roll_rate,loss_rate --buckets 20 "$book" >got
	# On 09-30: 920.00 not due, I-102 16 days past, I-101 61.
	printf '%s\n' "roll_rate_current 100.00" "roll_rate_1_20 93.75" \
	    "loss_rate_current 0.00" "loss_rate_1_20 0.00" \
	    "loss_rate_over_20 0.00" | same - got
	fails october --buckets 60,30 "$book"
	mentions "--buckets: "
}

@test "--gross-sales, --net" {
	value dso "222.58 E=1795.00;S=250.00;D=31" --from 2026-10-01 --to $D \
	    --gross-sales "$book"
	value dso "55.80 E=540.00;S=300.00;D=31" --from 2026-10-01 --to $D \
	    --net "$flows"
}

@test "sales: what counts, and what is taken back" {
	table date,type,doc,customer,amount,ref,reason,ref_customer \
	    2026-10-01,invoice,1,A,100.00,,, 2026-10-01,debit,2,A,10.00,,, \
	    2026-10-01,debit,3,A,1.00,,interest, \
	    2026-10-01,debit,4,A,2.00,,fee, \
	    2026-10-02,credit,5,A,-20.00,,, \
	    2026-10-03,reverse,,A,-10.00,2,void, \
	    2026-10-04,invoice,6,A,7.00,,, \
	    2026-10-05,reverse,,A,-7.00,6,, \
	    2026-10-06,transfer,7,B,50.00,1,,A
	# 100 + 10 - 20 - 10 + 7; the reverse without a reason is no void
	value dso "29.57 E=83.00;S=87.00;D=31" --from 2026-10-01 --to $D in.csv
}

@test "--months, --days30" {
	# (1795.00 + 1620.00) * 30 / (200.00 + 920.00)
	value dso_rolling "91.47 E2026-10-31=1795.00;E2026-09-30=1620.00;\
S=1120.00" --from 2026-10-01 --to $D --months 2 "$book"
	value dso_rolling "269.25 E2026-10-31=1795.00;S=200.00" \
	    --from 2026-10-20 --to $D --months 1 "$book"
	# 30 + 30 + 30 + 275.00 / 1000.00 * 30
	value dso_countback "98.25 E=1795.00;S2026-10=200.00;D2026-10=30;\
S2026-09=920.00;D2026-09=30;S2026-08=400.00;D2026-08=30;S2026-07=1000.00;\
D2026-07=30" --from 2026-10-01 --to $D --days30 "$book"
	for n in 0 121; do
		fails october --months $n "$book"
		says "ar-kpi: --months: $n is not 1 to 120"
	done
}

@test "--months: nothing is before the first day of all" {
	table date,type,doc,customer,amount 0001-01-01,invoice,1,A,10.00
	value dso_rolling "E0001-01-01=10.00;E0001-01-01=10.00;\
E0001-01-01=10.00;S=0.00;no sales" --as-of 0001-01-01 --period all in.csv
}

@test "--digits, --rounding" {
	values --kpi dso,disputes_open,disputes_open_count --digits 0 \
	    "$book" >got
	printf '%s\n' "dso 278" "disputes_open 300.00" \
	    "disputes_open_count 1" | same - got
	values --kpi dso --digits 9 "$book" >got
	echo "dso 278.225000000" | same - got
	values --kpi dso --rounding half-even "$book" >got
	echo "dso 278.22" | same - got
	values --kpi dso --rounding half-away "$book" >got
	echo "dso 278.23" | same - got
	fails october --digits 10 "$book"
	says "ar-kpi: --digits: 10 is not 0 to 9"
	fails october --rounding up "$book"
	mentions '--rounding: "up"'
}

@test "--unapplied-days, --accuracy-days" {
	values --kpi unapplied_over --unapplied-days 55 "$book" >got
	printf '%s\n' "unapplied_over_55 100.00" "unapplied_over_55_count 1" \
	    "unapplied_over_55_oldest 56.00" | same - got
	values --kpi unapplied_over --unapplied-days 56 "$book" >got
	printf '%s\n' "unapplied_over_56 0.00" "unapplied_over_56_count 0" \
	    "unapplied_over_56_oldest " | same - got
	# Undone after three days.
	values --kpi cash_app_accuracy --accuracy-days 3 "$flows" >got
	echo "cash_app_accuracy 75.00" | same - got
	values --kpi cash_app_accuracy --accuracy-days 2 "$flows" >got
	echo "cash_app_accuracy 100.00" | same - got
	fails october --accuracy-days 100001 "$book"
}

@test "--provision: the allowance" {
	printf '%s\n' bucket,rate current,1% 1-30,0.05 91+,50% >p.csv
	# 250 * 1 % + 920 * 5 % + 400 * 50 %
	value allowance "248.50 Ocurrent=250.00;rcurrent=1%;O1_30=920.00;\
r1_30=5%;Oover_90=400.00;rover_90=50%" --from 2026-10-01 --to $D \
	    --provision p.csv "$book"
	# in the names of figures, for ar-age as well
	ar-age --as-of $D --provision p.csv "$book" >want
	printf '%s\n' bucket,rate current,1% 1_30,0.05 over_90,50% >p.csv
	prints 0 248.50 october --get allowance --provision p.csv "$book"
	ar-age --as-of $D --provision p.csv "$book" | same want -
	printf '%s\n' bucket,rate 91+,1% over_90,2% >p.csv
	fails october --provision p.csv "$book"
	mentions 'p.csv:3: bucket: "over_90" stands there twice'
	printf '%s\n' bucket,rate 1-31,1% >p.csv
	fails october --provision p.csv "$book"
	mentions "p.csv:2: bucket: "
	printf '%s\n' bucket,rate >p.csv
	fails october --provision p.csv "$book"
	says "ar-kpi: p.csv: no rows: nothing is provided for"
}

@test "--customers: a table without rows has columns all the same" {
	echo customer,segment >c.csv
	october --kpi dso --by segment --customers c.csv "$book" >got
	[ "$(cut -d, -f1-4 got)" = "from,to,segment,currency
2026-10-01,2026-10-31,,USD" ]
	fails october --by sgement --customers c.csv "$book"
}

@test "--customers: who is over the limit" {
	printf '%s\n' customer,credit_limit,currency ACME,900.00,USD \
	    BOLT,700.00,EUR CITY,,USD >c.csv
	values --kpi credit_exposure,credit_exposure_count --customers c.csv \
	    "$book" >got
	printf '%s\n' "credit_exposure 25.00" "credit_exposure_count 1" |
	    same - got
	# BOLT's limit is in EUR, and EUR has no rate in October.
	printf '%s\n' date,currency,rate 2026-11-01,EUR,1.1 >r.csv
	fails october --base USD --rates r.csv --customers c.csv "$book"
	says 'ar-kpi: c.csv: customer "BOLT": credit limit: no rate of EUR on or before 2026-10-31'
	fails october --base USD --customers c.csv --get credit_exposure "$book"
	says 'ar-kpi: c.csv: customer "BOLT": credit limit: no rate of EUR: give --rates'
	# It matters to nobody who does not ask.
	value dso "278.23 E=1795.00;S=200.00;D=31" --from 2026-10-01 --to $D \
	    --base USD --rates r.csv --customers c.csv "$book"
	# Rates of booking are those of rows: a limit has none.
	sed -i s/700/200/ c.csv
	rm got
	for how in "" "--rates r.csv"; do
		# words of options
		# shellcheck disable=SC2086
		ar-kpi --from 2026-11-01 --to 2026-11-30 --base USD \
		    --base-rate booking $how --customers c.csv \
		    --get credit_exposure "$book" >>got
	done
	# ACME owes 925.00, BOLT 250.00, of 200.00 EUR at 1.1 that he may.
	printf '%s\n' 25.00 55.00 | same - got
	printf '%s\n' customer,name ACME,x >c.csv
	value credit_exposure "no credit limits" --from 2026-10-01 --to $D \
	    --customers c.csv "$book"
}

@test "--customers: a limit without a currency has the decimals of any" {
	table date,type,doc,customer,amount,currency \
	    2026-10-01,invoice,1,A,20.000,KWD
	printf '%s\n' customer,credit_limit A,10.123 B,0.5 >c.csv
	values --kpi credit_exposure --customers c.csv in.csv >got
	echo "credit_exposure 9.877" | same - got
	printf '%s\n' customer,credit_limit A,10.123 B,much >c.csv
	fails october --customers c.csv in.csv
	says 'ar-kpi: c.csv: customer "B": "much" is not a credit limit'
}

@test "--base, --rates, --base-rate" {
	table date,type,doc,customer,amount,currency,rate \
	    2026-10-10,invoice,1,A,100.00,USD, \
	    2026-10-10,invoice,2,A,200.00,EUR,1.25
	printf '%s\n' date,currency,rate 2026-10-01,EUR,1.1 \
	    2026-10-31,EUR,1.2 >r.csv
	# E at the rate of the 31st, S at that of the day of sale
	prints 0 "from,to,kpi,value,unit,formula,inputs
2026-10-01,2026-10-31,dso,32.94,days,E/S*D,E=340.00;S=320.00;D=31
2026-10-01,2026-10-31,disputes_open,0.00,USD,X,X=0.00" \
	    october --kpi dso,disputes_open --base USD --rates r.csv in.csv
	value dso "31.00 E=350.00;S=350.00;D=31" --from 2026-10-01 --to $D \
	    --base USD --base-rate booking in.csv
	fails october --rates r.csv in.csv
	mentions "--base"
	sed -i 2d r.csv
	fails october --base USD --rates r.csv in.csv
	mentions "no rate of EUR on or before 2026-10-10"
}

@test "sums beyond 64 bits: exact, or said to be too much" {
	local most=92233720368547758.07

	table date,type,doc,customer,amount,currency,ref,due,line,reason,tax \
	    2026-10-01,invoice,1,A,$most,USD,,2026-11-01,1,,-$most \
	    2026-10-01,invoice,1,A,$most,USD,,2026-11-01,2,, \
	    2026-10-05,dispute,D,A,,USD,1,,,pricing, \
	    2026-10-06,promise,P,A,,USD,1,2026-10-31,,, \
	    2026-10-06,promise,Q,A,,USD,,2026-10-31,,,
	values --kpi disputes_open,disputes_open_by in.csv >got
	printf '%s\n' "disputes_open 184467440737095516.14" \
	    "disputes_open_pricing 184467440737095516.14" | same - got
	value promise_kept_money "0.00 K=0.00;P=368934881474191032.28" \
	    --from 2026-10-01 --to $D in.csv
	value dso "20.67 E=184467440737095516.14;S=276701161105643274.21;D=31" \
	    --net --from 2026-10-01 --to $D in.csv
	printf '%s\n' date,currency,rate 2026-10-01,USD,0.5 >r.csv
	fails october --base EUR --rates r.csv --kpi disputes_open in.csv
	says "ar-kpi: in.csv:2: rate: in EUR beyond the largest amount" \
	    "ar-kpi: in.csv:6: rate: in EUR beyond the largest amount"
}

@test "discounts beyond 64 bits: exact, or said to be too much" {
	local most=92233720368547758.07 rest=,,,1,2026-10-20,92233720368547758.07

	table date,type,doc,customer,amount,ref,id,line,discount_date,discount \
	    2026-10-01,invoice,1,A,$most$rest \
	    2026-10-01,invoice,1,A,$most${rest/1/2} \
	    2026-10-01,invoice,1,A,$most${rest/1/3}
	value discount_lost "276701161105643274.21 O=276701161105643274.21;\
X=0.00" --from 2026-10-01 --to $D in.csv
	printf '%s\n' 2026-10-02,reverse,V,A,-1.00,1,,,, >>in.csv
	fails october in.csv
	says 'ar-kpi: what is open of "1" is too much to find its discount'
}

# --- What is printed -------------------------------------------------------

@test "--get: one number, or why there is none" {
	prints 0 278.23 october --get dso "$book"
	prints 0 278.23 ar-kpi --as-of $D --get dso "$book"
	prints 0 1 october --get disputes_open_count "$book"
	prints 0 300.00 october --get disputes_open "$book"
	prints 1 "" ar-kpi --as-of 2026-07-31 --get cei "$book"
	says "ar-kpi: cei: nothing to collect"
	old_book
	prints 1 "" october --get dso_countback in.csv
	says "ar-kpi: dso_countback: no sales in 2026-10"
}

@test "--get: one group, one figure, nothing else" {
	fails october --get dso --by customer "$book"
	says "ar-kpi: --get: there are 3 groups: select one with --where, or add up with --base"
	prints 0 114.70 october --get dso --by customer --where customer=ACME \
	    "$book"
	fails ar-kpi --as-of 2026-06-30 --get dso "$book"
	says "ar-kpi: --get: nothing to compute"
	fails october --get roll_rate "$book"
	says "ar-kpi: --get: roll_rate is several figures; is it roll_rate_current?"
	fails october --get disputes_open_by "$book"
	for other in "--kpi dso" --wide "--target $e/targets.csv" \
	    "--trend x.svg" -p; do
		# words of options
		# shellcheck disable=SC2086
		fails october --get dso $other "$book"
		mentions "--get prints"
	done
}

@test "--wide: a column a figure" {
	prints 0 "from,to,currency,dso,bpdso,cei
2026-07-01,2026-07-31,USD,31.00,31.00,
2026-08-01,2026-08-31,USD,108.50,31.00,0.00
2026-09-01,2026-09-30,USD,52.83,30.00,50.00
2026-10-01,2026-10-31,USD,278.23,38.75,1.59" \
	    ar-kpi --as-of $D --kpi cei,bpdso,dso --wide "$book"
	# All but the disputes by reason, and the same values.
	october --wide "$book" >wide
	october "$book" | grep -v disputes_open_damage >tidy
	python3 - <<-'X'
	import csv
	wide, = csv.DictReader(open("wide", newline=""))
	tidy = {r["kpi"]: r["value"] for r in csv.DictReader(open("tidy"))}
	assert list(wide)[:3] == ["from", "to", "currency"]
	assert list(wide)[3:] == list(tidy)
	assert [wide[k] for k in tidy] == list(tidy.values())
	X
	fails october --wide --kpi disputes_open_by "$book"
	says "ar-kpi: --wide has no columns by reason of dispute"
	fails october --wide --target "$e/targets.csv" "$book"
	mentions "--wide"
}

@test "--target: met, missed and unknown" {
	printf '%s\n' kpi,min,max cei,,1.59 dso,278.225,278.225 \
	    disputes_open,299.99,300 loss_rate_31_60,0,5 >goals.csv
	# Compared exactly: cei is 25/1570, which is more than 1.59 %.
	prints 1 "from,to,currency,kpi,value,unit,formula,inputs,target,status
2026-10-01,2026-10-31,USD,dso,278.23,days,E/S*D,E=1795.00;S=200.00;D=31,278.225..278.225,met
2026-10-01,2026-10-31,USD,cei,1.59,%,(B+S/N-E)/(B+S/N-C)*100,B=1620.00;S=200.00;N=1;E=1795.00;C=250.00,..1.59,missed
2026-10-01,2026-10-31,USD,loss_rate_31_60,,%,L/O*100,L=0.00;O=0.00;nothing in the bucket,0..5,unknown
2026-10-01,2026-10-31,USD,disputes_open,300.00,USD,X,X=300.00,299.99..300,met" \
	    october --target goals.csv "$book"
	says "ar-kpi: 1 target missed, 1 unknown"
	# With --kpi, targets of what is printed.
	prints 0 "from,to,currency,kpi,value,unit,formula,inputs,target,status
2026-10-01,2026-10-31,USD,dso,278.23,days,E/S*D,E=1795.00;S=200.00;D=31,278.225..278.225,met
2026-10-01,2026-10-31,USD,bpdso,38.75,days,C/S*D,C=250.00;S=200.00;D=31,," \
	    october --target goals.csv --kpi dso,bpdso "$book"
	[ -z "$stderr" ]
	# Nothing compared is not "all met".
	prints 1 from,to,currency,kpi,value,unit,formula,inputs,target,status \
	    ar-kpi --as-of 2026-06-30 --target goals.csv "$book"
	says "ar-kpi: no target was compared with anything"
	prints 1 "from,to,currency,kpi,value,unit,formula,inputs,target,status
2026-10-01,2026-10-31,USD,bpdso,38.75,days,C/S*D,C=250.00;S=200.00;D=31,," \
	    october --target goals.csv --kpi bpdso "$book"
	says "ar-kpi: no target was compared with anything"
	# From a pipe, under other names.
	printf '%s\n' Name,min,max dso,300, |
	    prints 1 "$(october --kpi dso "$book" |
		sed '1s/$/,target,status/; 2s/$/,300..,missed/')" \
		october --target - --col targets.kpi=Name "$book"
}

@test "--target: what is wrong in it" {
	printf '%s\n' kpi,min,max dsso,1,2 dso,, roll_rate,1,2 xyzzy,1,2 \
	    bpdso,5,4 add,1, add,2, cei,x, turnover,1e3,2 \
	    disputes_open_by,1, >goals.csv
	fails october --target goals.csv "$book"
	says 'ar-kpi: goals.csv:2: kpi: "dsso" is not a figure; is it "dso"?' \
	    'ar-kpi: goals.csv:3: min: blank, and so is max' \
	    'ar-kpi: goals.csv:4: kpi: "roll_rate" is not a figure; is it "roll_rate_1_30"?' \
	    'ar-kpi: goals.csv:5: kpi: "xyzzy" is not a figure of ar-kpi(1)' \
	    'ar-kpi: goals.csv:6: max: "4" is not min or above, as a max must be' \
	    'ar-kpi: goals.csv:8: kpi: "add" stands there twice' \
	    "ar-kpi: goals.csv:9: min: \"x\" is not an amount (decimal mark is '.')" \
	    "ar-kpi: goals.csv:10: min: \"1e3\" is not an amount (decimal mark is '.')" \
	    'ar-kpi: goals.csv:11: kpi: "disputes_open_by" is not a figure; is it "disputes_open"?'
	printf '%s\n' kpi,min,maks dso,1,2 >goals.csv
	fails october --target goals.csv "$book"
	says 'ar-kpi: goals.csv:1: no column "max"; is it "maks"?'
	echo kpi,min,max >goals.csv
	fails october --target goals.csv "$book"
	says 'ar-kpi: goals.csv: no targets'
	fails october --target nowhere.csv "$book"
	mentions nowhere.csv
}

@test "--trend: a file beside the rows" {
	ar-kpi --as-of $D --kpi dso "$book" >want
	prints 0 "$(cat want)" ar-kpi --as-of $D --kpi dso --trend x.svg "$book"
	python3 -c 'import xml.dom.minidom as m; m.parse("x.svg")'
	ar-kpi --as-of $D --trend y.svg "$book" >rows
	grep -q bpdso y.svg
	cp y.svg old.svg
	fails ar-kpi --as-of $D --kpi dso --trend y.svg nowhere.csv
	same old.svg y.svg
	fails ar-kpi --as-of $D --trend x.svg -o x.svg "$book"
	mentions "two outputs"
	cp "$book" in.csv
	fails ar-kpi --as-of $D --trend in.csv in.csv
	same "$book" in.csv
}

@test "formats: counts are numbers, what is not there is null" {
	october --wide --kpi dso,cei,disputes_open_count --format json \
	    --where customer=CITY "$book" >got
	python3 - <<-'X'
	import json
	row, = json.load(open("got"))
	assert row["disputes_open_count"] == 0 and row["dso"] is None, row
	assert row["cei"] == "0.00", row
	X
	october --kpi dso --format jsonl "$book" >got
	echo '{"from":"2026-10-01","to":"2026-10-31","currency":"USD","kpi":"dso","value":"278.23","unit":"days","formula":"E/S*D","inputs":"E=1795.00;S=200.00;D=31"}' |
	    same - got
	october --kpi dso --format tsv "$book" | tr '\t' , >got
	october --kpi dso "$book" | same - got
	october --kpi dso -p "$book" | sed 's/  */,/g' | sed 2d >got
	october --kpi dso "$book" | same - got
	october --kpi dso --pretty "$book" >got
	october --kpi dso -o out.csv --format table "$book"
	same got out.csv
}

@test "output is whole or absent" {
	for how in "--kpi dso" "--get dso" --wide; do
		run -2 sh -c "ar-kpi --as-of $D $how '$book' >/dev/full"
		[ -n "$output" ]
	done
	cp "$book" in.csv
	fails october -o in.csv in.csv
	mentions "is also an input"
	same "$book" in.csv
	cp "$e/targets.csv" goals.csv
	fails october -o goals.csv --target goals.csv in.csv
	same "$e/targets.csv" goals.csv
}

# --- Reading ---------------------------------------------------------------

@test "a plain list of open items has no history" {
	fails october --col customer=Customer --col doc='Invoice No' \
	    --col date='Invoice Date' --col due='Due Date' \
	    --col amount='Open balance' "$e/export.csv"
	mentions "a list of open items has no history"
}

@test "--rejects, --duplicates" {
	sed 's/2026-10-12,credit,C-1/2026-10-32,credit,C-1/' "$book" >in.csv
	fails october in.csv
	mentions "in.csv:11: date: "
	october --kpi dso --rejects bad.csv in.csv >got || [ $? -eq 1 ]
	# Without the credit memo of 50.00.
	[ "$(sed -n 2p got | cut -d, -f8)" = "E=1845.00;S=250.00;D=31" ]
	[ "$(wc -l <bad.csv)" -eq 2 ]
	cp "$book" in.csv
	echo 2026-10-05,writeoff,V-7,ACME,-25.00,USD,I-102,,small-balance \
	    >>in.csv
	fails october in.csv
	mentions "equal in every column"
	value dso "274.35 E=1770.00;S=200.00;D=31" --from 2026-10-01 --to $D \
	    --duplicates sum in.csv
	prints 1 274.35 october --get dso --duplicates report in.csv
}

@test "--map, --col" {
	sed '1s/customer/Kunde/' "$book" >in.csv
	values --kpi dso --col customer=Kunde in.csv >got
	echo "dso 278.23" | same - got
	printf '%s\n' '[book]' 'customer = Kunde' >m.map
	values --kpi dso --map m.map in.csv >got
	echo "dso 278.23" | same - got
	fails october in.csv
	mentions 'no column "customer"'
}

@test "a book that begins with an opening balance is blind before it" {
	ar-age --as-of 2026-09-30 --open-book -o new.csv "$book"
	grep ^2026-1 "$book" >rows
	# The columns of the opening book are other ones.
	head -n 1 "$book" | cat - rows >later.csv
	value dso "278.23 E=1795.00;S=200.00;D=31" --from 2026-10-01 --to $D \
	    new.csv later.csv
	value cei "1.59 B=1620.00;S=200.00;N=1;E=1795.00;C=250.00" \
	    --from 2026-10-01 --to $D new.csv later.csv
	ar-kpi --from 2026-09-01 --to 2026-09-30 --kpi dso_avg new.csv \
	    later.csv >got
	grep -q "before the opening balance" got
}

@test "--proof: what was open, what came, what is open" {
	ar-kpi --from 2026-09-01 --to $D --period month --kpi dso --proof \
	    "$book" >got 2>said
	# September: 800.00 + 120.00 - 700.00; October: 250.00 - 50.00 - 25.00
	printf 'ar-kpi: proof: %s\n' \
	    "rows read 12 = rejected 0 + used 12" \
	    "2026-09-01 to 2026-09-30: USD: begin 1400.00 + posted 220.00 = 1620.00 = open 1620.00" \
	    "2026-10-01 to 2026-10-31: USD: begin 1620.00 + posted 175.00 = 1795.00 = open 1795.00" |
	    same - said
	# What --where leaves out belongs to it.
	october --kpi dso --proof --where customer=CITY "$book" 2>&1 >got |
	    grep -q "begin 1620.00 + posted 175.00 = 1795.00 = open 1795.00"
}

@test "--threads: the same bytes" {
	ar-kpi --as-of $D --by customer --threads 1 "$book" >one
	ar-kpi --as-of $D --by customer --threads 2 "$book" | same one -
	ar-kpi --as-of $D --by customer --threads 5 "$flows" >five
	ar-kpi --as-of $D --by customer <"$flows" | same five -
}

@test "--help, --version" {
	ar-kpi --help >got
	grep -q "^Usage: ar-kpi" got
	ar-kpi -h | same got -
	ar-kpi --version | grep -q "^ar-kpi (ar-tools)"
	ar-kpi -V >got
	fails ar-kpi --closed $D
	mentions "no option --closed"
}
