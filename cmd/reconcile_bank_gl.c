/* Lines of the general ledger on the account of the bank, as the book side. */
#include "base/diag.h"
#include "book/gl.h"
#include "cli/tables.h"
#include "cmd/reconcile_bank.h"

/* The account of the lines before, where --control names none. */
struct taker {
	struct reconcile_bank *b;
	uint32_t account;
	bool any;
};

static bool
is_wanted(const struct reconcile_run *r, struct span account)
{
	for (size_t i = 0; i < r->control.n; i++)
		if (span_is(account, r->control.at[i]))
			return true;
	return r->control.n == 0;
}

/* All accounts together come to nothing: which one is the bank's? */
static void
check_account(struct taker *t, const struct gl_line *l)
{
	uint32_t account = reconcile_name(t->b->r, l->account);
	struct span first = reconcile_text(t->b->r, t->account);

	if (t->b->r->control.n == 0 && t->any && account != t->account)
		diag_fail("the GL has lines on %.*s and on %.*s: give the "
			  "account of the bank, --control ACCOUNT",
		    (int)first.len, first.at, (int)l->account.len,
		    l->account.at);
	t->account = account;
	t->any = true;
}

static void
take_line(struct taker *t, const struct gl_line *l)
{
	struct reconcile_bank *b = t->b;
	struct reconcile_run *r = b->r;
	struct bank_entry e = {.amount = l->amount,
	    .line = l->line,
	    .refs = {reconcile_name(r, l->ref.len > 0 ? l->ref : l->entry),
		RECON_NONE, RECON_NONE},
	    .customer = reconcile_name(r, l->customer),
	    .batch = reconcile_name(r, l->entry),
	    .date = l->date};

	if (!is_wanted(r, l->account))
		return;
	check_account(t, l);
	if (l->ref.len > 0)
		e.refs[1] = reconcile_name(r, l->entry);
	e.unit =
	    reconcile_unit(r, l->entity, (struct span){"", 0}, l->currency);
	e.payer = reconcile_bank_customer(b, l->customer);
	e.code = reconcile_bank_text(b, l->customer);
	e.memo = reconcile_bank_text(b, l->memo);
	reconcile_bank_add(b, RECON_BOOK, &e);
}

static void
take(void *arg, const struct gl_line *lines, size_t n)
{
	for (size_t i = 0; i < n; i++)
		take_line(arg, &lines[i]);
}

void
reconcile_bank_gl(struct reconcile_bank *b)
{
	struct reconcile_run *r = b->r;
	struct taker t = {.b = b, .account = RECON_NONE};

	r->customers = tables_customers(&r->tool, r->customers_file, false);
	if (r->customers != NULL)
		b->customer_name =
		    customers_column(r->customers, span_of("name"));
	reconcile_gl_open(r);
	reconcile_gl_read(r, take, &t);
}
