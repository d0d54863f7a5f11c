/* What ar-apply prints of decisions that were made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/out.h"
#include "cmd/apply_out.h"
#include "cmd/apply_proof.h"
#include "tests/unit/book.h"
#include "tests/unit/dies.h"
#include "value/currency.h"

/* What the reading rooms would answer. */

static uint32_t in_book;

uint32_t
apply_note_rows(
    const struct apply *a, uint32_t fund, uint32_t ref, enum posting_type type)
{
	(void)a;
	(void)fund;
	(void)ref;
	return type == TYPE_APPLY ? in_book : 0;
}

struct span
apply_payer_candidates(const struct apply *a, uint32_t receipt)
{
	(void)a;
	(void)receipt;
	return span_of("ACME | BETA");
}

struct span
apply_owner(const struct apply *a, const struct apply_fund *f)
{
	return f->transfer > 0 ? a->transfers[f->transfer - 1].customer
			       : apply_customer(a, f->item);
}

#define HEAD "date,type,doc,customer,amount,ref,due,doc_date,reason,currency\n"

/* A is the parent of C; U's payer is found to be A. */
static const char book[] =
    HEAD "2026-09-01,invoice,I1,A,100.00,,2026-09-30,,,USD\n"
	 "2026-09-01,invoice,I1,A,50.00,,2026-10-31,,,USD\n"
	 "2026-09-02,invoice,\"I,2\",C,80.00,,2026-10-02,,,USD\n"
	 "2026-09-03,invoice,I3,A,900,,2026-10-03,,,JPY\n"
	 "2026-09-04,credit,CM1,A,-5.00,,,,,USD\n"
	 "2026-10-01,receipt,R1,A,-149.00,,,,,USD\n"
	 "2026-10-02,receipt,R2,A,-80.00,,,,,USD\n"
	 "2026-10-02,receipt,R0,A,-80.00,,,,,USD\n"
	 "2026-10-03,receipt,U1,UNIDENTIFIED,-30.00,,,,,USD\n"
	 "2026-10-04,receipt,N1,C,20.00,X,,,nsf,USD\n"
	 "2026-10-05,receipt,R5,A,-8.00,,,,,USD\n";

enum { I1, I2, I3, CM1, R1, R2, R0, U1, N1, R5, ITEMS };

struct world {
	struct apply a;
	uint32_t item[ITEMS];
	int64_t approve[300];
	const struct apply_fund *funds[8];
	const struct apply_fund *left[8];
};

static struct world *
world_new(void)
{
	static const struct {
		const char *doc;
		enum ledger_side side;
	} names[ITEMS] = {{"I1", SIDE_DEBIT}, {"I,2", SIDE_DEBIT},
	    {"I3", SIDE_DEBIT}, {"CM1", SIDE_CREDIT}, {"R1", SIDE_CREDIT},
	    {"R2", SIDE_CREDIT}, {"R0", SIDE_CREDIT}, {"U1", SIDE_CREDIT},
	    {"N1", SIDE_DEBIT}, {"R5", SIDE_CREDIT}};
	struct world *w = mem_array(1, sizeof *w);

	w->a.ledger = book_of(book);
	w->a.asof = day("2026-10-31");
	date_format(w->a.day, w->a.asof);
	w->a.has_currency = true;
	w->a.maker = "ann";
	w->a.tool.threads = 2;
	for (int i = 0; i < ITEMS; i++) {
		w->item[i] = item_of(w->a.ledger, names[i].doc, names[i].side);
		assert_true(w->item[i] != LEDGER_NONE);
	}
	for (int c = 0; c < currency_count(); c++)
		w->approve[c] = INT64_MAX;
	return w;
}

/* What came of n funds. */
static void
give(struct world *w, const struct apply_fund *funds, size_t n)
{
	assert_true(n <= sizeof w->funds / sizeof *w->funds);
	w->a.left = w->left;
	w->a.nleft = 0;
	for (size_t i = 0; i < n; i++) {
		w->funds[i] = &funds[i];
		if (apply_is_exception(&funds[i]))
			w->left[w->a.nleft++] = &funds[i];
	}
	w->a.funds = w->funds;
	w->a.nfund = n;
}

