#!/usr/bin/env bats
# ar-apply, rule by rule: each alone, and in contest with the next.  Each book
# is applied three times: see applies in apply.bash.

load common
load apply

D=2026-10-31
pending=0

setup()
{
	common_setup
}

B=date,type,doc,customer,amount,memo,ref,due,reason,doc_date

# --- Rule 0: own credits, bank returns

@test "0: a credit memo pays the item that it names" {
	book date,type,doc,customer,amount,ref \
	    2026-09-01,invoice,I1,A,100 2026-09-02,credit,C1,A,-30,I1
	applies "apply C1 30.00 I1 - own:credit ref 100" ""
}

@test "0: no more than is open, in order of date and number" {
	# 100 = 30 + 60 + 10 of the 20; the older first
	book date,type,doc,customer,amount,ref \
	    2026-09-01,invoice,I1,A,100 2026-09-03,credit,C3,A,-20,I1 \
	    2026-09-02,credit,C2,A,-60,I1 2026-09-01,credit,C4,A,-30,I1
	applies "apply C4 30.00 I1 - own:credit ref 100
apply C2 60.00 I1 - own:credit ref 100
apply C3 10.00 I1 - own:credit ref 100" ""
}

@test "0: exactly the number, of the same customer and currency, not held" {
	book date,type,doc,customer,amount,ref,currency \
	    2026-09-01,invoice,I1,A,100,,USD 2026-09-01,invoice,I1,B,90,,USD \
	    2026-09-01,invoice,I2,A,80,,EUR 2026-09-01,invoice,I3,A,70,,USD \
	    2026-09-02,credit,C1,A,-5,i1,USD 2026-09-02,credit,C2,A,-5,I2,USD \
	    2026-09-02,credit,C3,A,-5,I3,USD 2026-09-02,credit,C4,C,-5,I1,USD \
	    2026-09-03,hold,H,A,,I3,USD
	applies "" ""
	applies "apply C3 5.00 I3 - own:credit ref 100" "" --despite-hold
}

@test "0 before 4: what the credit leaves is the item" {
	book date,type,doc,customer,amount,ref \
	    2026-09-01,invoice,I1,A,100 2026-09-01,invoice,I2,A,100 \
	    2026-09-02,credit,C1,A,-30,I1 2026-10-01,receipt,R1,A,-70
	applies "apply C1 30.00 I1 - own:credit ref 100
apply R1 70.00 I1 - one:gross 90" ""
}

@test "0: a bank return opens the invoice again, discount and all" {
	book $B 2026-09-01,invoice,I1,A,100,,,2026-09-30 \
	    2026-09-10,receipt,R1,A,-98 2026-09-10,apply,R1,A,98,,I1 \
	    2026-09-10,discount,R1,A,-2,,I1,,discount-earned \
	    2026-10-05,receipt,N1,A,98,,R1,,nsf
	applies "apply R1 -98.00 I1 - own:bank return 100
discount R1 2.00 I1 discount-earned own:bank return 100
apply R1 98.00 N1 - own:bank return 100" ""
	# open again with its due date of before
	ar-age --as-of $D --items "$t/in.csv" "$t/first/out" >"$t/items"
	prints 0 "customer,currency,doc,type,date,due,days,bucket,amount,open
A,,I1,invoice,2026-09-01,2026-09-30,31,31-60,100.00,100.00" \
	    cat "$t/items"
}

@test "0: what is open again may be paid by another, in the same run" {
	book $B 2026-09-01,invoice,I1,A,100,,,2026-09-30 \
	    2026-09-10,receipt,R1,A,-100 2026-09-10,apply,R1,A,100,,I1 \
	    2026-10-05,receipt,N1,A,100,,R1,,nsf \
	    2026-10-20,receipt,R2,A,-100,I1
	applies "apply R1 -100.00 I1 - own:bank return 100
apply R1 100.00 N1 - own:bank return 100
apply R2 100.00 I1 - text:doc I1 99" ""
}

@test "0: a return of several items, installments and other rows" {
	# R1 paid 60 + 40 of I1's two parts, 50 of I2 of which 1.00 was
	# written off; a dispute stays, and what others paid as well
	book date,type,doc,customer,amount,ref,due,ref_due,reason,line \
	    2026-09-01,invoice,I1,A,60,,2026-09-15 \
	    2026-09-01,invoice,I1,A,60,,2026-10-15 \
	    2026-09-01,invoice,I2,A,51,,2026-09-20 \
	    2026-09-09,receipt,R0,A,-20 2026-09-09,apply,R0,A,20,I1,,2026-10-15 \
	    2026-09-10,receipt,R1,A,-150 \
	    2026-09-10,apply,R1,A,60,I1,,2026-09-15 \
	    2026-09-10,apply,R1,A,40,I1,,2026-10-15 \
	    2026-09-11,apply,R1,A,30,I2 2026-09-12,apply,R1,A,20,I2 \
	    2026-09-12,writeoff,R1,A,-1,I2,,,small-balance \
	    2026-09-12,dispute,R1,A,5,I2,,,freight \
	    2026-10-05,receipt,N1,A,150,R1,,,bank-return
	applies "apply R1 -60.00 I1 - own:bank return 100
apply R1 -40.00 I1 - own:bank return 100
apply R1 -50.00 I2 - own:bank return 100
writeoff R1 1.00 I2 small-balance own:bank return 100
apply R1 150.00 N1 - own:bank return 100" ""
	prints 0 "2026-09-15
2026-10-15" sed -n '2s/.*,I1,\(2026[^,]*\),.*/\1/p; 3s/.*,I1,\(2026[^,]*\),.*/\1/p' \
	    "$t/first/out"
}

@test "0: no hold keeps the bank from taking its money back" {
	book $B 2026-09-01,invoice,I1,A,100,,,2026-09-30 \
	    2026-09-10,receipt,R1,A,-100 2026-09-10,apply,R1,A,100,,I1 \
	    2026-10-05,receipt,N1,A,100,,R1,,nsf \
	    2026-10-01,hold,H,A 2026-10-01,hold,H,A,,,I1
	applies "apply R1 -100.00 I1 - own:bank return 100
apply R1 100.00 N1 - own:bank return 100" ""
}

@test "0: a return found by its amount, of the earlier receipts one" {
	book $B 2026-09-10,receipt,R1,A,-100 2026-09-11,receipt,R2,A,-90 \
	    2026-10-06,receipt,R3,A,-100 2026-10-05,receipt,N1,A,100,,,,nsf
	applies "apply R1 100.00 N1 - own:bank return 100" \
"R2 90.00 no-open-item
R3 100.00 no-open-item"
}

