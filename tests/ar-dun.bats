#!/usr/bin/env bats
# ar-dun, rule by rule: who is asked for what, and what holds him back.  All
# values were worked out by hand; the sums are beside them.  Options are in
# ar-dun-options.bats.

load common

setup()
{
	common_setup
	cd "$t"
	book 2026-01-01,invoice,I1,A,1000.00,2026-01-31
}

# sheet FILE HEADER ROW...: a table; rows are filled up with blank cells.
sheet()
{
	local file=$1

	shift
	printf '%s\n' "$@" | awk -F, '
	NR == 1 { n = NF }
	{
		printf "%s", $0
		for (i = NF; i < n; i++)
			printf ","
		print ""
	}' >"$file"
}

book()
{
	sheet book.csv date,type,doc,customer,amount,due,ref,level,\
interest_to,ref_due,reason,account,doc_date,line "$@"
}

more()
{
	printf '%s\n' "$@" | awk -F, '{
		printf "%s", $0
		for (i = NF; i < 14; i++)
			printf ","
		print ""
	}' >>book.csv
}

# policy COLUMNS ROW...: after policy,level,days.
policy()
{
	sheet policy.csv "policy,level,days${1:+,}$1" "${@:2}"
}

customers()
{
	sheet customers.csv customer,policy,parent,hold "$@"
}

# cells "COLUMN..." FILE: these cells of each row, "-" where blank.
cells()
{
	awk -F, -v names="$1" '
	NR == 1 {
		for (i = 1; i <= NF; i++)
			at[$i] = i
		n = split(names, want, " ")
		next
	}
	{
		for (i = 1; i <= n; i++) {
			cell = $at[want[i]]
			printf "%s%s", cell == "" ? "-" : cell,
			    i < n ? " " : "\n"
		}
	}' "$2"
}

# lines TEXT: what stands between semicolons, a line each.
lines()
{
	printf '%s' "${1//; /$'\n'}${1:+$'\n'}"
}

# run_on DAY ARG...: rows to "rows", what is held to "held.csv"; numbers are of
# the day, and the proof is asked for, so that it holds everywhere.
run_on()
{
	local got=0

	[ ! -e customers.csv ] || set -- "$@" --customers customers.csv
	ar-dun --as-of "$1" --policy policy.csv --start "${1#*-}/1" \
	    --held held.csv --proof -o rows "${@:2}" book.csv 2>err || got=$?
	[ $got -eq 0 ] || { cat err >&2; return 1; }
}

# on DAY NOTICES HELD ARG...: both lists, as "ref level amount fee interest"
# and "ref level reason until".
on()
{
	run_on "$1" "${@:4}"
	cells "ref level amount fee interest" rows >got
	lines "$2" | same - got
	cells "ref level reason until" held.csv >got
	lines "$3" | same - got
}

# letters DAY WANT ARG...: the letters, as "number customer ref fee".
letters()
{
	run_on "$1" "${@:3}"
	cells "doc customer ref fee" rows >got
	lines "$2" | same - got
}

# again: the rows of the last run join the book, as cat(1) does it.
again()
{
	cat rows >>book.csv
}

# --- Levels ----------------------------------------------------------------

@test "days since the due date: on that day, not the day before" {
	policy "" p,1,10
	# January 31 and 10 days is February 10.
	on 2026-02-09 "" ""
	on 2026-02-10 "I1 1 1000.00 - -" ""
	# A level of 0 days: what is due today is not late.
	policy "" p,1,0
	on 2026-01-31 "" ""
	on 2026-02-01 "I1 1 1000.00 - -" ""
	policy "" p,1
	on 2026-02-01 "I1 1 1000.00 - -" ""
}

@test "days since the end of the month in which it is due" {
	book 2026-01-01,invoice,I1,A,10.00,2026-02-10
	policy from p,1,5,eom
	# February 28 and 5 days is March 5.
	on 2026-03-04 "" ""
	on 2026-03-05 "I1 1 10.00 - -" ""
	policy from p,1,0,eom
	on 2026-02-27 "" ""
	on 2026-02-28 "I1 1 10.00 - -" ""
	sed -i s/2026/2024/g book.csv # that has a 29th
	on 2024-02-28 "" ""
	on 2024-02-29 "I1 1 10.00 - -" ""
}

