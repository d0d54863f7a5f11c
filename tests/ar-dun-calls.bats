#!/usr/bin/env bats
# ar-dun: whom to call, what to expect, and whom to sell nothing more.  All
# values were worked out by hand; the sums are beside them.

load common

D=2026-03-31

setup()
{
	common_setup
	cd "$t"
	cat >policy.csv <<-'EOF'
	policy,level,days,min_days_between,action
	std,1,10,14,
	std,2,30,14,
	std,3,60,14,credit_stop
	std,4,200,14,
	EOF
	cat >customers.csv <<-'EOF'
	customer,name,phone,email,collector,policy,credit_limit,currency,hold
	A,Able,+1 555 0100,a@example.com,kim,,900.00,USD,
	B,Baker,,,lee,,,,
	C,Cole,,,,none,10.00,USD,
	E,Egon,,,,,50.00,EUR,
	H,Hart,,,,,,,asked for
	EOF
}

# book ROW...: date,type,doc,customer,amount,currency,due,ref,level
book()
{
	printf '%s\n' date,type,doc,customer,amount,currency,due,ref,level \
	    "$@" >book.csv
}

# lists OPTION COLUMNS ARG...: what the run writes there, these columns of it,
# with a bar between; "-" where blank.
lists()
{
	local option=$1 columns=$2

	shift 2
	ar-dun --as-of $D --policy policy.csv --customers customers.csv \
	    --no-notices "--$option" list.csv "$@" book.csv >out 2>err
	python3 -c '
import csv, sys
for row in csv.DictReader(open("list.csv", encoding="utf-8", newline="")):
    print("|".join(row[c] or "-" for c in sys.argv[1].split()))' "$columns"
}

calls()
{
	lists calls "rank customer currency past_due oldest_days disputed \
promised broken_promises last_notice level expected score" "$@"
}

@test "calls: age and amount make the score" {
	book 2026-01-01,invoice,I1,A,1000.00,USD,2026-01-30,, \
	    2026-01-01,invoice,I2,B,250.00,USD,2026-03-01,, \
	    2026-01-01,invoice,I3,B,500.00,USD,2025-12-01,, \
	    2026-01-01,invoice,I4,B,99.00,USD,2026-04-30,,
	# A: 60 days, 40 * 60 / 120 + 30 * 1000 / 1000 = 20 + 30 = 50.
	# B: 120 days, 40 + 30 * 750 / 1000 = 40 + 22.5 = 62.5, that is 63;
	# I4 is not due, and expected on 2026-04-30: beyond 14 days.
	run calls
	[ "${lines[0]}" = "1|B|USD|750.00|120|0.00|0.00|0|-|-|750.00|63" ]
	[ "${lines[1]}" = "2|A|USD|1000.00|60|0.00|0.00|0|-|-|1000.00|50" ]
	[ "${#lines[@]}" = 2 ]
}

@test "calls: more than 120 days count no more" {
	book 2024-01-01,invoice,I1,A,100.00,USD,2024-01-01,, \
	    2025-12-01,invoice,I2,B,100.00,USD,2025-12-01,,
	# Both 40 + 30; as much past due: by the customer.
	run calls
	[ "${lines[0]}" = "1|A|USD|100.00|820|0.00|0.00|0|-|-|100.00|70" ]
	[ "${lines[1]}" = "2|B|USD|100.00|120|0.00|0.00|0|-|-|100.00|70" ]
}

@test "calls: broken promises and levels" {
	book 2026-01-01,invoice,I1,A,1000.00,USD,2026-01-30,, \
	    2026-02-01,promise,P1,A,100.00,USD,2026-02-10,I1, \
	    2026-02-11,promise,P2,A,,USD,2026-02-20,, \
	    2026-02-21,promise,P3,A,50.00,USD,2026-02-28,I1, \
	    2026-02-10,receipt,R1,A,-99.99,USD,,, \
	    2026-02-10,apply,R1,A,99.99,USD,,I1, \
	    2026-02-28,receipt,R2,A,-50.00,USD,,, \
	    2026-03-02,apply,R2,A,50.00,USD,,I1, \
	    2026-02-15,notice,N1,A,900.01,USD,,I1,1 \
	    2026-03-15,notice,N2,A,850.01,USD,,I1,2
	# P1 lacks a cent, of P2 nothing came; P3 was kept.  1000 - 99.99 - 50
	# = 850.01.  20 + 30 + 10 * 2 + 10 * 2 / 4 = 75.
	run calls
	[ "${lines[0]}" = \
	    "1|A|USD|850.01|60|0.00|0.00|2|2026-03-15|2|850.01|75" ]
}

