#!/usr/bin/env bats
# scripts/month-end on the demo company's October: it stops at each gate that
# something was put before, and closes.

load common

D=2026-10-31

# close DESK OUT: the words and the status beside it.
close()
{
	local status=0

	"$BATS_TEST_DIRNAME/../scripts/month-end" --as-of $D --control 1200 \
	    --out "$2" "$1" >"$2.out" 2>"$2.err" || status=$?
	echo $status >"$2.status"
}

# What is on the desk stops at the bank; with its fees allowed, at the ledger;
# with what was proposed there posted, it closes.
setup_file()
{
	local company=$BATS_TEST_DIRNAME/company

	PATH=${AR_BUILD:-$BATS_TEST_DIRNAME/../build}/bin:$PATH
	cd "$BATS_FILE_TMPDIR" || return
	"$company/make-company" company
	"$company/make-month" company october
	close october first
	"$company/make-month" company allowed allowed
	close allowed second
	cp -R allowed posted
	cp second/journal.csv posted/gl-posted.csv
	close posted closed
}

setup()
{
	common_setup
	[ -z "${AR_SAN:-}" ] || [ "$BATS_TEST_NUMBER" -le 2 ] ||
	    skip "the tools have run three closes already"
	close=$PWD/scripts/month-end
	desk=$BATS_FILE_TMPDIR
	cd "$t" || return
	cp -R "$desk/posted" in
}

# stops STATUS NUMBER STEP [ARG...]: the close of in/ stops there, and says so.
stops()
{
	local want=$1 where="step $2, $3 ("

	shift 3
	got=0
	rm -rf out
	"$close" --as-of $D --control 1200 --out out "$@" in >stdout 2>err ||
	    got=$?
	stderr=$(cat err)
	[ $got -eq "$want" ] || { cat err >&2; return 1; }
	mentions "month-end: stopped at $where"
	mentions "month-end: the command, in out: ar-"
	mentions "month-end: look at: "
	[ ! -e out/sha256sums ]
	grep -q '^\[ \]' stdout
}

@test "the month closes, with a checklist and evidence" {
	[ "$(cat "$desk/closed.status")" -eq 0 ] || {
		cat "$desk/closed.err" >&2
		false
	}
	[ ! -s "$desk/closed.err" ]
	cd "$desk/closed"
	[ "$(grep -c '^\[x\]' checklist)" -eq 9 ]
	[ "$(grep -c '^\[-\]  7 feed' checklist)" -eq 1 ]
	tail -n 1 "$desk/closed.out" >"$t/last"
	head -n -1 "$desk/closed.out" | same checklist -
	sha256sum --quiet -c sha256sums
	# A line for each run, and no other status than these.
	python3 - <<-'E'
	import json
	runs = [json.loads(line) for line in open("evidence.jsonl")]
	tools = [run["tool"] for run in runs]
	assert {"ar-invoice", "ar-import", "ar-apply", "ar-dun", "ar-age", "ar-kpi",
	        "ar-reconcile"} == set(tools) and len(tools) == 16, tools
	for run in runs:
	    want = 1 if run["tool"] == "ar-apply" else 0
	    assert run["status"] == want, run
	    assert all(i["complete"] for i in run["inputs"]), run
	E
	# What was read is as it was.
	diff -r "$desk/posted" input
}

@test "the balances that are reported are one" {
	cd "$desk/closed"
	total=$(awk -F, '$1 == "TOTAL" && $3 == "USD" { print $NF }' aging.csv)
	[ "$(grep ',1200,USD,balance,' tie-out.csv | cut -d, -f6)" = "$total" ]
	[ "$(grep ',1200,USD,balance,' tie-out.csv | cut -d, -f7)" = "$total" ]
	[ "$(grep ',1200,USD,closing,' rollforward.csv | cut -d, -f5)" = "$total" ]
	[ "$(grep '^2026-10-31,,1200,USD,' daily.csv | cut -d, -f5)" = "$total" ]
	# By hands that share no code: SQLite, and the oracle of ar-age.
	"$BATS_TEST_DIRNAME/oracle/roll-sql" roll 2026-10-01 $D closed.csv \
	    input/gl.csv | grep "^closing,USD,$total$"
	# The billing is what the company's was.
	python3 - "$desk/company/book.csv" invoices.csv <<-'E'
	import csv, sys
	from collections import Counter
	from decimal import Decimal
	sums = []
	for path in sys.argv[1:]:
	    sum = Counter()
	    for r in csv.DictReader(open(path, encoding="utf-8")):
	        if r["type"] == "invoice" and r["date"] >= "2026-10-30":
	            sum[r["doc"], r["customer"]] += Decimal(r["amount"])
	    sums.append(sum)
	assert sums[0] == sums[1] and len(sums[0]) == 88, sums
	E
}

