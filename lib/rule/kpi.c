#include "base/buf.h"
#include "base/mem.h"
#include "rule/kpi_in.h"
#include "value/bucket.h"

/* An entry of the table, or one of several that it stands for. */
struct figure {
	const struct kpi_entry *entry;
	char *name;
	size_t at; /* its bucket */
};

struct kpi_list {
	struct kpi_choice choice; /* without the limits */
	struct figure *at;
	size_t n, cap;
	char **buckets; /* current, 1_30 ... over_90 */
	size_t nbucket;
};

static void
add_number(struct buf *to, int128 n)
{
	buf_room(to, MONEY_CHARS);
	to->len += money_format(to->at + to->len, n, 0);
}

/* As aging heads it, in letters that a name may have: 1-30 is 1_30, and 91+
   is over_90. */
static char *
bucket_of(const struct kpi_choice *choice, size_t i)
{
	struct buf b = {0};
	char text[BUCKET_CHARS];
	size_t n = choice->nlimit;
	char *name;

	if (i < n + 1) {
		buf_add(&b, text, bucket_name(text, choice->limit, n, i));
		for (size_t k = 0; k < b.len; k++)
			if (b.at[k] == '-')
				b.at[k] = '_';
	} else {
		buf_text(&b, "over_");
		add_number(&b, n > 0 ? choice->limit[n - 1] : 0);
	}
	name = mem_copy(b.at, b.len);
	buf_free(&b);
	return name;
}

static void
add_figure(struct kpi_list *k, const struct kpi_entry *e, size_t at)
{
	struct buf b = {0};

	buf_text(&b, e->name);
	if (e->by == KPI_BUCKET || e->by == KPI_BUCKET_BUT_LAST) {
		buf_byte(&b, '_');
		buf_text(&b, k->buckets[at]);
	} else if (e->by == KPI_OLD) {
		buf_byte(&b, '_');
		add_number(&b, k->choice.unapplied_days);
		buf_text(&b, e->suffix);
	}
	k->at = mem_grow(k->at, &k->cap, k->n + 1, sizeof *k->at);
	k->at[k->n++] = (struct figure){e, mem_copy(b.at, b.len), at};
	buf_free(&b);
}

struct kpi_list *
kpi_new(const struct kpi_choice *choice)
{
	struct kpi_list *k = mem_array(1, sizeof *k);

	k->choice = *choice;
	k->choice.limit = NULL;
	k->nbucket = choice->nlimit + 2;
	k->buckets = mem_array(k->nbucket, sizeof *k->buckets);
	for (size_t i = 0; i < k->nbucket; i++)
		k->buckets[i] = bucket_of(choice, i);
	for (const struct kpi_entry *e = kpi_table; e->name != NULL; e++) {
		size_t n = 1;

		if (e->by == KPI_BUCKET)
			n = k->nbucket;
		if (e->by == KPI_BUCKET_BUT_LAST)
			n = k->nbucket - 1;
		for (size_t i = 0; i < n; i++)
			add_figure(k, e, i);
	}
	return k;
}

void
kpi_free(struct kpi_list *k)
{
	if (k == NULL)
		return;
	for (size_t i = 0; i < k->n; i++)
		mem_free(k->at[i].name);
	for (size_t i = 0; i < k->nbucket; i++)
		mem_free(k->buckets[i]);
	mem_free(k->at);
	mem_free(k->buckets);
	mem_free(k);
}

size_t
kpi_count(const struct kpi_list *k)
{
	return k->n;
}

const char *
kpi_name(const struct kpi_list *k, size_t i)
{
	return k->at[i].name;
}

const char *
kpi_family(const struct kpi_list *k, size_t i)
{
	const struct kpi_entry *e = k->at[i].entry;

	return e->by != KPI_ONE ? e->name : NULL;
}

const char *
kpi_formula(const struct kpi_list *k, size_t i)
{
	return k->at[i].entry->formula;
}

enum kpi_unit
kpi_unit(const struct kpi_list *k, size_t i)
{
	return k->at[i].entry->unit;
}

bool
kpi_by_reason(const struct kpi_list *k, size_t i)
{
	return k->at[i].entry->by == KPI_REASON;
}

/* Nothing at all can be told of days before the opening balance. */
static bool
tells(const struct kpi_facts *f, enum kpi_needs needs)
{
	if (f->start != DATE_NONE && f->to < f->start)
		return false;
	return (!(needs & KPI_FLOWS) || !f->no_flows) &&
	       (!(needs & KPI_BEGIN) || !f->no_begin);
}

void
kpi_work(const struct kpi_list *k, size_t i, const struct kpi_facts *facts,
    size_t reason, struct kpi_value *v)
{
	const struct figure *figure = &k->at[i];
	struct kpi_ask ask = {facts, &k->choice, figure->at, k->buckets, v};

	v->why = KPI_OK;
	v->why_month = DATE_NONE;
	v->nsum = v->ninput = 0;
	if (figure->entry->by == KPI_REASON)
		ask.at = reason;
	if (tells(facts, figure->entry->needs))
		figure->entry->work(&ask);
	else
		v->why = KPI_BEFORE_OPENING;
	if (v->why != KPI_OK)
		v->nsum = 0;
}

const char *
kpi_why(enum kpi_why why)
{
	static const char *const words[] = {
	    [KPI_OK] = "",
	    [KPI_NO_SALES] = "no sales",
	    [KPI_NEGATIVE_SALES] = "sales are negative",
	    [KPI_BEFORE_OPENING] = "before the opening balance",
	    [KPI_CREDIT_BALANCE] = "credit balance",
	    [KPI_NOTHING_TO_COLLECT] = "nothing to collect",
	    [KPI_LESS_TO_COLLECT] = "less than nothing to collect",
	    [KPI_NO_REDUCTIONS] = "no reductions",
	    [KPI_NEGATIVE_REDUCTIONS] = "reductions are negative",
	    [KPI_NO_RECEIVABLES] = "no receivables",
	    [KPI_NOTHING_CLOSED] = "nothing closed",
	    [KPI_NO_DEBTS] = "no debts",
	    [KPI_EMPTY_BUCKET] = "nothing in the bucket",
	    [KPI_NO_PROVISION] = "no provision table",
	    [KPI_NO_RECEIPTS] = "no receipts",
	    [KPI_NEGATIVE_RECEIPTS] = "receipts are negative",
	    [KPI_NOTHING_APPLIED] = "nothing applied",
	    [KPI_NONE] = "none",
	    [KPI_NONE_RESOLVED] = "none resolved",
	    [KPI_NONE_OPEN] = "none open",
	    [KPI_NO_PROMISES] = "no promises due",
	    [KPI_NO_DISCOUNTS] = "no discounts ran out",
	    [KPI_NOTHING_DUE] = "nothing was due",
	    [KPI_NO_LIMITS] = "no credit limits",
	    [KPI_TOO_LARGE] = "too large",
	};

	return words[why];
}