static void
world_free(struct world *w)
{
	apply_proof_close(&w->a);
	ledger_free(w->a.ledger);
	mem_free(w);
}

/* What `print` writes of the world, as CSV; of two outputs the second. */
struct printed {
	struct buf text[2];
};

static void
slurp(const char *path, struct buf *text)
{
	FILE *f = fopen(path, "r");
	int c;

	assert_non_null(f);
	while ((c = getc(f)) != EOF)
		buf_byte(text, (char)c);
	fclose(f);
	unlink(path);
	buf_string(text);
}

static struct printed
print(struct world *w, void (*write)(struct apply *, struct csvout *),
    bool pending)
{
	char paths[2][24] = {"/tmp/ar-unit.XXXXXX", "/tmp/ar-unit.XXXXXX"};
	struct csvout *to[2] = {NULL, NULL};
	struct out *out[2];
	struct printed p = {0};

	for (int i = 0; i < 1 + pending; i++) {
		close(mkstemp(paths[i]));
		out[i] = out_new(paths[i]);
		to[i] = csvout_new(out[i], CSV_CSV);
	}
	if (write != NULL)
		write(&w->a, to[0]);
	else
		apply_rows(&w->a, to[0], to[1]);
	for (int i = 0; i < 1 + pending; i++) {
		csvout_end(to[i]);
		out_commit(out[i]);
		slurp(paths[i], &p.text[i]);
	}
	return p;
}

static void
prints(struct world *w, void (*write)(struct apply *, struct csvout *),
    const char *want)
{
	struct printed p = print(w, write, false);

	assert_string_equal(p.text[0].at, want);
	buf_free(&p.text[0]);
}

/* An entry by rule 1, for doc: what differs is set afterwards. */
static struct apply_entry
entry(uint32_t item, enum posting_type type, int64_t amount)
{
	return (struct apply_entry){.item = item,
	    .type = (uint8_t)type,
	    .amount = amount,
	    .ref_amount = amount,
	    .due = DATE_NONE,
	    .rule = MATCH_REMIT,
	    .way = "doc",
	    .score = 100};
}

/* The same by another rule. */
static struct apply_entry
by_rule(
    enum match_rule rule, const char *way, unsigned score, struct apply_entry e)
{
	e.rule = (uint8_t)rule;
	e.way = way;
	e.score = (uint8_t)score;
	return e;
}

static struct apply_entry
because(const char *reason, struct apply_entry e)
{
	e.reason = reason;
	return e;
}

#define ROWS                                                                   \
	"date,type,doc,customer,amount,currency,ref,ref_due,ref_customer,id,"  \
	"reason,rule,score\n"

