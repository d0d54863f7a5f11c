#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/age.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

/* What the places of one currency add up to. */
struct figures {
	int128 buckets, disputed, credits, unapplied, total;
	bool any;
};

static void
add_row(const struct age *a, struct figures *f, const int128 *row)
{
	size_t n = aging_places(&a->policy);

	for (size_t i = 0; i < a->policy.nlimit + 2; i++)
		f->buckets += row[i];
	f->disputed += row[aging_index(&a->policy, AGING_DISPUTED)];
	f->credits += row[aging_index(&a->policy, AGING_CREDITS)];
	f->unapplied += row[aging_index(&a->policy, AGING_UNAPPLIED)];
	for (size_t i = 0; i < n; i++)
		f->total += row[i];
	f->any = true;
}

/* By currency of the book; *all is that of the groups, where it is one. */
static struct figures *
gather(const struct age *a, struct figures *all)
{
	struct figures *f = mem_array((size_t)currency_count(), sizeof *f);
	size_t n = aging_places(&a->policy);

	*all = (struct figures){0};
	for (size_t i = 0; i < pivot_count(a->pivot); i++) {
		int c = age_currency(a, pivot_key(a->pivot, i));

		add_row(
		    a, a->base != NULL ? all : &f[c], pivot_at(a->pivot, i));
	}
	for (int c = 0; a->base != NULL && c < currency_count(); c++) {
		add_row(a, &f[c], &a->worth.own[(size_t)c * n]);
		f[c].any = a->open[c] != 0 || a->worth.worth[c] != 0;
	}
	return f;
}

static void
put(struct buf *to, const char *before, int128 minor, int currency)
{
	char text[MONEY_CHARS];

	money_format(text, minor, currency_exponent(currency));
	buf_text(to, before);
	buf_text(to, text);
}

static void
put_places(struct buf *line, const struct figures *f, int currency)
{
	put(line, " = buckets ", f->buckets, currency);
	put(line, " + disputed ", f->disputed, currency);
	put(line, " + credits ", f->credits, currency);
	put(line, " + unapplied ", f->unapplied, currency);
	put(line, " = total ", f->total, currency);
}

static void
say(const struct age *a, int c, const struct figures *f)
{
	struct buf line = {0};

	if (c != CURRENCY_UNNAMED) {
		buf_text(&line, currency_code(c));
		buf_text(&line, ": ");
	}
	put(&line, "book ", a->book[c], c);
	if (a->cross[c] != 0)
		put(&line, " + across currencies ", a->cross[c], c);
	if (a->left_out[c] != 0)
		put(&line, " = left out ", a->left_out[c], c);
	put(&line, a->left_out[c] != 0 ? " + items " : " = items ", a->open[c],
	    c);
	if (a->left_out[c] != 0)
		put(&line, "; items ", a->open[c], c);
	put_places(&line, f, c);
	diag_say("proof: %s", buf_string(&line));
	buf_free(&line);
}

/* What each currency came to in the base, and that it is all there. */
static void
say_worth(const struct age *a, const struct figures *f)
{
	const char *before = "";
	struct buf line = {0};

	for (int c = 0; c < currency_count(); c++) {
		if (a->worth.worth[c] == 0)
			continue;
		buf_text(&line, before);
		buf_text(&line, currency_code(c));
		put(&line, " ", a->worth.worth[c], a->base->currency);
		before = " + ";
	}
	if (line.len == 0)
		put(&line, "", 0, a->base->currency);
	put_places(&line, f, a->base->currency);
	diag_say("proof: in %s: %s", currency_code(a->base->currency),
	    buf_string(&line));
	buf_free(&line);
}

static void
say_rows(const struct age *a)
{
	char later[48];

	snprintf(later, sizeof later, " (dated later: %llu)",
	    (unsigned long long)a->nlater);
	source_say_rows(&a->source, later);
}

static void
say_choices(const struct age *a)
{
	static const char *const basis[] = {"due", "doc", "post"};
	static const char *const credits[] = {
	    "column", "bucket", "current", "oldest"};
	char day[DATE_CHARS], last[BUCKET_CHARS];

	date_format(day, a->policy.asof);
	diag_say("proof: read as a %s", source_is_snapshot(&a->source)
					    ? "plain list of open items"
					    : "book");
	diag_say("proof: as of %s, basis %s, credits %s, buckets current to %s",
	    day, basis[a->policy.basis], credits[a->policy.credits],
	    age_place(a, a->policy.nlimit + 1, last));
	if (a->base != NULL)
		diag_say("proof: in %s, each amount at the rate %s%s",
		    currency_code(a->base->currency),
		    a->base->booked ? "it was booked at" : "of ",
		    a->base->booked ? "" : day);
}

/* All that was put in the base is in the groups. */
static bool
worth_ties(const struct age *a, const struct figures *all)
{
	int128 worth = 0;

	for (int c = 0; a->base != NULL && c < currency_count(); c++)
		worth += a->worth.worth[c];
	return worth == all->total;
}

static bool
ties(const struct age *a, int c, const struct figures *f)
{
	return a->book[c] + a->cross[c] == a->open[c] + a->left_out[c] &&
	       a->open[c] == f->total &&
	       f->total == f->buckets + f->disputed + f->credits + f->unapplied;
}

void
age_prove(struct age *a)
{
	struct figures all, *f = gather(a, &all);
	bool tied = worth_ties(a, &all);

	if (a->tool.proof) {
		say_choices(a);
		say_rows(a);
	}
	for (int c = 0; c < currency_count(); c++) {
		bool any = f[c].any || a->book[c] != 0 || a->left_out[c] != 0;

		tied = tied && ties(a, c, &f[c]);
		if ((a->tool.proof && any) || !ties(a, c, &f[c]))
			say(a, c, &f[c]);
	}
	if (a->base != NULL && (a->tool.proof || !worth_ties(a, &all)))
		say_worth(a, &all);
	mem_free(f);
	if (!tied)
		diag_fail("the proof does not hold: please report this book");
}
