#include "base/diag.h"
#include "base/mem.h"
#include "cmd/dun_in.h"

/* Notices are numbered as documents are. */

/* The number of the letter in N-1001-I2 or N-1001-F1, or nothing. */
static struct span
letter_of(struct span doc)
{
	size_t n = doc.len;

	while (n > 0 && doc.at[n - 1] >= '0' && doc.at[n - 1] <= '9')
		n--;
	if (n == doc.len || n < 2 || doc.at[n - 2] != '-' ||
	    (doc.at[n - 1] != 'I' && doc.at[n - 1] != 'F'))
		return (struct span){doc.at, 0};
	return (struct span){doc.at, n - 2};
}

void
dun_number_note(struct dun_note *n, const struct posting *p)
{
	uint32_t count = intern_count(n->numbers);
	struct span number = {"", 0};

	if (p->type == TYPE_NOTICE)
		number = p->doc;
	else if (posting_class(p->type) == CLASS_OPENS)
		number = letter_of(p->doc);
	/* The rows of a letter follow each other. */
	if (number.len == 0 ||
	    (count > 0 &&
		span_equal(number, intern_text(n->numbers, count - 1))))
		return;
	if (intern_add(n->numbers, number) < count)
		return;
	n->number_lines = mem_grow(n->number_lines, &n->number_cap,
	    (size_t)count + 1, sizeof *n->number_lines);
	n->number_lines[count] = p->line;
}

/* Two letters of one number could not be told apart. */
static void
check_new(const struct dun *d, struct span number)
{
	uint32_t used = intern_find(d->note->numbers, number);
	char place[PLACE_CHARS];

	if (used != INTERN_NONE)
		diag_fail("%s: %.*s is used in %s",
		    d->counter_file != NULL ? d->counter_file : "--start",
		    (int)number.len, number.at,
		    source_place(&d->source, d->note->number_lines[used], place,
			sizeof place));
}

static void
open_series(struct dun *d)
{
	d->series = (struct counter_series){
	    .name = "notice", .start = d->start, .option = "--start"};
	d->counter = counter_open(d->counter_file, &d->series, 1);
	if (!d->series.there)
		diag_fail("%s has no series \"notice\" yet: say where it "
			  "begins with --start N-1001",
		    d->counter_file);
}

void
dun_number(struct dun *d)
{
	char text[SERIAL_CHARS];
	uint64_t n = 0;

	open_series(d);
	for (size_t i = 0; i < d->nletter; i++) {
		size_t length;

		if (d->letters[i].notices == 0)
			continue;
		length = serial_format(text, &d->series.next, n++);
		check_new(d, (struct span){text, length});
		d->letters[i].number = mem_copy(text, length);
	}
	if (!serial_ahead(&d->series.next, n))
		diag_fail("--start: the numbers run out");
}
