/* Cash application: each rule on a customer or two, worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "rule/cite.h"
#include "rule/match.h"

#define MOST 8
#define DAY  1000 /* of all receipts */

/* One pool, customers 0 (ACME) and 1, its child. */
struct desk {
	struct match_policy policy;
	struct match_pool pool;
	struct match_customer customers[2];
	struct match_item items[MOST];
	struct match_part parts[MOST][3];
	struct match_tier tiers[MOST];
	struct match_fund funds[MOST];
	struct match_cite cites[MOST][4];
	struct match_line lines[MOST][4];
	struct match_return returns[1];
	struct match match;
};

static void
desk_open(struct desk *d)
{
	*d = (struct desk){0};
	for (size_t i = 0; i < MATCH_RULES; i++)
		d->policy.rule[i] = true;
	d->policy.asof = DAY + 30;
	d->policy.subset_most = 25;
	d->policy.chance = (struct decimal){1, 0};
	d->pool.exponent = 2;
	d->customers[0].parent = MATCH_NONE;
	d->customers[1].parent = 0;
	d->match = (struct match){.policy = &d->policy,
	    .pools = &d->pool,
	    .customers = d->customers,
	    .items = d->items,
	    .funds = d->funds,
	    .returns = d->returns,
	    .ncustomer = 2,
	    .explain = MATCH_NONE};
}

/* An item of one installment; items of customer 0 first. */
static uint32_t
item(struct desk *d, uint32_t customer, const char *doc, int64_t amount)
{
	uint32_t n = d->match.nitem++;

	d->parts[n][0] = (struct match_part){.due = DAY - 100 + (int32_t)n,
	    .order = DAY - 100 + (int32_t)n,
	    .amount = amount,
	    .open = amount};
	d->items[n] = (struct match_item){.customer = customer,
	    .billed = DAY - 130,
	    .doc = span_of(doc),
	    .amount = amount,
	    .part = d->parts[n],
	    .npart = 1};
	return n;
}

static void
discount(struct desk *d, uint32_t i, int64_t amount, int32_t date)
{
	d->tiers[i] = (struct match_tier){date, amount};
	d->parts[i][0].tier = &d->tiers[i];
	d->parts[i][0].ntier = 1;
}

/* Another installment of it, a day later. */
static void
installment(struct desk *d, uint32_t i, int64_t amount)
{
	uint32_t n = d->items[i].npart++;

	d->parts[i][n] = d->parts[i][n - 1];
	d->parts[i][n].due++;
	d->parts[i][n].order++;
	d->parts[i][n].amount = d->parts[i][n].open = amount;
	d->parts[i][n].tier = NULL;
	d->parts[i][n].ntier = 0;
	d->items[i].amount += amount;
}

static uint32_t
fund(struct desk *d, bool receipt, const char *doc, int64_t amount)
{
	uint32_t n = d->match.nfund++;

	d->funds[n] = (struct match_fund){.doc = span_of(doc),
	    .date = DAY,
	    .judged = DAY,
	    .open = amount,
	    .received = amount,
	    .receipt = receipt,
	    .own = MATCH_NONE,
	    .line = d->lines[n],
	    .cite = d->cites[n]};
	return n;
}

static void
cite(struct desk *d, uint32_t f, enum match_found found, uint32_t what)
{
	d->cites[f][d->funds[f].ncite++] = (struct match_cite){.text = {"x", 1},
	    .item = found == FOUND_ITEM ? what : MATCH_NONE,
	    .fund = found == FOUND_CREDIT ? what : MATCH_NONE,
	    .found = (uint8_t)found,
	    .firm = true};
}

static struct match_line *
line(struct desk *d, uint32_t f, enum match_found found, uint32_t what,
    int64_t amount)
{
	struct match_line *l = &d->lines[f][d->funds[f].nline++];

	*l = (struct match_line){
	    .cite = {.text = {"x", 1},
		.item = found == FOUND_ITEM ? what : MATCH_NONE,
		.fund = found == FOUND_CREDIT ? what : MATCH_NONE,
		.found = (uint8_t)found,
		.firm = true},
	    .due = DATE_NONE,
	    .amount = amount};
	return l;
}

