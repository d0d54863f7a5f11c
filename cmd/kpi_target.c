#include "base/diag.h"
#include "base/mem.h"
#include "book/cells.h"
#include "cli/table.h"
#include "cmd/kpi_out.h"
#include "value/currency.h"

enum { KPI, MIN, MAX, NCOLUMN };

static const char *const names[] = {"kpi", "min", "max"};

#define EXPONENT_MOST 4 /* of currencies */

struct target {
	bool has_min, has_max;
	struct decimal min, max;
	char text[2 * MONEY_CHARS + 2]; /* "30..45" */
};

struct kpi_targets {
	struct kpi_run *run;
	struct columns columns;
	struct target *at; /* by figure */
	uint64_t ntarget, ncompared, nmissed, nunknown;
};

/* A blank cell is no limit.  One in whole units must fit in minor ones. */
static bool
read_limit(const struct cells *in, size_t column, bool *has, struct decimal *d)
{
	int64_t minor;

	*has = cells_text(in, column).len > 0;
	if (!*has)
		return true;
	if (!cells_decimal(in, column, d))
		return false;
	return !__builtin_mul_overflow(
		   d->n, (int64_t)decimal_power(EXPONENT_MOST), &minor) ||
	       d->places >= EXPONENT_MOST ||
	       cells_wrong(in, FAULT_RANGE, column, NULL);
}

static bool
read_limits(const struct cells *in, struct target *t)
{
	if (!read_limit(in, MIN, &t->has_min, &t->min) ||
	    !read_limit(in, MAX, &t->has_max, &t->max))
		return false;
	if (!t->has_min && !t->has_max)
		return cells_wrong(in, FAULT_BLANK, MIN, "so is max");
	return !t->has_min || !t->has_max ||
	       decimal_compare(t->min, t->max) <= 0 ||
	       cells_wrong(
		   in, FAULT_NUMBER, MAX, "min or above, as a max must be");
}

static bool
read_name(const struct kpi_run *r, const struct cells *in, size_t *figure)
{
	struct span name = cells_text(in, KPI);
	const char *near;
	struct buf text = {0};

	*figure = kpi_find(r, name);
	if (*figure < kpi_count(r->list))
		return true;
	near = kpi_near(r, name, false);
	buf_text(&text, "a figure");
	buf_text(&text, near != NULL ? "; is it \"" : " of ar-kpi(1)");
	buf_text(&text, near != NULL ? near : "");
	buf_text(&text, near != NULL ? "\"?" : "");
	cells_wrong(in, FAULT_NUMBER, KPI, buf_string(&text));
	buf_free(&text);
	return false;
}

static void
write_range(struct target *t)
{
	char *to = t->text;

	if (t->has_min)
		to += decimal_format(to, t->min);
	*to++ = '.';
	*to++ = '.';
	if (t->has_max)
		to += decimal_format(to, t->max);
	*to = '\0';
}

static void
take(void *arg, struct batch *b, uint32_t row)
{
	struct kpi_targets *t = arg;
	struct cells in = {&t->columns, NULL, b, row};
	struct target target = {0};
	size_t i;

	columns_bind(&t->columns, b->header);
	if (!read_name(t->run, &in, &i) || !read_limits(&in, &target))
		return;
	if (t->at[i].text[0] != '\0') {
		cells_wrong(&in, FAULT_DUPLICATE_KEY, KPI, NULL);
		return;
	}
	write_range(&target);
	t->at[i] = target;
	t->ntarget++;
	if (t->run->kpi == NULL)
		t->run->chosen[i] = true;
}

void
kpi_targets(struct kpi_run *r)
{
	static const char *const required[] = {"kpi", "min", "max"};
	const struct map_section *map = &r->tool.map->of[MAP_TARGETS];
	struct kpi_targets *t;

	if (r->target_file == NULL)
		return;
	t = r->targets = mem_array(1, sizeof *t);
	t->run = r;
	t->at = mem_array(kpi_count(r->list), sizeof *t->at);
	columns_open(&t->columns, map, names, NCOLUMN);
	table_read(
	    &r->tool, r->target_file, MAP_TARGETS, required, NCOLUMN, take, t);
	columns_free(&t->columns);
	if (t->ntarget == 0)
		diag_fail("%s: no targets", r->target_file);
}

/* Money is compared in minor units, so is what it is compared with. */
static int
compare(const struct kpi_value *v, struct decimal d, int exponent)
{
	for (; exponent > 0 && d.places > 0; exponent--)
		d.places--;
	d.n *= (int64_t)decimal_power(exponent);
	return fraction_compare(v->sum, v->nsum, d);
}

enum kpi_status
kpi_compare(
    struct kpi_run *r, size_t i, int currency, const struct kpi_value *v)
{
	bool money = kpi_unit(r->list, i) == KPI_MONEY;
	int exponent = money ? currency_exponent(currency) : 0;
	const struct target *t = &r->targets->at[i];

	if (t->text[0] == '\0')
		return KPI_NO_TARGET;
	r->targets->ncompared++;
	if (v->why != KPI_OK) {
		r->targets->nunknown++;
		return KPI_UNKNOWN;
	}
	if ((!t->has_min || compare(v, t->min, exponent) >= 0) &&
	    (!t->has_max || compare(v, t->max, exponent) <= 0))
		return KPI_MET;
	r->targets->nmissed++;
	return KPI_MISSED;
}

const char *
kpi_target(const struct kpi_run *r, size_t i)
{
	return r->targets != NULL ? r->targets->at[i].text : "";
}

void
kpi_targets_say(struct kpi_run *r)
{
	const struct kpi_targets *t = r->targets;

	if (t == NULL || (t->ncompared > 0 && t->nmissed + t->nunknown == 0))
		return;
	/* what is asked whether all is well must not say so of nothing */
	if (t->ncompared == 0)
		diag_say("no target was compared with anything");
	else
		diag_say("%llu target%s missed, %llu unknown",
		    (unsigned long long)t->nmissed, t->nmissed == 1 ? "" : "s",
		    (unsigned long long)t->nunknown);
	r->tool.findings = true;
}