@test "closed again, elsewhere, it has the same hashes" {
	"$close" --as-of $D --control 1200 --out again in >stdout
	same "$desk/closed/sha256sums" again/sha256sums
	# AR_AS_OF is the day, too.
	AR_AS_OF=$D "$close" --control 1200 --out third in >stdout
	same "$desk/closed/sha256sums" third/sha256sums
}

@test "the first close stops at the bank: what nobody booked" {
	[ "$(cat "$desk/first.status")" -eq 1 ]
	stderr=$(cat "$desk/first.err")
	mentions "stopped at step 9, bank (receipts against the bank): ar-reconcile has findings"
	mentions "look at: bank-items.csv"
	# All that is no match in the truth, and nothing else.
	python3 - "$desk/company/bank-truth.csv" "$desk/first/bank-items.csv" <<-'E'
	import csv, sys
	truth, found = (list(csv.DictReader(open(p, encoding="utf-8")))
	                for p in sys.argv[1:])
	for r in truth: # in the statement, what the bank kept is a line
	    if r["class"] == "netted-fee":
	        r.update({"class": "bank-only-fee", "docs": "", "amount": "-25.00"})
	booked = ("matched", "bank-only-receipt", "bank-only-nsf")
	want = sorted((r["class"], r["currency"], r["docs"] or r["id"],
	               r["amount"]) for r in truth if r["class"] not in booked)
	got = sorted((r["class"], r["currency"], r["key"],
	              r["other_amount"] or r["book_amount"]) for r in found)
	assert got == want, (set(got) ^ set(want))
	E
}

@test "the second stops at the ledger: its journal closes the third" {
	[ "$(cat "$desk/second.status")" -eq 1 ]
	stderr=$(cat "$desk/second.err")
	mentions "stopped at step 10, ledger (the control account against the ledger): ar-reconcile has findings"
	mentions "look at: ledger-items.csv"
	mentions "journal.csv has entries to post"
	cd "$desk/second"
	[ "$(sed 1d ledger-items.csv | cut -d, -f1 | sort -u | tr '\n' ' ')" = \
	    "amount missing-in-book missing-in-gl " ]
	# The reports are there to look at.
	for f in tie-out rollforward daily journal aging open-items figures; do
		[ -s $f.csv ]
	done
	[ "$(grep -c '^\[x\]' checklist)" -eq 8 ]
	# What was reversed is listed, and allowed in writing.
	[ "$(sed 1d ../closed/ledger-items.csv | cut -d, -f1 | sort -u)" = \
	    reversal-pair ]
}

@test "gate ledger: a line by hand, which may be passed" {
	echo 2026-10-15,1200,-500.00,USD,,GL,JE-1,slush, >>in/gl.csv
	stops 1 10 ledger
	grep -q ^manual-journal,16, out/ledger-items.csv
	rm -rf out
	"$close" --as-of $D --control 1200 --out out --pass ledger in >stdout
	grep -q '^\[x\] 10 ledger .*findings, passed$' out/checklist
	# Or allowed, in writing.
	echo --allow=manual-journal:16 >>in/ledger.args
	rm -rf out
	"$close" --as-of $D --control 1200 --out out in >stdout
	grep -q '^\[x\] 10 ledger .*listed$' out/checklist
}

@test "gate bill: a document that is held back, and lines that are none" {
	sed 's/SO-9001/SO-1/; s/,1,[0-9.]*,/,1,0.00,/; 2q' in/orders.csv |
	    tail -n 1 >zero
	cat zero >>in/orders.csv
	stops 1 1 bill
	[ "$(wc -l <out/invoices-found.csv)" -eq 2 ]
	printf '%s\n' "# samples are free" --accept=zero-total >>in/bill.args
	"$close" --as-of $D --control 1200 --out free in >stdout
	grep -q '^\[x\]  1 bill .* 99 rows of invoices; findings, passed$' stdout
	sed -i '1s/price/prize/' in/orders.csv
	stops 2 1 bill
	mentions 'no column "price"; is it "prize"?'
}