@test "calls: a promise is forgiven after 180 days" {
	# 2026-03-31 less 180 days is 2025-10-02.
	book 2025-09-01,invoice,I1,A,120.00,USD,2026-03-30,, \
	    2025-09-01,promise,P1,A,10.00,USD,2025-10-01,I1, \
	    2025-09-01,invoice,I2,B,120.00,USD,2026-03-30,, \
	    2025-09-01,promise,P2,B,10.00,USD,2025-10-02,I2,
	# 1 day: 40 / 120 + 30 = 30.33, and 10 more.
	run calls
	[ "${lines[0]}" = "1|B|USD|120.00|1|0.00|0.00|1|-|-|120.00|40" ]
	[ "${lines[1]}" = "2|A|USD|120.00|1|0.00|0.00|0|-|-|120.00|30" ]
}

@test "calls: what is promised for later waits" {
	book 2026-01-01,invoice,I1,A,1000.00,USD,2026-01-30,, \
	    2026-01-01,invoice,I2,B,1000.00,USD,2026-01-30,, \
	    2026-03-30,promise,P1,A,1000.00,USD,2026-04-14,I1, \
	    2026-03-30,promise,P2,B,999.99,USD,2026-04-15,I2,
	# Both 50; A has promised it all: 20.  April 14 is 14 days on, April 15
	# is not within them.
	run calls
	[ "${lines[0]}" = "1|B|USD|1000.00|60|0.00|999.99|0|-|-|0.00|50" ]
	[ "${lines[1]}" = "2|A|USD|1000.00|60|0.00|1000.00|0|-|-|1000.00|20" ]
	run calls --horizon 15
	[ "${lines[0]}" = "1|B|USD|1000.00|60|0.00|999.99|0|-|-|1000.00|50" ]
	# One that is due on the day itself is not broken yet.
	book 2026-01-01,invoice,I1,A,1000.00,USD,2026-01-30,, \
	    2026-03-30,promise,P1,A,,USD,$D,,
	run calls --horizon 1
	[ "${lines[0]}" = "1|A|USD|1000.00|60|0.00|1000.00|0|-|-|1000.00|20" ]
}

@test "calls: what is disputed is not asked for" {
	book 2026-01-01,invoice,I1,A,1000.00,USD,2026-01-30,, \
	    2026-01-05,dispute,D1,A,400.00,USD,,I1, \
	    2026-01-01,invoice,I2,B,70.00,USD,2026-01-30,, \
	    2026-01-05,dispute,D2,B,,USD,,I2,
	run calls
	[ "${lines[0]}" = "1|A|USD|600.00|60|400.00|0.00|0|-|-|600.00|50" ]
	[ "${#lines[@]}" = 1 ]
}

@test "calls: currencies apart, each with its own largest" {
	book 2026-01-01,invoice,I1,A,1000.00,USD,2026-01-30,, \
	    2026-01-01,invoice,I2,A,50000,JPY,2026-01-30,, \
	    2026-01-01,invoice,I3,B,10000,JPY,2026-03-01,,
	# 30 days: 40 * 30 / 120 + 30 * 10000 / 50000 = 10 + 6.
	run calls
	[ "${lines[0]}" = "1|A|JPY|50000|60|0|0|0|-|-|50000|50" ]
	[ "${lines[1]}" = "2|A|USD|1000.00|60|0.00|0.00|0|-|-|1000.00|50" ]
	[ "${lines[2]}" = "3|B|JPY|10000|30|0|0|0|-|-|10000|16" ]
}

