/* What the 820 says of invoices (RMR), and what is settled beside them. */
#include "format/edi_pay.h"

void
edi_add(struct buf *to, struct span s)
{
	if (s.len == 0)
		return;
	if (to->len > 0)
		buf_byte(to, ' ');
	buf_span(to, s);
}

/* The element as UTF-8. */
struct span
edi_pay_cell(
    const struct edi_payment *p, const struct edi_segment *seg, size_t i)
{
	return import_text(p->source->in, edi_element(seg, i));
}

/* RMR: some put what is paid one element too early. */
void
edi_invoice_rmr(struct edi_payment *p, const struct edi_segment *seg)
{
	struct edi_line *l = edi_line_new(p, seg);
	int64_t early;
	bool shifted =
	    edi_element(seg, 4).len == 0 &&
	    import_decimal(edi_element(seg, 3), '.', p->exponent, &early);

	edi_add(&l->ref, edi_pay_cell(p, seg, 2));
	if (!span_is(edi_element(seg, 1), "IV"))
		edi_add(&l->memo, edi_pay_cell(p, seg, 1));
	l->paid = shifted ? early : edi_pay_amount(p, seg, 4);
	if (shifted)
		import_finding(p->source->in, seg->line,
		    "RMR03 holds an amount: it is taken for RMR04");
	l->gross = edi_pay_amount(p, seg, 5);
	l->has_gross = l->gross != 0;
	l->discount = edi_pay_amount(p, seg, 6);
	l->adjusted = edi_pay_amount(p, seg, 8); /* of later releases */
	if (p->turned)
		l->adjusted = -l->adjusted;
	edi_add(&l->reason, edi_pay_cell(p, seg, 7));
}

/* ENT: what stands before its first invoice is of none. */
void
edi_invoice_ent(struct edi_payment *p, const struct edi_segment *seg)
{
	(void)seg;
	p->apart = true;
}

/* ADX: of the invoice before it, or of none. */
void
edi_invoice_adx(struct edi_payment *p, const struct edi_segment *seg)
{
	struct edi_line *l = edi_line_last(p);
	int64_t by = edi_pay_amount(p, seg, 1);

	if (p->turned)
		by = -by;
	if (l == NULL) {
		l = edi_line_new(p, seg);
		l->beside = true;
		l->paid = by;
		edi_add(&l->ref, edi_pay_cell(p, seg, 4));
	} else {
		edi_pay_plus(p, seg, &l->adjusted, by);
		edi_add(&l->memo, span_of("ADX"));
		for (size_t i = 1; i < 5; i++)
			edi_add(&l->memo, edi_pay_cell(p, seg, i));
	}
	if (l->reason.len == 0)
		edi_add(&l->reason, edi_pay_cell(p, seg, 2));
}