static void
test_rows(void **state)
{
	struct world *w = world_new();
	struct apply_entry made[] = {
	    entry(w->item[I1], TYPE_APPLY, 9900),
	    entry(w->item[I1], TYPE_APPLY, 5000),
	    by_rule(MATCH_ONE, "net of discount", 88,
		because("discount-earned",
		    entry(w->item[I1], TYPE_DISCOUNT, -100))),
	};
	const struct apply_entry other[] = {
	    by_rule(
		MATCH_SHORT, "cause", 90, entry(w->item[I2], TYPE_APPLY, 7900)),
	    by_rule(MATCH_SHORT, "cause", 90,
		because("freight", entry(w->item[I2], TYPE_DISPUTE, 100))),
	    by_rule(MATCH_TOLERANCE, "", 75,
		because("small-balance", entry(LEDGER_NONE, TYPE_ADJUST, 100))),
	};
	struct apply_fund funds[] = {
	    {.item = w->item[R1],
		.before = 14900,
		.receipt = true,
		.entry = made,
		.nentry = 3},
	    {.item = w->item[R0],
		.before = 8000,
		.open = 8000,
		.receipt = true},
	    {.item = w->item[R2],
		.before = 8000,
		.receipt = true,
		.entry = other,
		.nentry = 3},
	};

	(void)state;
	made[0].due = day("2026-09-30");
	made[0].text = "inv I1, 1";
	made[0].text_len = 9;
	made[1].due = day("2026-10-31");
	give(w, funds, 3);
	prints(w, NULL,
	    ROWS "2026-10-31,apply,R1,A,99.00,USD,I1,2026-09-30,,"
		 "apply:2026-10-31:A:R1:I1:USD:1,,\"remit:doc inv I1, 1\",100\n"
		 "2026-10-31,apply,R1,A,50.00,USD,I1,2026-10-31,,"
		 "apply:2026-10-31:A:R1:I1:USD:2,,remit:doc,100\n"
		 "2026-10-31,discount,R1,A,-1.00,USD,I1,,,"
		 "discount:2026-10-31:A:R1:I1:USD:1,discount-earned,"
		 "one:net of discount,88\n"
		 "2026-10-31,apply,R2,A,79.00,USD,\"I,2\",,C,"
		 "\"apply:2026-10-31:A:R2:I,2:USD:1\",,short:cause,90\n"
		 "2026-10-31,dispute,R2,C,1.00,USD,\"I,2\",,,"
		 "\"dispute:2026-10-31:A:R2:I,2:USD:1\",freight,"
		 "short:cause,90\n"
		 "2026-10-31,adjust,R2,A,1.00,USD,R2,,,"
		 "adjust:2026-10-31:A:R2:R2:USD:1,small-balance,"
		 "tolerance,75\n");
	assert_false(w->a.tool.findings);
	w->a.has_currency = false;
	w->a.nfund = 1;
	in_book = 7;
	prints(w, NULL,
	    "date,type,doc,customer,amount,ref,ref_due,ref_customer,id,"
	    "reason,rule,score\n"
	    "2026-10-31,apply,R1,A,99.00,I1,2026-09-30,,"
	    "apply:2026-10-31:A:R1:I1:8,,\"remit:doc inv I1, 1\",100\n"
	    "2026-10-31,apply,R1,A,50.00,I1,2026-10-31,,"
	    "apply:2026-10-31:A:R1:I1:9,,remit:doc,100\n"
	    "2026-10-31,discount,R1,A,-1.00,I1,,,"
	    "discount:2026-10-31:A:R1:I1:1,discount-earned,"
	    "one:net of discount,88\n");
	in_book = 0;
	world_free(w);
}

/* Ids of one fund are told apart however many rows it has. */
static void
test_numbers(void **state)
{
	enum { MANY = 40 };
	struct world *w = world_new();
	struct apply_entry made[MANY];
	struct apply_numbers numbers = {0};
	struct apply_fund fund = {.item = w->item[R1], .entry = made};

	(void)state;
	for (uint32_t i = 0; i < MANY; i++)
		made[i] = (struct apply_entry){
		    .item = i % 3 == 2 ? LEDGER_NONE : w->item[i % 3],
		    .type = i % 2 == 0 ? TYPE_APPLY : TYPE_DISCOUNT};
	for (in_book = 0; in_book < 2; in_book++)
		for (fund.nentry = 0; fund.nentry <= MANY; fund.nentry++) {
			apply_number_entries(&numbers, &w->a, &fund);
			/* each sixth is alike; only applies are in the book */
			for (uint32_t i = 0; i < fund.nentry; i++)
				assert_int_equal(numbers.at[i],
				    i / 6 + 1 + (i % 2 == 0 ? in_book : 0));
		}
	in_book = 0;
	apply_numbers_free(&numbers);
	world_free(w);
}

