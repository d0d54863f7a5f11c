#include "rule/terms_in.h"

/* A date on its way, and whether it is to stay a month's end. */
struct place {
	int32_t date;
	bool month_end;
};

/* A day of a month counted from January of year 0, or the month's last. */
static bool
day_of(int month, int day, int32_t *date)
{
	if (month >= 10000 * 12)
		return false;
	while (!date_from(month / 12, month % 12 + 1, day, date))
		day--;
	return true;
}

/* The month of a date, and the day. */
static int
month_of(int32_t date, int *day)
{
	int year, month;

	date_split(date, &year, &month, day);
	return year * 12 + month - 1;
}

static bool
add_days(int32_t *date, int n)
{
	if (*date > DATE_MAX - n)
		return false;
	*date += n;
	return true;
}

static bool
add_months(struct place *p, int n)
{
	int day, month = month_of(p->date, &day);

	return day_of(month + n, p->month_end ? 31 : day, &p->date);
}

/* The nth of a month, not before `least`. */
static bool
nth_from(int32_t least, int n, int32_t *date)
{
	int day, month = month_of(least, &day);

	return day_of(month, n, date) &&
	       (*date >= least || day_of(month + 1, n, date));
}

static bool
next(int32_t *date, int n)
{
	return add_days(date, 1) && nth_from(*date, n, date);
}

static bool
prox(int32_t *date, const struct step *s)
{
	int day, month = month_of(*date, &day);

	return day_of(month + s->months + (day > s->cutoff), s->n, date);
}

static bool
take_step(
    struct place *p, const struct step *s, const struct holidays *holidays)
{
	bool was_end = p->month_end;

	p->month_end = s->kind == STEP_EOM;
	switch (s->kind) {
	case STEP_DAYS:
		return add_days(&p->date, s->n);
	case STEP_MONTHS:
		p->month_end = was_end;
		return add_months(p, s->n);
	case STEP_EOM:
		return nth_from(p->date, 31, &p->date);
	case STEP_DAY:
		return nth_from(p->date, s->n, &p->date);
	case STEP_NEXT:
		return next(&p->date, s->n);
	case STEP_PROX:
		return prox(&p->date, s);
	case STEP_BDAY:
		return workday_from(p->date, holidays, &p->date);
	}
	return false;
}

bool
steps_take(const struct terms *t, struct steps steps, int32_t from,
    const struct holidays *holidays, int32_t *date)
{
	struct place p = {.date = from};

	for (size_t i = 0; i < steps.n; i++)
		if (!take_step(&p, &t->step[steps.first + i], holidays))
			return false;
	*date = p.date;
	return true;
}
