/* The table of policies: what it says, and what is wrong with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/policies.h"
#include "value/currency.h"

static int
cur(const char *code)
{
	return *code != '\0' ? currency_find(span_of(code)) : CURRENCY_UNNAMED;
}

static void
share_is(struct decimal share, const char *want)
{
	char text[MONEY_CHARS];

	decimal_format(text, share);
	assert_string_equal(text, want);
}

/* Every column, and then blanks: all but policy and level may be missing. */
static void
cells(void **state)
{
	const struct policy_level *l;
	const struct policy *p;
	struct table t;

	(void)state;
	table_open(&t, NULL,
	    "policy,level,currency,days,from,min_amount,min_percent,combine,"
	    "min_count,min_days_between,fee,fee_percent,interest_rate,"
	    "day_count,interest_base,deadline_days,channel,action,template,"
	    "note\n"
	    "P,2,EUR,30,eom,50.00,5%,or,2,14,7.5,0.01,9%,30/360,balance,10,"
	    "letter,credit_stop,firm,\n"
	    "P,1,,,,,,,,,,,,,,,,,,mine\n");
	table_faults(&t, "");
	p = table_policy(&t, "P");
	assert_true(policies_only(t.policies) == p);
	assert_true(span_is(policy_name(p), "P"));
	assert_int_equal(policy_levels(p), 2);
	l = policy_level(p, 2, cur("EUR"));
	assert_int_equal(l->days, 30);
	assert_int_equal(l->from, POLICY_EOM);
	assert_int_equal(l->min_amount, 5000);
	share_is(l->min_percent, "0.05");
	assert_true(l->either && l->balance);
	assert_int_equal(l->min_count, 2);
	assert_int_equal(l->min_days_between, 14);
	assert_int_equal(l->fee, 750);
	share_is(l->fee_percent, "0.01");
	share_is(l->interest_rate, "0.09");
	assert_int_equal(l->day_count, POLICY_30_360);
	assert_int_equal(l->deadline_days, 10);
	assert_true(span_is(l->channel, "letter"));
	assert_true(span_is(l->action, "credit_stop"));
	assert_true(span_is(l->template, "firm"));
	l = policy_level(p, 1, cur("JPY"));
	assert_true(l->days == 0 && l->from == POLICY_DUE);
	assert_true(l->min_amount == 0 && l->fee == 0 && !l->either);
	assert_true(l->interest_rate.n == 0 && l->day_count == POLICY_365);
	assert_true(!l->balance && l->deadline_days == 0);
	assert_true(l->channel.len == 0 && l->action.len == 0);
	table_close(&t);
}

static void
rules(void **state)
{
	const struct policy_rules *r;
	struct table t;

	(void)state;
	table_open(&t, NULL,
	    "policy,level,days,advance,group,grace_days,net_credits,"
	    "exclude_disputed,include_not_due,min_days_arrears\n"
	    "A,0,,jump,account,3,yes,item,yes,5\nA,1,7,,,,,,,\n"
	    "B,1,7,,,,,,,\nC,0,,one,customer,,no,part,no,\nC,1,7,,,,,,,\n");
	table_faults(&t, "");
	assert_null(policies_only(t.policies));
	assert_null(policies_find(t.policies, span_of("D")));
	r = policy_rules(table_policy(&t, "A"));
	assert_true(r->jump && r->net_credits && r->not_due);
	assert_int_equal(r->group, POLICY_ACCOUNT);
	assert_int_equal(r->disputed, POLICY_WHOLE);
	assert_int_equal(r->grace_days, 3);
	assert_int_equal(r->min_days_arrears, 5);
	for (const char *name = "B"; name != NULL;
	     name = *name == 'B' ? "C" : NULL) {
		r = policy_rules(table_policy(&t, name));
		assert_true(!r->jump && !r->net_credits && !r->not_due);
		assert_int_equal(r->group, POLICY_CUSTOMER);
		assert_int_equal(r->disputed, POLICY_PART);
		assert_true(r->grace_days == 0 && r->min_days_arrears == 0);
	}
	table_close(&t);
}