static void
test_transfer(void **state)
{
	struct world *w = world_new();
	struct apply_transfer found = {.item = w->item[U1],
	    .customer = span_of("A"),
	    .amount = 3000,
	    .way = "name",
	    .text = span_of("ACME INC"),
	    .score = 92};
	const struct apply_entry made[] = {
	    entry(w->item[I1], TYPE_APPLY, 3000)};
	struct apply_fund fund = {.item = w->item[U1],
	    .transfer = 1,
	    .before = 3000,
	    .receipt = true,
	    .entry = made,
	    .nentry = 1};

	(void)state;
	w->a.transfers = &found;
	w->a.ntransfer = 1;
	give(w, &fund, 1);
	prints(w, NULL,
	    ROWS "2026-10-31,transfer,U1,A,-30.00,USD,U1,,UNIDENTIFIED,"
		 "transfer:2026-10-31:A:U1:U1:USD:1,,payer:name ACME INC,92\n"
		 "2026-10-31,apply,U1,A,30.00,USD,I1,,,"
		 "apply:2026-10-31:A:U1:I1:USD:1,,remit:doc,100\n");
	apply_prove(&w->a);
	world_free(w);
}

static void
test_across(void **state)
{
	struct world *w = world_new();
	struct apply_entry made[] = {by_rule(MATCH_REMIT, "other currency", 90,
	    entry(w->item[I3], TYPE_APPLY, 800))};
	struct apply_fund fund = {.item = w->item[R5],
	    .before = 800,
	    .receipt = true,
	    .entry = made,
	    .nentry = 1};
	int any = 0;

	(void)state;
	made[0].ref_amount = 900;
	w->a.rates = (struct rates *)&any; /* that there are some */
	give(w, &fund, 1);
	prints(w, NULL,
	    "date,type,doc,customer,amount,currency,ref,ref_due,ref_customer,"
	    "ref_currency,ref_amount,id,reason,rule,score\n"
	    "2026-10-31,apply,R5,A,8.00,USD,I3,,,JPY,900,"
	    "apply:2026-10-31:A:R5:I3:USD:1,,remit:other currency,90\n");
	apply_prove(&w->a);
	world_free(w);
}

/* Only what gives more than the limit away waits, in both directions. */
static void
test_pending(void **state)
{
	struct world *w = world_new();
	const struct apply_entry made[] = {
	    entry(w->item[I1], TYPE_APPLY, 700),
	    because("discount-earned", entry(w->item[I1], TYPE_DISCOUNT, -100)),
	    because("small-balance", entry(w->item[I1], TYPE_WRITEOFF, -101)),
	    because("small-balance", entry(LEDGER_NONE, TYPE_ADJUST, 102)),
	    because("freight", entry(w->item[I1], TYPE_DISPUTE, 900)),
	    by_rule(MATCH_OWN, "bank return", 100,
		because(
		    "discount-earned", entry(w->item[I1], TYPE_DISCOUNT, 900))),
	};
	struct apply_fund fund = {.item = w->item[R5],
	    .before = 802,
	    .receipt = true,
	    .entry = made,
	    .nentry = 6};
	struct printed p;

	(void)state;
	give(w, &fund, 1);
	w->a.approve = w->approve;
	w->approve[currency_find(span_of("USD"))] = 100;
	p = print(w, NULL, true);
	assert_string_equal(p.text[0].at,
	    ROWS "2026-10-31,apply,R5,A,7.00,USD,I1,,,"
		 "apply:2026-10-31:A:R5:I1:USD:1,,remit:doc,100\n"
		 "2026-10-31,discount,R5,A,-1.00,USD,I1,,,"
		 "discount:2026-10-31:A:R5:I1:USD:1,discount-earned,"
		 "remit:doc,100\n"
		 "2026-10-31,dispute,R5,A,9.00,USD,I1,,,"
		 "dispute:2026-10-31:A:R5:I1:USD:1,freight,remit:doc,100\n"
		 "2026-10-31,discount,R5,A,9.00,USD,I1,,,"
		 "discount:2026-10-31:A:R5:I1:USD:2,discount-earned,"
		 "own:bank return,100\n");
	assert_string_equal(p.text[1].at,
	    "date,type,doc,customer,amount,currency,ref,ref_due,ref_customer,"
	    "id,reason,rule,score,maker\n"
	    "2026-10-31,writeoff,R5,A,-1.01,USD,I1,,,"
	    "writeoff:2026-10-31:A:R5:I1:USD:1,small-balance,remit:doc,100,"
	    "ann\n"
	    "2026-10-31,adjust,R5,A,1.02,USD,R5,,,"
	    "adjust:2026-10-31:A:R5:R5:USD:1,small-balance,remit:doc,100,"
	    "ann\n");
	assert_true(w->a.tool.findings);
	buf_free(&p.text[0]);
	buf_free(&p.text[1]);
	world_free(w);
}