@test "days since the notice of the level before" {
	more 2026-02-10,notice,N0,A,1000.00,,I1,1
	policy from p,1,10, p,2,7,previous p,3,0,previous
	on 2026-02-16 "" ""
	on 2026-02-17 "I1 2 1000.00 - -" ""
	again
	# The third needs no day but a later one.
	on 2026-02-17 "" "I1 3 noticed 2026-02-18"
	on 2026-02-18 "I1 3 1000.00 - -" ""
}

@test "previous: not before a notice, and not at level 1" {
	policy from,advance p,0,,,jump p,1,10 p,2,0,previous
	# Years late, and never asked: the first comes first.
	on 2028-01-01 "I1 1 1000.00 - -" ""
	policy from p,1,10,previous
	fails ar-dun --as-of 2026-02-10 --policy policy.csv --start 1 book.csv
	says 'ar-dun: policy.csv:2: from: "previous" means nothing on level 1, before which there is none'
}

@test "a debt without a due date is due on its document date, or its date" {
	book 2026-01-21,invoice,I1,A,10.00,,,,,,,,2026-01-11 \
	    2026-01-21,invoice,I2,A,20.00
	policy "" p,1,10
	on 2026-01-20 "" ""
	on 2026-01-21 "I1 1 10.00 - -" ""
	on 2026-01-31 "I1 1 10.00 - -; I2 1 20.00 - -" ""
	cells "ref_due id" rows >got
	lines "- notice:2026-01-31:A:I1:; - notice:2026-01-31:A:I2:" |
	    same - got
}

@test "grace_days: late only when more days than these have gone by" {
	policy grace_days p,0,,5 p,1,1
	on 2026-02-05 "" ""
	on 2026-02-06 "I1 1 1000.00 - -" ""
}

@test "advance: one level a run, or that of the days at once" {
	policy "" p,1,10 p,2,20 p,3,30
	on 2026-05-01 "I1 1 1000.00 - -" ""
	again
	on 2026-05-02 "I1 2 1000.00 - -" ""
	again
	on 2026-05-03 "I1 3 1000.00 - -" ""
	book 2026-01-01,invoice,I1,A,1000.00,2026-01-31
	policy advance p,0,,jump p,1,10 p,2,20 p,3,30
	# 29 days, and 30.
	on 2026-03-01 "I1 2 1000.00 - -" ""
	on 2026-03-02 "I1 3 1000.00 - -" ""
	# Nothing takes a level back: 10 days late on February 10.
	more 2026-02-02,notice,N0,A,1000.00,,I1,2
	on 2026-02-10 "" ""
	sed -i 's/jump/one/' policy.csv
	on 2026-02-10 "" ""
}

@test "min_days_between: from that day on, and blank is never again" {
	more 2026-02-10,notice,N0,A,1000.00,,I1,1
	policy min_days_between p,1,10,14
	# February 10 and 14 days is February 24.
	on 2026-02-23 "" "I1 1 noticed 2026-02-24"
	on 2026-02-24 "I1 1 1000.00 - -" ""
	policy min_days_between p,1,10
	on 2027-02-24 "" ""
	# The new level's is what counts: level 2 is reached on February 15.
	policy min_days_between p,1,10,2 p,2,15,14
	on 2026-02-14 "I1 1 1000.00 - -" ""
	on 2026-02-15 "" "I1 2 noticed 2026-02-24"
	on 2026-02-24 "I1 2 1000.00 - -" ""
}

@test "a second run on one day has nothing more to say" {
	policy fee,interest_rate p,1,10,5.00,9% p,2,20
	run_on 2026-03-31 --book-fees
	[ "$(wc -l <rows)" = 4 ]
	again
	run_on 2026-03-31 --book-fees
	[ "$(wc -l <rows)" = 1 ]
	on 2026-03-31 "" "I1 2 noticed 2026-04-01"
}

@test "a level that the policy has lost is its highest" {
	more 2026-02-10,notice,N0,A,1000.00,,I1,4
	policy min_days_between p,1,10, p,2,20,14
	on 2026-02-23 "" "I1 2 noticed 2026-02-24"
	on 2026-02-24 "I1 2 1000.00 - -" ""
}

