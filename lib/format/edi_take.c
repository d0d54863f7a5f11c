#include <string.h>

#include "base/mem.h"
#include "format/edi_pay.h"
#include "value/currency.h"
#include "value/date.h"

/* The user's default, else dollars: X12 is American. */
static int
default_currency(const struct import *in)
{
	const char *said = import_option(in, "currency");

	return currency_find(span_of(said != NULL ? said : "USD"));
}

static void
set_currency(struct edi_payment *p, int currency)
{
	p->currency = currency;
	p->exponent = import_exponent(p->source->in, currency);
}

static void
drop_lines(struct edi_payment *p)
{
	for (size_t i = 0; i < p->n; i++) {
		buf_free(&p->lines[i].ref);
		buf_free(&p->lines[i].memo);
		buf_free(&p->lines[i].reason);
	}
	p->n = 0;
}

void
edi_payment_begin(struct edi_payment *p, struct edi_source *s)
{
	struct buf *const bufs[6] = {&p->total, &p->handling, &p->trace,
	    &p->payer, &p->account, &p->memo};

	p->source = s;
	p->any = p->claim = p->debit = p->apart = false;
	p->service.open = false;
	p->date = DATE_NONE;
	for (size_t i = 0; i < 6; i++)
		bufs[i]->len = 0;
	drop_lines(p);
	set_currency(p, default_currency(s->in));
}

void
edi_payment_free(struct edi_payment *p)
{
	if (p->source != NULL)
		edi_payment_begin(p, p->source);
	buf_free(&p->total);
	buf_free(&p->handling);
	buf_free(&p->trace);
	buf_free(&p->payer);
	buf_free(&p->account);
	buf_free(&p->memo);
	mem_free(p->lines);
}

static void
take_bpr(struct edi_payment *p, const struct edi_segment *seg)
{
	if (p->any)
		edi_wrong(p->source, seg->line, "BPR",
		    "a second payment in one transaction");
	p->any = true;
	p->line = seg->line;
	p->date = edi_date(edi_element(seg, 16));
	if (p->date == DATE_NONE && edi_element(seg, 16).len > 0)
		edi_wrong(p->source, seg->line, "BPR16",
		    "\"%.*s\" is not a date (CCYYMMDD)",
		    (int)(edi_element(seg, 16).len < 40
			      ? edi_element(seg, 16).len
			      : 40),
		    edi_element(seg, 16).at);
	p->debit = span_is(edi_element(seg, 3), "D");
	edi_add(&p->handling, edi_pay_cell(p, seg, 1));
	edi_add(&p->total, edi_pay_cell(p, seg, 2));
	edi_add(&p->account, edi_pay_cell(p, seg, 7));
	if (edi_element(seg, 9).len > 0) {
		buf_byte(&p->account, '/');
		buf_span(&p->account, edi_pay_cell(p, seg, 9));
	}
}

static void
take_currency(struct edi_payment *p, const struct edi_segment *seg)
{
	struct span code = edi_element(seg, 2);
	int currency = currency_find(code);

	if (currency < 0)
		edi_wrong(p->source, seg->line, "CUR02",
		    "\"%.*s\" is not an ISO 4217 currency code",
		    (int)(code.len < 20 ? code.len : 20), code.at);
	else
		set_currency(p, currency);
}

#define LINES_MOST 1000000 /* of a payment, which is held until its end */

struct edi_line *
edi_line_new(struct edi_payment *p, const struct edi_segment *seg)
{
	p->apart = false;
	if (p->n == LINES_MOST) {
		edi_wrong(p->source, seg->line, NULL,
		    "more than %d lines of one payment", LINES_MOST);
		drop_lines(p);
	}
	p->lines = mem_grow(p->lines, &p->cap, p->n + 1, sizeof *p->lines);
	p->lines[p->n] =
	    (struct edi_line){.line = seg->line, .date = DATE_NONE};
	return &p->lines[p->n++];
}

/* The invoice that is being told of, or NULL. */
struct edi_line *
edi_line_last(struct edi_payment *p)
{
	if (p->n == 0 || p->apart || p->lines[p->n - 1].beside)
		return NULL;
	return &p->lines[p->n - 1];
}

int64_t
edi_pay_amount(struct edi_payment *p, const struct edi_segment *seg, size_t i)
{
	int64_t minor = 0;

	edi_amount(p->source, seg, i, p->exponent, &minor);
	return minor;
}

void
edi_pay_plus(struct edi_payment *p, const struct edi_segment *seg, int64_t *sum,
    int64_t by)
{
	if (!__builtin_add_overflow(*sum, by, sum) && *sum != INT64_MIN)
		return;
	edi_wrong(
	    p->source, seg->line, NULL, "a sum beyond the largest amount");
	*sum = 0;
}

/* Where it goes what is said: with the invoice, or with the payment. */
static struct buf *
note_of(struct edi_payment *p)
{
	return p->n > 0 && !p->apart ? &p->lines[p->n - 1].memo : &p->memo;
}

/* REF: its number, and what is said of it, go with the invoice, or with the
   payment. */
static void
take_ref(struct edi_payment *p, const struct edi_segment *seg)
{
	struct buf *to = note_of(p);

	if (!span_is(edi_element(seg, 1), "ZZ"))
		edi_add(to, edi_pay_cell(p, seg, 1));
	edi_add(to, edi_pay_cell(p, seg, 2));
	edi_add(to, edi_pay_cell(p, seg, 3));
}

static void
take_dtm(struct edi_payment *p, const struct edi_segment *seg)
{
	struct edi_line *l = edi_line_last(p);

	if (l != NULL && span_is(edi_element(seg, 1), "003"))
		l->date = edi_date(edi_element(seg, 2));
}

static void
take_name(struct edi_payment *p, const struct edi_segment *seg)
{
	if (span_is(edi_element(seg, 1), "PR") && p->payer.len == 0)
		edi_add(&p->payer, edi_pay_cell(p, seg, 2));
}

/* Up to release 3030 an adjustment lowers what is paid, from 3050 on it raises
   it, and of those between nothing is known. */
static void
take_release(struct edi_payment *p, struct span release)
{
	p->turned =
	    release.len >= 6 && span_compare(release, span_of("003031")) < 0;
	p->doubtful =
	    !p->turned &&
	    (release.len < 6 || span_compare(release, span_of("003050")) < 0);
}

void
edi_payment_take(struct edi_payment *p, const struct edi_segment *seg)
{
	static const struct {
		const char *name;
		void (*take)(struct edi_payment *, const struct edi_segment *);
	} known[] = {{"BPR", take_bpr}, {"CUR", take_currency},
	    {"N1", take_name}, {"RMR", edi_invoice_rmr},
	    {"ADX", edi_invoice_adx}, {"ENT", edi_invoice_ent},
	    {"CLP", edi_claim_clp}, {"SVC", edi_claim_svc},
	    {"CAS", edi_claim_cas}, {"PLB", edi_claim_plb}, {"REF", take_ref},
	    {"DTM", take_dtm}};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (edi_is(seg, known[i].name))
			known[i].take(p, seg);
	if (edi_is(seg, "TRN") && p->trace.len == 0)
		edi_add(&p->trace, edi_pay_cell(p, seg, 2));
	if (edi_is(seg, "NTE"))
		edi_add(note_of(p), edi_pay_cell(p, seg, 2));
	if (edi_is(seg, "GS"))
		take_release(p, edi_element(seg, 8));
}