static void
days_are(const struct table *t, uint32_t level, const char *currency, int want)
{
	const struct policy_level *l =
	    policy_level(table_policy(t, "P"), level, cur(currency));

	assert_int_equal(l != NULL ? (int)l->days : -1, want);
}

/* A currency's own row goes before that of all. */
static void
currencies(void **state)
{
	struct table t;

	(void)state;
	table_open(&t, NULL,
	    "level,policy,days,currency,fee\n"
	    "1,P,10,,\n1,P,12,EUR,5.00\n2,P,21,USD,5\n2,P,22,JPY,5\n"
	    "1,P,9,KWD,1.125\n");
	table_faults(&t, "");
	days_are(&t, 1, "EUR", 12);
	days_are(&t, 1, "KWD", 9);
	days_are(&t, 1, "USD", 10);
	days_are(&t, 1, "", 10);
	days_are(&t, 2, "USD", 21);
	days_are(&t, 2, "EUR", -1);
	days_are(&t, 2, "", -1);
	days_are(&t, 0, "USD", -1);
	days_are(&t, 3, "USD", -1);
	assert_int_equal(
	    policy_level(table_policy(&t, "P"), 2, cur("JPY"))->fee, 5);
	assert_int_equal(
	    policy_level(table_policy(&t, "P"), 1, cur("KWD"))->fee, 1125);
	table_close(&t);
}

static void
faults_are(const char *csv, const char *want)
{
	struct table t;

	table_open(&t, NULL, csv);
	table_faults(&t, want);
	table_close(&t);
}

#define HEAD                                                                   \
	"policy,level,currency,days,from,min_amount,min_percent,combine,fee,"  \
	"interest_rate,day_count,interest_base,advance,group,grace_days,"      \
	"net_credits,exclude_disputed\n"

static void
words(void **state)
{
	(void)state;
	faults_are(HEAD "P,1,,x,post,1,,,,1%,366,weekly,,,,,\n",
	    "2 days: \"x\" is not a whole number, 0 to 99999\n"
	    "2 from: \"post\" is not due, eom or previous\n"
	    "2 day_count: \"366\" is not 365, 360 or 30/360\n"
	    "2 interest_base: \"weekly\" is not daily or balance\n");
	faults_are(HEAD "P,0,,,,,,,,,,,up,debtor,-1,Yes,all\n",
	    "2 advance: \"up\" is not one or jump\n"
	    "2 group: \"debtor\" is not customer, parent, account or item\n"
	    "2 exclude_disputed: \"all\" is not part, item or no\n"
	    "2 grace_days: \"-1\" is not a whole number, 0 to 99999\n"
	    "2 net_credits: \"Yes\" is not no or yes\n");
	faults_are(HEAD "P,1,,100000,,1,1%,any,,,,,,,,,\n",
	    "2 days: \"100000\" is not a whole number, 0 to 99999\n"
	    "2 combine: \"any\" is not and or or\n");
	faults_are(HEAD "P,1,,99999,,,,,,,,,,,,,\n", "");
}

static void
names(void **state)
{
	static const char level[] =
	    " is not a level, 1 to 99, or 0 for what holds for all of them\n";
	struct buf want = {0};

	(void)state;
	buf_text(&want, "2 policy: blank, and a level is that of a policy\n"
			"3 policy: \"none\" stands for no policy: it can't be "
			"the name of one\n4 level: \"\"");
	buf_text(&want, level);
	buf_text(&want, "5 level: \"100\"");
	buf_text(&want, level);
	buf_text(&want, "6 level: \"-1\"");
	buf_text(&want, level);
	buf_text(&want, "7 currency: \"euro\" is not an ISO 4217 currency "
			"code\n");
	faults_are("policy,level,currency\n,1,\nnone,1,\nP,,\nP,100,\n"
		   "P,-1,\nP,1,euro\nP,01,\n",
	    buf_string(&want));
	buf_free(&want);
}

