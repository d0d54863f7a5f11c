#include "base/intern.h"
#include "base/mem.h"
#include "cmd/invoice.h"
#include "value/date.h"

#define NO_TAX ((struct decimal){0, 0})

void
invoice_rate_open(struct invoice *v)
{
	v->rate_keys = intern_new();
	v->codes = intern_new();
	for (size_t i = 0; i < sizeof v->met / sizeof *v->met; i++)
		v->met[i] = (struct invoice_met){.from = 1, .to = 0};
}

/* The day of the document, or of the service, where that is asked for. */
int32_t
invoice_tax_day(const struct invoice *v, const struct invoice_line *l)
{
	if (!v->tax_by_service)
		return l->date;
	return l->line.service_to != DATE_NONE     ? l->line.service_to
	       : l->line.service_from != DATE_NONE ? l->line.service_from
						   : l->date;
}

/*
 * A line's own rate wins over that of its code; a code alone must have a rate
 * on the day that counts.
 */
static bool
find_rate(struct invoice *v, struct batch *b, uint32_t row,
    const struct invoice_line *l, struct taxes_rate *rate)
{
	struct span code = l->line.text[LINE_TAX_CODE];
	int32_t day = invoice_tax_day(v, l);
	char text[DATE_CHARS];

	*rate = (struct taxes_rate){l->line.tax_rate, DATE_MIN, DATE_MAX};
	if (l->line.rated || code.len == 0)
		return true;
	if (v->taxes != NULL && taxes_find_days(v->taxes, code, day, rate))
		return true;
	date_format(text, day);
	return invoice_wrong(v, b, row, FAULT_TAX_CODE, LINE_TAX_CODE,
	    v->taxes != NULL ? text : "any day: there is no --tax FILE");
}

static struct decimal
less_of(const struct invoice *v, const struct invoice_line *l)
{
	return l->terms == INVOICE_NONE || l->line.due != DATE_NONE
		   ? NO_TAX
		   : v->terms[l->terms].less;
}

/* Code, rate, exemption and discount as one text. */
static uint32_t
number_of(struct invoice *v, const struct invoice_rate *r, struct span code)
{
	uint32_t before = intern_count(v->rate_keys), id;
	struct buf *key = &v->rate_key;

	key->len = 0;
	buf_add(key, (const char *)&r->rate.n, sizeof r->rate.n);
	buf_byte(key, (char)r->rate.places);
	buf_add(key, (const char *)&r->less.n, sizeof r->less.n);
	buf_byte(key, (char)r->less.places);
	buf_byte(key, r->exempt);
	buf_span(key, code);
	id = intern_add(v->rate_keys, (struct span){key->at, key->len});
	if (id < before)
		return id;
	v->rates = mem_grow(v->rates, &v->rate_cap, id + 1, sizeof *v->rates);
	v->rates[id] = *r;
	v->rates[id].code = intern_add(v->codes, code);
	v->rates[id].share = tax_share(r->rate, r->less, v->tax_included);
	return id;
}

/* A code of at most eight bytes, as others are not remembered. */
static uint64_t
word_of(struct span code)
{
	return code.len - 1 < 8 ? word_short(code.at, code.len) : 0;
}

static bool
is_met(const struct invoice_met *m, uint64_t code, const struct invoice_line *l,
    int32_t day, bool exempt)
{
	const struct line *line = &l->line;

	return m->code == code && m->len == line->text[LINE_TAX_CODE].len &&
	       m->from <= day && day <= m->to && m->terms == l->terms &&
	       m->exempt == exempt && m->rated == line->rated &&
	       m->own.n == line->tax_rate.n &&
	       m->own.places == line->tax_rate.places;
}

bool
invoice_rate(
    struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l)
{
	struct invoice_rate r = {
	    .exempt = invoice_customer(v, l->line.text[LINE_CUSTOMER])->exempt};
	struct span code = l->line.text[LINE_TAX_CODE];
	uint64_t word = word_of(code);
	struct invoice_met *met =
	    &v->met[word * HASH_K1 >> (64 - INVOICE_MET_BITS)];
	struct taxes_rate found;

	/* Where terms lower the tax, a due date that replaces them does not. */
	if (v->basis != BASIS_ADJUSTED &&
	    is_met(met, word, l, invoice_tax_day(v, l), r.exempt)) {
		l->rate = met->rate;
		return true;
	}
	if (!find_rate(v, b, row, l, &found))
		return false;
	r.rate = r.exempt ? NO_TAX : found.rate;
	r.less = less_of(v, l);
	l->rate = number_of(v, &r, code);
	if (code.len <= sizeof word)
		*met = (struct invoice_met){word, code.len, r.exempt,
		    l->line.rated, l->line.tax_rate, l->terms, found.from,
		    found.to, l->rate};
	return true;
}