/* Everything that was decided: "apply R INV 5 remit:doc 100; ..." */
static const char *
decided(struct desk *d)
{
	static char text[1024];
	size_t n = 0;

	text[0] = '\0';
	match_run(&d->match);
	for (uint32_t i = 0; i < d->match.nentry; i++) {
		const struct match_entry *e = &d->match.entries[i];

		n += (size_t)snprintf(text + n, sizeof text - n,
		    "%s%s %.*s %s %lld %s:%s", i > 0 ? "; " : "",
		    posting_type_name((enum posting_type)e->type),
		    (int)d->funds[e->fund].doc.len, d->funds[e->fund].doc.at,
		    e->item == MATCH_NONE ? "-" : d->items[e->item].doc.at,
		    (long long)e->amount,
		    match_rule_name((enum match_rule)e->rule), e->way);
	}
	match_free(&d->match);
	return text;
}

static const char *
cause(const struct desk *d, uint32_t f)
{
	return match_cause_name((enum match_cause)d->funds[f].cause);
}

static void
own_credits(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 1000);
	fund(&d, false, "CM", 1500);
	d.funds[0].own = 0;
	assert_string_equal(decided(&d), "apply CM I1 1000 own:credit ref");
	assert_int_equal(d.funds[0].open, 500);
}

/* What the payer takes is not rule 0's, though its ref is open; what is left
   of it then is. */
static void
claimed_credits(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 1000);
	item(&d, 0, "I2", 700);
	fund(&d, false, "CM", 300);
	d.funds[0].own = 0;
	fund(&d, true, "R", 500);
	line(&d, 1, FOUND_ITEM, 1, 700);
	line(&d, 1, FOUND_CREDIT, 0, -200);
	assert_string_equal(decided(&d), "apply CM I2 200 remit:doc; "
					 "apply R I2 500 remit:doc; "
					 "apply CM I1 100 own:credit ref");
}

/* A number that hits another family's item pays it only by the cent. */
static void
strangers(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	d.customers[1].parent = MATCH_NONE;
	item(&d, 0, "I1", 500);
	item(&d, 1, "I2", 1000);
	fund(&d, true, "R", 400);
	cite(&d, 0, FOUND_ITEM, 1);
	assert_string_equal(decided(&d), "");
	assert_string_equal(cause(&d, 0), "unknown-number");
	d.funds[0].open = d.funds[0].received = 1000;
	assert_string_equal(decided(&d), "apply R I2 1000 text:doc");
	/* settled by then, it does not let the rest be too much */
	fund(&d, true, "S", 600);
	cite(&d, 1, FOUND_ITEM, 1);
	cite(&d, 1, FOUND_ITEM, 0);
	assert_string_equal(decided(&d), "");
	assert_string_equal(cause(&d, 1), "unknown-number");
	match_free(&d.match);
}

static void
bank_returns(void **state)
{
	struct match_applied applied = {0, DATE_NONE, 980};
	struct match_made made = {
	    0, DATE_NONE, TYPE_DISCOUNT, -20, "discount-earned"};
	struct desk d;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 1000);
	d.parts[0][0].open = 0;
	d.items[0].taken = 20;
	item(&d, 0, "NSF", 980);
	fund(&d, true, "R", 980);
	d.funds[0].open = 0;
	d.funds[0].applied = &applied;
	d.funds[0].made = &made;
	d.funds[0].napplied = d.funds[0].nmade = 1;
	d.returns[0] = (struct match_return){1, 1, 0, false};
	d.match.nreturn = 1;
	assert_string_equal(decided(&d), "apply R I1 -980 own:bank return; "
					 "discount R I1 20 own:bank return; "
					 "apply R NSF 980 own:bank return");
	assert_int_equal(d.parts[0][0].open, 1000);
	assert_int_equal(d.parts[1][0].open, 0);
	assert_int_equal(d.items[0].taken, 0);
}

static void
remittances(void **state)
{
	struct desk d;
	uint32_t f, cm;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 10000);
	item(&d, 0, "I2", 5000);
	discount(&d, 0, 200, DAY);
	discount(&d, 1, 100, DAY - 1); /* too late */
	cm = fund(&d, false, "CM", 3000);
	f = fund(&d, true, "R", 12200);
	line(&d, f, FOUND_ITEM, 0, 9800)->discount = 200;
	line(&d, f, FOUND_ITEM, 1, 4400)->discount = 100;
	d.lines[f][1].deduction = 500;
	d.lines[f][1].reason = "freight";
	line(&d, f, FOUND_CREDIT, cm, -2000);
	assert_string_equal(decided(&d),
	    "apply CM I1 2000 remit:doc; apply R I1 7800 remit:doc; "
	    "discount R I1 -200 remit:discount; "
	    "apply R I2 4400 remit:doc; "
	    "dispute R I2 100 short:late discount; "
	    "dispute R I2 500 short:deduction");
	assert_int_equal(d.funds[cm].open, 1000);
	assert_int_equal(d.parts[1][0].open, 600);
	assert_true(d.items[1].disputed);
}

