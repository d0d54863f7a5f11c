#include "base/mem.h"
#include "rule/terms_scan.h"

#define MOST 99999 /* days or months of a step */

static const struct {
	const char *word;
	enum step_kind kind;
} words[] = {{"eom", STEP_EOM}, {"bday", STEP_BDAY}, {"day", STEP_DAY},
    {"next", STEP_NEXT}, {"prox", STEP_PROX}};

#define WORDS (sizeof words / sizeof *words)

bool
steps_ahead(const struct scan *s)
{
	for (size_t i = 0; i < WORDS; i++)
		if (scan_sees(s, words[i].word))
			return true;
	return scan_sees_mark(s, '+') || scan_sees(s, "cutoff");
}

static void
add_step(struct terms *t, struct steps *steps, const struct step *step)
{
	t->step = mem_grow(t->step, &t->capstep, t->nstep + 1, sizeof *t->step);
	t->step[t->nstep++] = *step;
	steps->n++;
}

/* Nd or Nm, behind a '+'. */
static bool
read_plus(struct scan *s, struct step *step)
{
	if (!scan_whole(
		s, 0, MOST, "expected a number, at most 99999", &step->n))
		return false;
	if (scan_word(s, "m"))
		step->kind = STEP_MONTHS;
	else if (!scan_word(s, "d"))
		return scan_wrong(s, "expected \"d\" or \"m\"");
	return true;
}

static bool
read_month_day(struct scan *s, int *day)
{
	return scan_whole(
	    s, 1, 31, "expected a day of the month, 1 to 31", day);
}

/* The Km of a prox, if it is there. */
static bool
read_months(struct scan *s, struct step *step)
{
	if (!scan_at_number(s))
		return true;
	if (!scan_whole(s, 0, MOST,
		"expected a number of months, at most 99999", &step->months))
		return false;
	return scan_word(s, "m") || scan_wrong(s, "expected \"m\"");
}

static bool
read_cutoff(struct scan *s, struct step *step)
{
	if (!read_month_day(s, &step->cutoff))
		return false;
	return scan_sees(s, "prox") || scan_wrong(s, "expected \"prox\"");
}

/* A step that begins with a word of the list. */
static bool
read_word(struct scan *s, struct step *step)
{
	size_t i = 0;

	while (i + 1 < WORDS && !scan_sees(s, words[i].word))
		i++;
	scan_word(s, words[i].word);
	step->kind = words[i].kind;
	if (step->kind == STEP_EOM || step->kind == STEP_BDAY)
		return true;
	return read_month_day(s, &step->n) &&
	       (step->kind != STEP_PROX || read_months(s, step));
}

/* The step that is next, as steps_ahead says. */
static bool
read_step(struct scan *s, struct step *step)
{
	*step = (struct step){.kind = STEP_DAYS, .months = 1, .cutoff = 31};
	if (scan_mark(s, '+'))
		return read_plus(s, step);
	if (scan_word(s, "cutoff") && !read_cutoff(s, step))
		return false;
	return read_word(s, step);
}

bool
steps_read(struct scan *s, struct terms *t, struct steps *steps)
{
	struct step step;

	*steps = (struct steps){.first = t->nstep};
	if (!steps_ahead(s))
		return scan_wrong(s,
		    "expected steps, such as \"+30d\", \"eom\" or \"day 15\"");
	while (steps_ahead(s)) {
		if (!read_step(s, &step))
			return false;
		add_step(t, steps, &step);
	}
	return true;
}

bool
steps_read_days(struct scan *s, struct terms *t, struct steps *steps)
{
	struct step step = {.kind = STEP_DAYS};

	*steps = (struct steps){.first = t->nstep};
	if (!scan_whole(s, 0, MOST, "expected a number of days, at most 99999",
		&step.n))
		return false;
	scan_word(s, "days");
	add_step(t, steps, &step);
	return !steps_ahead(s) ||
	       scan_wrong(s,
		   "steps need \"due\" before the number: \"due +30d eom\" "
		   "or \"due eom +30d\"");
}