@test "0: a return of nothing known, or of several" {
	book $B 2026-09-10,receipt,R1,A,-100 2026-09-11,receipt,R2,A,-100 \
	    2026-10-05,receipt,N1,A,100,,,,nsf \
	    2026-10-05,receipt,N2,A,70,,,,nsf \
	    2026-10-05,receipt,N3,A,80,,R1,,nsf \
	    2026-10-05,receipt,N4,A,100,,R9,,nsf
	apply_to "$t/o" "$t/in.csv"
	sed 1d "$t/o/out" | same /dev/null -
	left "$t/o/left" | grep ^N >"$t/open"
	printf '%s\n' "N1 -100.00 return-ambiguous: R1 100.00 | R2 100.00" "N2 -70.00 return-unknown" \
	    "N3 -80.00 return-unknown" "N4 -100.00 return-unknown" |
	    same - "$t/open"
}

@test "0: what was refunded can't be given back to the bank" {
	book $B 2026-09-10,receipt,R1,A,-100 2026-09-11,refund,V1,A,100,,R1 \
	    2026-10-05,receipt,N1,A,100,,R1,,nsf
	applies "" "N1 -100.00 return-unknown"
}

# --- Rule 1: remittance lines

R=date,type,doc,customer,amount,ref,due,discount_date,discount,deduction,reason,ref_due,po

@test "1: lines name what is paid, as written or nearly" {
	book $R 2026-09-01,invoice,INV-1001,A,10 2026-09-01,invoice,INV-1002,A,20 \
	    2026-09-01,invoice,INV-1003,A,40 2026-09-01,invoice,X-7,A,80,,,,,,,,PO-55 \
	    2026-10-01,receipt,R1,A,-150 \
	    2026-10-01,remit,R1,A,10,INV-1001 2026-10-01,remit,R1,A,20,inv-01002 \
	    2026-10-01,remit,R1,A,40,1003 2026-10-01,remit,R1,A,80,PO-55
	applies "apply R1 10.00 INV-1001 - remit:doc INV-1001 100
apply R1 20.00 INV-1002 - remit:normal inv-01002 99
apply R1 40.00 INV-1003 - remit:number 1003 97
apply R1 80.00 X-7 - remit:po PO-55 96" ""
}

@test "1: part of an item, a line twice, an installment" {
	# I1: 30 + 20 of 100; of I2 the later part, as the payer says
	book $R 2026-09-01,invoice,I1,A,100 \
	    2026-09-01,invoice,I2,A,60,,2026-09-30 \
	    2026-09-01,invoice,I2,A,60,,2026-10-30 \
	    2026-10-01,receipt,R1,A,-90 \
	    2026-10-01,remit,R1,A,30,I1 2026-10-01,remit,R1,A,20,I1 \
	    2026-10-01,remit,R1,A,40,I2,,,,,,2026-10-30
	# the two remit lines would be equal rows: they differ
	applies "apply R1 50.00 I1 - remit:doc I1 100
apply R1 40.00 I2 - remit:doc I2 100" ""
	prints 0 2026-10-30 sed -n 's/.*,I2,\(2026[^,]*\),.*/\1/p' "$t/first/out"
}

@test "1: a credit that the payer takes off" {
	# 100 + 50 - 30: the credit goes to the older item
	book $R 2026-09-01,invoice,I1,A,100 2026-09-02,invoice,I2,A,50 \
	    2026-09-05,credit,C1,A,-30 2026-10-01,receipt,R1,A,-120 \
	    2026-10-01,remit,R1,A,100,I1 2026-10-01,remit,R1,A,50,I2 \
	    2026-10-01,remit,R1,A,-30,C1
	applies "apply C1 30.00 I1 - remit:doc I1 100
apply R1 70.00 I1 - remit:doc I1 100
apply R1 50.00 I2 - remit:doc I2 100" ""
	# a credit that there is not: nothing is guessed
	sed -i s/C1$/C9/ "$t/in.csv"
	sed -i s/,-30,C1,/,-30,C9,/ "$t/in.csv"
	applies "" "R1 120.00 unknown-number"
}

@test "1: lines that do not sum to the receipt" {
	book $R 2026-09-01,invoice,I1,A,100 2026-10-01,receipt,R1,A,-100 \
	    2026-10-01,remit,R1,A,99,I1
	applies "" "R1 100.00 remit-mismatch"
	applies "apply R1 100.00 I1 - oldest:first 50" "" --oldest-first
}

@test "1: each way that a line can't be used" {
	# I1 is paid, I2 is open with 10 only, I4 is held, I9 is not there
	book $R 2026-09-01,invoice,I1,A,100 2026-09-01,receipt,R0,A,-100 \
	    2026-09-01,apply,R0,A,100,I1 2026-09-01,invoice,I2,A,10 \
	    2026-09-01,invoice,I4,A,30 2026-09-01,hold,H,A,,I4 \
	    2026-10-01,receipt,R1,A,-100 2026-10-01,remit,R1,A,100,I1 \
	    2026-10-02,receipt,R2,A,-15 2026-10-02,remit,R2,A,15,I2 \
	    2026-10-03,receipt,R3,A,-30 2026-10-03,remit,R3,A,30,I4 \
	    2026-10-04,receipt,R4,A,-17 2026-10-04,remit,R4,A,17,I9
	applies "apply R2 10.00 I2 - remit:doc I2 100" \
"R1 100.00 settled-item
R2 5.00 over-payment
R3 30.00 held-item
R4 17.00 unknown-number"
}

@test "1: of several lines, what can be paid; the worst is the cause" {
	# I1 is what R1 pays; I2 is paid already, I9 is not there
	book $R 2026-09-01,invoice,I1,A,100 2026-09-01,invoice,I2,A,20 \
	    2026-09-01,receipt,R0,A,-20 2026-09-01,apply,R0,A,20,I2 \
	    2026-10-01,receipt,R1,A,-123 2026-10-01,remit,R1,A,100,I1 \
	    2026-10-01,remit,R1,A,20,I2 2026-10-01,remit,R1,A,3,I9
	applies "apply R1 100.00 I1 - remit:doc I1 100" "R1 23.00 unknown-number"
}