#define EXCEPTIONS                                                             \
	"doc,customer,date,amount,currency,open,cause,candidates,next_step\n"

static void
test_exceptions(void **state)
{
	struct world *w = world_new();
	const struct apply_pick picks[] = {{w->item[I1], 14900, 0},
	    {w->item[I2], 7960, 40}, {w->item[CM1], 500, 0},
	    {w->item[I3], 520, 0}};
	const struct apply_answer answers[] = {{picks, 3}, {picks + 3, 1},
	    {picks, 1}, {picks, 1}, {picks, 1}, {picks, 1}};
	const struct apply_left none = {.nanswer = 0};
	const struct apply_left several = {.answer = answers, .nanswer = 6};
	const struct apply_left twin = {.twin = w->item[R0]};
	const struct apply_left unknown = {
	    .number = span_of("INV-9, x"), .answer = answers + 1, .nanswer = 1};
	struct apply_fund funds[] = {
	    {.item = w->item[R1],
		.date = day("2026-10-01"),
		.received = 14900,
		.before = 14900,
		.open = 900,
		.receipt = true,
		.cause = CAUSE_SEVERAL,
		.left = &several},
	    {.item = w->item[R2],
		.date = day("2026-10-02"),
		.received = 8000,
		.before = 8000,
		.open = 8000,
		.receipt = true,
		.cause = CAUSE_DUPLICATE,
		.left = &twin},
	    {.item = w->item[R5],
		.date = day("2026-10-05"),
		.received = 800,
		.before = 800,
		.open = 800,
		.receipt = true,
		.cause = CAUSE_UNKNOWN,
		.left = &unknown},
	    {.item = w->item[R0],
		.date = day("2026-10-05"),
		.received = 8000,
		.before = 8000,
		.receipt = true},
	    {.item = w->item[CM1],
		.date = day("2026-09-04"),
		.received = 500,
		.before = 500,
		.open = 500},
	    {.item = w->item[N1],
		.date = day("2026-10-04"),
		.received = 2000,
		.before = 2000,
		.open = 2000,
		.returned = true,
		.cause = CAUSE_RETURN,
		.left = &none},
	    {.item = w->item[U1],
		.date = day("2026-10-03"),
		.received = 3000,
		.before = 3000,
		.open = 3000,
		.receipt = true,
		.cause = CAUSE_PAYER,
		.left = &none},
	};

	(void)state;
	give(w, funds, sizeof funds / sizeof *funds);
	w->a.exceptions_file = "x";
	prints(w, apply_exceptions,
	    EXCEPTIONS
	    "R1,A,2026-10-01,149.00,USD,9.00,several-answers,"
	    "\"I1 149.00 + I,2 of C 79.60 (discount 0.40) - CM1 5.00 | I3 520 "
	    "| I1 149.00 | I1 149.00 | I1 149.00 | ...\","
	    "choose one of the candidates and add its apply rows\n"
	    "R2,A,2026-10-02,80.00,USD,80.00,duplicate,R0 of 2026-10-02,"
	    "\"ask the payer; refund it, or apply it by hand\"\n"
	    "R5,A,2026-10-05,8.00,USD,8.00,unknown-number,I3 520,"
	    "\"ask the payer what is meant, and add an xref alias: INV-9, x\"\n"
	    "N1,C,2026-10-04,-20.00,USD,-20.00,return-unknown,,"
	    "\"find the receipt: add apply rows that take back what it paid "
	    "(amounts below zero), then one of it to the return\"\n"
	    "U1,UNIDENTIFIED,2026-10-03,30.00,USD,30.00,unknown-payer,"
	    "ACME | BETA,\"find the payer and add an alias, or a transfer row\""
	    "\n");
	assert_true(w->a.exceptions && w->a.tool.findings);
	give(w, funds + 3, 2);
	w->a.tool.findings = false;
	w->a.has_entity = true;
	prints(w, apply_exceptions,
	    "doc,customer,date,amount,currency,open,cause,candidates,"
	    "next_step,entity\n");
	assert_false(w->a.exceptions || w->a.tool.findings);
	world_free(w);
}

