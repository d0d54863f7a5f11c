/*
 * The billing lines that recurring contracts call for in a window of days
 * (ar-invoice --recurring).
 */
#ifndef CMD_INVOICE_RECURRING_H
#define CMD_INVOICE_RECURRING_H

#include <stdint.h>

#include "book/customers.h"
#include "cli/tool.h"
#include "rule/recurring.h"
#include "text/csvout.h"
#include "value/money.h"

struct recurring_run {
	struct tool *tool;
	const char *contracts_file;
	int32_t from, to; /* inclusive */
	enum recurring_basis basis;
	enum money_rounding rounding;
	/* Where a contract without currency has its decimals from; or NULL. */
	const struct customers *customers;
};

/* The basis of a name (actual, 30, 28); false when there is none. */
bool invoice_proration(const char *name, enum recurring_basis *basis);

/*
 * Reads the contracts and prints what falls due in the window onto w, columns
 * first, by date and then in the order of the contracts; what is wrong with a
 * contract fails the program.  w stays the caller's, to be ended.
 */
void invoice_recurring(const struct recurring_run *run, struct csvout *w);

#endif