/* A credit memo goes to the item it credits, if that is paid with it. */
static void
credits_at_home(void **state)
{
	struct desk d;
	uint32_t f, cm;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 10000);
	item(&d, 0, "I2", 5000);
	cm = fund(&d, false, "CM", 6000);
	d.funds[cm].own = 1;
	f = fund(&d, true, "R", 9000);
	cite(&d, f, FOUND_ITEM, 0);
	cite(&d, f, FOUND_ITEM, 1);
	cite(&d, f, FOUND_CREDIT, cm);
	assert_string_equal(decided(&d),
	    "apply CM I1 1000 text:doc; apply R I1 9000 text:doc; "
	    "apply CM I2 5000 text:doc");
}

static void
remittances_that_do_not_sum(void **state)
{
	struct desk d;
	uint32_t f;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 1000);
	f = fund(&d, true, "R", 1000);
	line(&d, f, FOUND_ITEM, 0, 900);
	assert_string_equal(decided(&d), "");
	assert_string_equal(cause(&d, f), "remit-mismatch");
}

/* Lines of one credit, or of one item, are one; who names an installment has
   it first. */
static void
merged_lines(void **state)
{
	struct desk d;
	uint32_t f, cm;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 1000);
	cm = fund(&d, false, "CM", 150);
	f = fund(&d, true, "R", 850);
	line(&d, f, FOUND_ITEM, 0, 400);
	line(&d, f, FOUND_ITEM, 0, 600);
	line(&d, f, FOUND_CREDIT, cm, -100);
	line(&d, f, FOUND_CREDIT, cm, -50);
	assert_string_equal(
	    decided(&d), "apply CM I1 150 remit:doc; apply R I1 850 remit:doc");

	desk_open(&d);
	item(&d, 0, "I1", 1000);
	installment(&d, 0, 1000);
	d.parts[0][0].open = 0;
	f = fund(&d, true, "R", 1500);
	line(&d, f, FOUND_ITEM, 0, 500);
	line(&d, f, FOUND_ITEM, 0, 1000)->due = d.parts[0][1].due;
	assert_string_equal(decided(&d), "apply R I1 1000 remit:doc");
	assert_string_equal(cause(&d, f), "over-payment");
}

/* What was taken of the first installment is not taken from the second. */
static void
discounts_of_installments(void **state)
{
	struct desk d;
	uint32_t f;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 1000);
	installment(&d, 0, 1000);
	discount(&d, 0, 20, DAY);
	d.parts[0][1].tier = d.parts[0][0].tier;
	d.parts[0][1].ntier = 1;
	d.parts[0][0].open = 0;
	d.items[0].taken = 20;
	f = fund(&d, true, "R", 980);
	line(&d, f, FOUND_ITEM, 0, 980)->due = d.parts[0][1].due;
	assert_string_equal(decided(&d),
	    "apply R I1 980 remit:doc; discount R I1 -20 remit:discount");
}

static void
cited_numbers(void **state)
{
	struct desk d;
	uint32_t f;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 10000);
	item(&d, 0, "I2", 5000);
	item(&d, 0, "I3", 7700);
	discount(&d, 1, 100, DAY);
	f = fund(&d, true, "R", 14900);
	cite(&d, f, FOUND_ITEM, 0);
	cite(&d, f, FOUND_ITEM, 1);
	assert_string_equal(decided(&d),
	    "apply R I1 10000 text:doc; apply R I2 4900 text:doc; "
	    "discount R I2 -100 text:discount");

	/* of one, a part; of two, who knows which */
	desk_open(&d);
	item(&d, 0, "I1", 10000);
	item(&d, 0, "I2", 5000);
	f = fund(&d, true, "R", 14000);
	cite(&d, f, FOUND_ITEM, 0);
	cite(&d, f, FOUND_ITEM, 1);
	assert_string_equal(decided(&d), "");
	assert_string_equal(cause(&d, f), "short-payment");
	d.funds[f].ncite = 1;
	d.funds[f].open = d.funds[f].received = 4000;
	assert_string_equal(decided(&d), "apply R I1 4000 text:doc");
}