@test "installments by themselves, on their own due dates" {
	book 2026-01-01,invoice,I1,A,100.00,2026-01-31 \
	    2026-01-01,invoice,I1,A,200.00,2026-02-10 \
	    2026-01-01,invoice,I1,A,300.00,2026-02-20 \
	    2026-01-05,receipt,R1,A,-30.00 \
	    2026-01-05,apply,R1,A,30.00,,I1 \
	    2026-01-05,receipt,R2,A,-50.00 \
	    2026-01-05,apply,R2,A,50.00,,I1,,,2026-02-10
	policy "" p,1,10 p,2,30
	on 2026-02-20 "I1 1 70.00 - -; I1 1 150.00 - -" ""
	cells "ref_due level" rows >got
	lines "2026-01-31 1; 2026-02-10 1" | same - got
	again
	# 30 days and 20; the third was never asked for.
	on 2026-03-02 "I1 2 70.00 - -; I1 1 300.00 - -" ""
	# A notice without ref_due is one of all installments.
	book 2026-01-01,invoice,I1,A,100.00,2026-01-31 \
	    2026-01-01,invoice,I1,A,200.00,2026-02-10 \
	    2026-02-20,notice,N0,A,300.00,,I1,1
	on 2026-03-02 "I1 2 100.00 - -" ""
}

# --- Minimums --------------------------------------------------------------

@test "min_amount: what reaches the level, that much or more" {
	book 2026-01-01,invoice,I1,A,60.00,2026-01-31 \
	    2026-01-01,invoice,I2,A,40.00,2026-01-31 \
	    2026-01-01,invoice,I3,A,999.00,2026-03-31
	policy min_amount p,1,10,100.00
	on 2026-02-20 "I1 1 60.00 - -; I2 1 40.00 - -" ""
	policy min_amount p,1,10,100.01
	on 2026-02-20 "" "I1 1 below-minimum -; I2 1 below-minimum -"
}

@test "min_amount: what fails falls, and counts at the level below" {
	book 2026-01-01,invoice,I1,A,30.00,2026-01-31 \
	    2026-01-01,invoice,I2,A,20.00,2026-02-10
	policy min_amount,advance p,0,,,jump p,1,10,50.00 p,2,20,30.01
	# I1 is 20 days late: 30.00 is not enough, 30 + 20 is.
	on 2026-02-20 "I1 1 30.00 - -; I2 1 20.00 - -" ""
	policy min_amount,advance p,0,,,jump p,1,10,50.01 p,2,20,30.01
	on 2026-02-20 "" "I1 2 below-minimum -; I2 1 below-minimum -"
}

@test "a debt that falls to a level that it had is asked for again, or not" {
	more 2026-02-10,notice,N0,A,1000.00,,I1,1
	policy min_amount,min_days_between p,1,10 p,2,20,1000.01
	on 2026-02-20 "" "I1 2 below-minimum -"
	policy min_amount,min_days_between p,1,10,,14 p,2,20,1000.01
	on 2026-02-23 "" "I1 2 below-minimum -"
	on 2026-02-24 "I1 1 1000.00 - -" ""
}

@test "min_percent: a share of all that the group has open" {
	book 2026-01-01,invoice,I1,A,100.00,2026-01-31 \
	    2026-01-01,invoice,I2,A,900.00,2026-12-31 \
	    2026-01-01,invoice,I3,B,900.00,2026-12-31
	for share in 10% 0.1; do
		policy min_percent p,1,10,$share
		on 2026-02-20 "I1 1 100.00 - -" ""
	done
	policy min_percent p,1,10,10.01%
	on 2026-02-20 "" "I1 1 below-minimum -"
}

@test "combine: both, or one; min_count is needed besides" {
	book 2026-01-01,invoice,I1,A,100.00,2026-01-31 \
	    2026-01-01,invoice,I2,A,900.00,2026-12-31
	local yes="I1 1 100.00 - -" no="I1 1 below-minimum -"

	policy min_amount,min_percent,combine p,1,10,200,10%
	on 2026-02-20 "" "$no"
	policy min_amount,min_percent,combine p,1,10,200,10%,or
	on 2026-02-20 "$yes" ""
	policy min_amount,min_percent,combine p,1,10,100,11%,or
	on 2026-02-20 "$yes" ""
	policy min_amount,min_percent,combine p,1,10,200,11%,or
	on 2026-02-20 "" "$no"
	policy min_amount,min_percent,combine p,1,10,100,10%,and
	on 2026-02-20 "$yes" ""
	# 200 and no share is not "one of them".
	policy min_amount,min_percent,combine p,1,10,200,,or
	on 2026-02-20 "" "$no"
	policy min_percent,combine,min_count p,1,10,10%,or,2
	on 2026-02-20 "" "$no"
	more 2026-01-01,invoice,I3,A,1.00,2026-01-31
	# 101 of 1001 is 10.09 %
	on 2026-02-20 "$yes; I3 1 1.00 - -" ""
}

