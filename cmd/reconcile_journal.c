#include "cmd/reconcile_journal.h"

#include <stdio.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cli/table.h"
#include "value/date.h"

#define PLACES 20 /* of a side that are named */

static struct span
in(const struct buf *b)
{
	return (struct span){b->at, b->len};
}

/* Notes that there is no account of a type; blank, for the caller. */
static struct span
lack(struct journal *j, const char *type, struct span reason)
{
	struct buf b = {0};

	buf_text(&b, type);
	if (reason.len > 0) {
		buf_byte(&b, ':');
		buf_span(&b, reason);
	}
	intern_add(j->missing, in(&b));
	buf_free(&b);
	return (struct span){0};
}

/* An entry of a closed period could not be posted. */
int32_t
journal_day(const struct reconcile_run *r)
{
	int32_t closed = tool_closed(&r->tool);

	return closed >= r->to ? closed + 1 : r->to;
}

struct span
journal_role(struct journal *j, enum accounts_role role, struct span entity)
{
	static const struct span none;
	struct span found = accounts_of_role(j->accounts, role, entity);

	return found.len > 0 ? found : lack(j, accounts_role_name(role), none);
}

struct span
journal_fx(struct journal *j, int128 amount, struct span entity)
{
	return journal_role(
	    j, amount > 0 ? ACCOUNTS_FX_GAIN : ACCOUNTS_FX_LOSS, entity);
}

void
journal_other_side(const struct journal *j, uint32_t unit, struct span account)
{
	const struct reconcile_run *r = j->r;

	if (account.len > 0 &&
	    span_equal(account, reconcile_text(r, r->units[unit].account)))
		diag_fail("%s: an entry would go from account %.*s to itself",
		    r->accounts_file, (int)account.len, account.at);
}

struct span
journal_contra(
    struct journal *j, const struct recon_entry *e, struct span entity)
{
	enum posting_type type = (enum posting_type)e->type;
	struct span reason = reconcile_reason(j->r, e->line);
	struct span found = accounts_of_type(j->accounts, type, reason, entity);

	journal_other_side(j, e->unit, found);
	if (found.len > 0)
		return found;
	return type == TYPE_FX ? journal_fx(j, e->amount, entity)
			       : lack(j, posting_type_name(type), reason);
}

void
journal_add(struct journal *j, struct span account, struct span entity,
    struct span customer, int128 amount)
{
	if (amount == 0)
		return;
	j->line = mem_grow(j->line, &j->cap, j->nline + 1, sizeof *j->line);
	j->line[j->nline++] =
	    (struct journal_line){account, customer, entity, amount};
}

void
journal_add_unit(
    struct journal *j, uint32_t unit, uint32_t customer, int128 amount)
{
	const struct recon_unit *u = &j->r->units[unit];

	journal_add(j, reconcile_text(j->r, u->account),
	    reconcile_text(j->r, u->entity), reconcile_text(j->r, customer),
	    amount);
}

/* What the lines of one entity add up to, from the i-th on. */
static int128
sum_of(const struct journal *j, size_t i)
{
	struct span entity = j->line[i].entity;
	int128 sum = 0;

	for (; i < j->nline; i++)
		if (span_equal(j->line[i].entity, entity))
			sum += j->line[i].amount;
	return sum;
}

static bool
is_first(const struct journal *j, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (span_equal(j->line[k].entity, j->line[i].entity))
			return false;
	return true;
}

/* Where the table says how, each entity's own lines balance: what one gives
   the other owes it.  An entry has a handful of lines. */
static void
settle_entities(struct journal *j)
{
	static const struct span nobody;
	size_t n = j->nline;

	for (size_t i = 0; i < n; i++) {
		struct span entity = j->line[i].entity;
		struct span account = accounts_of_role(
		    j->accounts, ACCOUNTS_INTERCOMPANY, entity);

		if (account.len > 0 && is_first(j, i))
			journal_add(j, account, entity, nobody, -sum_of(j, i));
	}
}

/* RC-20261031-7: no other entry of these tools has this number. */
static struct span
number(struct journal *j, const struct journal_head *head)
{
	char text[80];
	int year, month, day;

	date_split(head->date, &year, &month, &day);
	snprintf(text, sizeof text, "%s-%04d%02d%02d-%llu", head->prefix, year,
	    month, day, (unsigned long long)++j->n);
	j->number.len = 0;
	buf_text(&j->number, text);
	return in(&j->number);
}

void
journal_end(struct journal *j, const struct journal_head *head)
{
	struct journal_entry e = {.date = head->date,
	    .currency = j->r->units[head->unit].currency,
	    .ref = head->ref,
	    .memo = in(&j->memo),
	    .lines = in(&j->lines)};

	if (j->nline > 0 && intern_count(j->missing) == 0) {
		settle_entities(j);
		e.number = number(j, head);
		e.line = j->line;
		e.n = j->nline;
		if (journal_sum(&e) != 0)
			diag_fail("an entry does not balance: please report "
				  "this book: %.*s",
			    (int)e.lines.len, e.lines.at);
		journal_put(j, &e);
	}
	j->nline = 0;
	j->memo.len = j->lines.len = 0;
}

void
journal_places(
    struct journal *j, enum recon_side side, const uint32_t *entry, size_t n)
{
	char place[PLACE_CHARS];

	for (size_t i = 0; i < n && i < PLACES; i++) {
		if (j->lines.len > 0)
			buf_byte(&j->lines, ' ');
		buf_text(&j->lines,
		    reconcile_place(j->r, side, &j->r->entries[side][entry[i]],
			place, sizeof place));
	}
	if (n <= PLACES)
		return;
	snprintf(place, sizeof place, " +%zu", n - PLACES);
	buf_text(&j->lines, place);
}

static struct accounts *
read_accounts(struct reconcile_run *r)
{
	struct accounts *a = accounts_new(&r->tool.map->of[MAP_ACCOUNTS]);

	table_read(&r->tool, r->accounts_file, MAP_ACCOUNTS, accounts_required,
	    sizeof accounts_required / sizeof *accounts_required, accounts_row,
	    a);
	return a;
}

/* All at once, so that one round mends the table. */
static void
check_missing(const struct journal *j)
{
	struct buf all = {0};

	if (intern_count(j->missing) == 0)
		return;
	for (uint32_t i = 0; i < intern_count(j->missing); i++) {
		buf_text(&all, i > 0 ? ", " : "");
		buf_span(&all, intern_text(j->missing, i));
	}
	diag_fail(
	    "%s: no account for %s", j->r->accounts_file, buf_string(&all));
}

void
reconcile_journal(struct reconcile_run *r, struct out *out)
{
	struct journal j = {.r = r, .missing = intern_new()};

	j.accounts = read_accounts(r);
	journal_open(&j, out);
	if (r->mode == RECONCILE_POST && r->post)
		journal_post(&j);
	else
		journal_fix(&j);
	if (r->revalue)
		journal_value(&j);
	check_missing(&j);
	journal_close(&j);
	accounts_free(j.accounts);
	intern_free(j.missing);
	mem_free(j.line);
	buf_free(&j.memo);
	buf_free(&j.lines);
	buf_free(&j.number);
}