@test "1: a discount claimed: earned, with grace, too late, too much" {
	# 2 of each 100 through 10-05; R2 comes two days late, R3 takes 5
	book $R 2026-09-25,invoice,I1,A,100,,,2026-10-05,2 \
	    2026-09-25,invoice,I2,A,100,,,2026-10-05,2 \
	    2026-09-25,invoice,I3,A,100,,,2026-10-05,2 \
	    2026-10-05,receipt,R1,A,-98 2026-10-05,remit,R1,A,98,I1,,,2 \
	    2026-10-07,receipt,R2,A,-98 2026-10-07,remit,R2,A,98,I2,,,2 \
	    2026-10-05,receipt,R3,A,-95 2026-10-05,remit,R3,A,95,I3,,,5
	applies "apply R1 98.00 I1 - remit:doc I1 100
discount R1 -2.00 I1 discount-earned remit:discount I1 100
apply R3 95.00 I3 - remit:doc I3 100
discount R3 -2.00 I3 discount-earned remit:discount I3 100
dispute R3 3.00 I3 discount-unearned short:late discount I3 100
apply R2 98.00 I2 - remit:doc I2 100
dispute R2 2.00 I2 discount-unearned short:late discount I2 100" ""
	applies "apply R1 98.00 I1 - remit:doc I1 100
discount R1 -2.00 I1 discount-earned remit:discount I1 100
apply R3 95.00 I3 - remit:doc I3 100
discount R3 -2.00 I3 discount-earned remit:discount I3 100
dispute R3 3.00 I3 discount-unearned short:late discount I3 100
apply R2 98.00 I2 - remit:doc I2 100
discount R2 -2.00 I2 discount-grace remit:discount I2 100" "" \
	    --discount-grace 2
	applies "apply R1 98.00 I1 - remit:doc I1 100
discount R1 -2.00 I1 discount-earned remit:discount I1 100
apply R3 95.00 I3 - remit:doc I3 100
discount R3 -2.00 I3 discount-earned remit:discount I3 100
discount R3 -3.00 I3 discount-unearned short:late discount I3 100
apply R2 98.00 I2 - remit:doc I2 100
discount R2 -2.00 I2 discount-unearned short:late discount I2 100" "" \
	    --always-discount
}

@test "1: a discount taken without a word is known by its amount" {
	book $R 2026-09-25,invoice,I1,A,100,,,2026-10-05,2 \
	    2026-09-25,invoice,I2,A,100,,,2026-10-05,2 \
	    2026-10-05,receipt,R1,A,-98 2026-10-05,remit,R1,A,98,I1 \
	    2026-10-06,receipt,R2,A,-98 2026-10-06,remit,R2,A,98,I2
	applies "apply R1 98.00 I1 - remit:doc I1 100
discount R1 -2.00 I1 discount-earned remit:discount I1 100
apply R2 98.00 I2 - remit:doc I2 100
dispute R2 2.00 I2 discount-unearned short:late discount I2 100" ""
}

@test "1: --discount-date doc_date: the check's date counts" {
	book $R,doc_date 2026-09-25,invoice,I1,A,100,,,2026-10-05,2 \
	    2026-10-06,receipt,R1,A,-98,,,,,,,,,2026-10-04 \
	    2026-10-06,remit,R1,A,98,I1,,,2
	applies "apply R1 98.00 I1 - remit:doc I1 100
dispute R1 2.00 I1 discount-unearned short:late discount I1 100" ""
	applies "apply R1 98.00 I1 - remit:doc I1 100
discount R1 -2.00 I1 discount-earned remit:discount I1 100" "" \
	    --discount-date doc_date
}

@test "1: deductions are disputed, by the words and codes of their reasons" {
	book $R 2026-09-01,invoice,I1,A,100 2026-09-01,invoice,I2,A,100 \
	    2026-09-01,invoice,I3,A,100 2026-10-01,receipt,R1,A,-270 \
	    2026-10-01,remit,R1,A,90,I1,,,,10,freight \
	    2026-10-01,remit,R1,A,85,I2,,,,15,whatever \
	    2026-10-01,remit,R1,A,95,I3,,,,5
	applies "apply R1 90.00 I1 - remit:doc I1 100
dispute R1 10.00 I1 freight short:deduction I1 100
apply R1 85.00 I2 - remit:doc I2 100
dispute R1 15.00 I2 whatever short:deduction I2 100
apply R1 95.00 I3 - remit:doc I3 100
dispute R1 5.00 I3 other short:deduction I3 100" ""
}

@test "1: a small rest is written off within the tolerance" {
	# both 0.50 and 1 % must hold: 1 % of 40.00 is 0.40
	book $R 2026-09-01,invoice,I1,A,100 2026-09-01,invoice,I2,A,40 \
	    2026-09-01,invoice,I3,A,100 2026-10-01,receipt,R1,A,-238.6 \
	    2026-10-01,remit,R1,A,99.5,I1 2026-10-01,remit,R1,A,39.6,I2 \
	    2026-10-01,remit,R1,A,99.5,I3
	applies "apply R1 99.50 I1 - remit:doc I1 100
writeoff R1 -0.50 I1 small-balance tolerance:under I1 100
apply R1 39.60 I2 - remit:doc I2 100
writeoff R1 -0.40 I2 small-balance tolerance:under I2 100
apply R1 99.50 I3 - remit:doc I3 100
writeoff R1 -0.50 I3 small-balance tolerance:under I3 100" "" \
	    --tolerance 0.50,1%
	applies "apply R1 99.50 I1 - remit:doc I1 100
apply R1 39.60 I2 - remit:doc I2 100
writeoff R1 -0.40 I2 small-balance tolerance:under I2 100
apply R1 99.50 I3 - remit:doc I3 100" "" --tolerance 0.49,1%
}

@test "1: --partial-discount grants its share of what is paid" {
	# 485 / 0.98 x 0.02 = 9.898
	book $R 2026-09-25,invoice,I1,A,1000,,,2026-10-05,20 \
	    2026-10-05,receipt,R1,A,-485 2026-10-05,remit,R1,A,485,I1
	applies "apply R1 485.00 I1 - remit:doc I1 100" ""
	applies "apply R1 485.00 I1 - remit:doc I1 100
discount R1 -9.90 I1 discount-earned remit:discount I1 100" "" \
	    --partial-discount
}

@test "1 before 2: lines count, whatever the memo says" {
	book date,type,doc,customer,amount,ref,memo \
	    2026-09-01,invoice,INV-101,A,100 2026-09-01,invoice,INV-102,A,100 \
	    2026-10-01,receipt,R1,A,-100,,INV-102 \
	    2026-10-01,remit,R1,A,100,INV-101
	applies "apply R1 100.00 INV-101 - remit:doc INV-101 100" ""
	applies "" "R1 100.00 no-match: INV-101 100.00 | INV-102 100.00" \
	    --rules 2,3,4,5,6,7,8
}

# --- Rule 2: numbers in the memo

M=date,type,doc,customer,amount,memo,due,discount_date,discount,ref,po

@test "2: one number, as written or nearly; a purchase order" {
	book $M 2026-09-01,invoice,INV-1001,A,10 2026-09-01,invoice,INV-1002,A,20 \
	    2026-09-01,invoice,INV-1003,A,40 2026-09-01,invoice,INV-1004,A,80,,,,,,PO-5500 \
	    "2026-10-01,receipt,R1,A,-10,pays INV-1001" \
	    "2026-10-01,receipt,R2,A,-20,inv 001002" \
	    "2026-10-01,receipt,R3,A,-40,invoice no. 1003" \
	    "2026-10-01,receipt,R4,A,-80,your order PO-5500"
	applies "apply R1 10.00 INV-1001 - text:doc INV-1001 99
apply R2 20.00 INV-1002 - text:normal 001002 98
apply R3 40.00 INV-1003 - text:number 1003 96
apply R4 80.00 INV-1004 - text:po PO-5500 95" ""
}