@test "minimums of one currency, and of all others" {
	sheet book.csv date,type,doc,customer,amount,currency,due \
	    2026-01-01,invoice,I1,A,50.00,EUR,2026-01-31 \
	    2026-01-01,invoice,I2,A,50.00,USD,2026-01-31 \
	    2026-01-01,invoice,I3,A,50,JPY,2026-01-31
	policy currency,min_amount p,1,10,EUR,50.01 p,1,10,USD,50 p,1,10
	on 2026-02-20 "I3 1 50 - -; I2 1 50.00 - -" "I1 1 below-minimum -"
	# A currency without level 1 has no levels.
	policy currency,min_amount p,1,10,EUR,1.00 p,1,10,USD,50.00
	on 2026-02-20 "I1 1 50.00 - -; I2 1 50.00 - -" ""
}

@test "amounts without a currency: of the only one that the book has" {
	policy min_amount,fee p,1,10,1000.00,5
	on 2026-02-10 "I1 1 1000.00 5.00 -" ""
	sheet book.csv date,type,doc,customer,amount,currency,due \
	    2026-01-01,invoice,I1,A,5000,JPY,2026-01-31
	policy min_amount,fee p,1,10,5000,40
	on 2026-02-10 "I1 1 5000 40 -" ""
	more 2026-01-01,invoice,I2,A,5000.00,EUR,2026-01-31
	sed -i 's/,,*$//' book.csv
	fails ar-dun --as-of 2026-02-10 --policy policy.csv --start 1 book.csv
	says 'ar-dun: policy.csv:2: currency: blank, and min_amount is an amount: of which of the book'"'"'s currencies?'
}

# --- Letters ---------------------------------------------------------------

family()
{
	book 2026-01-01,invoice,I1,MUM,10.00,2026-01-31,,,,,,1200 \
	    2026-01-01,invoice,I2,KID,20.00,2026-01-30,,,,,,1300 \
	    2026-01-01,invoice,I3,KID,30.00,2026-01-29,,,,,,1200 \
	    2026-01-01,invoice,I4,AL,40.00,2026-01-31,,,,,,1200
	customers AL KID,,MUM MUM
}

@test "group: a letter for each customer, parent, account or item" {
	family
	policy fee p,1,1,5.00
	letters 2026-02-10 "02-10/1 AL I4 5.00; 02-10/2 KID I3 5.00; 02-10/2 KID I2 -; 02-10/3 MUM I1 5.00"
	policy group,fee p,0,,customer p,1,1,,5.00
	letters 2026-02-10 "02-10/1 AL I4 5.00; 02-10/2 KID I3 5.00; 02-10/2 KID I2 -; 02-10/3 MUM I1 5.00"
	policy group,fee p,0,,parent p,1,1,,5.00
	letters 2026-02-10 "02-10/1 AL I4 5.00; 02-10/2 KID I3 5.00; 02-10/2 KID I2 -; 02-10/2 MUM I1 -"
	policy group,fee p,0,,account p,1,1,,5.00
	letters 2026-02-10 "02-10/1 AL I4 5.00; 02-10/2 KID I3 5.00; 02-10/3 KID I2 5.00; 02-10/4 MUM I1 5.00"
	policy group,fee p,0,,item p,1,1,,5.00
	letters 2026-02-10 "02-10/1 AL I4 5.00; 02-10/2 KID I2 5.00; 02-10/3 KID I3 5.00; 02-10/4 MUM I1 5.00"
}

@test "group: minimums are of the letter" {
	family
	policy group,min_amount p,0,,parent p,1,1,,60.00
	on 2026-02-10 "I3 1 30.00 - -; I2 1 20.00 - -; I1 1 10.00 - -" \
	    "I4 1 below-minimum -"
	policy group,min_amount p,0,,customer p,1,1,,50.00
	on 2026-02-10 "I3 1 30.00 - -; I2 1 20.00 - -" \
	    "I4 1 below-minimum -; I1 1 below-minimum -"
}

@test "a letter has one currency and one entity" {
	sheet book.csv date,type,doc,customer,amount,currency,entity,due \
	    2026-01-01,invoice,I1,A,1.00,USD,US,2026-01-31 \
	    2026-01-01,invoice,I2,A,2.00,EUR,US,2026-01-31 \
	    2026-01-01,invoice,I3,A,3.00,USD,DE,2026-01-31
	policy "" p,1,1
	run_on 2026-02-10
	cells "doc entity currency ref id" rows >got
	lines "02-10/1 DE USD I3 notice:2026-02-10:DE:A:I3:2026-01-31:USD; 02-10/2 US EUR I2 notice:2026-02-10:US:A:I2:2026-01-31:EUR; 02-10/3 US USD I1 notice:2026-02-10:US:A:I1:2026-01-31:USD" |
	    same - got
}