@test "calls: nobody calls who is excluded or on hold" {
	book 2026-01-01,invoice,I1,C,1000.00,USD,2026-01-30,, \
	    2026-01-01,invoice,I2,H,1000.00,USD,2026-01-30,, \
	    2026-01-01,invoice,I3,A,10.00,USD,2026-03-30,, \
	    2026-01-01,invoice,I4,A,20.00,USD,2026-03-30,, \
	    2026-03-01,hold,,A,,USD,,I3, \
	    2026-01-01,invoice,I5,B,10.00,USD,2026-01-30,, \
	    2026-03-01,hold,,B,,USD,,,
	# I3 is young enough for no notice, and on hold all the same.
	run calls
	[ "${lines[0]}" = "1|A|USD|20.00|1|0.00|0.00|0|-|-|30.00|30" ]
	[ "${#lines[@]}" = 1 ]
}

@test "calls: names, and why" {
	book 2026-01-01,invoice,I1,A,1250.00,USD,2026-03-30,, \
	    2026-01-01,invoice,I2,A,1234567.00,USD,2026-03-30,, \
	    2026-03-20,promise,P1,A,1.00,USD,2026-03-29,, \
	    2026-03-20,notice,N1,A,1.00,USD,,I1,1
	run lists calls "customer name phone email collector why"
	[ "${lines[0]}" = "A|Able|+1 555 0100|a@example.com|kim|1 day; \
1 broken promise; level 1; largest 1,234,567.00 I2" ]
	head -n 1 list.csv >head
	echo "rank,customer,name,phone,email,collector,currency,past_due,\
oldest_days,disputed,promised,broken_promises,last_notice,level,expected,\
score,why" | same - head
}

@test "calls: a card number in a name is masked, one to call is not" {
	cat >customers.csv <<-'EOF'
	customer,name,phone
	A,Able 4111 1111 1111 1111,4111111111111111
	EOF
	book 2026-01-01,invoice,I1,A,50.00,USD,2026-03-30,,
	run lists calls "name phone"
	[ "${lines[0]}" = "Able 4111 11** **** 1111|4111111111111111" ]
	grep -qx 'ar-dun: --calls: 1 card number is masked' err
}

@test "calls: the first of them" {
	book 2026-01-01,invoice,I1,A,1000.00,USD,2026-01-30,, \
	    2026-01-01,invoice,I2,B,250.00,USD,2026-03-01,, \
	    2026-01-01,invoice,I3,E,750.00,USD,2026-03-01,,
	# E: 30 days, 10 + 30 * 750 / 1000 = 32.5; B: 10 + 7.5.
	run lists calls "rank customer score" --top 2
	[ "${lines[*]}" = "1|A|50 2|E|33" ]
	run lists calls "rank customer score" --top 9
	[ "${lines[*]}" = "1|A|50 2|E|33 3|B|18" ]
	book
	run calls
	[ -z "$output" ]
	[ "$(wc -l <list.csv)" = 1 ]
}

@test "forecast: each customer's own days late, rounded up" {
	# A paid 100 after 3 days and 200 after 5, weighted 1300 / 300 = 4.33
	# days: 5.  2026-04-02 + 5 days is April 7, the last of week 1; a day
	# later is week 2.  B was never paid anything: he is taken for all in
	# USD, that is A.
	book 2026-01-01,invoice,I1,A,300.00,USD,2026-01-10,, \
	    2026-01-13,receipt,R1,A,-100.00,USD,,, \
	    2026-01-15,receipt,R2,A,-200.00,USD,,, \
	    2026-02-20,apply,R1,A,100.00,USD,,I1, \
	    2026-02-20,apply,R2,A,200.00,USD,,I1, \
	    2026-03-01,invoice,I2,A,10.00,USD,2026-04-02,, \
	    2026-03-01,invoice,I3,B,20.00,USD,2026-04-03,, \
	    2026-03-01,invoice,I4,B,30,JPY,2026-04-03,, \
	    2026-03-01,invoice,I5,B,5.00,USD,2026-01-01,,
	run lists forecast "week from to customer currency expected"
	# I4: nobody ever paid anything in JPY.  I5: tomorrow.
	[ "${lines[0]}" = "1|2026-04-01|2026-04-07|A|USD|10.00" ]
	[ "${lines[1]}" = "1|2026-04-01|2026-04-07|B|JPY|30" ]
	[ "${lines[2]}" = "1|2026-04-01|2026-04-07|B|USD|5.00" ]
	[ "${lines[3]}" = "2|2026-04-08|2026-04-14|B|USD|20.00" ]
	[ "${#lines[@]}" = 4 ]
	[ "$(ar-kpi --from 2026-01-01 --to $D --period all \
	    --where customer=A --get days_late book.csv)" = 4.33 ]
}

