#include "base/mem.h"
#include "cmd/reconcile_check.h"
#include "text/mask.h"
#include "value/currency.h"
#include "value/date.h"

#define CARD_DIGITS 13 /* of a card number, at least */

enum { ROW_BY, ROW_APPROVED, ROW_COLUMNS };

static const char *const names[] = {"by", "approved"};

/* Names are numbers of check.names. */
struct check_seen {
	uint64_t line;
	int64_t amount, difference;
	uint32_t entity, customer, key;
	int32_t date;
	uint16_t currency;
	uint8_t class;
	const char *step;
};

void
check_row_open(struct check *c)
{
	columns_open(
	    &c->columns, &c->r->tool.map->of[MAP_BOOK], names, ROW_COLUMNS);
	c->names = intern_new();
}

void
check_row_close(struct check *c)
{
	columns_free(&c->columns);
	intern_free(c->names);
	mem_free(c->seen);
	mem_free(c->scans);
	buf_free(&c->masked);
}

/* What a row adds to receivables. */
static int64_t
effect(const struct posting *p)
{
	enum posting_class class = posting_class(p->type);

	return class == CLASS_OPENS || class == CLASS_ACTS ? p->amount : 0;
}

/* The row as an item of a class; its key is the number that it gives, and it
   is of him whose item it changes. */
static struct check_seen *
see(struct check *c, enum recon_class class, const struct posting *p)
{
	bool acts = posting_class(p->type) == CLASS_ACTS;
	struct span key = p->doc.len > 0 ? p->doc : p->ref;
	struct check_seen *s;

	c->seen =
	    mem_grow(c->seen, &c->seen_cap, c->nseen + 1, sizeof *c->seen);
	s = &c->seen[c->nseen++];
	*s = (struct check_seen){.line = p->line,
	    .amount = p->amount,
	    .difference = effect(p),
	    .entity = intern_add(c->names, acts ? p->ref_entity : p->entity),
	    .customer =
		intern_add(c->names, acts ? p->ref_customer : p->customer),
	    .key = intern_add(c->names, key),
	    .date = p->date,
	    .currency = (uint16_t)(acts ? p->ref_currency : p->currency),
	    .class = (uint8_t) class};
	return s;
}

static void
see_limit(struct check *c, const struct posting *p, struct span by)
{
	char text[MONEY_CHARS];
	struct decimal limit;

	if (!approval_over(
		c->approval, p->type, p->currency, by, p->amount, &limit))
		return;
	decimal_format(text, limit);
	see(c, RECON_OVER_APPROVAL, p)->step = check_text(c,
	    "above %s, the limit of a %s%s%.*s: have it approved, or reverse "
	    "it",
	    text, posting_type_name(p->type), by.len > 0 ? " by " : "",
	    (int)by.len, by.at);
}

static void
see_people(struct check *c, const struct posting *p, const struct batch *b,
    uint32_t row)
{
	struct span by = columns_cell(&c->columns, b, row, ROW_BY);
	struct span approved = columns_cell(&c->columns, b, row, ROW_APPROVED);

	if (c->approval != NULL && approved.len == 0)
		see_limit(c, p, by);
	if (by.len > 0 && span_equal(by, approved))
		see(c, RECON_SAME_PERSON, p)->step = check_text(c,
		    "made and approved by %.*s: have a second person look at "
		    "it",
		    (int)by.len, by.at);
}

/* Columns of which the reader knows that they hold no card number, and `id`
   and the like, which tools make. */
static bool
is_scanned(const struct check *c, struct span header)
{
	static const char *const not [] = {"date", "type", "amount", "currency",
	    "ref_due", "ref_currency", "ref_amount", "due", "doc_date", "id",
	    "line", "terms", "discount_date", "discount", "tax", "rule",
	    "score", "deduction", "level", "fee", "interest", "interest_to",
	    "rate"};

	for (size_t i = 0; i < sizeof not / sizeof *not ; i++)
		if (span_equal(header, map_header(c->columns.map, not [i])))
			return false;
	return true;
}