@test "rows: the deadline, the channel or the action, and the rule" {
	book 2026-01-01,invoice,I1,A,10.00,2026-01-31 \
	    2026-01-01,invoice,I2,A,20.00,2026-02-09
	policy deadline_days,channel,action,fee,advance p,0,,,,,,jump \
	    p,1,1,5,email p,2,10,14,letter,credit_stop,2.50
	run_on 2026-02-10
	# The letter has the deadline and the fee of its highest level.
	cells "type ref level due fee reason rule" rows >got
	lines "notice I1 2 2026-02-24 2.50 credit_stop p:2; notice I2 1 2026-02-24 - email p:1" |
	    same - got
	# A fee is by the rule of the letter, interest by that of its debt.
	policy fee,interest_rate,advance p,0,,,,jump p,1,1,1.00,36.5% \
	    p,2,10,2.50
	run_on 2026-02-10 --book-fees
	cells "type ref level rule" rows >got
	lines "notice I1 2 p:2; notice I2 1 p:1; debit I2 - p:1; debit - - p:2" |
	    same - got
	policy "" p,1,1
	run_on 2026-02-10
	cells "due reason" rows >got
	lines "2026-02-10 -; 2026-02-10 -" | same - got
}

@test "net_credits: what stands to his credit pays the oldest first" {
	book 2026-01-01,invoice,I1,A,50.00,2026-01-30 \
	    2026-01-01,invoice,I2,A,30.00,2026-01-31 \
	    2026-01-02,credit,C1,A,-59.99
	policy net_credits p,0,,yes p,1,1
	# 59.99 - 50.00 = 9.99; 30.00 - 9.99 = 20.01
	on 2026-02-10 "I2 1 20.01 - -" "I1 1 covered -"
	for no in no ''; do
		policy net_credits p,0,,$no p,1,1
		on 2026-02-10 "I1 1 50.00 - -; I2 1 30.00 - -" ""
	done
}

@test "exclude_disputed: the part, the item, or nothing" {
	more 2026-01-15,dispute,D1,A,300.00,,I1
	policy exclude_disputed p,0 p,1,1
	on 2026-02-10 "I1 1 700.00 - -" ""
	policy exclude_disputed p,0,,part p,1,1
	on 2026-02-10 "I1 1 700.00 - -" ""
	policy exclude_disputed p,0,,item p,1,1
	on 2026-02-10 "" "I1 1 disputed -"
	policy exclude_disputed p,0,,no p,1,1
	on 2026-02-10 "I1 1 1000.00 - -" ""
	more 2026-01-16,dispute,D2,A,,,I1
	policy exclude_disputed p,0,,part p,1,1
	on 2026-02-10 "" "I1 1 disputed -"
	more 2026-02-10,resolve,D2,A,,,I1
	on 2026-02-10 "I1 1 700.00 - -" ""
}

@test "min_days_arrears: one debt of the letter that late carries all" {
	book 2026-01-01,invoice,I1,A,10.00,2026-01-31 \
	    2026-01-01,invoice,I2,A,20.00,2026-02-20
	policy min_days_arrears p,0,,30 p,1,1
	# 29 days, and 30.
	on 2026-03-01 "" "I1 1 arrears -; I2 1 arrears -"
	on 2026-03-02 "I1 1 10.00 - -; I2 1 20.00 - -" ""
}

# --- What holds a debt back ------------------------------------------------

@test "held: of many disputes the first are told" {
	local i rows=()

	for i in {10..31}; do
		rows+=("2026-01-02,dispute,D$i,A,,,I1")
	done
	book 2026-01-01,invoice,I1,A,1.00,2026-01-31 "${rows[@]}"
	policy "" p,1,1
	run_on 2026-02-10
	cells detail held.csv >got
	grep -q '^D10 1.00; D11 1.00; .*; D29 1.00; and 2 more$' got
}

