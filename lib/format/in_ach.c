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

static void
keep(struct buf *to, struct span s)
{
	to->len = 0;
	buf_span(to, s);
}

static int32_t
date_of(const struct ach_record *a, size_t column)
{
	struct span s = fixed_text(&a->fixed, column, 6);
	int32_t date;

	return s.len == 6 && import_date(s, "YYMMDD", &date) ? date : DATE_NONE;
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
	keep(&b->company, fixed_text(&a->fixed, 5, 16));
	keep(&b->id, fixed_text(&a->fixed, 41, 10));
	keep(&b->kind, fixed_text(&a->fixed, 51, 3));
	keep(&b->note, fixed_text(&a->fixed, 54, 10));
	keep(&b->number, fixed_text(&a->fixed, 88, 7));
	b->date = date_of(a, 70);
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
		ach_entry_begin(&f->entry, &f->batch, a);
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

/* Fields of a record, for --raw. */
struct field {
	char record;
	const char *name;
	size_t column, n;
};

static const struct field fields[] = {{'1', "destination", 4, 10},
    {'1', "origin", 14, 10}, {'1', "date", 24, 6}, {'1', "time", 30, 4},
    {'1', "modifier", 34, 1}, {'1', "destination_name", 41, 23},
    {'1', "origin_name", 64, 23}, {'1', "reference", 87, 8},
    {'5', "class", 2, 3}, {'5', "company", 5, 16},
    {'5', "discretionary", 21, 20}, {'5', "company_id", 41, 10},
    {'5', "kind", 51, 3}, {'5', "description", 54, 10},
    {'5', "descriptive_date", 64, 6}, {'5', "effective_date", 70, 6},
    {'5', "settlement_day", 76, 3}, {'5', "originator_status", 79, 1},
    {'5', "odfi", 80, 8}, {'5', "batch", 88, 7}, {'6', "code", 2, 2},
    {'6', "rdfi", 4, 9}, {'6', "account", 13, 17}, {'6', "amount", 30, 10},
    {'6', "number", 40, 15}, {'6', "name", 55, 22},
    {'6', "discretionary", 77, 2}, {'6', "addenda", 79, 1},
    {'6', "trace", 80, 15}, {'7', "type", 2, 2}, {'7', "payload", 4, 80},
    {'7', "sequence", 84, 4}, {'7', "entry", 88, 7}, {'8', "class", 2, 3},
    {'8', "entries", 5, 6}, {'8', "hash", 11, 10}, {'8', "debits", 21, 12},
    {'8', "credits", 33, 12}, {'8', "company_id", 45, 10}, {'8', "odfi", 80, 8},
    {'8', "batch", 88, 7}, {'9', "batches", 2, 6}, {'9', "blocks", 8, 6},
    {'9', "entries", 14, 8}, {'9', "hash", 22, 10}, {'9', "debits", 32, 12},
    {'9', "credits", 44, 12}};

static void
raw(struct file *f, const struct ach_record *a)
{
	char name[2] = {a->text.at[0], '\0'};

	import_record(f->in, a->line, name);
	if (import_option(f->in, "raw") == NULL)
		return;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].record == name[0])
			import_raw(f->in, fields[i].name,
			    fixed_text(
				&a->fixed, fields[i].column, fields[i].n));
}

static void
take(struct file *f, const struct ach_record *a)
{
	switch (a->text.at[0]) {
	case '1':
		f->begun = true;
		f->day = date_of(a, 24);
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
		    "a record that begins with '%.1s', not 1, 5, 6, 7, 8 or 9",
		    a->text.at);
	}
}

static void
finish(struct file *f)
{
	struct buf *const bufs[] = {&f->batch.company, &f->batch.id,
	    &f->batch.kind, &f->batch.note, &f->batch.day, &f->batch.number};

	if (!f->begun)
		import_fault(f->in, 0, NULL, "no file header (record 1) in it");
	else if (!f->ended)
		import_fault(f->in, import_at(f->in), NULL,
		    "the file ends without its trailer (record 9)");
	ach_entry_free(&f->entry);
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
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
		raw(&f, &a);
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