static void
test_stats(void **state)
{
	struct world *w = world_new();
	const struct apply_entry made[] = {
	    by_rule(
		MATCH_TEXT, "doc", 100, entry(w->item[I1], TYPE_APPLY, 9900)),
	    by_rule(
		MATCH_TEXT, "doc", 100, entry(w->item[I1], TYPE_APPLY, 5000)),
	    by_rule(MATCH_TEXT, "doc", 100,
		because("discount-earned",
		    entry(w->item[I1], TYPE_DISCOUNT, -100)))};
	const struct apply_entry partly[] = {
	    by_rule(
		MATCH_SHORT, "doc", 100, entry(w->item[I2], TYPE_APPLY, 6000)),
	    by_rule(MATCH_SHORT, "doc", 100,
		because("freight", entry(w->item[I2], TYPE_DISPUTE, 100)))};
	const struct apply_entry credit[] = {by_rule(
	    MATCH_OWN, "doc", 100, entry(w->item[I1], TYPE_APPLY, 500))};
	struct apply_fund funds[] = {
	    {.item = w->item[R1],
		.received = 14900,
		.before = 14900,
		.receipt = true,
		.entry = made,
		.nentry = 3},
	    {.item = w->item[R2],
		.received = 8000,
		.before = 8000,
		.open = 2000,
		.receipt = true,
		.cause = CAUSE_OVER,
		.entry = partly,
		.nentry = 2,
		.nunpaid = 2},
	    {.item = w->item[CM1], .before = 500, .entry = credit, .nentry = 1},
	    {.item = w->item[R5],
		.received = 800,
		.before = 800,
		.open = 800,
		.receipt = true,
		.cause = CAUSE_NO_MATCH},
	};

	(void)state;
	give(w, funds, 4);
	/* money: 149 + 80 + 8 = 237, of which 149 + 60 = 209 = 88.185 %;
	   lines: 2 + max(4, 1 + 1) + 1 = 7, of which 2 + 1 */
	prints(w, apply_stats,
	    "measure,rule,cause,currency,count,amount,percent\n"
	    "receipts,,,USD,3,237.00,\n"
	    "receipts-matched,,,USD,1,149.00,33.33\n"
	    "receipts-in-part,,,USD,1,80.00,33.33\n"
	    "lines,,,USD,5,,\n"
	    "lines-matched,,,USD,3,,60.00\n"
	    "money,,,USD,,237.00,\n"
	    "money-matched,,,USD,,209.00,88.19\n"
	    "unapplied,,,USD,2,28.00,11.81\n"
	    "receipts-by-rule,text,,USD,1,149.00,33.33\n"
	    "receipts-by-rule,short,,USD,1,60.00,33.33\n"
	    "lines-by-rule,text,,USD,2,149.00,40.00\n"
	    "lines-by-rule,short,,USD,1,60.00,20.00\n"
	    "credits,own,,USD,1,5.00,\n"
	    "discounts,text,discount-earned,USD,1,1.00,\n"
	    "disputes,short,freight,USD,1,1.00,\n"
	    "exceptions,,no-match,USD,1,8.00,33.33\n"
	    "exceptions,,over-payment,USD,1,20.00,33.33\n");
	w->a.nfund = 0;
	prints(w, apply_stats,
	    "measure,rule,cause,currency,count,amount,percent\n");
	world_free(w);
}