@test "2: lists and ranges" {
	cat >"$t/in.csv" <<-E
	date,type,doc,customer,amount,memo
	2026-09-01,invoice,INV-1001,A,1,
	2026-09-01,invoice,INV-1002,A,2,
	2026-09-01,invoice,INV-1005,A,4,
	2026-09-01,invoice,INV-1006,A,8,
	2026-09-01,invoice,INV-1007,A,16,
	2026-09-01,invoice,INV-1008,A,32,
	2026-10-01,receipt,R1,A,-31,"INV-1001, 1002 & 1005-1007"
	E
	apply_to "$t/o" "$t/in.csv"
	brief "$t/o/out" | cut -d' ' -f1-5 >"$t/rows"
	printf 'apply R1 %s -\n' "1.00 INV-1001" "2.00 INV-1002" "4.00 INV-1005" \
	    "8.00 INV-1006" "16.00 INV-1007" | same - "$t/rows"
	[ "$(cat "$t/o/status")" = 0 ]
}

@test "2: less a credit memo" {
	book $M 2026-09-01,invoice,INV-101,A,100 2026-09-02,credit,CM-12,A,-30 \
	    "2026-10-01,receipt,R1,A,-70,INV-101 less CM-12"
	applies "apply CM-12 30.00 INV-101 - text:doc INV-101 99
apply R1 70.00 INV-101 - text:doc INV-101 99" ""
}

@test "2: net of all discounts, or of the only ones that fit" {
	# 100 - 2 and 200 - 4: 294; with 296 only the first can be meant
	book $M 2026-09-25,invoice,INV-101,A,100,,,2026-10-05,2 \
	    2026-09-25,invoice,INV-102,A,200,,,2026-10-05,4 \
	    "2026-10-05,receipt,R1,A,-294,INV-101 INV-102"
	applies "apply R1 98.00 INV-101 - text:doc INV-101 98
discount R1 -2.00 INV-101 discount-earned text:discount INV-101 98
apply R1 196.00 INV-102 - text:doc INV-102 98
discount R1 -4.00 INV-102 discount-earned text:discount INV-102 98" ""
	sed -i s/-294/-298/ "$t/in.csv"
	applies "apply R1 98.00 INV-101 - text:doc INV-101 98
discount R1 -2.00 INV-101 discount-earned text:discount INV-101 98
apply R1 200.00 INV-102 - text:doc INV-102 98" ""
}

@test "2: two discounts that fit as well: several answers" {
	book $M 2026-09-25,invoice,INV-101,A,100,,,2026-10-05,2 \
	    2026-09-25,invoice,INV-102,A,100,,,2026-10-05,2 \
	    "2026-10-05,receipt,R1,A,-198,INV-101 INV-102"
	applies "" "R1 198.00 several-answers: INV-101 98.00 (discount 2.00) + INV-102 100.00 | INV-101 100.00 + INV-102 98.00 (discount 2.00)"
}

@test "2: installments: the first ones that come to the receipt" {
	# 60 + 60 and 30 + 30: 90 is 60 + 30; 120 + 30 or 60 + 60 are 150, 120
	book $M 2026-09-01,invoice,INV-101,A,60,,2026-09-30 \
	    2026-09-01,invoice,INV-101,A,60,,2026-10-30 \
	    2026-09-01,invoice,INV-102,A,30,,2026-09-30 \
	    2026-09-01,invoice,INV-102,A,30,,2026-10-30 \
	    "2026-10-01,receipt,R1,A,-90,INV-101 INV-102"
	applies "apply R1 60.00 INV-101 - text:doc INV-101 97
apply R1 30.00 INV-102 - text:doc INV-102 97" ""
	# 60 + 60 or 120: equal installments of two
	sed -i "s/,30,/,60,/; s/-90/-180/" "$t/in.csv"
	applies "" "R1 180.00 several-answers: INV-101 60.00 + INV-102 120.00 | INV-101 120.00 + INV-102 60.00"
}

@test "2: one item in part; several short are left" {
	book $M 2026-09-01,invoice,INV-101,A,100 2026-09-01,invoice,INV-102,A,100 \
	    2026-09-01,invoice,INV-103,A,100 \
	    2026-10-01,receipt,R1,A,-60,INV-101 \
	    "2026-10-01,receipt,R2,A,-150,INV-102 INV-103"
	applies "apply R1 60.00 INV-101 - text:doc INV-101 90" \
	    "R2 150.00 short-payment"
}

@test "2: over: the items are paid, the rest stays on account" {
	book $M 2026-09-01,invoice,INV-101,A,100 \
	    2026-10-01,receipt,R1,A,-103,INV-101
	applies "apply R1 100.00 INV-101 - text:doc INV-101 90" \
	    "R1 3.00 over-payment"
	applies "apply R1 100.00 INV-101 - text:doc INV-101 90" \
	    "R1 3.00 over-payment" --tolerance 3
	applies "apply R1 100.00 INV-101 - text:doc INV-101 90" \
	    "R1 3.00 over-payment" --tolerance 2.99 --write-off-over
	applies "apply R1 100.00 INV-101 - text:doc INV-101 90
adjust R1 3.00 R1 small-balance tolerance:over 90" "" \
	    --tolerance 3 --write-off-over
}

@test "2: what can't be found, is paid, is held, or might be two" {
	book $M 2026-09-01,invoice,INV-101,A,100 2026-09-01,receipt,R0,A,-100 \
	    2026-09-01,apply,R0,A,100,,,,,INV-101 \
	    2026-09-01,invoice,INV-104,A,30 2026-09-01,hold,H,A,,,,,,INV-104 \
	    2026-09-01,invoice,A-7007,A,50 2026-09-01,invoice,B-7007,A,50 \
	    2026-10-01,receipt,R1,A,-70,INV-101 2026-10-02,receipt,R2,A,-71,INV-199 \
	    2026-10-03,receipt,R3,A,-30,INV-104 \
	    "2026-10-04,receipt,R4,A,-50,invoice 7007"
	applies "" "R1 70.00 settled-item
R2 71.00 unknown-number
R3 30.00 held-item
R4 50.00 ambiguous-number: A-7007 50.00 | B-7007 50.00"
}

@test "2: one unknown number keeps the others from a guess" {
	# all of it fits: then it does not matter
	book $M 2026-09-01,invoice,INV-101,A,100 2026-09-01,invoice,INV-102,A,50 \
	    "2026-10-01,receipt,R1,A,-100,INV-101 INV-199" \
	    "2026-10-02,receipt,R2,A,-60,INV-102 INV-198"
	applies "apply R1 100.00 INV-101 - text:doc INV-101 99" \
	    "R2 60.00 unknown-number"
}

