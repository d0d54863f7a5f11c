#include "base/mem.h"
#include "rule/terms_scan.h"

/* disc P% STEPS; behind "disc". */
static bool
read_disc(struct scan *s, struct terms *t, struct tier *tier)
{
	if (!scan_percent(s, &tier->percent))
		return false;
	if (!scan_mark(s, '%'))
		return scan_wrong(s, "expected \"%\"");
	if (!steps_read(s, t, &tier->steps))
		return false;
	return scan_mark(s, ';') || scan_wrong(s, "expected a step or \";\"");
}

/* Whether "30 days" is next. */
static bool
sees_days(const struct scan *s)
{
	struct scan ahead = *s;

	return scan_skip_number(&ahead) && scan_sees(&ahead, "days");
}

/* 2/10, 2%/10 or 2% 10, with a comma behind or not, as in "2/10, n/30". */
static bool
read_short_tier(struct scan *s, struct terms *t, struct tier *tier)
{
	bool percent, slash;

	if (!scan_percent(s, &tier->percent))
		return false;
	percent = scan_mark(s, '%');
	slash = scan_mark(s, '/');
	if (!percent && !slash)
		return scan_wrong(
		    s, "expected \"days\", or as in \"2/10\" a \"/\"");
	if (!steps_read_days(s, t, &tier->steps))
		return false;
	scan_mark(s, ',');
	return true;
}

static bool
read_tiers(struct scan *s, struct terms *t, struct installment *p)
{
	for (;;) {
		struct scan before = *s;
		struct tier tier;
		bool disc = scan_word(s, "disc");

		if (!disc && (!scan_at_number(s) || sees_days(s)))
			return true;
		if (p->ntier == TERMS_TIERS)
			return scan_wrong(&before, "more than 8 discounts");
		if (disc ? !read_disc(s, t, &tier)
			 : !read_short_tier(s, t, &tier))
			return false;
		p->tier[p->ntier++] = tier;
	}
}

static bool
read_due(struct scan *s, struct terms *t, struct installment *p)
{
	if (scan_word(s, "due")) {
		if (!scan_sees(s, "on") && !scan_sees(s, "upon"))
			return steps_read(s, t, &p->due);
		if (!scan_word(s, "on"))
			scan_word(s, "upon");
		if (!scan_word(s, "receipt"))
			return scan_wrong(s, "expected \"receipt\"");
		p->due = (struct steps){.first = t->nstep};
		return true;
	}
	if (scan_word(s, "net"))
		return steps_ahead(s) ? steps_read(s, t, &p->due)
				      : steps_read_days(s, t, &p->due);
	if (sees_days(s))
		return steps_read_days(s, t, &p->due);
	if (scan_word(s, "n")) {
		scan_mark(s, '/');
		return steps_read_days(s, t, &p->due);
	}
	if (p->ntier == 0 && scan_sees(s, "eom"))
		return steps_read(s, t, &p->due);
	return scan_wrong(s, "expected \"net\" or \"due\"");
}

/*
 * Whether the percentage that is next is a share: no "/" follows, as in 2/10,
 * nor a number that begins no discount itself, as in 2% 10.
 */
static bool
sees_share(const struct scan *s)
{
	struct scan ahead = *s;

	if (!scan_skip_number(&ahead) || !scan_mark(&ahead, '%') ||
	    scan_sees_mark(&ahead, '/'))
		return false;
	return !scan_skip_number(&ahead) || scan_sees_mark(&ahead, '/') ||
	       scan_sees_mark(&ahead, '%');
}

static bool
read_share(struct scan *s, struct installment *p)
{
	if (scan_word(s, "balance")) {
		p->kind = SHARE_BALANCE;
		return true;
	}
	if (scan_word(s, "fixed")) {
		p->kind = SHARE_FIXED;
		return scan_decimal(
		    s, "expected an amount of more than 0", &p->share);
	}
	if (!sees_share(s))
		return true;
	p->kind = SHARE_PERCENT;
	return scan_percent(s, &p->share) && scan_mark(s, '%');
}

static bool
read_installment(struct scan *s, struct terms *t)
{
	struct installment p = {.at = s->at};

	if (t->n == TERMS_INSTALLMENTS)
		return scan_wrong(s, "more than 1000 installments");
	if (!read_share(s, &p) || !read_tiers(s, t, &p) || !read_due(s, t, &p))
		return false;
	t->list = mem_grow(t->list, &t->cap, t->n + 1, sizeof *t->list);
	t->list[t->n++] = p;
	return true;
}

static bool
read_terms(struct scan *s, struct terms *t)
{
	do {
		if (!read_installment(s, t))
			return false;
	} while (scan_mark(s, ','));
	if (!scan_at_end(s))
		return scan_wrong(s, "expected a step, a comma or the end");
	return terms_weigh(t, s->text, s->error);
}

struct terms *
terms_parse(struct span text, struct terms_error *error)
{
	struct terms *t = mem_array(1, sizeof *t);
	struct scan s;

	scan_start(&s, text, error);
	if (read_terms(&s, t))
		return t;
	terms_free(t);
	return NULL;
}