/* What dies of a fault frees nothing: no leak to be told of. */
static void
leave(void)
{
	_exit(2);
}

static void
explain(void *arg)
{
	struct printed p;

	atexit(leave);
	p = print(arg, apply_explain, false);
	buf_free(&p.text[0]);
}

static void
test_explain(void **state)
{
	struct world *w = world_new();
	const struct apply_entry made[] = {
	    by_rule(
		MATCH_ONE, "doc", 100, entry(w->item[I1], TYPE_APPLY, 9900)),
	    by_rule(MATCH_ONE, "doc", 100,
		entry(w->item[I1], TYPE_DISCOUNT, -100))};
	struct apply_told told[] = {
	    {w->item[R1], MATCH_TEXT, false, "no number", ""},
	    {w->item[R2], MATCH_TEXT, false, "of another", ""},
	    {w->item[R1], MATCH_ONE, true, "the only one", ""},
	    {w->item[R1], MATCH_TEXT, false, "no number", ""}};
	const struct apply_left none = {.nanswer = 0};
	struct apply_fund funds[] = {{.item = w->item[R1],
					 .left = &none,
					 .received = 14900,
					 .before = 14900,
					 .open = 5000,
					 .cause = CAUSE_OVER,
					 .receipt = true,
					 .entry = made,
					 .nentry = 2},
	    {.item = w->item[R2], .before = 8000, .receipt = true}};

	(void)state;
	give(w, funds, 2);
	w->a.told = told;
	w->a.ntold = 4;
	w->a.explain = "R1";
	prints(w, apply_explain,
	    "rule,name,fired,why,rows,doc,customer\n"
	    "2,text,no,no number,,R1,A\n"
	    "4,one,yes,the only one,apply I1 99.00; discount I1 -1.00,R1,A\n"
	    ",left,no,\"over-payment: refund the rest, or leave it on "
	    "account\",open 50.00,R1,A\n");
	w->a.explain = "I1";
	dies(explain, w, "ar-test: no receipt \"I1\" is open on that day\n");
	world_free(w);
}

static void
prove(void *arg)
{
	atexit(leave);
	apply_prove(&((struct world *)arg)->a);
}

/* Whatever is not as it should be ends the program. */
static void
test_proof(void **state)
{
	struct world *w = world_new();
	struct apply_entry made[] = {entry(w->item[I1], TYPE_APPLY, 14900),
	    entry(w->item[I1], TYPE_DISCOUNT, -100)};
	struct apply_fund fund = {.item = w->item[R1],
	    .before = 14900,
	    .receipt = true,
	    .entry = made,
	    .nentry = 2};

	(void)state;
	give(w, &fund, 1);
	apply_prove(&w->a);
	made[1].amount = -101; /* 150.00 - 149.00 - 1.01 */
	dies(prove, w,
	    "ar-test: the proof does not hold: \"I1\" of customer \"A\": "
	    "driven past zero: please report this book\n");
	made[1].amount = -99; /* left open: an item may be */
	apply_prove(&w->a);
	fund.open = 1;
	dies(prove, w,
	    "ar-test: the proof does not hold: \"R1\" of customer \"A\": what "
	    "was applied and what is left are not the whole: please report "
	    "this book\n");
	made[0].amount = made[0].ref_amount = 14899;
	dies(prove, w,
	    "ar-test: the proof does not hold: \"R1\" of customer \"A\": left "
	    "open without a cause: please report this book\n");
	fund.cause = CAUSE_OVER;
	apply_prove(&w->a);
	fund.before = 14901;
	fund.open = 2;
	dies(prove, w,
	    "ar-test: the proof does not hold: \"R1\" of customer \"A\": open "
	    "is not what the book says: please report this book\n");
	world_free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_transfer),
	    cmocka_unit_test(test_across),
	    cmocka_unit_test(test_pending),
	    cmocka_unit_test(test_exceptions),
	    cmocka_unit_test(test_stats),
	    cmocka_unit_test(test_explain),
	    cmocka_unit_test(test_proof),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