@test "2: short with a cause: the rest is disputed" {
	book $M 2026-09-01,invoice,INV-101,A,100 2026-09-01,invoice,INV-102,A,100 \
	    2026-09-01,invoice,INV-103,A,100 \
	    "2026-10-01,receipt,R1,A,-90,INV-101 less freight" \
	    "2026-10-01,receipt,R2,A,-80,INV-102 damaged goods and freight" \
	    "2026-10-01,receipt,R3,A,-97,INV-103"
	applies "apply R1 90.00 INV-101 - text:doc INV-101 92
dispute R1 10.00 INV-101 freight short:cause INV-101 92
apply R2 80.00 INV-102 - text:doc INV-102 92
dispute R2 20.00 INV-102 other short:cause INV-102 92
apply R3 97.00 INV-103 - text:doc INV-103 90" ""
	applies "apply R1 90.00 INV-101 - text:doc INV-101 90
apply R2 80.00 INV-102 - text:doc INV-102 90
apply R3 97.00 INV-103 - text:doc INV-103 90" "" --rules 1,2
}

@test "2: short by discounts that were too late" {
	book $M 2026-09-01,invoice,INV-101,A,100,,,2026-09-11,2 \
	    2026-09-01,invoice,INV-102,A,200,,,2026-09-11,4 \
	    "2026-10-01,receipt,R1,A,-294,INV-101 INV-102"
	applies "apply R1 98.00 INV-101 - text:doc INV-101 92
dispute R1 2.00 INV-101 discount-unearned short:late discount INV-101 92
apply R1 196.00 INV-102 - text:doc INV-102 92
dispute R1 4.00 INV-102 discount-unearned short:late discount INV-102 92" ""
	applies "apply R1 98.00 INV-101 - text:doc INV-101 92
discount R1 -2.00 INV-101 discount-unearned short:late discount INV-101 92
apply R1 196.00 INV-102 - text:doc INV-102 92
discount R1 -4.00 INV-102 discount-unearned short:late discount INV-102 92" \
	    "" --always-discount
}

@test "2: within tolerance: written off on the latest, spilling back" {
	# 10.00 + 0.30 are short of 11.00 by 0.70: 0.40 is all of INV-102
	book $M 2026-09-01,invoice,INV-101,A,10.60,,2026-09-20 \
	    2026-09-02,invoice,INV-102,A,0.40,,2026-09-30 \
	    "2026-10-01,receipt,R1,A,-10.30,INV-101 INV-102"
	applies "apply R1 10.30 INV-101 - text:doc INV-101 92
writeoff R1 -0.30 INV-101 small-balance tolerance:under INV-101 92
writeoff R1 -0.40 INV-102 small-balance tolerance:under INV-102 92" "" \
	    --tolerance 0.35
	applies "" "R1 10.30 short-payment" --tolerance 0.34
}

@test "2: numbers of the family, then of anyone" {
	printf 'customer,name,parent\nP,Parent,\nC,Child,P\nZ,Zed,\n' \
	    >"$t/customers.csv"
	book $M 2026-09-01,invoice,INV-1001,C,10 2026-09-01,invoice,INV-1002,Z,20 \
	    2026-09-01,invoice,INV-1003,P,40 2026-09-01,invoice,INV-1003,C,41 \
	    2026-10-01,receipt,R1,P,-10,INV-1001 \
	    2026-10-02,receipt,R2,P,-20,INV-1002 \
	    2026-10-03,receipt,R3,P,-40,INV-1003 \
	    2026-10-04,receipt,R4,C,-41,INV-1003
	applies "apply R4 41.00 INV-1003 - text:doc INV-1003 99
apply R1 10.00 INV-1001 - text:doc INV-1001 99
apply R2 20.00 INV-1002 - text:doc INV-1002 99
apply R3 40.00 INV-1003 - text:doc INV-1003 99" "" \
	    --customers "$t/customers.csv"
	prints 0 "P,INV-1001,C
P,INV-1002,Z
P,INV-1003," awk -F, '$4 == "P" { print $4 "," $6 "," $8 }' "$t/first/out"
}

@test "2 before 4: a number counts, though another item is nearer" {
	book $M 2026-09-01,invoice,INV-101,A,100 2026-09-01,invoice,INV-102,A,61 \
	    2026-10-01,receipt,R1,A,-60,INV-101
	applies "apply R1 60.00 INV-101 - text:doc INV-101 90" ""
	applies "" "R1 60.00 no-match: INV-102 61.00 | INV-101 100.00" \
	    --rules 4,5,6
}

@test "2 against 4: a number that does not fit, and an item that does" {
	# the wrong number, or a part: short and over
	book $M 2026-09-01,invoice,INV-101,A,100 2026-09-01,invoice,INV-102,A,60 \
	    2026-10-01,receipt,R1,A,-60,INV-101
	applies "" "R1 60.00 several-answers: INV-101 60.00 | INV-102 60.00"
	sed -i s/-60/-160/ "$t/in.csv"
	sed -i s/A,60/A,160/ "$t/in.csv"
	applies "" "R1 160.00 several-answers: INV-101 100.00 | INV-102 160.00"
}

# --- Rule 4: one item

O=date,type,doc,customer,amount,due,discount_date,discount,ref,terms

@test "4: one item of this amount: gross, net of discount, net of credit" {
	book $O 2026-09-25,invoice,I1,A,100,,2026-10-05,2 \
	    2026-09-25,invoice,I2,A,55 2026-09-25,invoice,I3,A,300 \
	    2026-09-26,credit,C1,A,-40 \
	    2026-10-05,receipt,R1,A,-98 2026-10-05,receipt,R2,A,-55 \
	    2026-10-05,receipt,R3,A,-260
	applies "apply C1 40.00 I3 - one:net of credit 85
apply R1 98.00 I1 - one:net of discount 88
discount R1 -2.00 I1 discount-earned one:net of discount 88
apply R2 55.00 I2 - one:gross 90
apply R3 260.00 I3 - one:net of credit 85" ""
}

@test "4: an own credit stands with its own, not with the receipt" {
	book $O 2026-09-25,invoice,I3,A,300 2026-09-26,credit,C1,A,-40 \
	    2026-10-05,receipt,R3,A,-260
	applies "apply C1 40.00 I3 - one:net of credit 85
apply R3 260.00 I3 - one:net of credit 85" ""
	prints 0 "C1
R3" awk -F, 'NR > 1 { print $3 }' "$t/first/out"
}

@test "4: two items of this amount, or one gross and one net" {
	book $O 2026-09-25,invoice,I1,A,98 2026-09-25,invoice,I2,A,98 \
	    2026-09-25,invoice,I3,B,98 2026-09-25,invoice,I4,B,100,,2026-10-05,2 \
	    2026-10-05,receipt,R1,A,-98 2026-10-05,receipt,R2,B,-98
	applies "" "R1 98.00 several-answers: I1 98.00 | I2 98.00
R2 98.00 several-answers: I3 98.00 | I4 98.00 (discount 2.00)"
}