@test "every receipt came once, with what it is for" {
	python3 - "$desk/company" "$desk/closed" <<-'E'
	import csv, glob, sys
	from collections import Counter
	company, closed = sys.argv[1:]
	def rows(path):
	    with open(path, encoding="utf-8", newline="") as f:
	        return list(csv.DictReader(f))
	def said(rows, kind, *columns):
	    return Counter(tuple(r[c] for c in columns) for r in rows
	                   if r["type"] == kind and r["date"] >= "2026-10")
	came = [r for p in glob.glob(closed + "/receipts-*.csv") for r in rows(p)]
	book = rows(company + "/month-book.csv")
	# Two of them nobody had booked.
	money = ("doc", "customer", "date", "amount", "currency", "ref")
	more = said(came, "receipt", *money) - said(book, "receipt", *money)
	assert sorted(k[0] for k in more) == ["B0272", "B0281"], more
	assert not said(book, "receipt", *money) - said(came, "receipt", *money)
	assert sum(said(came, "receipt", "doc").values()) == 491
	lines = ("doc", "customer", "ref", "amount", "discount", "deduction")
	assert said(came, "remit", *lines) == said(book, "remit", *lines)
	assert sum(said(came, "remit", "doc").values()) == 397
	E
}

@test "receipts pay what they truly paid" {
	PYTHONPATH=$BATS_TEST_DIRNAME/oracle python3 -B - "$desk" <<-'E'
	import csv, sys
	from test_apply_company import sums
	def rows(path):
	    with open(sys.argv[1] + path, encoding="utf-8", newline="") as f:
	        return list(csv.DictReader(f))
	truth = rows("/company/month-truth.csv")
	docs = {r["doc"] for r in rows("/company/month-book.csv")
	        if r["type"] == "receipt" and r["date"] >= "2026-10"}
	taken = {(r["customer"], r["doc"]): r["memo"][11:] for r in truth
	         if r["memo"].startswith("taken with ")}
	want, got = sums(truth, taken), sums(rows("/closed/applied.csv"), taken)
	over = {k[0] for k in got if k[0] in docs and got[k] > want[k]}
	# An 820 does not say which instalment it pays, and this one paid twice.
	assert over == {"W26102930"}, over
	full = sum(got[k] == want[k] for k in want if k[0] in docs)
	assert full >= 640, (full, len(want))
	E
}

@test "gate import: a file that is none, one that was cut off, one twice" {
	head -n -3 in/bank/bai2/october.bai >in/bank/bai2/cut.bai
	stops 2 2 import
	mentions "ar-import bai2"
	mentions "the file (99) of line 1 has not ended"
	echo garbage >in/bank/bai2/cut.bai
	stops 2 2 import
	# A check that was changed underway: the batch's total tells.
	rm in/bank/bai2/cut.bai
	sed -i '/^6001001/s/^\(.\{16\}\)./\11/' in/bank/lockbox/october.lbx
	stops 2 2 import
	mentions "october.lbx:30: total of batch: said 40079.85, found"
	cp "$desk/posted/bank/lockbox/october.lbx" in/bank/lockbox
	for f in in/bank/*/october.*; do cp "$f" "${f/october/twice}"; done
	stops 1 9 bank
	[ "$(grep -o ' 0 receipts-[^ ]*' out/checklist | wc -l)" -eq 3 ]
	for n in 258 233 204; do
		grep -q "twice.*: in the book already, left out: $n$" out/log/import
	done
	grep -q ^duplicate-bank, out/bank-items.csv
}

@test "a statement of the bank is the month's money, and the bank's side" {
	local e=$BATS_TEST_DIRNAME/examples

	rm -rf in
	mkdir -p in/bank/bai2
	cp "$e/book.csv" "$e/customers.csv" "$e/import/aliases.csv" in
	cp "$e/import/october.bai" in/bank/bai2
	# A check that we wrote is money of the bank, and none of this book.
	printf '%s\n' --tolerance=640 >in/bank.args
	"$close" --as-of $D --control 1200 --out out in >stdout
	grep -q '^\[x\]  2 import  rows of money: 5 receipts-bai2-october.bai.csv' \
	    stdout
	cd out
	[ "$(wc -l <bank-lines-bai2-october.bai.csv)" -eq 7 ]
	[ "$(sed 1d bank-items.csv | cut -d, -f1,10)" = bank-only,-640.00 ]
	# The statement again brings nothing new.
	cd ..
	cp in/bank/bai2/october.bai in/bank/bai2/twice.bai
	rm -rf out
	"$close" --as-of $D --control 1200 --out out --pass bank in \
	    >stdout || :
	grep -q ' 5 receipts-bai2-october.bai.csv 0 receipts-bai2-twice.bai.csv' \
	    out/checklist
}

@test "gate check: a card number in a text" {
	sed -i 's/^88,PAYMENT MAPLEWOOD.*/88,4111 1111 1111 1111/' \
	    in/bank/bai2/october.bai
	stops 1 3 check
	grep -q ^card-number, out/check.csv
	run -1 grep 4111111111111111 out/check.csv
}

