#include "book/posting_in.h"
#include "book/postings.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money_short.h"

/* Where the columns of a plain list are; -1: not there. */
struct places {
	int32_t date, due, doc_date, doc, customer, amount, currency;
	bool export; /* read by a map: its numbers are looked at */
};

/* A row of one, as it stands in the batch. */
struct bare {
	const char *text;
	const uint32_t *start, *end;
};

struct plain {
	struct span customer, doc;
	int64_t amount;
	int currency;
	int32_t date, due, doc_date;
};

static struct places
places_of(const struct posting_reader *r)
{
	const int32_t *at = r->columns.at;

	return (struct places){at[POSTING_DATE], at[POSTING_DUE],
	    at[POSTING_DOC_DATE], at[POSTING_DOC], at[POSTING_CUSTOMER],
	    at[POSTING_AMOUNT], at[POSTING_CURRENCY],
	    r->columns.map->described};
}

static inline struct span
cell(const struct bare *c, int32_t at)
{
	return (struct span){c->text + c->start[at], c->end[at] - c->start[at]};
}

/* A number that a spreadsheet may have destroyed: see posting_digits.c. */
static inline bool
is_odd(struct span s)
{
	if (s.len < 3 || s.at[0] < '0' || s.at[0] > '9')
		return false;
	for (size_t i = 1; i < s.len; i++)
		if (s.at[i] == '.' || s.at[i] == '+')
			return true;
	return false;
}

/* A date that may be left out. */
static inline bool
read_day(struct seen *seen, const struct bare *c, int32_t at, int32_t *date)
{
	if (at >= 0 && !seen_date(seen, cell(c, at), date)) {
		*date = DATE_NONE;
		return cell(c, at).len == 0;
	}
	return true;
}

/*
 * Reads a row with nothing odd about it.  False when there is: the long way
 * then reads it, or says what is wrong.
 */
static inline bool
read_row(struct seen *seen, const struct places *at, const struct bare *c,
    struct plain *p)
{
	int exponent = 2;

	p->currency = CURRENCY_UNNAMED;
	p->due = p->doc_date = DATE_NONE;
	p->customer = cell(c, at->customer);
	p->doc = cell(c, at->doc);
	return p->customer.len > 0 &&
	       !(at->export && (is_odd(p->customer) || is_odd(p->doc))) &&
	       seen_date(seen, cell(c, at->date), &p->date) &&
	       read_day(seen, c, at->due, &p->due) &&
	       read_day(seen, c, at->doc_date, &p->doc_date) &&
	       (at->currency < 0 || seen_currency(seen, cell(c, at->currency),
					&p->currency, &exponent)) &&
	       money_short(cell(c, at->amount), exponent, &p->amount);
}

static struct bare
bare_of(const struct batch *b, uint32_t row)
{
	size_t first = (size_t)row * b->ncol;

	return (struct bare){b->text, b->start + first, b->end + first};
}

bool
posting_read_plain(struct posting_reader *r, const struct batch *b,
    uint32_t row, struct posting *p)
{
	struct places at = places_of(r);
	struct bare c = bare_of(b, row);
	struct plain x;

	if (!read_row(&r->seen, &at, &c, &x))
		return false;
	p->date = x.date;
	p->due = x.due;
	p->doc_date = x.doc_date;
	p->currency = p->ref_currency = x.currency;
	p->amount = p->ref_amount = x.amount;
	p->customer = p->ref_customer = x.customer;
	p->doc = x.doc;
	p->type = x.amount < 0 ? TYPE_CREDIT : TYPE_INVOICE;
	return true;
}

static inline void
put(struct postings *p, const struct plain *x, uint64_t line)
{
	uint32_t n = p->n++;

	p->line[n] = line;
	p->customer[n] = x->customer;
	p->doc[n] = x->doc;
	p->amount[n] = x->amount;
	p->currency[n] = x->currency;
	p->date[n] = x->date;
	p->due[n] = x->due;
	p->doc_date[n] = x->doc_date;
}

uint32_t
postings_read(struct posting_reader *r, const struct batch *b, uint32_t row,
    struct postings *p)
{
	struct places at = places_of(r);
	struct bare c = bare_of(b, row);
	uint32_t stop =
	    b->nrow - row > POSTINGS_MOST ? row + POSTINGS_MOST : b->nrow;
	struct plain x;

	p->n = p->nodd = 0;
	for (; row < stop; row++) {
		if (read_row(&r->seen, &at, &c, &x))
			put(p, &x, b->line[row]);
		else
			p->odd[p->nodd++] = row;
		c.start += b->ncol;
		c.end += b->ncol;
	}
	for (uint32_t i = 0; i < p->n; i++)
		p->owner[i] = hash_part_slack(HASH_SEED, p->customer[i]);
	return row;
}
