#include "base/mem.h"
#include "rule/kpi_in.h"

#define DIVISOR_MOST (((int128)1 << 122) - 1)

void
kpi_value_free(struct kpi_value *v)
{
	mem_free(v->sum);
	mem_free(v->inputs);
	*v = (struct kpi_value){0};
}

struct kpi_input *
kpi_input(struct kpi_ask *a, const char *label)
{
	struct kpi_value *v = a->v;
	struct kpi_input *in;

	v->inputs =
	    mem_grow(v->inputs, &v->input_cap, v->ninput + 1, sizeof *in);
	in = &v->inputs[v->ninput++];
	*in = (struct kpi_input){
	    .label = label, .day = DATE_NONE, .month = DATE_NONE, .d = 1};
	return in;
}

void
kpi_put_money(struct kpi_ask *a, const char *label, int128 n)
{
	struct kpi_input *in = kpi_input(a, label);

	in->kind = KPI_IN_MONEY;
	in->n = n;
}

void
kpi_count_of(struct kpi_ask *a, const char *label, int128 n)
{
	struct kpi_input *in = kpi_input(a, label);

	in->kind = KPI_IN_COUNT;
	in->n = n;
}

static int128
checked(struct kpi_ask *a, bool over, int128 n)
{
	if (over && a->v->why == KPI_OK)
		a->v->why = KPI_TOO_LARGE;
	return over ? 0 : n;
}

int128
kpi_add(struct kpi_ask *a, int128 x, int128 y)
{
	int128 n;
	bool over = __builtin_add_overflow(x, y, &n);

	return checked(a, over, n);
}

int128
kpi_less(struct kpi_ask *a, int128 x, int128 y)
{
	int128 n;
	bool over = __builtin_sub_overflow(x, y, &n);

	return checked(a, over, n);
}

int128
kpi_times(struct kpi_ask *a, int128 x, int128 y)
{
	int128 n;
	bool over = __builtin_mul_overflow(x, y, &n);

	return checked(a, over, n);
}

void
kpi_part(struct kpi_ask *a, int128 n, int128 d)
{
	struct kpi_value *v = a->v;

	(void)checked(a, d > DIVISOR_MOST, 0);
	if (v->why != KPI_OK)
		return;
	v->sum = mem_grow(v->sum, &v->sum_cap, v->nsum + 1, sizeof *v->sum);
	v->sum[v->nsum++] = (struct fraction){n, d};
}

bool
kpi_above(struct kpi_ask *a, int128 d, enum kpi_why zero, enum kpi_why negative)
{
	if (a->v->why == KPI_OK && d <= 0)
		a->v->why = d == 0 ? zero : negative;
	return a->v->why == KPI_OK;
}

bool
kpi_sold(struct kpi_ask *a)
{
	return kpi_above(a, a->f->sales, KPI_NO_SALES, KPI_NEGATIVE_SALES);
}

void
kpi_ratio(
    struct kpi_ask *a, int128 n, int128 factor, int128 d, enum kpi_why none)
{
	if (kpi_above(a, d, none, none))
		kpi_part(a, kpi_times(a, n, factor), d);
}