@test "held: excluded, no policy, or on hold in the customers table" {
	book 2026-01-01,invoice,I1,A,1.00,2026-01-31 \
	    2026-01-01,invoice,I2,B,1.00,2026-01-31 \
	    2026-01-01,invoice,I3,C,1.00,2026-01-31 \
	    2026-01-01,invoice,I4,D,1.00,2026-01-31
	customers A,p B,none C,q,,asked
	policy "" p,1,1 q,1,1
	on 2026-02-10 "I1 1 1.00 - -" \
	    "I2 - excluded -; I3 1 hold -; I4 - no-policy -"
	grep -qx 'ar-dun: a customer who is late has no policy: see --held and --default-policy' err
	on 2026-02-10 "I1 1 1.00 - -; I4 1 1.00 - -" \
	    "I2 - excluded -; I3 1 hold -" --default-policy q
	cells rule rows >got
	lines "p:1; q:1" | same - got
	# The one that is called so, or the only one there is.
	policy "" p,1,1 q,1,1 default,1,10
	run_on 2026-02-10
	cells rule rows >got
	lines "p:1; default:1" | same - got
	customers A
	policy "" some,1,1
	run_on 2026-02-10
	[ "$(grep -c some:1 rows)" = 4 ]
}

@test "held: a policy that is none is an error, naming the customer" {
	customers A,hard
	policy "" p,1,1
	fails ar-dun --as-of 2026-02-10 --policy policy.csv --start 1 \
	    --customers customers.csv book.csv
	says 'ar-dun: customers.csv: customer "A" has the policy "hard", which policy.csv has not'
	rm customers.csv
	fails ar-dun --as-of 2026-02-10 --policy policy.csv --start 1 \
	    --default-policy hard book.csv
	says 'ar-dun: --default-policy: policy.csv has no policy "hard"'
}

@test "held: on hold, the item or the customer, through the last day" {
	policy "" p,1,1
	for ref in I1 ''; do
		book 2026-01-01,invoice,I1,A,1000.00,2026-01-31 \
		    "2026-02-05,hold,,A,,2026-02-20,$ref"
		on 2026-02-04 "I1 1 1000.00 - -" ""
		on 2026-02-05 "" "I1 1 hold 2026-02-20"
		on 2026-02-20 "" "I1 1 hold 2026-02-20"
		on 2026-02-21 "I1 1 1000.00 - -" ""
		more "2026-02-10,release,,A,,,$ref"
		on 2026-02-09 "" "I1 1 hold 2026-02-20"
		on 2026-02-10 "I1 1 1000.00 - -" ""
	done
	book 2026-01-01,invoice,I1,A,1000.00,2026-01-31 2026-02-05,hold,,A
	on 2030-01-01 "" "I1 1 hold -"
}

@test "held: promised, and asked for when the promise is broken" {
	policy "" p,1,1
	for ref in I1 ''; do
		book 2026-01-01,invoice,I1,A,1000.00,2026-01-31 \
		    "2026-02-05,promise,P1,A,1.00,2026-02-20,$ref"
		on 2026-02-04 "I1 1 1000.00 - -" ""
		on 2026-02-05 "" "I1 1 promise 2026-02-20"
		on 2026-02-20 "" "I1 1 promise 2026-02-20"
		on 2026-02-21 "I1 1 1000.00 - -" ""
	done
	# Another customer's promises are his.
	book 2026-01-01,invoice,I1,A,1000.00,2026-01-31 \
	    2026-02-05,promise,P1,B,1.00,2026-02-20
	on 2026-02-10 "I1 1 1000.00 - -" ""
}

@test "held: of several reasons the first is told" {
	customers A,,,x
	policy net_credits,min_amount,min_days_arrears,min_days_between \
	    p,0,,yes,,99 p,1,1,,5000,,30 p,2,2,,5000,,30
	more 2026-02-01,notice,N0,A,,,I1,1 2026-02-01,credit,C1,A,-1000.00 \
	    2026-02-02,promise,P1,A,,2026-02-20,I1 \
	    2026-02-02,dispute,D1,A,,,I1 2026-02-02,hold,,A,,2026-03-31
	on 2026-02-10 "" "I1 2 hold -"
	rm customers.csv
	on 2026-02-10 "" "I1 2 hold 2026-03-31"
	sed -i /,hold,/d book.csv
	on 2026-02-10 "" "I1 2 disputed -"
	sed -i /,dispute,/d book.csv
	on 2026-02-10 "" "I1 2 promise 2026-02-20"
	sed -i /,promise,/d book.csv
	# February 1 and 30 days is March 3.
	on 2026-02-10 "" "I1 2 noticed 2026-03-03"
	on 2026-03-03 "" "I1 2 covered -"
	sed -i /,credit,/d book.csv
	on 2026-03-03 "" "I1 2 arrears -"
	# January 31 and 99 days is May 10.
	on 2026-05-10 "" "I1 2 below-minimum -"
}