@test "forecast: who pays early is expected early, but not before tomorrow" {
	# 7 days early: April 11 - 7 = April 4; April 1 - 7 is past: April 1.
	book 2026-01-01,invoice,I1,A,300.00,USD,2026-01-10,, \
	    2026-01-03,receipt,R1,A,-300.00,USD,,, \
	    2026-01-03,apply,R1,A,300.00,USD,,I1, \
	    2026-03-01,invoice,I2,A,10.00,USD,2026-04-11,, \
	    2026-03-01,invoice,I3,A,20.00,USD,2026-04-15,, \
	    2026-03-01,invoice,I4,A,40.00,USD,2026-04-01,,
	run lists forecast "week customer expected"
	[ "${lines[*]}" = "1|A|50.00 2|A|20.00" ]
}

@test "forecast: what is still open tells nothing, nor what is not cash" {
	book 2026-01-01,invoice,I1,A,300.00,USD,2026-01-10,, \
	    2026-02-10,receipt,R1,A,-299.99,USD,,, \
	    2026-02-10,apply,R1,A,299.99,USD,,I1, \
	    2026-01-01,invoice,I2,A,50.00,USD,2026-01-10,, \
	    2026-03-10,credit,C1,A,-50.00,USD,,, \
	    2026-03-10,apply,C1,A,50.00,USD,,I2, \
	    2026-03-01,invoice,I3,A,20.00,USD,2026-04-08,,
	run lists forecast "week customer expected"
	[ "${lines[*]}" = "1|A|0.01 2|A|20.00" ]
}

@test "forecast: a promise says when" {
	book 2026-01-01,invoice,I1,A,100.00,USD,2026-01-10,, \
	    2026-03-01,promise,P1,A,1.00,USD,2026-04-08,I1, \
	    2026-01-01,invoice,I2,B,70.00,USD,2026-01-10,, \
	    2026-03-01,promise,P2,B,1.00,USD,2026-03-30,I2,
	run lists forecast "week customer expected"
	[ "${lines[*]}" = "1|B|70.00 2|A|100.00" ]
}

@test "forecast: 26 weeks, and what comes later" {
	# 26 weeks end 182 days after the day: 2026-09-29.
	book 2026-01-01,invoice,I1,A,10.00,USD,2026-09-29,, \
	    2026-01-01,invoice,I2,A,20.00,USD,2026-09-30,, \
	    2026-01-01,invoice,I3,A,40.00,USD,9999-12-31,,
	run lists forecast "week from to customer currency expected"
	[ "${lines[0]}" = "26|2026-09-23|2026-09-29|A|USD|10.00" ]
	[ "${lines[1]}" = "later|2026-09-30|-|A|USD|60.00" ]
	[ "${#lines[@]}" = 2 ]
}