static void
cited_installments(void **state)
{
	struct desk d;
	uint32_t f;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 1000);
	installment(&d, 0, 1100);
	item(&d, 0, "I2", 500);
	installment(&d, 1, 700);
	f = fund(&d, true, "R", 1500);
	cite(&d, f, FOUND_ITEM, 0);
	cite(&d, f, FOUND_ITEM, 1);
	assert_string_equal(
	    decided(&d), "apply R I1 1000 text:doc; apply R I2 500 text:doc");
}

/* What is over is not told again as money for an item that is paid. */
static void
over_payments(void **state)
{
	struct desk d;
	uint32_t f;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 1000);
	f = fund(&d, true, "R", 1500);
	cite(&d, f, FOUND_ITEM, 0);
	assert_string_equal(decided(&d), "apply R I1 1000 text:doc");
	assert_string_equal(cause(&d, f), "over-payment");
	assert_int_equal(d.funds[f].open, 500);

	desk_open(&d);
	item(&d, 0, "I1", 1000);
	f = fund(&d, true, "R", 1500);
	line(&d, f, FOUND_ITEM, 0, 1500);
	assert_string_equal(decided(&d), "apply R I1 1000 remit:doc");
	assert_string_equal(cause(&d, f), "over-payment");
}

static void
stated_causes(void **state)
{
	struct desk d;
	uint32_t f;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 10000);
	f = fund(&d, true, "R", 9400);
	cite(&d, f, FOUND_ITEM, 0);
	d.funds[f].causes = 1U << CITE_FREIGHT;
	assert_string_equal(decided(&d),
	    "apply R I1 9400 text:doc; dispute R I1 600 short:cause");
	assert_int_equal(d.parts[0][0].open, 600);
}

static void
one_item(void **state)
{
	struct desk d;
	uint32_t f;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 10000);
	item(&d, 0, "I2", 9800);
	fund(&d, true, "R", 10000);
	assert_string_equal(decided(&d), "apply R I1 10000 one:gross");

	/* net of its discount the first is as good as the second */
	desk_open(&d);
	item(&d, 0, "I1", 10000);
	item(&d, 0, "I2", 9800);
	discount(&d, 0, 200, DAY);
	f = fund(&d, true, "R", 9800);
	assert_string_equal(decided(&d), "");
	assert_string_equal(cause(&d, f), "several-answers");
	assert_int_equal(d.funds[f].nanswer, 2);
}

static void
children(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 10000);
	item(&d, 1, "I2", 9800);
	fund(&d, true, "R", 9800);
	assert_string_equal(decided(&d), "apply R I2 9800 one:gross");
}

static void
sets(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 10000);
	item(&d, 0, "I2", 5000);
	item(&d, 0, "I3", 700);
	fund(&d, true, "R", 15700);
	assert_string_equal(decided(&d),
	    "apply R I1 10000 set:account; apply R I2 5000 set:account; "
	    "apply R I3 700 set:account");

	desk_open(&d);
	item(&d, 0, "I1", 10000);
	item(&d, 0, "I2", 5000);
	item(&d, 0, "I3", 700);
	d.parts[1][0].due = d.parts[1][0].order = DAY;
	fund(&d, true, "R", 10700);
	assert_string_equal(decided(&d),
	    "apply R I1 10000 set:past due; apply R I3 700 set:past due");
}

static void
subsets(void **state)
{
	struct desk d;
	uint32_t f;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 123456);
	item(&d, 0, "I2", 50011);
	item(&d, 0, "I3", 70022);
	item(&d, 0, "I4", 1003);
	fund(&d, true, "R", 123456 + 1003);
	assert_string_equal(decided(&d),
	    "apply R I1 123456 subset:gross; apply R I4 1003 subset:gross");

	/* 1.00 and 2.00 or 3.00 alone would be rule 4's: here are two pairs */
	desk_open(&d);
	item(&d, 0, "I1", 100000);
	item(&d, 0, "I2", 250000);
	item(&d, 0, "I3", 150000);
	item(&d, 0, "I4", 200000);
	f = fund(&d, true, "R", 350000);
	assert_string_equal(decided(&d), "");
	assert_string_equal(cause(&d, f), "several-answers");
}

