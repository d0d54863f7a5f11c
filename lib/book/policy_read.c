#include "book/policy_in.h"

#include "base/buf.h"

#define COUNT_MOST 99999 /* days, or items */

/* A whole number; blank is 0. */
static bool
read_count(const struct cells *in, size_t column, uint32_t *n)
{
	struct span s = cells_text(in, column);
	uint32_t v = 0;
	bool ok = true;

	for (size_t i = 0; i < s.len && ok; i++) {
		ok = s.at[i] >= '0' && s.at[i] <= '9';
		v = v * 10 + (uint32_t)(s.at[i] - '0');
		ok = ok && v <= COUNT_MOST;
	}
	*n = ok ? v : 0;
	return ok || cells_wrong(in, FAULT_NUMBER, column,
			 "a whole number, 0 to 99999");
}

/* Names the words that there are. */
static bool
unknown(const struct cells *in, size_t column, const char *const *words)
{
	struct buf all = {0};

	for (unsigned i = 0; words[i] != NULL; i++) {
		buf_text(&all, i == 0 ? "" : words[i + 1] ? ", " : " or ");
		buf_text(&all, words[i]);
	}
	cells_wrong(in, FAULT_NUMBER, column, buf_string(&all));
	buf_free(&all);
	return false;
}

/* One of some words, of which the first is what blank stands for; the last
   one is followed by NULL. */
static bool
read_word(const struct cells *in, size_t column, const char *const *words,
    unsigned *which)
{
	struct span s = cells_text(in, column);

	for (*which = 0; words[*which] != NULL; ++*which)
		if (s.len == 0 || span_is(s, words[*which]))
			return true;
	*which = 0;
	return unknown(in, column, words);
}

static bool
read_flag(const struct cells *in, size_t column, bool *is)
{
	static const char *const words[] = {"no", "yes", NULL};
	unsigned which;
	bool ok = read_word(in, column, words, &which);

	*is = which == 1;
	return ok;
}

/* Blank is 0.  As a plain number it is 1 at most: 9 for 9% would be 900%. */
static bool
read_share(const struct cells *in, size_t column, int64_t most,
    const char *detail, struct decimal *share)
{
	struct span s = cells_text(in, column);
	bool percent = s.len > 0 && s.at[s.len - 1] == '%';

	*share = (struct decimal){0};
	if (s.len == 0)
		return true;
	if (!cells_share(in, column, share))
		return false;
	return (share->n >= 0 &&
		   decimal_compare(
		       *share, (struct decimal){percent ? most : 1, 0}) <= 0) ||
	       cells_wrong(in, FAULT_NUMBER, column, detail);
}

/* Blank is 0. */
static bool
read_amount(
    const struct cells *in, size_t column, int currency, int64_t *amount)
{
	*amount = 0;
	if (cells_text(in, column).len == 0)
		return true;
	return cells_amount(in, column, currency, amount) &&
	       (*amount >= 0 ||
		   cells_wrong(in, FAULT_SIGN, column, "is less than nothing"));
}

/* Cells of other rows than this one. */
static bool
all_blank(const struct cells *in, size_t from, size_t to, const char *detail)
{
	bool ok = true;

	for (size_t i = from; i <= to; i++)
		if (cells_text(in, i).len > 0)
			ok = cells_wrong(in, FAULT_SIGN, i, detail);
	return ok;
}

static struct span
keep_word(const struct cells *in, size_t column, struct intern *words)
{
	return intern_text(words, intern_add(words, cells_text(in, column)));
}

static bool
read_when(const struct cells *in, struct policy_row *r)
{
	static const char *const words[] = {"due", "eom", "previous", NULL};
	struct policy_level *l = &r->is;
	unsigned from;
	bool ok = read_count(in, COLUMN_DAYS, &l->days);

	ok &= read_word(in, COLUMN_FROM, words, &from);
	l->from = (enum policy_from)from;
	if (r->level == 1 && l->from == POLICY_PREVIOUS)
		ok = cells_wrong(in, FAULT_SIGN, COLUMN_FROM,
		    "means nothing on level 1, before which there is none");
	ok &= read_count(in, COLUMN_MIN_DAYS_BETWEEN, &l->min_days_between);
	return ok & read_count(in, COLUMN_DEADLINE_DAYS, &l->deadline_days);
}

