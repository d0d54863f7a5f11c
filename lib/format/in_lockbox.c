/*
 * Lockbox files, which banks lay out after a form of the 1970s: batches (5) of
 * checks (6), and behind a check what it pays (4).  There is no norm: the
 * layout says where each bank puts what.
 */
#include <string.h>

#include "format/lockbox_in.h"
#include "value/currency.h"
#include "value/date.h"

struct sums {
	int128 count, total;
};

struct file {
	struct import *in;
	struct lockbox_layout layout;
	struct lockbox_check check;
	struct lockbox_deposit deposit;
	struct sums of_batch, of_box;
	uint64_t records;
	int32_t day; /* of the file */
	bool begun, ended;
};

static bool
is_blank(const struct lockbox_record *r, enum lockbox_field f)
{
	return lockbox_text(r, f).len == 0;
}

static void
check_sums(
    struct file *f, const struct lockbox_record *r, struct sums *s, bool batch)
{
	int64_t count = lockbox_number(r, LOCKBOX_COUNT);
	int64_t total = lockbox_number(r, LOCKBOX_TOTAL);
	bool counted = count >= 0 && !is_blank(r, LOCKBOX_COUNT);
	bool summed = total >= 0 && !is_blank(r, LOCKBOX_TOTAL);

	if (counted)
		import_control(f->in, r->line,
		    batch ? "checks of batch" : "checks of lockbox", count,
		    s->count, -1, true);
	if (summed)
		import_control(f->in, r->line,
		    batch ? "total of batch" : "total of lockbox", total,
		    s->total, f->deposit.exponent, true);
	if (!counted || !summed)
		import_unchecked(f->in, r->line,
		    batch ? "count or total of batch"
			  : "count or total of lockbox");
	*s = (struct sums){0, 0};
}

/* A batch ends with its record 7, or, at banks that have none, where the next
   begins. */
static void
end_batch(struct file *f, const struct lockbox_record *r)
{
	f->of_box.count += f->of_batch.count;
	f->of_box.total += f->of_batch.total;
	if (r->type == 7) {
		check_sums(f, r, &f->of_batch, true);
	} else if (f->of_batch.count > 0) {
		import_unchecked(f->in, r->line, "count or total of batch");
		f->of_batch = (struct sums){0, 0};
	}
}

static void
take_trailer(struct file *f, const struct lockbox_record *r)
{
	int64_t records = lockbox_number(r, LOCKBOX_RECORDS);

	end_batch(f, r);
	if (r->type == 8)
		check_sums(f, r, &f->of_box, false);
	if (r->type != 9)
		return;
	f->ended = true;
	if (records >= 0 && !is_blank(r, LOCKBOX_RECORDS))
		import_control(f->in, r->line, "records of file", records,
		    (int128)f->records, -1, false);
}

/* One file may follow another. */
static void
begin_file(struct file *f, const struct lockbox_record *r)
{
	if (f->begun && !f->ended)
		import_fault(
		    f->in, r->line, "1", "a file begins inside of another");
	f->begun = true;
	f->ended = false;
	f->records = 1;
	f->of_batch = f->of_box = (struct sums){0, 0};
	f->day = lockbox_date(f->in, r, LOCKBOX_DATE);
	f->deposit.day = DATE_NONE;
}

static void
begin_deposit(struct file *f, const struct lockbox_record *r)
{
	end_batch(f, r);
	f->deposit.day = lockbox_date(f->in, r, LOCKBOX_DATE);
	if (f->deposit.day == DATE_NONE)
		f->deposit.day = f->day;
	f->deposit.box.len = 0;
	buf_span(&f->deposit.box, lockbox_text(r, LOCKBOX_BOX));
}

static void
begin_check(struct file *f, const struct lockbox_record *r)
{
	lockbox_check_begin(f->in, &f->check, r);
	f->of_batch.count++;
	f->of_batch.total += f->check.amount > 0 ? f->check.amount : 0;
}

static void
take(struct file *f, const struct lockbox_record *r)
{
	if (r->type != 4)
		lockbox_check_end(&f->check, &f->deposit);
	if ((!f->begun || f->ended) && r->type != 1) {
		import_fault(f->in, r->line, NULL,
		    "a record outside of a file (1 to 9)");
		return;
	}
	switch (r->type) {
	case 1:
		begin_file(f, r);
		break;
	case 2:
		break;
	case 4:
		lockbox_check_add(f->in, &f->check, r);
		break;
	case 5:
		begin_deposit(f, r);
		break;
	case 6:
		begin_check(f, r);
		break;
	case 7:
	case 8:
	case 9:
		take_trailer(f, r);
		break;
	default:
		import_fault(f->in, r->line, NULL,
		    "a record that begins with '%.*s', not 1, 2 or 4 to 9",
		    (int)fixed_bytes(r->fixed.text, 1), r->fixed.text.at);
	}
}

static void
raw(struct file *f, const struct lockbox_record *r)
{
	char name[2] = {r->type > 0 ? (char)('0' + r->type) : '?', '\0'};

	import_record(f->in, r->line, name);
	if (import_option(f->in, "raw") == NULL)
		return;
	for (int i = 0; i < LOCKBOX_NFIELD; i++)
		if (r->at[i].length > 0)
			import_raw(f->in,
			    lockbox_field_name((enum lockbox_field)i),
			    lockbox_text(r, (enum lockbox_field)i));
	import_raw(f->in, "record", r->fixed.text);
}

static void
read_records(struct file *f)
{
	struct span line;

	while (import_line(f->in, &line)) {
		struct lockbox_record r = {
		    .line = import_at(f->in), .fixed = fixed_of(line)};

		if (fixed_text(&r.fixed, 1, line.len).len == 0)
			continue;
		r.type = line.at[0] >= '0' && line.at[0] <= '9'
			     ? line.at[0] - '0'
			     : 0;
		r.at = f->layout.at[r.type];
		f->records++;
		raw(f, &r);
		take(f, &r);
	}
	lockbox_check_end(&f->check, &f->deposit);
	if (!f->begun)
		import_fault(f->in, 0, NULL, "no file header (record 1) in it");
	else if (!f->ended)
		import_fault(f->in, import_at(f->in), NULL,
		    "the file ends without its trailer (record 9)");
}

static void
read_lockbox(struct import *in)
{
	const char *layout = import_option(in, "layout");
	const char *currency = import_option(in, "currency");
	struct file f = {.in = in,
	    .day = DATE_NONE,
	    .deposit = {.in = in, .day = DATE_NONE}};

	f.deposit.currency =
	    currency_find(span_of(currency != NULL ? currency : "USD"));
	f.deposit.exponent = import_exponent(in, f.deposit.currency);
	if (layout == NULL)
		import_fault(in, 0, "--layout",
		    "each bank has its own: name one (sap-bai, sap-bai2, "
		    "fundersclub) or a file");
	else if (lockbox_layout_read(&f.layout, in, layout))
		read_records(&f);
	lockbox_check_free(&f.check);
	buf_free(&f.deposit.box);
}

/* "100" or the like, and in the next line a record 2. */
static bool
is_lockbox(struct span head)
{
	const char *end = head.len > 0 ? memchr(head.at, '\n', head.len) : NULL;

	return end != NULL && head.at[0] == '1' &&
	       head.at + head.len > end + 1 && end[1] == '2' &&
	       memchr(head.at, ',', (size_t)(end - head.at)) == NULL;
}

const struct format format_lockbox = {
    .name = "lockbox",
    .summary = "lockbox files of checks, by a layout (--layout)",
    .is = is_lockbox,
    .read = read_lockbox,
};
