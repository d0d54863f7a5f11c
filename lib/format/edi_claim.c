/* What the 835 says of claims: CLP, its services (SVC), what is not paid (CAS),
   and what is settled beside claims (PLB). */
#include "format/edi_pay.h"

/* Of a service: paid = charge - all that is not paid. */
void
edi_service_end(struct edi_payment *p)
{
	if (!p->service.open)
		return;
	p->service.open = false;
	import_control(p->source->in, p->service.line,
	    "service: charge less adjustments", p->service.paid,
	    (int128)p->service.charge - p->service.denied, p->exponent, false);
}

void
edi_claim_svc(struct edi_payment *p, const struct edi_segment *seg)
{
	struct edi_line *l = edi_line_last(p);

	edi_service_end(p);
	if (l == NULL)
		return;
	p->service.open = true;
	p->service.line = seg->line;
	p->service.charge = edi_pay_amount(p, seg, 2);
	p->service.paid = edi_pay_amount(p, seg, 3);
	p->service.denied = 0;
	l->has_services = true;
	edi_pay_plus(p, seg, &l->services, p->service.paid);
}

void
edi_claim_clp(struct edi_payment *p, const struct edi_segment *seg)
{
	struct edi_line *l;

	edi_service_end(p);
	l = edi_line_new(p, seg);
	p->claim = true;
	edi_add(&l->ref, edi_pay_cell(p, seg, 1));
	l->has_gross = edi_element(seg, 3).len > 0;
	l->gross = edi_pay_amount(p, seg, 3);
	l->paid = edi_pay_amount(p, seg, 4);
	edi_add(&l->memo, span_of("CLP02"));
	edi_add(&l->memo, edi_pay_cell(p, seg, 2));
	edi_add(&l->memo, edi_pay_cell(p, seg, 7));
}

/* CAS: a group, then up to six reasons with their amounts.  What the patient
   owes (PR) stays open; all else is not paid. */
void
edi_claim_cas(struct edi_payment *p, const struct edi_segment *seg)
{
	struct edi_line *l = edi_line_last(p);
	struct span group = edi_element(seg, 1);

	if (l == NULL)
		return;
	for (size_t i = 2; i + 1 < seg->n; i += 3) {
		int64_t by = edi_pay_amount(p, seg, i + 1);

		edi_pay_plus(p, seg, &l->denied, by);
		if (p->service.open)
			edi_pay_plus(p, seg, &p->service.denied, by);
		if (!span_is(group, "PR"))
			edi_pay_plus(p, seg, &l->deducted, by);
		if (l->reason.len == 0 && !span_is(group, "PR")) {
			edi_add(&l->reason, edi_pay_cell(p, seg, 1));
			buf_byte(&l->reason, '-');
			buf_span(&l->reason, edi_pay_cell(p, seg, i));
		}
	}
}

/* PLB: pairs of a reason with its reference, and an amount that lowers the
   payment. */
void
edi_claim_plb(struct edi_payment *p, const struct edi_segment *seg)
{
	edi_service_end(p);
	for (size_t i = 3; i + 1 < seg->n; i += 2) {
		struct edi_line *l = edi_line_new(p, seg);
		struct span reason = edi_element(seg, i);

		l->beside = true;
		l->paid = -edi_pay_amount(p, seg, i + 1);
		edi_add(&l->reason, import_text(p->source->in,
					edi_component(p->source, reason, 0)));
		edi_add(&l->ref, import_text(p->source->in,
				     edi_component(p->source, reason, 1)));
	}
}