static void
bind(struct check *c, const struct csv_header *h)
{
	columns_bind(&c->columns, h);
	if (c->header == h)
		return;
	c->header = h;
	c->scans = mem_grow(c->scans, &c->scan_cap, h->ncol, sizeof *c->scans);
	for (uint32_t i = 0; i < h->ncol; i++)
		c->scans[i] = is_scanned(c, h->names[i]);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Most cells are seen not to hold any by their length. */
static bool
may_hold_card(struct span s)
{
	size_t digits = 0;

	if (s.len < CARD_DIGITS)
		return false;
	for (size_t i = 0; i < s.len; i++)
		digits += is_digit(s.at[i]);
	return digits >= CARD_DIGITS;
}

static bool
is_number(char c)
{
	return is_digit(c) || c == '*' || c == ' ' || c == '-';
}

/* The digits and stars around a star. */
static struct span
around(struct span text, size_t star)
{
	size_t from = star, to = star;

	while (from > 0 && is_number(text.at[from - 1]))
		from--;
	while (to < text.len && is_number(text.at[to]))
		to++;
	while (from < to && !is_digit(text.at[from]))
		from++;
	while (to > from && !is_digit(text.at[to - 1]))
		to--;
	return (struct span){text.at + from, to - from};
}

/* The first number that is masked in a text; other stars have none around. */
static struct span
number_in(struct span text)
{
	struct span found = {0};

	for (size_t i = 0; i < text.len && found.len < CARD_DIGITS; i++)
		if (text.at[i] == '*')
			found = around(text, i);
	return found;
}

/* A name that goes out without the numbers in it. */
static uint32_t
masked(struct check *c, uint32_t name)
{
	struct buf b = {0};
	uint32_t id = name;

	if (mask_cards(&b, intern_text(c->names, name)) > 0)
		id = intern_add(c->names, (struct span){b.at, b.len});
	buf_free(&b);
	return id;
}

static void
see_card(struct check *c, const struct posting *p, struct span column,
    struct span cell)
{
	struct check_seen *s;
	struct span number;

	c->masked.len = 0;
	if (!may_hold_card(cell) || mask_cards(&c->masked, cell) == 0)
		return;
	number = number_in((struct span){c->masked.at, c->masked.len});
	s = see(c, RECON_CARD_NUMBER, p);
	s->difference = 0;
	s->key = masked(c, s->key);
	s->customer = masked(c, s->customer);
	s->step = check_text(c,
	    "%.*s holds the number of a card, %.*s: take it out of all systems",
	    (int)column.len, column.at, (int)number.len, number.at);
}

/* The ledger only knows from when an event counts. */
static void
note_day(struct check *c, const struct posting *p)
{
	enum posting_class class = posting_class(p->type);

	if (class != CLASS_EVENT && class != CLASS_TELLS)
		return;
	c->days = mem_grow(c->days, &c->day_cap, c->nday + 1, sizeof *c->days);
	c->days[c->nday++] = (struct check_day){p->line, p->date};
}

void
check_row(struct reconcile_run *r, const struct posting *p,
    const struct batch *b, uint32_t row)
{
	struct check *c = r->also_arg;

	if (p->date > c->closed && p->line < c->opened)
		c->opened = p->line;
	bind(c, b->header);
	note_day(c, p);
	if (p->date > c->asof)
		return;
	see_people(c, p, b, row);
	for (uint32_t i = 0; i < b->ncol; i++)
		if (c->scans[i])
			see_card(
			    c, p, b->header->names[i], batch_cell(b, row, i));
}

void
check_seen(struct check *c)
{
	for (size_t i = 0; i < c->nseen; i++) {
		const struct check_seen *s = &c->seen[i];
		const struct check_found f = {
		    .class = (enum recon_class)s->class,
		    .entity = intern_text(c->names, s->entity),
		    .customer = intern_text(c->names, s->customer),
		    .key = intern_text(c->names, s->key),
		    .step = s->step,
		    .currency = s->currency,
		    .amount = s->amount,
		    .difference = s->difference,
		    .date = s->date,
		    .other_date = DATE_NONE,
		    .lines = &s->line,
		    .n = 1};

		check_add(c, &f);
	}
}
