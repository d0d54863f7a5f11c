#include <string.h>

#include "base/mem.h"
#include "format/edi_pay.h"
#include "value/currency.h"
#include "value/date.h"

static void
add(struct buf *to, struct span s)
{
	if (s.len == 0)
		return;
	if (to->len > 0)
		buf_byte(to, ' ');
	buf_span(to, s);
}

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

void
edi_payment_begin(struct edi_payment *p, struct edi_source *s)
{
	struct buf *const bufs[] = {&p->total, &p->handling, &p->trace,
	    &p->payer, &p->account, &p->memo};

	p->source = s;
	p->any = p->claim = p->debit = false;
	p->date = DATE_NONE;
	for (size_t i = 0; i < sizeof bufs / sizeof *bufs; i++)
		bufs[i]->len = 0;
	for (size_t i = 0; i < p->n; i++) {
		buf_free(&p->lines[i].ref);
		buf_free(&p->lines[i].memo);
		buf_free(&p->lines[i].reason);
	}
	p->n = 0;
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

/* The element as UTF-8. */
static struct span
cell(const struct edi_payment *p, const struct edi_segment *seg, size_t i)
{
	return import_text(p->source->in, edi_element(seg, i));
}

static void
take_bpr(struct edi_payment *p, const struct edi_segment *seg)
{
	p->any = true;
	p->line = seg->line;
	p->date = edi_date(edi_element(seg, 16));
	p->debit = span_is(edi_element(seg, 3), "D");
	add(&p->handling, cell(p, seg, 1));
	add(&p->total, cell(p, seg, 2));
	add(&p->account, cell(p, seg, 7));
	if (edi_element(seg, 9).len > 0) {
		buf_byte(&p->account, '/');
		buf_span(&p->account, cell(p, seg, 9));
	}
}

static void
take_currency(struct edi_payment *p, const struct edi_segment *seg)
{
	struct span code = edi_element(seg, 2);
	int currency = currency_find(code);

	if (currency < 0)
		import_fault(p->source->in, seg->line, "CUR02",
		    "\"%.*s\" is not an ISO 4217 currency code",
		    (int)(code.len < 20 ? code.len : 20), code.at);
	else
		set_currency(p, currency);
}

static struct edi_line *
new_line(struct edi_payment *p, const struct edi_segment *seg)
{
	p->lines = mem_grow(p->lines, &p->cap, p->n + 1, sizeof *p->lines);
	p->lines[p->n] =
	    (struct edi_line){.line = seg->line, .date = DATE_NONE};
	return &p->lines[p->n++];
}

/* The invoice that is being told of, or NULL. */
static struct edi_line *
last_line(struct edi_payment *p)
{
	if (p->n == 0 || p->lines[p->n - 1].beside)
		return NULL;
	return &p->lines[p->n - 1];
}

static int64_t
amount(const struct edi_payment *p, const struct edi_segment *seg, size_t i)
{
	int64_t minor = 0;

	edi_amount(p->source, seg, i, p->exponent, &minor);
	return minor;
}

/* RMR: some put what is paid one element too early. */
static void
take_rmr(struct edi_payment *p, const struct edi_segment *seg)
{
	struct edi_line *l = new_line(p, seg);
	int64_t early;
	bool shifted =
	    edi_element(seg, 4).len == 0 &&
	    import_decimal(edi_element(seg, 3), '.', p->exponent, &early);

	add(&l->ref, cell(p, seg, 2));
	l->paid = shifted ? early : amount(p, seg, 4);
	if (shifted)
		import_finding(p->source->in, seg->line,
		    "RMR03 holds an amount: it is taken for RMR04");
	l->has_gross = edi_element(seg, 5).len > 0;
	l->gross = amount(p, seg, 5);
	l->discount = amount(p, seg, 6);
}

/* ADX: of the invoice before it, or of none. */
static void
take_adx(struct edi_payment *p, const struct edi_segment *seg)
{
	struct edi_line *l = last_line(p);
	int64_t by = amount(p, seg, 1);

	if (p->turned)
		by = -by;
	if (l == NULL) {
		l = new_line(p, seg);
		l->beside = true;
		l->paid = by;
		add(&l->ref, cell(p, seg, 4));
	} else {
		l->adjusted += by;
		add(&l->memo, span_of("ADX"));
		for (size_t i = 1; i < 5; i++)
			add(&l->memo, cell(p, seg, i));
	}
	if (l->reason.len == 0)
		add(&l->reason, cell(p, seg, 2));
}

static void
take_clp(struct edi_payment *p, const struct edi_segment *seg)
{
	struct edi_line *l = new_line(p, seg);

	p->claim = true;
	add(&l->ref, cell(p, seg, 1));
	l->has_gross = edi_element(seg, 3).len > 0;
	l->gross = amount(p, seg, 3);
	l->paid = amount(p, seg, 4);
	add(&l->memo, span_of("CLP02"));
	add(&l->memo, cell(p, seg, 2));
	add(&l->memo, cell(p, seg, 7));
}

/* CAS: a group, then up to six reasons with their amounts.  What the patient
   owes (PR) stays open; all else is not paid. */
static void
take_cas(struct edi_payment *p, const struct edi_segment *seg)
{
	struct edi_line *l = last_line(p);
	struct span group = edi_element(seg, 1);

	if (l == NULL)
		return;
	for (size_t i = 2; i + 1 < seg->n; i += 3) {
		int64_t by = amount(p, seg, i + 1);

		l->denied += by;
		if (!span_is(group, "PR"))
			l->deducted += by;
		if (l->reason.len == 0 && !span_is(group, "PR")) {
			add(&l->reason, cell(p, seg, 1));
			buf_byte(&l->reason, '-');
			buf_span(&l->reason, cell(p, seg, i));
		}
	}
}

/* PLB: pairs of a reason with its reference, and an amount that lowers the
   payment. */
static void
take_plb(struct edi_payment *p, const struct edi_segment *seg)
{
	for (size_t i = 3; i + 1 < seg->n; i += 2) {
		struct edi_line *l = new_line(p, seg);
		struct span reason = edi_element(seg, i);

		l->beside = true;
		l->paid = -amount(p, seg, i + 1);
		add(&l->reason, import_text(p->source->in,
				    edi_component(p->source, reason, 0)));
		add(&l->ref, import_text(p->source->in,
				 edi_component(p->source, reason, 1)));
	}
}

/* REF: its number, and what is said of it, go with the invoice, or with the
   payment. */
static void
take_ref(struct edi_payment *p, const struct edi_segment *seg)
{
	struct edi_line *l = p->n > 0 ? &p->lines[p->n - 1] : NULL;
	struct buf *to = l != NULL ? &l->memo : &p->memo;

	if (!span_is(edi_element(seg, 1), "ZZ"))
		add(to, cell(p, seg, 1));
	add(to, cell(p, seg, 2));
	add(to, cell(p, seg, 3));
}

static void
take_dtm(struct edi_payment *p, const struct edi_segment *seg)
{
	struct edi_line *l = last_line(p);

	if (l != NULL && span_is(edi_element(seg, 1), "003"))
		l->date = edi_date(edi_element(seg, 2));
}

static void
take_name(struct edi_payment *p, const struct edi_segment *seg)
{
	if (span_is(edi_element(seg, 1), "PR") && p->payer.len == 0)
		add(&p->payer, cell(p, seg, 2));
}

void
edi_payment_take(struct edi_payment *p, const struct edi_segment *seg)
{
	static const struct {
		const char *name;
		void (*take)(struct edi_payment *, const struct edi_segment *);
	} known[] = {{"BPR", take_bpr}, {"CUR", take_currency},
	    {"N1", take_name}, {"RMR", take_rmr}, {"ADX", take_adx},
	    {"CLP", take_clp}, {"CAS", take_cas}, {"PLB", take_plb},
	    {"REF", take_ref}, {"DTM", take_dtm}};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (edi_is(seg, known[i].name))
			known[i].take(p, seg);
	if (edi_is(seg, "TRN") && p->trace.len == 0)
		add(&p->trace, cell(p, seg, 2));
	if (edi_is(seg, "NTE"))
		add(p->n > 0 ? &p->lines[p->n - 1].memo : &p->memo,
		    cell(p, seg, 2));
	if (edi_is(seg, "GS"))
		p->turned =
		    span_compare(edi_element(seg, 8), span_of("003031")) < 0 &&
		    edi_element(seg, 8).len >= 6;
}