static void
tolerances(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	d.pool.tolerance.has_amount = true;
	d.pool.tolerance.amount = 25;
	item(&d, 0, "I1", 10000);
	fund(&d, true, "R", 9975);
	assert_string_equal(decided(&d), "apply R I1 9975 tolerance:under; "
					 "writeoff R I1 -25 tolerance:under");

	/* 0.2 % of it is less */
	desk_open(&d);
	d.pool.tolerance = (struct match_tolerance){true, true, 25, {2, 1}};
	item(&d, 0, "I1", 10000);
	fund(&d, true, "R", 9975);
	assert_string_equal(decided(&d), "");

	desk_open(&d);
	d.policy.over = true;
	d.pool.tolerance.has_amount = true;
	d.pool.tolerance.amount = 25;
	item(&d, 0, "I1", 10000);
	fund(&d, true, "R", 10025);
	assert_string_equal(decided(&d),
	    "apply R I1 10000 tolerance:over; adjust R - 25 tolerance:over");
	assert_int_equal(d.funds[0].open, 0);
}

/* A credit memo used for another customer is gone for its owner's receipts:
   what had several answers has one. */
static void
credits_used_elsewhere(void **state)
{
	struct desk d;
	uint32_t f, cm;

	(void)state;
	desk_open(&d);
	item(&d, 0, "X", 30000);
	installment(&d, 0, 70000);
	item(&d, 0, "Y", 5000);
	item(&d, 1, "I1", 100000);
	item(&d, 1, "I2", 90000);
	fund(&d, false, "C1", 20000);
	cm = fund(&d, false, "C2", 10000);
	fund(&d, true, "R1", 80000);
	d.funds[0].customer = d.funds[1].customer = d.funds[2].customer = 1;
	f = fund(&d, true, "P", 65000);
	cite(&d, f, FOUND_ITEM, 0);
	cite(&d, f, FOUND_ITEM, 1);
	cite(&d, f, FOUND_CREDIT, cm);
	fund(&d, true, "Q", 30000);
	assert_string_equal(decided(&d),
	    "apply Q X 30000 one:gross; apply C2 X 10000 text:doc; "
	    "apply P X 60000 text:doc; apply P Y 5000 text:doc; "
	    "apply C1 I1 20000 one:net of credit; "
	    "apply R1 I1 80000 one:net of credit");
}

/* A return that is itself paid by a receipt that came back. */
static void
returns_of_returns(void **state)
{
	struct match_applied on_item = {0, DATE_NONE, 1000};
	struct match_applied on_return = {1, DATE_NONE, 1000};
	struct match_return returns[2];
	struct desk d;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 1000);
	item(&d, 0, "N1", 1000);
	item(&d, 0, "N2", 1000);
	d.parts[0][0].open = d.parts[1][0].open = 0;
	fund(&d, true, "R1", 1000);
	fund(&d, true, "R2", 1000);
	d.funds[0].open = d.funds[1].open = 0;
	d.funds[0].applied = &on_item;
	d.funds[1].applied = &on_return;
	d.funds[0].napplied = d.funds[1].napplied = 1;
	returns[0] = (struct match_return){1, 1, 0, false};
	returns[1] = (struct match_return){2, 1, 1, false};
	d.match.returns = returns;
	d.match.nreturn = 2;
	fund(&d, true, "R3", 1000);
	assert_string_equal(decided(&d), "apply R2 N1 -1000 own:bank return; "
					 "apply R2 N2 1000 own:bank return; "
					 "apply R1 I1 -1000 own:bank return; "
					 "apply R1 N1 1000 own:bank return; "
					 "apply R3 I1 1000 one:gross");
}

static void
late_discounts(void **state)
{
	struct match_tier tiers[] = {{DAY - 1, 300}, {DAY, 100}};
	struct desk d;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 10000);
	discount(&d, 0, 200, DAY - 1);
	fund(&d, true, "R", 9800);
	assert_string_equal(decided(&d),
	    "apply R I1 9800 short:late discount; "
	    "dispute R I1 200 short:late discount");

	desk_open(&d);
	d.policy.grace = 1;
	item(&d, 0, "I1", 10000);
	discount(&d, 0, 200, DAY - 1);
	fund(&d, true, "R", 9800);
	assert_string_equal(decided(&d),
	    "apply R I1 9800 one:net of discount; "
	    "discount R I1 -200 one:net of discount");

	/* 3 % until yesterday, 1 % until today: that much is earned */
	desk_open(&d);
	item(&d, 0, "I1", 10000);
	d.parts[0][0].tier = tiers;
	d.parts[0][0].ntier = 2;
	fund(&d, true, "R", 9700);
	assert_string_equal(decided(&d),
	    "apply R I1 9700 short:late discount; "
	    "discount R I1 -100 short:late discount; "
	    "dispute R I1 200 short:late discount");
}

