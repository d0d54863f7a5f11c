#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cli/source.h"
#include "value/currency.h"
#include "value/money.h"

/* A duplicate names the other row by its place. */
static void
name_other(const struct source *s, struct fault *f)
{
	char place[PLACE_CHARS];

	if (f->other == 0 || f->detail != NULL)
		return;
	source_place(s, f->other, place, sizeof place);
	f->detail = mem_copy(place, strlen(place));
}

static void
say(const struct source *s, struct fault *f)
{
	char place[PLACE_CHARS], *text;

	name_other(s, f);
	source_place(s, f->line, place, sizeof place);
	text = fault_message(f);
	if (f->column != NULL)
		diag_say("%s: %s: %s", place, f->column, text);
	else
		diag_say("%s: %s", place, text);
	mem_free(text);
}

static void
list(const struct source *s, struct faults *faults)
{
	size_t n = faults->n < FAULT_SHOWN ? faults->n : FAULT_SHOWN;

	fault_sort(faults);
	for (size_t i = 0; i < n; i++)
		say(s, &faults->list[i]);
	if (faults->total > n)
		diag_say("... and %zu more", faults->total - n);
}

void
source_report(struct source *s, struct faults *faults)
{
	if (faults->total == 0)
		return;
	list(s, faults);
	s->tool->findings = true;
}

void
source_fail(const struct source *s, struct faults *faults)
{
	if (faults->total == 0)
		return;
	diag_failing();
	list(s, faults);
	exit(2);
}

/* Rejected money by currency, as far as the rows can tell it. */
struct tally {
	struct batch row;
	uint32_t nheading; /* headers before the row */
	int128 *debits, *credits;
	size_t untold;
};

static void
tally_open(struct tally *t)
{
	size_t n = (size_t)currency_count();

	*t = (struct tally){.debits = mem_array(n, sizeof *t->debits),
	    .credits = mem_array(n, sizeof *t->credits)};
}

static void
tally_close(struct tally *t)
{
	batch_free(&t->row);
	mem_free(t->debits);
	mem_free(t->credits);
}

/* The header a row stands under; rows come in rising order. */
static const struct csv_header *
header_of(struct tally *t, const struct source *s, uint64_t line)
{
	const struct csv_header *h;

	while (
	    (h = csvin_heading(s->in, t->nheading)) != NULL && h->line < line)
		t->nheading++;
	return t->nheading == 0 ? NULL : csvin_heading(s->in, t->nheading - 1);
}

static void
tally_row(struct tally *t, const struct source *s, const struct fault *f)
{
	const struct csv_header *h = header_of(t, s, f->line);
	struct span raw = {f->raw, f->raw_len};
	enum source_money told = MONEY_UNTOLD;
	int64_t minor;
	int currency;

	t->row.nrow = 0;
	if (h != NULL && f->code != FAULT_NUL)
		csvin_record(&t->row, raw, h, &s->map->dialect);
	if (t->row.nrow > 0)
		told = s->kind->money(s->map, &t->row, &currency, &minor);
	t->untold += told == MONEY_UNTOLD;
	if (told == MONEY_TOLD && minor < 0)
		t->credits[currency] += minor;
	else if (told == MONEY_TOLD)
		t->debits[currency] += minor;
}

static void
say_money(const struct tally *t, int c)
{
	char debits[MONEY_CHARS], credits[MONEY_CHARS];

	money_format(debits, t->debits[c], currency_exponent(c));
	money_format(credits, t->credits[c], currency_exponent(c));
	diag_say("rejected money: %s%sdebits %s, credits %s", currency_code(c),
	    c == CURRENCY_UNNAMED ? "" : ": ", debits, credits);
}

static void
say_tally(const struct tally *t, uint64_t n)
{
	diag_say(
	    "%llu row%s rejected", (unsigned long long)n, n == 1 ? "" : "s");
	for (int c = 0; c < currency_count(); c++)
		if (t->debits[c] != 0 || t->credits[c] != 0)
			say_money(t, c);
	if (t->untold > 0)
		diag_say(
		    "rejected rows without a readable amount: %zu", t->untold);
}

static void
reject_row(const struct source *s, struct csvout *w, struct fault *f)
{
	uint64_t local;

	csvout_string(w, csvin_place(s->in, f->line, &local));
	csvout_count(w, (int64_t)local);
	csvout_string(w, f->column);
	csvout_string(w, fault_name(f->code));
	csvout_text(w, (struct span){f->raw, f->raw_len});
	csvout_row(w);
}

static struct csvout *
rejects_open(struct source *s)
{
	struct csvout *w = csvout_new(s->rejects, CSV_CSV);

	csvout_column(w, span_of("file"), CSV_TEXT);
	csvout_column(w, span_of("line"), CSV_COUNT);
	csvout_column(w, span_of("column"), CSV_TEXT);
	csvout_column(w, span_of("reason"), CSV_TEXT);
	csvout_column(w, span_of("raw"), CSV_TEXT);
	return w;
}

/* The ledger finds faults in rows that were kept for this. */
static void
find_raw(const struct source *s, struct fault *f)
{
	const struct csv_header *h;
	struct span raw;

	if (f->raw != NULL || s->keep == NULL)
		return;
	raw = keep_find(s->keep, f->line, &h);
	f->raw = mem_copy(raw.at, raw.len);
	f->raw_len = raw.len;
}

static void
reject(struct source *s)
{
	struct csvout *w = rejects_open(s);
	struct tally t;

	tally_open(&t);
	fault_sort(&s->faults);
	for (size_t i = 0; i < s->faults.n; i++) {
		struct fault *f = &s->faults.list[i];

		if (i > 0 && s->faults.list[i - 1].line == f->line)
			continue; /* a row is rejected once */
		find_raw(s, f);
		reject_row(s, w, f);
		tally_row(&t, s, f);
		s->nrejected++;
	}
	csvout_end(w);
	if (s->nrejected > 0) {
		say_tally(&t, s->nrejected);
		s->tool->findings = true;
	}
	tally_close(&t);
}

void
source_verdict(struct source *s)
{
	bool aside = s->rejects != NULL && s->faults.hard == 0;

	if (s->rejects != NULL && !aside)
		fault_keep_hard(&s->faults); /* the others were none */
	if (!aside)
		source_fail(s, &s->faults);
	else
		reject(s);
}

void
source_say_rows(const struct source *s, const char *more)
{
	char subtotals[48] = "";

	if (s->ndropped > 0)
		snprintf(subtotals, sizeof subtotals, " + subtotals %llu",
		    (unsigned long long)s->ndropped);
	diag_say("proof: rows read %llu = rejected %llu%s + used %llu%s",
	    (unsigned long long)s->nread, (unsigned long long)s->nrejected,
	    subtotals,
	    (unsigned long long)(s->nread - s->nrejected - s->ndropped), more);
}
