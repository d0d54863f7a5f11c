#include "book/policy_in.h"

#include <stdio.h>

#include "value/money.h"

#define DETAIL 96

void
policy_wrong(const struct policies *p, struct faults *faults,
    enum fault_code code, uint64_t line, size_t column, const char *cell,
    const char *detail)
{
	fault_add(faults, code, line, columns_name(&p->columns, column),
	    span_of(cell), detail, (struct span){0});
}

static void
wrong_level(const struct policies *all, struct faults *faults,
    const struct policy_row *r, int currency)
{
	char cell[12], detail[DETAIL];

	snprintf(cell, sizeof cell, "%u", (unsigned)r->level);
	snprintf(detail, sizeof detail,
	    "stands above level %u, which the policy does not have%s%s",
	    (unsigned)r->level - 1, currency != POLICY_ANY ? " in " : "",
	    currency_code(currency));
	policy_wrong(
	    all, faults, FAULT_SIGN, r->line, COLUMN_LEVEL, cell, detail);
}

/* A level that no row is of, whatever the currency. */
static bool
has_gap(
    const struct policies *all, const struct policy *p, struct faults *faults)
{
	if (p->n == 0)
		policy_wrong(all, faults, FAULT_SIGN, p->rules_line,
		    COLUMN_LEVEL, "0",
		    "is all there is of the policy: it has no level 1");
	for (uint32_t level = 1; level < p->levels; level++)
		if (p->first[level] == p->first[level + 1]) {
			wrong_level(all, faults, &p->at[p->first[level + 1]],
			    POLICY_ANY);
			return true;
		}
	return p->n == 0;
}

/* A level that a currency reaches, though it has not the one below. */
static void
check_gaps(const struct policies *all, const struct policy *p, int currency,
    struct faults *faults)
{
	for (uint32_t level = 2; level <= p->levels; level++) {
		const struct policy_row *r = policy_find(p, level, currency);

		if (r != NULL && policy_find(p, level - 1, currency) == NULL)
			wrong_level(all, faults, r, currency);
	}
}

static void
wrong_days(const struct policies *all, struct faults *faults,
    const struct policy_row *below, const struct policy_row *r)
{
	int currency =
	    r->currency != POLICY_ANY ? r->currency : below->currency;
	char cell[12], detail[DETAIL];

	snprintf(cell, sizeof cell, "%u", (unsigned)r->is.days);
	snprintf(detail, sizeof detail, "more than the %u days of level %u%s%s",
	    (unsigned)below->is.days, (unsigned)below->level,
	    currency != POLICY_ANY ? " in " : "", currency_code(currency));
	policy_wrong(
	    all, faults, FAULT_NUMBER, r->line, COLUMN_DAYS, cell, detail);
}

/* Days that count from the same day rise.  Two rows of all currencies are
   looked at with these. */
static void
check_days(const struct policies *all, const struct policy *p, int currency,
    struct faults *faults)
{
	const struct policy_row *last[POLICY_PREVIOUS] = {NULL};

	for (uint32_t level = 1; level <= p->levels; level++) {
		const struct policy_row *r = policy_find(p, level, currency);
		const struct policy_row *below;

		if (r == NULL || r->is.from == POLICY_PREVIOUS)
			continue;
		below = last[r->is.from];
		if (below != NULL && below->is.days >= r->is.days &&
		    (r->currency == currency || below->currency == currency))
			wrong_days(all, faults, below, r);
		last[r->is.from] = r;
	}
}

static bool
names_currency(const struct policy *p, int currency)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].currency == currency)
			return true;
	return false;
}

void
policy_check(
    const struct policies *all, const struct policy *p, struct faults *faults)
{
	if (has_gap(all, p, faults))
		return;
	for (int c = 0; c < currency_count(); c++) {
		if (!names_currency(p, c))
			continue;
		if (c != POLICY_ANY)
			check_gaps(all, p, c, faults);
		check_days(all, p, c, faults);
	}
}

/* The rows that have an amount and no currency, one by one. */
static struct policy_row *
next_bare(const struct policies *all, size_t *policy, size_t *row)
{
	for (; *policy < all->n; ++*policy, *row = 0)
		while (*row < all->at[*policy]->n) {
			struct policy_row *r = &all->at[*policy]->at[(*row)++];

			if (r->currency == POLICY_ANY &&
			    (r->is.min_amount != 0 || r->is.fee != 0))
				return r;
		}
	return NULL;
}

void
policies_one_currency(struct policies *all, struct faults *faults)
{
	const struct policy_row *r;
	size_t policy = 0, row = 0;
	char detail[DETAIL];

	while ((r = next_bare(all, &policy, &row)) != NULL) {
		snprintf(detail, sizeof detail,
		    "%s is an amount: of which of the book's currencies?",
		    r->is.min_amount != 0 ? "min_amount" : "fee");
		policy_wrong(all, faults, FAULT_BLANK, r->line, COLUMN_CURRENCY,
		    "", detail);
	}
}

/* From two decimals to those of a currency. */
static void
rescale(const struct policies *all, struct faults *faults, uint64_t line,
    size_t column, int currency, int64_t *amount)
{
	int shift = currency_exponent(currency) - currency_exponent(POLICY_ANY);
	int64_t power = (int64_t)decimal_power(shift < 0 ? -shift : shift),
		scaled;
	char cell[MONEY_CHARS], detail[DETAIL];

	money_format(cell, *amount, currency_exponent(POLICY_ANY));
	if (shift < 0 && *amount % power != 0) {
		snprintf(detail, sizeof detail, "%s has (%d)",
		    currency_code(currency), currency_exponent(currency));
		policy_wrong(
		    all, faults, FAULT_DECIMALS, line, column, cell, detail);
	} else if (shift < 0) {
		*amount /= power;
	} else if (!__builtin_mul_overflow(*amount, power, &scaled)) {
		*amount = scaled;
	} else {
		policy_wrong(
		    all, faults, FAULT_RANGE, line, column, cell, NULL);
	}
}

void
policies_currency(struct policies *all, int currency, struct faults *faults)
{
	struct policy_row *r;
	size_t policy = 0, row = 0;

	while ((r = next_bare(all, &policy, &row)) != NULL) {
		rescale(all, faults, r->line, COLUMN_MIN_AMOUNT, currency,
		    &r->is.min_amount);
		rescale(all, faults, r->line, COLUMN_FEE, currency, &r->is.fee);
	}
}