/* Cells of level 0 in another row, and the other way round. */
static void
meaningless(void **state)
{
	(void)state;
	faults_are(HEAD "P,1,,7,previous,,,,,,,,jump,item,,,part\n",
	    "2 from: \"previous\" means nothing on level 1, before which "
	    "there is none\n"
	    "2 advance: \"jump\" means nothing but in a row of level 0\n"
	    "2 group: \"item\" means nothing but in a row of level 0\n"
	    "2 exclude_disputed: \"part\" means nothing but in a row of "
	    "level 0\n");
	faults_are(HEAD "P,0,EUR,7,,,,,5,,,,,,,,\n",
	    "2 currency: \"EUR\" means nothing in a row of level 0\n"
	    "2 days: \"7\" means nothing in a row of level 0\n"
	    "2 fee: \"5\" means nothing in a row of level 0\n");
	/* Columns that are filled down: nothing is wrong with these. */
	faults_are(HEAD "P,1,,7,,5,,or,,,365,daily,,,,,\n", "");
}

static void
numbers(void **state)
{
	(void)state;
	faults_are(HEAD "P,1,,,,-1,101%,,0.001,9,,,,,,,\n",
	    "2 min_amount: \"-1\" is less than nothing\n"
	    "2 min_percent: \"101%\" is not a share, 0% to 100% or 0 to 1\n"
	    "2 fee: \"0.001\" has more decimals than an amount without "
	    "currency has (2)\n"
	    "2 interest_rate: \"9\" is not a rate a year, 0% to 1000% or 0 to "
	    "1\n");
	faults_are(HEAD "P,1,JPY,,,0.5,1.1,,1.0,-1%,,,,,,,\n",
	    "2 min_amount: \"0.5\" has more decimals than JPY has (0)\n"
	    "2 min_percent: \"1.1\" is not a share, 0% to 100% or 0 to 1\n"
	    "2 interest_rate: \"-1%\" is not a rate a year, 0% to 1000% or 0 "
	    "to 1\n");
	faults_are(HEAD "P,1,,,,\"1,5\",%,,5%,1001%,,,,,,,\n",
	    "2 min_amount: \"1,5\" is not an amount (decimal mark is '.')\n"
	    "2 min_percent: \"%\" is not an amount (decimal mark is '.')\n"
	    "2 fee: \"5%\" is not an amount (decimal mark is '.')\n"
	    "2 interest_rate: \"1001%\" is not a rate a year, 0% to 1000% or "
	    "0 to 1\n");
	faults_are(HEAD "P,1,,,,,100%,,,1000%,,,,,,,\n", "");
}

static void
twice(void **state)
{
	(void)state;
	faults_are("policy,level,currency\nP,1,\nP,1,EUR\nQ,1,\nP,1,EUR\n"
		   "P,1,\nP,0,\nQ,0,\nP,0,\n",
	    "5 level: \"1\" stands there twice\n"
	    "6 level: \"1\" stands there twice\n"
	    "9 level: \"0\" stands there twice\n");
}

/* Of all rows, and then of one currency. */
static void
gaps(void **state)
{
	(void)state;
	faults_are("policy,level,days\nP,3,3\nP,1,1\nQ,2,2\nQ,0,\nR,0,\n",
	    "2 level: \"3\" stands above level 2, which the policy does not "
	    "have\n"
	    "4 level: \"2\" stands above level 1, which the policy does not "
	    "have\n"
	    "6 level: \"0\" is all there is of the policy: it has no level "
	    "1\n");
	faults_are("policy,level,days,currency\nP,1,1,USD\nP,2,2,USD\n"
		   "P,2,2,EUR\n",
	    "4 level: \"2\" stands above level 1, which the policy does not "
	    "have in EUR\n");
	/* What other currencies reach is not known here. */
	faults_are(
	    "policy,level,days,currency\nP,1,1,USD\nP,2,2,\nP,3,3,USD\n", "");
	/* After a row with a fault nothing is looked for. */
	faults_are("policy,level,days\nP,1,x\nP,3,3\n",
	    "2 days: \"x\" is not a whole number, 0 to 99999\n");
}

