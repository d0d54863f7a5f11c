/*
 * ACH files as Nacha lays them out: batches of entries, and in their addenda
 * what is paid, as free text, a segment of X12, or a whole 820 (CTX).
 */
#include <string.h>

#include "format/ach_in.h"
#include "value/date.h"

struct file {
	struct import *in;
	struct ach_reader reader;
	struct ach_batch batch;
	struct ach_entry entry;
	struct ach_sums of_batch, of_file;
	int128 batches;
	int32_t day;
	bool begun, ended, foreign; /* foreign: a batch could not be summed */
};

/* Blanks and zeros are no date; for a bad one, that of the file is taken. */
static int32_t
date_of(struct file *f, const struct ach_record *a, size_t column, int32_t file)
{
	struct span s = fixed_text(&a->fixed, column, 6);
	int32_t date;

	if (s.len == 0 || span_is(s, "000000"))
		return DATE_NONE;
	if (s.len == 6 && import_date(s, "YYMMDD", &date))
		return date;
	import_finding(f->in, a->line, "\"%.*s\" is not a date (YYMMDD)%s",
	    (int)s.len, s.at,
	    file != DATE_NONE ? ": that of the file is taken" : "");
	return DATE_NONE;
}

/* International and advice batches lay out their records in another way. */
static bool
is_foreign(struct span kind)
{
	return span_is(kind, "IAT") || span_is(kind, "ADV");
}

static void
begin_batch(struct file *f, const struct ach_record *a)
{
	struct ach_batch *b = &f->batch;

	b->open = true;
	buf_set(&b->company, fixed_text(&a->fixed, 5, 16));
	buf_set(&b->id, fixed_text(&a->fixed, 41, 10));
	buf_set(&b->kind, fixed_text(&a->fixed, 51, 3));
	buf_set(&b->note, fixed_text(&a->fixed, 54, 10));
	buf_set(&b->number, fixed_text(&a->fixed, 88, 7));
	b->date = date_of(f, a, 70, f->day);
	b->trace = -1;
	b->foreign = is_foreign(fixed_text(&a->fixed, 51, 3));
	f->foreign = f->foreign || b->foreign;
	memset(&f->of_batch, 0, sizeof f->of_batch);
	f->batches++;
	if (b->foreign)
		import_finding(f->in, a->line,
		    "a batch of kind %.*s, whose layout is not read: its "
		    "entries are passed over",
		    (int)b->kind.len, b->kind.at);
}

static void
end_batch(struct file *f, const struct ach_record *a)
{
	struct span number = fixed_text(&a->fixed, 88, 7);
	struct ach_batch *b = &f->batch;

	ach_entry_end(f->in, &f->entry, b, f->day);
	if (!b->open) {
		import_fault(
		    f->in, a->line, "8", "the end of a batch that never began");
		return;
	}
	b->open = false;
	if (!b->foreign)
		ach_sums_check(f->in, &f->of_batch, a);
	if (b->number.len != number.len ||
	    (number.len > 0 &&
		memcmp(b->number.at, number.at, number.len) != 0))
		import_finding(f->in, a->line,
		    "the batch ends with number %.*s, and began with %.*s",
		    (int)number.len, number.at, (int)b->number.len,
		    b->number.len > 0 ? b->number.at : "");
	ach_sums_add(&f->of_file, &f->of_batch);
}

/* One file may follow another. */
static void
begin_file(struct file *f, const struct ach_record *a)
{
	if (f->begun && !f->ended)
		import_fault(
		    f->in, a->line, "1", "a file begins inside of another");
	f->begun = true;
	f->ended = f->foreign = false;
	f->batches = 0;
	memset(&f->of_file, 0, sizeof f->of_file);
	f->day = date_of(f, a, 24, DATE_NONE);
}

static void
end_file(struct file *f, const struct ach_record *a)
{
	int64_t batches = fixed_number(&a->fixed, 2, 6);

	f->ended = true;
	if (f->batch.open)
		import_fault(
		    f->in, a->line, "9", "the file ends inside of a batch");
	if (batches >= 0)
		import_control(f->in, a->line, "batches of file", batches,
		    f->batches, -1, true);
	if (f->foreign)
		import_unchecked(f->in, a->line, "sums of file");
	else
		ach_sums_check(f->in, &f->of_file, a);
}

static void
take_inside(struct file *f, const struct ach_record *a)
{
	bool entry = a->text.at[0] == '6';

	if (!f->batch.open) {
		import_fault(f->in, a->line, entry ? "6" : "7",
		    "a record outside of batches");
		return;
	}
	if (f->batch.foreign) {
		import_skip(f->in, a->line, "of a batch that is passed over");
		return;
	}
	ach_sums_take(&f->of_batch, a);
	if (entry) {
		ach_entry_end(f->in, &f->entry, &f->batch, f->day);
		ach_entry_begin(f->in, &f->entry, &f->batch, a);
	} else {
		ach_entry_add(f->in, &f->entry, a);
	}
}

/* Nines fill up the last block. */
static bool
is_filler(const struct ach_record *a)
{
	for (size_t i = 0; i < a->text.len; i++)
		if (a->text.at[i] != '9')
			return false;
	return a->text.len > 9;
}

static bool
is_blank(const struct ach_record *a)
{
	return fixed_text(&a->fixed, 1, ACH_WIDTH).len == 0;
}

static void
take(struct file *f, const struct ach_record *a)
{
	if ((!f->begun || f->ended) && a->text.at[0] != '1') {
		import_fault(f->in, a->line, NULL,
		    "a record outside of a file (1 to 9)");
		return;
	}
	switch (a->text.at[0]) {
	case '1':
		begin_file(f, a);
		break;
	case '5':
		if (f->batch.open)
			import_fault(f->in, a->line, "5",
			    "a batch begins inside of another");
		begin_batch(f, a);
		break;
	case '6':
	case '7':
		take_inside(f, a);
		break;
	case '8':
		end_batch(f, a);
		break;
	case '9':
		end_file(f, a);
		break;
	default:
		import_fault(f->in, a->line, NULL,
		    "a record that begins with '%.*s', not 1, 5, 6, 7, 8 or 9",
		    (int)fixed_bytes(a->text, 1), a->text.at);
	}
}

static void
finish(struct file *f)
{
	struct buf *const bufs[6] = {&f->batch.company, &f->batch.id,
	    &f->batch.kind, &f->batch.note, &f->batch.day, &f->batch.number};

	if (!f->begun)
		import_fault(f->in, 0, NULL, "no file header (record 1) in it");
	else if (!f->ended)
		import_fault(f->in, import_at(f->in), NULL,
		    "the file ends without its trailer (record 9)");
	ach_entry_free(&f->entry);
	for (size_t i = 0; i < 6; i++)
		buf_free(bufs[i]);
}

static void
read_ach(struct import *in)
{
	struct file f = {.in = in, .reader = {.in = in}, .day = DATE_NONE};
	struct ach_record a;

	while (ach_next(&f.reader, &a)) {
		if (is_blank(&a) || (f.ended && is_filler(&a)))
			continue;
		ach_raw(in, &a);
		take(&f, &a);
	}
	finish(&f);
}

static bool
is_ach(struct span head)
{
	return head.len > 40 && !memcmp(head.at, "101", 3) &&
	       !memcmp(head.at + 34, "094101", 6);
}

const struct format format_ach = {
    .name = "ach",
    .summary = "Nacha ACH files: CCD, CCD+, CTX, PPD and returns",
    .is = is_ach,
    .read = read_ach,
};