@test "gate apply: exceptions pass, a misspelt option does not" {
	grep -q '^\[x\]  4 apply .*findings, passed$' "$desk/closed/checklist"
	sed -i s/tolerance/tolerence/ in/apply.args
	stops 2 4 apply
	mentions 'no option --tolerence'
}

@test "gate remind: a letter without a template" {
	sed -i '1s/$/,template/; 2,$s/$/,/; /^standard,1,/s/$/nowhere.txt/' \
	    in/policy.csv
	stops 1 5 remind
}

@test "gate feed: an account that is not there" {
	"$close" --as-of $D --control 1200 --out out --feed-from $D in >stdout
	grep -q '^\[x\]  7 feed' out/checklist
	# An entry for each row of the day that moves the account.
	[ "$(sed 1d out/feed.csv | cut -d, -f2 | sort -u | wc -l)" -gt 100 ]
	sed -i /^discount,/d in/accounts.csv
	stops 2 7 feed --feed-from $D
	mentions discount
}

@test "gate report: an argument that is none" {
	echo --kpis=dso >in/report.args
	stops 2 8 report
	mentions "no option --kpis"
}

@test "gate bank: money that does not come, and money that comes again" {
	printf '%s\n' date,type,doc,customer,amount,currency,id \
	    2026-10-20,receipt,K-1,UNIDENTIFIED,-88.88,USD,by-hand >in/receipts.csv
	stops 1 9 bank
	grep -q '^outstanding,.*,K-1,' out/bank-items.csv
	rm in/receipts.csv
	printf '%s\n' date,amount,currency,ref,payer,memo,account,id \
	    '2026-10-20,77.77,USD,,NOBODY,COUNTER DEPOSIT,,B9999' >in/bank.csv
	stops 1 9 bank
	grep -q ^bank-only-receipt, out/bank-items.csv
}

@test "next month begins with this one's book and evidence" {
	mkdir november
	cp "$desk/closed/closed.csv" november/book.csv
	cp "$desk/closed/evidence.jsonl" november/prior.jsonl
	cp "$desk/closed/numbers.csv" in/customers.csv in/aliases.csv \
	    in/apply.args november
	"$close" --as-of 2026-11-30 --control 1200 --out out november >stdout
	grep -q '^\[x\]  3 check' out/checklist
	# Who edits what was reported is found out.
	sed -i '500s/,/,x/3' november/book.csv
	cp -R november in2 && rm -rf in && mv in2 in
	got=0
	"$close" --as-of 2026-11-30 --control 1200 --out bad in 2>err \
	    >stdout || got=$?
	[ $got -eq 2 ]
	grep -q "stopped at step 3, check" err
}

@test "the evidence can be run again" {
	cp -R "$desk/closed" copy
	cd copy
	"$BATS_TEST_DIRNAME/../scripts/ar-rerun" evidence.jsonl >"$t/again"
	[ "$(grep -c ' same$' "$t/again")" -eq 16 ]
}

@test "what month-end refuses" {
	fails "$close" --as-of $D in
	fails "$close" --out out in
	mentions "--as-of"
	fails "$close" --as-of 31.10.2026 --out out in
	fails "$close" --as-of $D --out out nowhere
	mentions "nowhere/book.csv"
	fails "$close" --as-of $D --out out --pass all in
	mentions 'no step "all"'
	fails "$close" --as-of $D --out out --frm 2026-10-01 in
	mentions "no option --frm"
	fails "$close" --as-of $D --out
	mentions "--out needs an argument"
	mkdir full
	touch full/x
	fails "$close" --as-of $D --out full in
	mentions "full is not empty"
	fails "$close" --as-of $D --out in/deep/out in
	mentions "in/deep/out lies in in"
	[ ! -e in/deep ]
	[ ! -e out ]
	"$close" --help | grep -q -e "--feed-from DATE"
}