@test "4: more answers than are shown" {
	book $O 2026-09-25,invoice,I{1,2,3,4,5,6,7},A,10 \
	    2026-10-05,receipt,R1,A,-10
	applies "" "R1 10.00 several-answers: I1 10.00 | I2 10.00 | I3 10.00 | I4 10.00 | I5 10.00 | ..."
}

@test "4: once one of two is paid by its number, the other is the only one" {
	book $O,memo 2026-09-25,invoice,INV-101,A,98 \
	    2026-09-25,invoice,INV-102,A,98 2026-10-05,receipt,R1,A,-98 \
	    2026-10-06,receipt,R2,A,-98,,,,,,INV-102
	applies "apply R1 98.00 INV-101 - one:gross 90
apply R2 98.00 INV-102 - text:doc INV-102 99" ""
}

@test "4: the first installments of an item" {
	book $O 2026-09-01,invoice,I1,A,40,2026-09-30 \
	    2026-09-01,invoice,I1,A,40,2026-10-30 \
	    2026-09-01,invoice,I1,A,40,2026-11-30 \
	    2026-10-05,receipt,R1,A,-80
	applies "apply R1 80.00 I1 - one:gross 90" ""
}

@test "4: not what is held, disputed, later, another's or another pool's" {
	book $O,currency,entity 2026-09-01,invoice,I1,A,100,,,,,,USD,X \
	    2026-09-01,invoice,I2,A,100,,,,,,USD,X \
	    2026-09-01,invoice,I3,B,100,,,,,,USD,X \
	    2026-09-01,invoice,I4,A,100,,,,,,EUR,X \
	    2026-09-01,invoice,I5,A,100,,,,,,USD,Y \
	    2026-10-20,invoice,I6,A,100,,,,,,USD,X \
	    2026-09-02,hold,H,A,,,,,I1,,USD,X \
	    2026-09-02,dispute,D,A,1,,,,I2,,USD,X \
	    2026-10-05,receipt,R1,A,-100,,,,,,USD,X
	applies "" "R1 100.00 disputed-item: I2 100.00"
	applies "apply R1 100.00 I1 - one:gross 90" "" --despite-hold
}

@test "4: of the customer's own; else of it and its children" {
	printf 'customer,parent\nP,\nC,P\nG,C\n' >"$t/customers.csv"
	book $O 2026-09-01,invoice,I1,P,100 2026-09-01,invoice,I1,C,101 \
	    2026-09-01,invoice,I2,G,70 2026-10-05,receipt,R1,P,-100 \
	    2026-10-05,receipt,R2,P,-70 2026-10-06,receipt,R3,G,-101
	# a child does not pay for its parent
	applies "apply R1 100.00 I1 - one:gross 90
apply R2 70.00 I2 - one:gross 90" \
	    "R3 101.00 no-open-item" --customers "$t/customers.csv"
	# the parent and its child: either may be meant
	sed -i s/,101/,100/ "$t/in.csv"
	applies "apply R2 70.00 I2 - one:gross 90" \
"R3 101.00 no-open-item
R1 100.00 several-answers: I1 of C 100.00 | I1 100.00" \
	    --customers "$t/customers.csv"
}

# --- Rule 5: sets

@test "5: the account: gross, less credits, net of discounts, both" {
	for c in A B C D; do
		printf '%s\n' "2026-09-25,invoice,${c}1,$c,100,,2026-10-05,2" \
		    "2026-09-26,invoice,${c}2,$c,51.30" \
		    "2026-09-26,invoice,${c}3,$c,17.10" \
		    "2026-09-27,credit,${c}4,$c,-7.77"
	done >"$t/rows"
	# 168.40; - 7.77 = 160.63; - 2 = 166.40; both 158.63
	book $O $(cat "$t/rows") 2026-10-05,receipt,R1,A,-168.40 \
	    2026-10-05,receipt,R2,B,-160.63 2026-10-05,receipt,R3,C,-166.40 \
	    2026-10-05,receipt,R4,D,-158.63
	applies "apply R1 100.00 A1 - set:account 88
apply R1 51.30 A2 - set:account 88
apply R1 17.10 A3 - set:account 88
apply B4 7.77 B1 - set:account 88
apply R2 92.23 B1 - set:account 88
apply R2 51.30 B2 - set:account 88
apply R2 17.10 B3 - set:account 88
apply R3 98.00 C1 - set:account 88
discount R3 -2.00 C1 discount-earned set:account 88
apply R3 51.30 C2 - set:account 88
apply R3 17.10 C3 - set:account 88
apply D4 7.77 D1 - set:account 88
apply R4 90.23 D1 - set:account 88
discount R4 -2.00 D1 discount-earned set:account 88
apply R4 51.30 D2 - set:account 88
apply R4 17.10 D3 - set:account 88" ""
}

@test "5: all that was past due on the day of the receipt" {
	# due on the day itself is not past due
	book $O 2026-08-01,invoice,I1,A,31,2026-09-01 \
	    2026-08-02,invoice,I2,A,17,2026-10-04 \
	    2026-08-03,invoice,I3,A,48,2026-10-05 \
	    2026-10-05,receipt,R1,A,-48
	# rule 4 finds I3: gross
	applies "apply R1 48.00 I3 - one:gross 90" ""
	# without it, I3 is as good an answer
	applies "" "R1 48.00 several-answers: I1 31.00 + I2 17.00 | I3 48.00" \
	    --rules 5,6
	book $O 2026-08-01,invoice,I1,A,31,2026-09-01 \
	    2026-08-02,invoice,I2,A,17,2026-10-04 \
	    2026-08-03,invoice,I3,A,40,2026-10-05 \
	    2026-10-05,receipt,R1,A,-48
	applies "apply R1 31.00 I1 - set:past due 86
apply R1 17.00 I2 - set:past due 86" ""
}

@test "5: one due date, or one kind of terms" {
	book $O 2026-08-01,invoice,I1,A,31,2026-11-01 \
	    2026-08-02,invoice,I2,A,17,2026-11-01 \
	    2026-08-03,invoice,I3,A,900,2026-11-05 \
	    "2026-08-01,invoice,I4,B,31,2026-11-01,,,,net 60" \
	    "2026-08-02,invoice,I5,B,17,2026-11-02,,,,net 60" \
	    "2026-08-03,invoice,I6,B,900,2026-11-05,,,,net 90" \
	    2026-10-05,receipt,R1,A,-48 2026-10-05,receipt,R2,B,-48
	apply_to "$t/o" "$t/in.csv"
	brief "$t/o/out" | cut -d' ' -f1-4,7- >"$t/rows"
	cut -d' ' -f1-4 "$t/rows" >"$t/four"
	printf '%s\n' "apply R1 31.00 I1" "apply R1 17.00 I2" \
	    "apply R2 31.00 I4" "apply R2 17.00 I5" | same - "$t/four"
	grep -c '84$' "$t/rows" | grep -qx 2
	grep -c '82$' "$t/rows" | grep -qx 2
}