@test "credit hold: over the limit, net of what is in his favour" {
	book 2026-01-01,invoice,I1,A,1000.00,USD,2026-04-30,, \
	    2026-01-01,receipt,R1,A,-99.99,USD,,, \
	    2026-01-01,invoice,I2,A,5000.00,EUR,2026-04-30,, \
	    2026-01-01,invoice,I3,C,10.00,USD,2026-04-30,, \
	    2026-01-01,invoice,I4,E,50.01,EUR,2026-04-30,, \
	    2026-01-01,invoice,I5,E,50.01,USD,2026-04-30,, \
	    2026-01-01,invoice,I6,B,9999.00,USD,2026-04-30,,
	# A: 1000 - 99.99 = 900.01, a cent over; his limit is in USD.  C owes
	# as much as he may.
	run lists credit-hold \
	    "customer name currency balance credit_limit over level reason"
	[ "${lines[0]}" = "A|Able|USD|900.01|900.00|0.01|-|limit" ]
	[ "${lines[1]}" = "E|Egon|EUR|50.01|50.00|0.01|-|limit" ]
	[ "${#lines[@]}" = 2 ]
}

@test "credit hold: by level" {
	book 2026-01-01,invoice,I1,A,1000.00,USD,2026-01-30,, \
	    2026-03-30,notice,N3,A,1000.00,USD,,I1,3 \
	    2026-01-01,invoice,I2,A,7.00,USD,2026-01-30,, \
	    2026-03-30,notice,N3,A,1000.00,USD,,I2,1 \
	    2026-01-01,invoice,I3,B,70.00,USD,2026-01-30,, \
	    2026-03-01,notice,N2,B,70.00,USD,,I3,2 \
	    2026-01-01,invoice,I4,E,70.00,USD,2026-01-31,, \
	    2026-03-01,notice,N2,E,70.00,USD,,I4,2
	# Level 3 stops the credit: A is there, B gets there today with 60
	# days; E has 59.
	run lists credit-hold \
	    "customer currency balance credit_limit over level reason"
	[ "${lines[0]}" = "A|USD|1007.00|900.00|107.00|3|limit;credit_stop" ]
	[ "${lines[1]}" = "B|USD|70.00|-|-|3|credit_stop" ]
	[ "${#lines[@]}" = 2 ]
}

@test "credit hold: a limit that is none" {
	book 2026-01-01,invoice,I1,A,1000.00,USD,2026-01-30,,
	printf '%s\n' customer,credit_limit A,much >customers.csv
	fails ar-dun --as-of $D --policy policy.csv --no-notices \
	    --customers customers.csv --credit-hold list.csv book.csv
	says 'ar-dun: customers.csv: customer "A": "much" is not a credit limit'
	[ ! -e list.csv ]
}

@test "lists come whole, and beside the notices" {
	book 2026-01-01,invoice,I1,A,1000.00,USD,2026-01-30,,
	ar-dun --as-of $D --policy policy.csv --customers customers.csv \
	    --start N1 --calls calls.csv --forecast forecast.csv \
	    --credit-hold hold.csv book.csv >out
	[ "$(grep -c notice out)" = 1 ]
	for f in calls forecast hold; do [ "$(wc -l <$f.csv)" = 2 ]; done
	fails ar-dun --as-of $D --policy policy.csv --no-notices \
	    --calls book.csv book.csv
	fails ar-dun --as-of $D --policy policy.csv --no-notices --top 3 \
	    book.csv
	mentions '--top goes with --calls'
	fails ar-dun --as-of $D --policy policy.csv --no-notices --horizon 14 \
	    book.csv
	mentions '--horizon goes with --calls'
}

@test "lists are the same for any number of threads and order of rows" {
	book 2026-01-01,invoice,I1,A,300.00,USD,2026-01-10,, \
	    2026-01-13,receipt,R1,A,-100.00,USD,,, \
	    2026-02-20,apply,R1,A,100.00,USD,,I1, \
	    2026-03-01,invoice,I2,A,300.00,USD,2026-03-02,, \
	    2026-03-01,invoice,I3,B,20.00,USD,2026-03-03,, \
	    2026-03-02,promise,P1,A,40.00,USD,2026-03-05,,
	for list in calls forecast credit-hold; do
		lists $list customer >/dev/null
		mv list.csv first.csv
		{ head -n 1 book.csv; sed 1d book.csv | tac; } >back.csv
		ar-dun --as-of $D --policy policy.csv --threads 1 --no-notices \
		    --customers customers.csv --$list list.csv back.csv
		same first.csv list.csv
	done
}