static void
oldest_first(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	d.policy.oldest_first = true;
	item(&d, 0, "I1", 10000);
	item(&d, 0, "I2", 5000);
	d.parts[0][0].order = DAY; /* the younger */
	fund(&d, true, "R", 7000);
	assert_string_equal(decided(&d),
	    "apply R I2 5000 oldest:first; apply R I1 2000 oldest:first");
}

/* What a strong rule takes is not there for a weak one, whoever came first. */
static void
strong_before_weak(void **state)
{
	struct desk d;
	uint32_t f;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 10000);
	fund(&d, true, "R1", 10000);
	f = fund(&d, true, "R2", 10000);
	cite(&d, f, FOUND_ITEM, 0);
	assert_string_equal(decided(&d), "apply R2 I1 10000 text:doc");
	assert_string_equal(cause(&d, 0), "no-open-item");
}

/* A number that does not fit, and an item that does. */
static void
doubts(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 10000);
	item(&d, 0, "I2", 5000);
	fund(&d, true, "R", 5000);
	cite(&d, 0, FOUND_ITEM, 0);
	assert_string_equal(decided(&d), "");
	assert_string_equal(cause(&d, 0), "several-answers");
	/* nor is it the other one where the number is perhaps none */
	d.cites[0][0].firm = false;
	assert_string_equal(decided(&d), "");
	assert_string_equal(cause(&d, 0), "no-match");
	d.cites[0][0].item = 1;
	assert_string_equal(decided(&d), "apply R I2 5000 text:doc");
}

/* Of a parent's item and a child's of one amount, who knows which? */
static void
equal_children(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 5000);
	item(&d, 1, "I2", 5000);
	fund(&d, true, "R", 5000);
	assert_string_equal(decided(&d), "");
	assert_string_equal(cause(&d, 0), "several-answers");
}

/* A parent's number that its child has, too: by the cent, or not at all. */
static void
namesakes(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	item(&d, 0, "INV-7", 5000);
	item(&d, 1, "inv 07", 9000);
	fund(&d, true, "R", 4000);
	cite(&d, 0, FOUND_ITEM, 0);
	assert_string_equal(decided(&d), "");
	assert_string_equal(cause(&d, 0), "ambiguous-number");
	d.funds[0].open = d.funds[0].received = 5000;
	assert_string_equal(decided(&d), "apply R INV-7 5000 text:doc");
}

/* What is due first is no answer where the next month's is the same. */
static void
rents(void **state)
{
	struct desk d;

	(void)state;
	desk_open(&d);
	item(&d, 0, "I1", 5000);
	item(&d, 0, "I2", 700);
	item(&d, 0, "I3", 5000);
	d.parts[2][0].due = DAY + 1;
	fund(&d, true, "R", 5700);
	assert_string_equal(decided(&d), "");
	assert_string_equal(cause(&d, 0), "several-answers");
	d.parts[2][0].amount = d.parts[2][0].open = 5001;
	assert_string_equal(decided(&d), "apply R I1 5000 set:past due; "
					 "apply R I2 700 set:past due");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(own_credits),
	    cmocka_unit_test(claimed_credits),
	    cmocka_unit_test(strangers),
	    cmocka_unit_test(bank_returns),
	    cmocka_unit_test(remittances),
	    cmocka_unit_test(credits_at_home),
	    cmocka_unit_test(remittances_that_do_not_sum),
	    cmocka_unit_test(merged_lines),
	    cmocka_unit_test(discounts_of_installments),
	    cmocka_unit_test(cited_numbers),
	    cmocka_unit_test(cited_installments),
	    cmocka_unit_test(over_payments),
	    cmocka_unit_test(stated_causes),
	    cmocka_unit_test(one_item),
	    cmocka_unit_test(children),
	    cmocka_unit_test(equal_children),
	    cmocka_unit_test(doubts),
	    cmocka_unit_test(namesakes),
	    cmocka_unit_test(rents),
	    cmocka_unit_test(sets),
	    cmocka_unit_test(subsets),
	    cmocka_unit_test(tolerances),
	    cmocka_unit_test(credits_used_elsewhere),
	    cmocka_unit_test(returns_of_returns),
	    cmocka_unit_test(late_discounts),
	    cmocka_unit_test(oldest_first),
	    cmocka_unit_test(strong_before_weak),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