@test "5: two groups that fit as well" {
	book $O 2026-08-01,invoice,I1,A,31,2026-11-01 \
	    2026-08-02,invoice,I2,A,17,2026-11-01 \
	    2026-08-03,invoice,I3,A,40,2026-11-05 \
	    2026-08-03,invoice,I4,A,8,2026-11-05 \
	    2026-10-05,receipt,R1,A,-48
	applies "" "R1 48.00 several-answers: I1 31.00 + I2 17.00 | I3 40.00 + I4 8.00"
}

# --- Rule 6: subset sums

@test "6: the only combination: gross, net, with a credit" {
	# 2^n sums among hundreds of thousands of cents are no accident
	book $O 2026-09-25,invoice,I1,A,1234.57,,2026-10-05,24.69 \
	    2026-09-25,invoice,I2,A,2789.01 2026-09-25,invoice,I3,A,4321.99 \
	    2026-09-26,credit,C1,A,-333.33,,,,NONE \
	    2026-10-05,receipt,R1,A,-4023.58
	applies "apply R1 1234.57 I1 - subset:gross 94
apply R1 2789.01 I2 - subset:gross 94" ""
	sed -i s/-4023.58/-3998.89/ "$t/in.csv"
	applies "apply R1 1209.88 I1 - subset:net of discount 94
discount R1 -24.69 I1 discount-earned subset:net of discount 94
apply R1 2789.01 I2 - subset:net of discount 94" ""
	# 2789.01 + 4321.99 - 333.33
	sed -i s/-3998.89/-6777.67/ "$t/in.csv"
	applies "apply C1 333.33 I2 - subset:net of credits 94
apply R1 2455.68 I2 - subset:net of credits 94
apply R1 4321.99 I3 - subset:net of credits 94" ""
}

@test "6: two combinations, or one that may be chance" {
	book $O 2026-09-25,invoice,I1,A,1000.01 2026-09-25,invoice,I2,A,2000.02 \
	    2026-09-25,invoice,I3,A,1500.01 2026-09-25,invoice,I4,A,1500.02 \
	    2026-09-25,invoice,I5,A,7000 2026-10-05,receipt,R1,A,-3000.03
	applies "" "R1 3000.03 several-answers: I1 1000.01 + I2 2000.02 | I3 1500.01 + I4 1500.02"
	# of 1 2 4 8 16 each sum up to 31 can be made: no evidence at all
	book $O 2026-09-25,invoice,I1,A,0.01 2026-09-25,invoice,I2,A,0.02 \
	    2026-09-25,invoice,I4,A,0.04 2026-09-25,invoice,I8,A,0.08 \
	    2026-10-05,receipt,R1,A,-0.11
	applies "" "R1 0.11 chance-subset: I1 0.01 + I2 0.02 + I8 0.08"
	applies "apply R1 0.01 I1 - subset:gross 1
apply R1 0.02 I2 - subset:gross 1
apply R1 0.08 I8 - subset:gross 1" "" --subset-chance 100
}

@test "6: --subset-max" {
	book $O 2026-09-25,invoice,I1,A,1234.57 2026-09-25,invoice,I2,A,2789.01 \
	    2026-09-25,invoice,I3,A,3321.99 2026-09-25,invoice,I4,A,9000 \
	    2026-10-05,receipt,R1,A,-4023.58
	# I4 alone is too much and does not count
	applies "apply R1 1234.57 I1 - subset:gross 94
apply R1 2789.01 I2 - subset:gross 94" "" --subset-max 3
	applies "" "R1 4023.58 too-many-items" --subset-max 2
}

# --- Rules 7, 8 and 9

@test "7: one item less a discount that was too late" {
	book $O 2026-09-01,invoice,I1,A,100,,2026-09-11,2 \
	    2026-09-01,invoice,I2,A,55.50 2026-10-05,receipt,R1,A,-98
	applies "apply R1 98.00 I1 - short:late discount 80
dispute R1 2.00 I1 discount-unearned short:late discount 80" ""
	applies "apply R1 98.00 I1 - short:late discount 80
discount R1 -2.00 I1 discount-unearned short:late discount 80" "" \
	    --always-discount
	# within grace it is rule 4's
	applies "apply R1 98.00 I1 - one:net of discount 88
discount R1 -2.00 I1 discount-grace one:net of discount 88" "" \
	    --discount-grace 24
	applies "" "R1 98.00 no-match: I1 100.00 | I2 55.50" --rules 0,1,2,4,5,6,8
}

@test "8: one item within tolerance, inclusive" {
	book $O 2026-09-01,invoice,I1,A,100 2026-09-01,invoice,I2,A,55.50 \
	    2026-10-05,receipt,R1,A,-99.50
	applies "apply R1 99.50 I1 - tolerance:under 75
writeoff R1 -0.50 I1 small-balance tolerance:under 75" "" --tolerance 0.50
	applies "apply R1 99.50 I1 - tolerance:under 75
writeoff R1 -0.50 I1 small-balance tolerance:under 75" "" --tolerance 0.5%
	applies "" "R1 99.50 no-match: I1 100.00 | I2 55.50" --tolerance 0.49
	applies "" "R1 99.50 no-match: I1 100.00 | I2 55.50" --tolerance 9,0.49%
}

@test "8: over-payments only with --write-off-over; two are one too many" {
	book $O 2026-09-01,invoice,I1,A,100 2026-09-01,invoice,I2,A,55.50 \
	    2026-10-05,receipt,R1,A,-100.50
	applies "" "R1 100.50 no-match: I1 100.00 | I2 55.50" --tolerance 0.50
	applies "apply R1 100.00 I1 - tolerance:over 75
adjust R1 0.50 R1 small-balance tolerance:over 75" "" \
	    --tolerance 0.50 --write-off-over
	sed -i s/,55.50,/,100.75,/ "$t/in.csv"
	applies "apply R1 100.50 I2 - tolerance:under 75
writeoff R1 -0.25 I2 small-balance tolerance:under 75" "" --tolerance 0.50
	applies "" "R1 100.50 several-answers: I2 100.50 | I1 100.00" \
	    --tolerance 0.50 --write-off-over
}

@test "8: no adjustment where an invoice has the receipt's number" {
	book $O 2026-09-01,invoice,77,A,100 2026-10-05,receipt,77,A,-100.50
	apply_to "$t/o" "$t/in.csv" -- --tolerance 0.50 --write-off-over
	brief "$t/o/out" >"$t/rows"
	run grep adjust "$t/rows"
	[ "$status" -eq 1 ]
	ar-age --as-of $D "$t/in.csv" "$t/o/out" >/dev/null
}

