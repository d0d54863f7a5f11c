/* What the files of invoice_recurring share. */
#ifndef CMD_INVOICE_RECURRING_IN_H
#define CMD_INVOICE_RECURRING_IN_H

#include "base/intern.h"
#include "book/contract.h"
#include "cmd/invoice_recurring.h"

/* A line, and the number of its contract. */
struct recurring_due {
	struct recurring_line line;
	size_t contract;
};

struct recurring_state {
	const struct recurring_run *run;
	struct contract_reader reader;
	struct intern *texts;
	struct contract *contracts; /* their texts are those of `texts` */
	size_t ncontract, contract_cap;
	struct recurring_due *dues;
	size_t ndue, due_cap;
	struct csvout *w;
};

/* The columns of the output, and a line; a part whose amount is 0 is none. */
void invoice_recurring_columns(const struct recurring_state *s);
void invoice_recurring_put(
    const struct recurring_state *s, const struct recurring_due *d);

#endif