@test "unapplied cash: a warning, which holds nothing back" {
	more 2026-02-05,receipt,R1,A,-400.00 2026-02-06,credit,C1,A,-1.00 \
	    2026-02-06,receipt,R2,B,-9.00
	policy "" p,1,1
	on 2026-02-10 "I1 1 1000.00 - -" "- - unapplied-cash -"
	cells "customer amount" held.csv >got
	echo "A 400.00" | same - got
	grep -qx "ar-dun: a customer who is late has money that is not \
applied: apply it first" err
	on 2026-02-04 "I1 1 1000.00 - -" ""
	more 2026-02-06,apply,R1,A,400.00,,I1
	on 2026-02-10 "I1 1 600.00 - -" ""
}

# --- Fees and interest -----------------------------------------------------

@test "fees: flat and a share, once a letter, on its first row" {
	book 2026-01-01,invoice,I1,A,1.00,2026-01-30 \
	    2026-01-01,invoice,I2,A,100.00,2026-01-31
	policy fee,fee_percent p,1,1,5.00,0.5%
	# 0.5 % of 101.00 is 0.505, that is 0.51.
	on 2026-02-10 "I1 1 1.00 5.51 -; I2 1 100.00 - -" ""
	policy fee,fee_percent p,1,1,,0.005
	on 2026-02-10 "I1 1 1.00 0.51 -; I2 1 100.00 - -" ""
	policy fee,fee_percent p,1,1,5
	on 2026-02-10 "I1 1 1.00 5.00 -; I2 1 100.00 - -" ""
	policy fee,fee_percent p,1,1,0,0%
	on 2026-02-10 "I1 1 1.00 - -; I2 1 100.00 - -" ""
}

@test "charges bear neither fees nor interest" {
	more 2026-01-01,debit,F1,A,40.00,2026-01-30,,,,,fee \
	    2026-01-01,debit,F2,A,60.00,2026-01-30,,,,,interest
	policy fee_percent,interest_rate p,1,30,10%,36.5%
	# 10 % of 1000; 1000 * 0.365 / 365 * 30 = 30.  They share a letter.
	on 2026-03-02 "F1 1 40.00 100.00 -; F2 1 60.00 - -; I1 1 1000.00 - 30.00" ""
	cells "ref interest_to" rows >got
	lines "F1 -; F2 -; I1 2026-03-02" | same - got
	book 2026-01-01,debit,F1,A,40.00,2026-01-30,,,,,fee
	policy fee p,1,1,10.00
	on 2026-03-02 "F1 1 40.00 - -" ""
}

@test "interest: each stretch of balance, and no day twice" {
	# 1000 for 15 days up to February 14, 600 from then on.
	more 2026-02-15,receipt,R1,A,-400.00 2026-02-15,apply,R1,A,400.00,,I1
	policy interest_rate,min_days_between p,1,10,9%,1
	# 30 days: (15000 + 9000) * 0.09 / 365 = 5.918
	on 2026-03-02 "I1 1 600.00 - 5.92" ""
	cp book.csv old.csv
	again
	# 30 more: 18000 * 0.09 / 365 = 4.438
	on 2026-04-01 "I1 1 600.00 - 4.44" ""
	cells interest_to rows >got
	echo 2026-04-01 | same - got
	again
	on 2026-04-02 "I1 1 600.00 - 0.15" ""
	# 60 at once: 42000 * 0.09 / 365 = 10.356
	mv old.csv book.csv
	on 2026-04-01 "I1 1 600.00 - 10.36" ""
}

@test "interest: what is paid today was open until yesterday" {
	more 2026-03-02,receipt,R1,A,-999.00 2026-03-02,apply,R1,A,999.00,,I1
	policy interest_rate p,1,10,36.5%
	# 1000 for 30 days, a thousandth of it a day.
	on 2026-03-02 "I1 1 1.00 - 30.00" ""
}

@test "interest: before it is due there is none" {
	book 2026-01-01,invoice,I1,A,1000.00,2026-01-31 \
	    2026-01-10,receipt,R1,A,-400.00 2026-01-10,apply,R1,A,400.00,,I1
	policy interest_rate p,1,1,36.5%
	# 600 * 0.001 * 2 days
	on 2026-02-02 "I1 1 600.00 - 1.20" ""
}