static void
rising(void **state)
{
	(void)state;
	faults_are("policy,level,days,from\n"
		   "P,1,10,\nP,2,5,eom\nP,3,5,previous\nP,4,10,due\nP,5,5,eom\n"
		   "P,6,11,\n",
	    "5 days: \"10\" is not more than the 10 days of level 1\n"
	    "6 days: \"5\" is not more than the 5 days of level 2\n");
	/* Each currency by itself; two rows of all are looked at once. */
	faults_are("policy,level,currency,days\n"
		   "P,1,,10\nP,1,EUR,30\nP,2,,20\nP,3,,30\nP,3,EUR,31\n"
		   "P,3,JPY,20\n",
	    "4 days: \"20\" is not more than the 30 days of level 1 in EUR\n"
	    "7 days: \"20\" is not more than the 20 days of level 2 in JPY\n");
	faults_are("policy,level,days\nP,1,0\nP,2,\n",
	    "3 days: \"0\" is not more than the 0 days of level 1\n");
}

/* A row of all currencies that has an amount is of one. */
static void
amounts(void **state)
{
	static const char csv[] = "policy,level,days,currency,min_amount,fee\n"
				  "P,1,1,,,\nP,2,2,,10,5\nP,3,3,EUR,10,5\n"
				  "Q,1,1,,,5.5\nQ,2,2,,0,0\n";
	const struct policy_level *l;
	struct table t;

	(void)state;
	table_open(&t, NULL, csv);
	policies_one_currency(t.policies, &t.faults);
	table_faults(&t,
	    "3 currency: blank, and min_amount is an amount: of which of the "
	    "book's currencies?\n"
	    "5 currency: blank, and fee is an amount: of which of the book's "
	    "currencies?\n");
	table_close(&t);
	table_open(&t, NULL, csv);
	policies_currency(t.policies, cur("JPY"), &t.faults);
	table_faults(
	    &t, "5 fee: \"5.50\" has more decimals than JPY has (0)\n");
	l = policy_level(table_policy(&t, "P"), 2, cur("JPY"));
	assert_true(l->min_amount == 10 && l->fee == 5);
	l = policy_level(table_policy(&t, "P"), 3, cur("EUR"));
	assert_true(l->min_amount == 1000 && l->fee == 500);
	table_close(&t);
	table_open(&t, NULL, csv);
	policies_currency(t.policies, cur("KWD"), &t.faults);
	table_faults(&t, "");
	l = policy_level(table_policy(&t, "Q"), 1, cur("KWD"));
	assert_int_equal(l->fee, 5500);
	table_close(&t);
	table_open(&t, NULL, "policy,level,fee\nP,1,92233720368547758.07\n");
	policies_currency(t.policies, cur(""), &t.faults);
	table_faults(&t, "");
	policies_currency(t.policies, cur("KWD"), &t.faults);
	table_faults(&t,
	    "2 fee: \"92233720368547758.07\" is beyond the largest amount\n");
	table_close(&t);
}

/* Headers and numbers of somebody else. */
static void
maps(void **state)
{
	struct map *map = map_new();
	const struct policy_level *l;
	struct table t;

	(void)state;
	map_column(map, MAP_POLICY, "level=Stufe");
	map_column(map, MAP_POLICY, "default.policy=Mahnung");
	map->of[MAP_POLICY].money.decimal = ',';
	table_open(&t, map,
	    "Stufe,days,fee,interest_rate\n1,7,\"2,50\",\"9,12%\"\n"
	    "3,8,,\n");
	table_faults(&t,
	    "3 Stufe: \"3\" stands above level 2, which the policy does not "
	    "have\n");
	l = policy_level(table_policy(&t, "Mahnung"), 1, 0);
	assert_int_equal(l->fee, 250);
	share_is(l->interest_rate, "0.0912");
	table_close(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cells),
	    cmocka_unit_test(rules),
	    cmocka_unit_test(currencies),
	    cmocka_unit_test(words),
	    cmocka_unit_test(names),
	    cmocka_unit_test(meaningless),
	    cmocka_unit_test(numbers),
	    cmocka_unit_test(twice),
	    cmocka_unit_test(gaps),
	    cmocka_unit_test(rising),
	    cmocka_unit_test(amounts),
	    cmocka_unit_test(maps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
