#include "format/camt_in.h"

void
camt_code_field(const struct camt_element *e, struct camt_code *to)
{
	if (!camt_within(e, CAMT_BkTxCd))
		return;
	if (e->up[0] == CAMT_SubFmlyCd)
		camt_add(&to->kind, e->text);
	else if (e->up[1] == CAMT_Domn)
		camt_add(&to->domain, e->text);
	else if (e->up[1] == CAMT_Fmly)
		camt_add(&to->family, e->text);
	else if (e->up[1] == CAMT_Prtry)
		camt_add(&to->own, e->text);
}

/* The bank's own, or a part of it: Germany's are of several, "NDDT+109". */
static enum import_use
own_use(const struct camt *c, struct span own)
{
	enum import_use use = import_code(c->in, own);

	while (use == USE_UNKNOWN && own.len > 0)
		use = import_code(c->in, span_cut(&own, '+'));
	return use;
}

/*
 * What the table of codes says of the most exact code it knows: PMNT-RCDT-ESCT,
 * PMNT-RCDT, PMNT; else of the bank's own.
 */
enum import_use
camt_code_use(
    const struct camt *c, const struct camt_code *code, struct buf *text)
{
	const struct buf *parts[3] = {
	    &code->domain, &code->family, &code->kind};
	size_t ends[3], n = 0;
	enum import_use use = USE_UNKNOWN;

	text->len = 0;
	for (; n < 3 && parts[n]->len > 0; n++) {
		if (n > 0)
			buf_byte(text, '-');
		buf_span(text, buf_bytes(parts[n]));
		ends[n] = text->len;
	}
	while (n > 0 && use == USE_UNKNOWN)
		use = import_code(c->in, (struct span){text->at, ends[--n]});
	if (use == USE_UNKNOWN && code->own.len > 0)
		use = own_use(c, buf_bytes(&code->own));
	if (text->len == 0)
		buf_span(text, buf_bytes(&code->own));
	return use;
}