@test "interest_to: charged so far, whatever notice said so" {
	more 2026-02-10,notice,N1,A,,,I1,1,2026-02-10 \
	    2026-02-20,notice,N2,A,,,I1,2
	policy interest_rate p,1,1,36.5% p,2,2,36.5% p,3,3,36.5%
	# The second charged none: 20 days since February 10.
	on 2026-03-02 "I1 3 1000.00 - 20.00" ""
	# Charged ahead: nothing, and it stays so.
	sed -i 's/,1,2026-02-10,/,1,2026-03-31,/' book.csv
	on 2026-03-02 "I1 3 1000.00 - -" ""
	cells interest_to rows >got
	echo 2026-03-31 | same - got
	# A level without a rate charges nothing, and says no day.
	policy interest_rate p,1,1 p,2,2 p,3,3
	on 2026-03-02 "I1 3 1000.00 - -" ""
	cells interest_to rows >got
	echo - | same - got
}

@test "day_count: 365, 360, and months of 30 days" {
	book 2026-01-01,invoice,I1,A,1000.00,2026-01-31
	policy interest_rate,day_count p,1,1,36.5%
	# February has 28 days: 29 to March 1; 365 and 360 a year; or from
	# the 30th to the 1st 31.
	on 2026-03-01 "I1 1 1000.00 - 29.00" ""
	policy interest_rate,day_count p,1,1,36%,365
	# 1000 * 29 * 0.36 / 365 = 28.603
	on 2026-03-01 "I1 1 1000.00 - 28.60" ""
	policy interest_rate,day_count p,1,1,36%,360
	on 2026-03-01 "I1 1 1000.00 - 29.00" ""
	policy interest_rate,day_count p,1,1,36%,30/360
	on 2026-03-01 "I1 1 1000.00 - 31.00" ""
	# From the 30th to the 30th of March 60, and to the 31st as many.
	on 2026-03-30 "I1 1 1000.00 - 60.00" ""
	on 2026-03-31 "I1 1 1000.00 - 60.00" ""
	# A leap year has 365 days, too: 366 of them are more than a year.
	book 2023-01-01,invoice,I1,A,1000.00,2023-12-31
	policy interest_rate,day_count p,1,1,36.5%,365
	on 2024-12-31 "I1 1 1000.00 - 366.00" ""
}

@test "interest_base: balance is what is asked for, for all days" {
	more 2026-02-15,receipt,R1,A,-400.00 2026-02-15,apply,R1,A,400.00,,I1
	policy interest_rate,interest_base p,1,1,36.5%,balance
	# 600 * 0.001 * 30
	on 2026-03-02 "I1 1 600.00 - 18.00" ""
	policy interest_rate,interest_base p,1,1,36.5%,daily
	# (1000 * 15 + 600 * 15) * 0.001
	on 2026-03-02 "I1 1 600.00 - 24.00" ""
}

@test "interest: none on what is in dispute, while it is" {
	more 2026-02-10,dispute,D1,A,300.00,,I1 2026-02-20,resolve,D1,A,,,I1
	policy interest_rate,exclude_disputed p,0,,,part p,1,1,36.5%
	# 1000 for 10 days, 700 for 10 and 1000 for 10.
	on 2026-03-02 "I1 1 1000.00 - 27.00" ""
	policy interest_rate,exclude_disputed p,0,,,no p,1,1,36.5%
	on 2026-03-02 "I1 1 1000.00 - 30.00" ""
}

@test "interest: of the level that each debt has reached, rounded for each" {
	book 2026-01-01,invoice,I1,A,1.50,2026-02-20 \
	    2026-01-01,invoice,I2,A,1.50,2026-02-28 \
	    2026-01-01,invoice,I3,A,1.50,2026-02-28
	policy interest_rate,advance p,0,,,jump p,1,1,36.5% p,2,10,73%
	# 1.5 * 0.002 * 10 = 0.03; 1.5 * 0.001 * 2 = 0.003, twice
	on 2026-03-02 "I1 2 1.50 - 0.03; I2 1 1.50 - -; I3 1 1.50 - -" ""
	# Half a cent goes up: 5 * 0.001, twice.
	book 2026-01-01,invoice,I1,A,5.00,2026-02-28 \
	    2026-01-01,invoice,I2,A,5.00,2026-02-28
	on 2026-03-01 "I1 1 5.00 - 0.01; I2 1 5.00 - 0.01" ""
}
