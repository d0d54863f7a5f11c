#include "rule/recurring.h"

/* One period, and how it is counted: both ends of it on the basis. */
struct period {
	int32_t from, to;
	int64_t begins, ends;
};

#define CYCLE_YEARS 400
#define CYCLE_DAYS  146097

/* Months are counted from January of year 0. */
static int32_t
month_of(int32_t date)
{
	int year, month, day;

	date_split(date, &year, &month, &day);
	return year * 12 + month - 1;
}

static int32_t
floor_divide(int32_t a, int32_t b)
{
	return a / b - (a % b < 0);
}

/*
 * The day on which the periods of a month begin.  Months beyond the calendar
 * are moved into it by 400 years, which always have as many days.
 */
static int32_t
anchor_day(const struct recurring *plan, int32_t month)
{
	int year = floor_divide(month, 12);
	int of_year = month - year * 12 + 1;
	int cycles = year < 1 ? -1 : year > 9999;
	int day = plan->anchor;
	int32_t date;

	while (!date_from(year - cycles * CYCLE_YEARS, of_year, day, &date))
		day--;
	return date + cycles * CYCLE_DAYS;
}

static int32_t
days_of_month(enum recurring_basis basis)
{
	return basis == RECURRING_30 ? 30 : 28;
}

static int64_t
count(enum recurring_basis basis, int32_t month, int32_t day)
{
	int32_t days = days_of_month(basis);

	return (int64_t)days * month + (day - 1 < days ? day - 1 : days);
}

/* Where a day stands on the basis; the days of a part are the difference. */
static int64_t
count_of(const struct recurring_walk *w, int32_t date)
{
	int year, month, day;
	int32_t next;

	if (w->basis == RECURRING_ACTUAL)
		return date;
	date_split(date, &year, &month, &day);
	if (day < w->plan.anchor && !date_from(year, month, day + 1, &next))
		day = w->plan.anchor;
	return count(w->basis, year * 12 + month - 1, day);
}

/* The same of the day on which the periods of a month begin. */
static int64_t
count_anchor(const struct recurring_walk *w, int32_t month)
{
	return w->basis == RECURRING_ACTUAL
		   ? anchor_day(&w->plan, month)
		   : count(w->basis, month, w->plan.anchor);
}

static struct period
period_at(const struct recurring_walk *w, int32_t month)
{
	int32_t next = month + w->plan.months;

	return (struct period){.from = anchor_day(&w->plan, month),
	    .to = anchor_day(&w->plan, next) - 1,
	    .begins = count_anchor(w, month),
	    .ends = count_anchor(w, next)};
}

/* The month of some anchor: on the grid, or the first since the start. */
static int32_t
some_month(const struct recurring *plan)
{
	int32_t month = month_of(plan->start);

	if (plan->grid != DATE_NONE)
		return month_of(plan->grid);
	return anchor_day(plan, month) < plan->start ? month + 1 : month;
}

/* The month in which the period of a day begins. */
static int32_t
month_holding(const struct recurring_walk *w, int32_t date)
{
	int32_t months = w->plan.months;
	int32_t apart = month_of(date) - w->some;
	int32_t month = w->some + floor_divide(apart, months) * months;

	return anchor_day(&w->plan, month) > date ? month - months : month;
}

static int32_t
last_day(const struct recurring *plan)
{
	return plan->end != DATE_NONE ? plan->end : DATE_MAX;
}

static int32_t
later(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

void
recurring_open(struct recurring_walk *w, const struct recurring *plan,
    enum recurring_basis basis, int32_t from, int32_t to)
{
	int32_t day = later(plan->start, from);

	*w = (struct recurring_walk){
	    .plan = *plan, .basis = basis, .from = from, .to = to};
	w->some = some_month(plan);
	w->month = month_holding(w, day < DATE_MAX ? day : DATE_MAX);
}

/* A line from the day `from` on; where `to` ends the period, all of it. */
static void
fill(const struct recurring_walk *w, const struct period *p,
    struct recurring_line *l)
{
	int64_t ends = l->to == p->to ? p->ends : count_of(w, l->to + 1);

	l->period_from = p->from;
	l->period_to = p->to;
	l->den = p->ends - p->begins;
	l->num = l->of = ends - count_of(w, l->from);
	if (p->from < DATE_MIN)
		l->num = 0;
}

/* The charge of the next period; false when there is none by the last day
   of the window. */
static bool
charge(const struct recurring_walk *w, struct recurring_line *l)
{
	const struct recurring *plan = &w->plan;
	struct period p = period_at(w, w->month);
	int32_t end = last_day(plan);

	*l = (struct recurring_line){
	    .from = later(plan->start, p.from), .to = p.to};
	if (p.to > DATE_MAX || l->from > end)
		return false;
	if (end < p.to && (plan->arrears || !plan->early))
		l->to = end;
	l->date = plan->arrears ? l->to : l->from;
	if (l->date > w->to)
		return false;
	fill(w, &p, l);
	return true;
}

/* What was charged in advance, and is not used; false when there is none. */
static bool
credit(const struct recurring_walk *w, struct recurring_line *l)
{
	const struct recurring *plan = &w->plan;
	int32_t after = last_day(plan) + 1;
	struct period p;

	if (plan->arrears || !plan->early || after > w->to || after < w->from)
		return false;
	p = period_at(w, month_holding(w, after - 1));
	if (after > p.to || p.to > DATE_MAX)
		return false;
	*l = (struct recurring_line){
	    .date = after, .from = after, .to = p.to, .credit = true};
	fill(w, &p, l);
	l->of = p.ends - count_of(w, later(plan->start, p.from));
	return l->num > 0;
}

bool
recurring_next(struct recurring_walk *w, struct recurring_line *l)
{
	while (!w->charged) {
		w->charged = !charge(w, l);
		w->month += w->plan.months;
		if (!w->charged && l->date >= w->from && l->num > 0)
			return true;
	}
	if (w->credited)
		return false;
	w->credited = true;
	return credit(w, l);
}
