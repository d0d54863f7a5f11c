#include "book/policy_in.h"

#include <stdlib.h>

#include "base/mem.h"

static const char *const names[] = {
    [COLUMN_POLICY] = "policy",
    [COLUMN_LEVEL] = "level",
    [COLUMN_CURRENCY] = "currency",
    [COLUMN_DAYS] = "days",
    [COLUMN_FROM] = "from",
    [COLUMN_MIN_AMOUNT] = "min_amount",
    [COLUMN_MIN_PERCENT] = "min_percent",
    [COLUMN_COMBINE] = "combine",
    [COLUMN_MIN_COUNT] = "min_count",
    [COLUMN_MIN_DAYS_BETWEEN] = "min_days_between",
    [COLUMN_FEE] = "fee",
    [COLUMN_FEE_PERCENT] = "fee_percent",
    [COLUMN_INTEREST_RATE] = "interest_rate",
    [COLUMN_DAY_COUNT] = "day_count",
    [COLUMN_INTEREST_BASE] = "interest_base",
    [COLUMN_DEADLINE_DAYS] = "deadline_days",
    [COLUMN_CHANNEL] = "channel",
    [COLUMN_ACTION] = "action",
    [COLUMN_TEMPLATE] = "template",
    [COLUMN_ADVANCE] = "advance",
    [COLUMN_GROUP] = "group",
    [COLUMN_GRACE_DAYS] = "grace_days",
    [COLUMN_NET_CREDITS] = "net_credits",
    [COLUMN_EXCLUDE_DISPUTED] = "exclude_disputed",
    [COLUMN_INCLUDE_NOT_DUE] = "include_not_due",
    [COLUMN_MIN_DAYS_ARREARS] = "min_days_arrears",
};

const char *const policy_required[2] = {"policy", "level"};

struct policies *
policies_new(const struct map_section *map)
{
	struct policies *p = mem_array(1, sizeof *p);

	p->names = intern_new();
	p->words = intern_new();
	columns_open(&p->columns, map, names, COLUMNS);
	return p;
}

void
policies_free(struct policies *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n; i++) {
		mem_free(p->at[i]->at);
		mem_free(p->at[i]);
	}
	mem_free(p->at);
	intern_free(p->names);
	intern_free(p->words);
	columns_free(&p->columns);
	mem_free(p);
}

static struct policy *
policy_of(struct policies *all, struct span name)
{
	uint32_t id = intern_add(all->names, name);

	if (id < all->n)
		return all->at[id];
	all->at =
	    mem_grow(all->at, &all->cap, all->n + 1, sizeof(struct policy *));
	all->at[all->n] = mem_array(1, sizeof(struct policy));
	all->at[all->n]->name = intern_text(all->names, id);
	return all->at[all->n++];
}

static bool
add_rules(const struct cells *in, struct policy *p)
{
	if (p->rules_line != 0)
		return cells_wrong(in, FAULT_DUPLICATE_KEY, COLUMN_LEVEL, NULL);
	p->rules_line = in->b->line[in->row];
	return policy_read_rules(in, &p->rules);
}

static bool
add_level(const struct cells *in, struct policies *all, struct policy *p,
    uint32_t level)
{
	struct policy_row r = {.level = level, .line = in->b->line[in->row]};

	if (!policy_read_row(in, all->words, &r))
		return false;
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].level == level && p->at[i].currency == r.currency)
			return cells_wrong(
			    in, FAULT_DUPLICATE_KEY, COLUMN_LEVEL, NULL);
	p->at = mem_grow(p->at, &p->cap, p->n + 1, sizeof *p->at);
	p->at[p->n++] = r;
	return true;
}

/* "none" is how a customer is left out. */
static bool
read_name(const struct cells *in, struct span *name)
{
	*name = cells_text(in, COLUMN_POLICY);
	if (name->len == 0)
		return cells_wrong(in, FAULT_BLANK, COLUMN_POLICY,
		    "a level is that of a policy");
	return !span_is(*name, "none") ||
	       cells_wrong(in, FAULT_SIGN, COLUMN_POLICY,
		   "stands for no policy: it can't be the name of one");
}

static bool
read_level(const struct cells *in, uint32_t *level)
{
	struct span s = cells_text(in, COLUMN_LEVEL);

	*level = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] < '0' || s.at[i] > '9' || i > 1)
			s.len = 0;
		else
			*level = *level * 10 + (uint32_t)(s.at[i] - '0');
	}
	return s.len > 0 ||
	       cells_wrong(in, FAULT_NUMBER, COLUMN_LEVEL,
		   "a level, 1 to 99, or 0 for what holds for all of them");
}

void
policies_row(void *arg, struct batch *b, uint32_t row)
{
	struct policies *all = arg;
	struct cells in = {&all->columns, NULL, b, row};
	struct policy *p;
	struct span name;
	uint32_t level;

	if (all->columns.header != b->header) {
		columns_bind(&all->columns, b->header);
		all->broken |= !policy_check_header(&all->columns, b);
	}
	if (!read_name(&in, &name) || !read_level(&in, &level)) {
		all->broken = true;
		return;
	}
	p = policy_of(all, name);
	if (!(level == 0 ? add_rules(&in, p) : add_level(&in, all, p, level)))
		all->broken = true;
}

static int
by_level(const void *a, const void *b)
{
	const struct policy_row *x = a, *y = b;

	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	return (x->currency > y->currency) - (x->currency < y->currency);
}

static void
put_in_order(struct policy *p)
{
	size_t i = 0;

	if (p->n > 0) {
		qsort(p->at, p->n, sizeof *p->at, by_level);
		p->levels = p->at[p->n - 1].level;
	}
	for (uint32_t level = 0; level < POLICY_LEVELS + 2; level++) {
		while (i < p->n && p->at[i].level < level)
			i++;
		p->first[level] = i;
	}
}

void
policies_close(struct policies *all, struct faults *faults)
{
	for (size_t i = 0; i < all->n; i++) {
		put_in_order(all->at[i]);
		if (!all->broken)
			policy_check(all, all->at[i], faults);
	}
}

const struct policy *
policies_find(const struct policies *p, struct span name)
{
	uint32_t id = intern_find(p->names, name);

	return id == INTERN_NONE ? NULL : p->at[id];
}

bool
policies_empty(const struct policies *p)
{
	return p->n == 0;
}

const struct policy *
policies_only(const struct policies *p)
{
	return p->n == 1 ? p->at[0] : NULL;
}

struct span
policy_name(const struct policy *p)
{
	return p->name;
}

const struct policy_rules *
policy_rules(const struct policy *p)
{
	return &p->rules;
}

uint32_t
policy_levels(const struct policy *p)
{
	return p->levels;
}

/* The row of all currencies is the first of its level. */
const struct policy_row *
policy_find(const struct policy *p, uint32_t level, int currency)
{
	size_t from, to;

	if (level < 1 || level > p->levels)
		return NULL;
	from = p->first[level];
	to = p->first[level + 1];
	for (size_t i = from; i < to; i++)
		if (p->at[i].currency == currency)
			return &p->at[i];
	return from < to && p->at[from].currency == POLICY_ANY ? &p->at[from]
							       : NULL;
}

const struct policy_level *
policy_level(const struct policy *p, uint32_t level, int currency)
{
	const struct policy_row *r = policy_find(p, level, currency);

	return r != NULL ? &r->is : NULL;
}