static bool
read_minimums(const struct cells *in, int currency, struct policy_level *l)
{
	static const char *const words[] = {"and", "or", NULL};
	unsigned either;
	bool ok = read_amount(in, COLUMN_MIN_AMOUNT, currency, &l->min_amount);

	ok &= read_share(in, COLUMN_MIN_PERCENT, 1,
	    "a share, 0% to 100% or 0 to 1", &l->min_percent);
	ok &= read_word(in, COLUMN_COMBINE, words, &either);
	l->either = either == 1;
	return ok & read_count(in, COLUMN_MIN_COUNT, &l->min_count);
}

static bool
read_charges(const struct cells *in, int currency, struct policy_level *l)
{
	static const char *const counts[] = {"365", "360", "30/360", NULL};
	static const char *const bases[] = {"daily", "balance", NULL};
	unsigned count, base;
	bool ok = read_amount(in, COLUMN_FEE, currency, &l->fee);

	ok &= read_share(in, COLUMN_FEE_PERCENT, 1,
	    "a share, 0% to 100% or 0 to 1", &l->fee_percent);
	ok &= read_share(in, COLUMN_INTEREST_RATE, 10,
	    "a rate a year, 0% to 1000% or 0 to 1", &l->interest_rate);
	ok &= read_word(in, COLUMN_DAY_COUNT, counts, &count);
	ok &= read_word(in, COLUMN_INTEREST_BASE, bases, &base);
	l->day_count = (enum policy_count)count;
	l->balance = base == 1;
	return ok;
}

bool
policy_read_row(
    const struct cells *in, struct intern *words, struct policy_row *r)
{
	bool ok = true;

	r->currency = POLICY_ANY;
	if (cells_text(in, COLUMN_CURRENCY).len > 0 &&
	    !cells_currency(in, COLUMN_CURRENCY, &r->currency))
		return false;
	ok &= read_when(in, r);
	ok &= read_minimums(in, r->currency, &r->is);
	ok &= read_charges(in, r->currency, &r->is);
	r->is.channel = keep_word(in, COLUMN_CHANNEL, words);
	r->is.action = keep_word(in, COLUMN_ACTION, words);
	r->is.template = keep_word(in, COLUMN_TEMPLATE, words);
	return ok & all_blank(in, COLUMN_ADVANCE, COLUMN_MIN_DAYS_ARREARS,
			"means nothing but in a row of level 0");
}

bool
policy_read_rules(const struct cells *in, struct policy_rules *rules)
{
	static const char *const ways[] = {"one", "jump", NULL};
	static const char *const groups[] = {
	    "customer", "parent", "account", "item", NULL};
	static const char *const disputed[] = {"part", "item", "no", NULL};
	unsigned way, group, without;
	bool ok = all_blank(in, COLUMN_CURRENCY, COLUMN_TEMPLATE,
	    "means nothing in a row of level 0");

	ok &= read_word(in, COLUMN_ADVANCE, ways, &way);
	ok &= read_word(in, COLUMN_GROUP, groups, &group);
	ok &= read_word(in, COLUMN_EXCLUDE_DISPUTED, disputed, &without);
	ok &= read_count(in, COLUMN_GRACE_DAYS, &rules->grace_days);
	ok &= read_count(in, COLUMN_MIN_DAYS_ARREARS, &rules->min_days_arrears);
	ok &= read_flag(in, COLUMN_NET_CREDITS, &rules->net_credits);
	ok &= read_flag(in, COLUMN_INCLUDE_NOT_DUE, &rules->not_due);
	rules->jump = way == 1;
	rules->group = (enum policy_group)group;
	rules->disputed = (enum policy_disputed)without;
	return ok;
}
