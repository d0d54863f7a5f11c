#include <stdlib.h>
#include <string.h>

#include "format/mt940_in.h"
#include "value/date.h"

#define FIELD ":61:"

/* What is left of the line that is being read. */
struct rest {
	struct span s;
	struct import *in;
	uint64_t line;
};

static struct span
take(struct rest *r, size_t n)
{
	struct span head;

	if (n > r->s.len)
		n = r->s.len;
	head = (struct span){r->s.at, n};
	r->s.at += n;
	r->s.len -= n;
	return head;
}

static bool
starts_digits(struct span s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (i >= s.len || s.at[i] < '0' || s.at[i] > '9')
			return false;
	return true;
}

/* The entry's date has no year: the one nearest to the value date's. */
static int32_t
nearest(int32_t value, int month, int day)
{
	int year, m, d;
	int32_t best = DATE_NONE, date;

	date_split(value, &year, &m, &d);
	for (int y = year - 1; y <= year + 1; y++)
		if (date_from(y, month, day, &date) &&
		    (best == DATE_NONE ||
			abs(date - value) < abs(best - value)))
			best = date;
	return best;
}

/* Four digits, four blanks, or nothing. */
static void
read_booked(struct rest *r, struct mt940_entry *e)
{
	struct span cell;

	e->booked = e->value;
	if (r->s.len >= 4 && !memcmp(r->s.at, "    ", 4))
		take(r, 4);
	if (!starts_digits(r->s, 4))
		return;
	cell = take(r, 4);
	e->booked =
	    nearest(e->value, (cell.at[0] - '0') * 10 + cell.at[1] - '0',
		(cell.at[2] - '0') * 10 + cell.at[3] - '0');
	if (e->booked == DATE_NONE) {
		import_finding(r->in, r->line,
		    FIELD " \"%.*s\" is no day of the year: the value date "
			  "is taken",
		    (int)cell.len, cell.at);
		e->booked = e->value;
	}
}

static bool
read_dates(struct rest *r, struct mt940_entry *e)
{
	struct span cell = take(r, 6);

	if (!starts_digits(cell, 6) ||
	    !import_date(cell, "YYMMDD", &e->value)) {
		import_fault(r->in, r->line, FIELD,
		    "\"%.*s\" is not a value date (YYMMDD)", (int)cell.len,
		    cell.at);
		return false;
	}
	read_booked(r, e);
	return true;
}

/*
 * RC, RD, EC, ED, C or D, the longer first; then the third letter of the
 * currency may follow: "CR50990,05" is a credit in a currency that ends in R.
 */
static bool
read_mark(struct rest *r, struct mt940_entry *e, int *sign)
{
	bool two = r->s.len >= 2 && (r->s.at[0] == 'R' || r->s.at[0] == 'E');
	char side = r->s.len > two ? r->s.at[two] : '\0';

	if (side != 'C' && side != 'D') {
		import_fault(r->in, r->line, FIELD,
		    "neither C nor D, nor RC, RD, EC or ED, behind the dates");
		return false;
	}
	e->reverses = two && r->s.at[0] == 'R';
	e->expected = two && r->s.at[0] == 'E';
	*sign = (side == 'C') != e->reverses ? 1 : -1;
	take(r, two ? 2 : 1);
	if (r->s.len > 0 && r->s.at[0] >= 'A' && r->s.at[0] <= 'Z')
		take(r, 1);
	return true;
}

static bool
read_amount(struct rest *r, struct mt940_entry *e, int sign, int exponent)
{
	size_t n = 0;
	struct span cell;
	char mark = '.';

	for (; n < r->s.len && r->s.at[n] != '\n' &&
	       (starts_digits((struct span){r->s.at + n, 1}, 1) ||
		   r->s.at[n] == ',' || r->s.at[n] == '.');
	     n++)
		if (r->s.at[n] == ',')
			mark = ',';
	cell = take(r, n);
	if (n == 0 || !import_decimal(cell, mark, exponent, &e->amount)) {
		import_fault(r->in, r->line, FIELD,
		    "\"%.*s\" is not an amount with %d decimals",
		    (int)(n < 40 ? n : 40), cell.at, exponent);
		return false;
	}
	e->amount *= sign;
	return true;
}

static bool
is_of_type(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= '0' && c <= '9');
}

/* A letter and three letters or digits; of a shorter one what there is. */
static size_t
type_length(struct span s)
{
	size_t n = 0;

	while (n < 4 && n < s.len && is_of_type(s.at[n]))
		n++;
	return n;
}

/* Type, the owner's reference up to "//" or the line's end, the bank's, and
   on the lines below whatever else there is. */
static void
read_references(struct rest *r, struct mt940_entry *e)
{
	struct span first = span_cut(&r->s, '\n');
	size_t n = type_length(first);

	memcpy(e->type, first.at, n);
	e->type[n] = '\0';
	if (n < 4)
		import_finding(r->in, r->line,
		    FIELD " \"%s\" is no type (N, S or F and three characters)",
		    e->type);
	first.at += n;
	first.len -= n;
	n = 0;
	while (n < first.len && !(first.at[n] == '/' && n + 1 < first.len &&
				    first.at[n + 1] == '/'))
		n++;
	buf_add(&e->owner, first.at, n);
	if (n < first.len)
		buf_add(&e->bank, first.at + n + 2, first.len - n - 2);
	mt940_words(&e->extra, r->s);
}

bool
mt940_entry_read(struct mt940_entry *e, struct import *in,
    const struct mt940_field *f, int exponent)
{
	struct rest r = {buf_bytes(&f->value), in, f->line};
	int sign;

	e->line = f->line;
	e->owner.len = e->bank.len = e->extra.len = e->info.len = 0;
	if (!read_dates(&r, e) || !read_mark(&r, e, &sign) ||
	    !read_amount(&r, e, sign, exponent))
		return false;
	read_references(&r, e);
	e->open = true;
	return true;
}