@test "9: --oldest-first pays what no rule explains" {
	# by due date: I2, then I1; I3 is disputed
	book $O 2026-09-01,invoice,I1,A,100,2026-10-01 \
	    2026-09-01,invoice,I2,A,55.50,2026-09-15 \
	    2026-09-01,invoice,I3,A,10,2026-09-01 2026-09-05,dispute,D,A,1,,,,I3 \
	    2026-10-05,receipt,R1,A,-70 2026-10-06,receipt,R2,A,-200
	applies "" "R1 70.00 no-match: I2 55.50 | I1 100.00
R2 200.00 no-match: I1 100.00 | I2 55.50"
	applies "apply R1 55.50 I2 - oldest:first 50
apply R1 14.50 I1 - oldest:first 50
apply R2 85.50 I1 - oldest:first 50" "R2 114.50 disputed-item: I3 10.00" --oldest-first
}

@test "9: own items first, then the children's" {
	printf 'customer,parent\nP,\nC,P\n' >"$t/customers.csv"
	book $O 2026-09-01,invoice,I1,P,10,2026-10-01 \
	    2026-08-01,invoice,I2,C,20,2026-09-01 2026-10-05,receipt,R1,P,-25
	applies "apply R1 10.00 I1 - oldest:first 50
apply R1 15.00 I2 - oldest:first 50" "" --oldest-first \
	    --customers "$t/customers.csv"
	grep -q 'I2,,C,' "$t/first/out"
}

# --- What a book may be like

@test "a receipt of nobody known is returned in the run that finds its payer" {
	book $B 2026-09-01,invoice,INV-1001,A,100 \
	    2026-09-10,receipt,R1,UNIDENTIFIED,-100,INV-1001 \
	    2026-09-15,receipt,N1,A,100,,R1,,nsf
	applies "transfer R1 -100.00 R1 - payer:number INV-1001 95
apply R1 100.00 N1 - own:bank return 100" ""
}

@test "0: what was used past zero is not given back" {
	# R1 of 100 paid 100 of I1, and 30 were refunded all the same
	book $B 2026-09-01,invoice,I1,A,100 2026-09-10,receipt,R1,A,-100 \
	    2026-09-10,apply,R1,A,100,,I1 2026-09-12,refund,V1,A,30,,R1 \
	    2026-10-05,receipt,N1,A,100,,R1,,nsf
	apply_to "$t/past" "$t/in.csv"
	prints 0 "N1 -100.00 return-unknown" left "$t/past/left"
	prints 0 "" brief "$t/past/out"
	# an item that is 20 past zero: 50 would not open it by 50
	book $B 2026-09-01,invoice,I1,A,100 2026-09-10,receipt,R1,A,-50 \
	    2026-09-10,receipt,R2,A,-70 2026-09-10,apply,R1,A,50,,I1 \
	    2026-09-10,apply,R2,A,70,,I1 2026-10-05,receipt,N1,A,50,,R1,,nsf
	apply_to "$t/past" "$t/in.csv"
	prints 0 "N1 -50.00 return-unknown" left "$t/past/left"
	prints 0 "" brief "$t/past/out"
}

@test "the order of rows does not matter: lines, and who may have paid" {
	book date,type,doc,customer,amount,memo,ref,deduction,reason \
	    2026-09-01,invoice,INV-1001,B,100 2026-09-01,invoice,INV-1002,A,100 \
	    2026-09-10,receipt,R1,UNIDENTIFIED,-200 \
	    2026-09-10,remit,R1,UNIDENTIFIED,100,,INV-1001 \
	    2026-09-10,remit,R1,UNIDENTIFIED,100,,INV-1002 \
	    2026-09-01,invoice,INV-2001,C,100 2026-09-10,receipt,R2,C,-90 \
	    2026-09-10,remit,R2,C,45,,INV-2001,5,freight \
	    2026-09-10,remit,R2,C,45,,INV-2001,5,damage
	cp "$t/in.csv" "$t/one.csv"
	(head -n 1 "$t/one.csv"; tail -n +2 "$t/one.csv" | tac) >"$t/two.csv"
	for n in one two; do
		run ar-apply --as-of $D --exceptions "$t/$n.left" \
		    -o "$t/$n.out" "$t/$n.csv"
		[ "$status" -eq 1 ]
	done
	cmp "$t/one.out" "$t/two.out"
	cmp "$t/one.left" "$t/two.left"
	grep -q 'unknown-payer,B | A,\|unknown-payer,A | B,' "$t/one.left"
}

@test "sums that can't be counted are refused" {
	book date,type,doc,customer,amount,due \
	    2026-09-01,invoice,I1,A,92233720368547758.07,2026-10-01 \
	    2026-09-01,invoice,I1,A,92233720368547758.07,2026-10-02 \
	    2026-09-10,receipt,R1,A,-100
	run --separate-stderr ar-apply --as-of $D "$t/in.csv"
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ "$stderr" == *'"I1": more money than can be counted'* ]]
	# one that can
	book date,type,doc,customer,amount,due \
	    2026-09-01,invoice,I1,A,92233720368547758.07 \
	    2026-09-10,receipt,R1,A,-92233720368547758.07
	applies "apply R1 92233720368547758.07 I1 - one:gross 90" "" \
	    --tolerance 5 --write-off-over
}

@test "receipts of one amount are compared in good time" {
	awk 'BEGIN {
		print "date,type,doc,customer,amount,ref,memo"
		print "2026-09-01,invoice,I1,A,7,,"
		for (i = 0; i < 20000; i++)
			print "2026-10-15,receipt,R" i ",A,-100,X" i % 19999 ",m"
	}' >"$t/in.csv"
	run --separate-stderr timeout 20 ar-apply --as-of $D \
	    --exceptions "$t/left" "$t/in.csv"
	[ "$status" -eq 1 ]
	[ "$(grep -c ,duplicate, "$t/left")" -eq 1 ]
	grep -q '^R19999,.*,duplicate,R0 of 2026-10-15,' "$t/left"
}

@test "1: what a credit memo paid of a remittance is not paid again" {
	# 20 + 10 by the memo, 80 by R1, of which the rest is for nothing known
	book date,type,doc,customer,amount,ref 2026-09-01,invoice,I1,A,100 \
	    2026-09-02,invoice,I2,A,110 2026-09-03,credit,CM1,A,-30 \
	    2026-10-05,receipt,R1,A,-110 2026-10-05,remit,R1,A,20,I1 \
	    2026-10-05,remit,R1,A,90,I2 2026-10-05,remit,R1,A,30,NONE \
	    2026-10-05,remit,R1,A,-30,CM1
	applies "apply CM1 20.00 I1 - remit:doc I1 100
apply CM1 10.00 I2 - remit:doc I2 100
apply R1 80.00 I2 - remit:doc I2 100" "R1 30.00 unknown-number"
}
