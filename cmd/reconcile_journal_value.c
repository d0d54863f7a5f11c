#include <stdlib.h>

#include "base/diag.h"
#include "base/known.h"
#include "base/mem.h"
#include "cmd/reconcile_journal.h"
#include "cmd/reconcile_note.h"
#include "value/currency.h"
#include "value/date.h"

/* What is open on an account in one foreign currency, and its value. */
struct worth {
	uint32_t entity, account; /* names, RECON_NONE: blank */
	int currency;
	int128 open, booked, now; /* the latter two in the base */
};

struct valuer {
	struct journal *j;
	uint32_t control, advance;
	struct known *known;
	struct worth *at;
	size_t cap;
	struct faults faults;
};

static uint32_t
name_of(const struct valuer *v, uint32_t text)
{
	return ledger_text(v->j->r->ledger, text).len > 0 ? text : RECON_NONE;
}

/* Of the first of an item's rows that has one. */
static uint32_t
account_of_item(const struct valuer *v, const struct ledger_item *it)
{
	const struct ledger *l = v->j->r->ledger;
	uint32_t first = LEDGER_NONE;

	for (uint32_t i = it->piece; i != LEDGER_NONE;
	     i = ledger_piece(l, i)->next)
		if (i < first &&
		    name_of(v, ledger_piece(l, i)->account) != RECON_NONE)
			first = i;
	return first == LEDGER_NONE ? RECON_NONE
				    : ledger_piece(l, first)->account;
}

/* Of the row itself, or of its item. */
static uint32_t
account_of(const struct valuer *v, uint32_t piece)
{
	const struct ledger *l = v->j->r->ledger;
	const struct ledger_piece *p = ledger_piece(l, piece);
	const struct ledger_item *it = ledger_item(l, p->item);
	uint32_t account = name_of(v, p->account);

	if (account == RECON_NONE)
		account = account_of_item(v, it);
	if (account == RECON_NONE && it->kind == TYPE_RECEIPT)
		account = v->advance;
	return account == RECON_NONE ? v->control : account;
}

static struct worth *
worth_of(struct valuer *v, uint32_t entity, uint32_t account, int currency)
{
	struct hash h =
	    hash_pair_number(HASH_SEED, (uint64_t)entity << 32 | account);
	uint32_t before = known_count(v->known);
	uint32_t n =
	    known_add(v->known, hash_pair_number(h, (uint64_t)currency));

	if (n == before) {
		v->at = mem_grow(v->at, &v->cap, n + (size_t)1, sizeof *v->at);
		v->at[n] = (struct worth){
		    .entity = entity, .account = account, .currency = currency};
	}
	return &v->at[n];
}

/* Each part at the rate that it was booked at, and at that of the day. */
static void
add_part(struct valuer *v, const struct ledger_item *it,
    const struct ledger_part *part)
{
	const struct reconcile_run *r = v->j->r;
	const struct ledger_piece *p = ledger_piece(r->ledger, part->piece);
	const struct decimal *rate = base_booked(&r->note->booked, p);
	struct worth *w;
	int64_t booked, now;

	if (!base_convert(
		r->money, part->open, it->currency, r->to, rate, &booked)) {
		base_missing(
		    r->money, &v->faults, p->line, it->currency, r->to, rate);
		return;
	}
	if (!base_convert_on(r->money, part->open, it->currency, r->to, &now)) {
		base_missing_on(
		    r->money, &v->faults, p->line, it->currency, r->to);
		return;
	}
	w = worth_of(v, name_of(v, it->entity), account_of(v, part->piece),
	    it->currency);
	w->open += part->open;
	w->booked += booked;
	w->now += now;
}

static void
gather(struct valuer *v)
{
	struct reconcile_run *r = v->j->r;

	for (uint32_t i = 0; i < ledger_items(r->ledger); i++) {
		const struct ledger_item *it = ledger_item(r->ledger, i);
		const struct ledger_part *parts;
		size_t n;

		ledger_ahead(r->ledger, i);
		if (it->currency == r->money->currency)
			continue;
		n = ledger_parts(r->ledger, i, r->to, &parts);
		for (size_t k = 0; k < n; k++)
			if (parts[k].open != 0)
				add_part(v, it, &parts[k]);
	}
}

struct named {
	struct reconcile_names names;
	const struct worth *worth;
};

static void
add_money(struct buf *b, const char *before, int128 minor, int currency)
{
	char text[MONEY_CHARS];

	money_format(text, minor, currency_exponent(currency));
	buf_text(b, before);
	buf_text(b, text);
}

static void
describe(struct journal *j, const struct worth *w)
{
	int base = j->r->money->currency;

	add_money(&j->memo, "revaluation of ", w->open, w->currency);
	buf_byte(&j->memo, ' ');
	buf_text(&j->memo, currency_code(w->currency));
	add_money(&j->memo, ": booked at ", w->booked, base);
	add_money(&j->memo, ", now ", w->now, base);
}

/* The entry of the day, or the one that takes it back on the next. */
static void
put(struct journal *j, const struct worth *w, int64_t change, int32_t date)
{
	static const struct span nobody;
	struct reconcile_run *r = j->r;
	struct span entity = reconcile_text(r, w->entity);
	struct journal_head head = {.prefix = "RV",
	    .date = date,
	    .unit = reconcile_unit_of(
		r, w->entity, w->account, r->money->currency)};
	int64_t value = (int64_t)(w->now - w->booked);

	journal_add_unit(j, head.unit, RECON_NONE, change);
	journal_add(j, journal_fx(j, value, entity), entity, nobody, -change);
	journal_end(j, &head);
}

static void
put_worth(struct journal *j, const struct worth *w, int32_t date)
{
	int128 change = w->now - w->booked;

	if (change != (int64_t)change)
		diag_fail("a revaluation is beyond the largest amount");
	describe(j, w);
	put(j, w, (int64_t)change, date);
	buf_text(&j->memo, "taken back: ");
	describe(j, w);
	put(j, w, (int64_t)-change, date + 1);
}

void
journal_value(struct journal *j)
{
	struct reconcile_run *r = j->r;
	struct valuer v = {.j = j, .known = known_new()};
	struct named *order;
	size_t n;

	v.control = r->control.n == 1
			? reconcile_name(r, span_of(r->control.at[0]))
			: RECON_NONE;
	v.advance = reconcile_name(r, span_of(r->advance));
	gather(&v);
	source_fail(&r->book, &v.faults);
	n = known_count(v.known);
	order = mem_array(n, sizeof *order);
	for (size_t i = 0; i < n; i++)
		order[i] =
		    (struct named){reconcile_names(r, v.at[i].entity,
				       v.at[i].account, v.at[i].currency),
			&v.at[i]};
	if (n > 1)
		qsort(order, n, sizeof *order, reconcile_by_names);
	for (size_t i = 0; i < n; i++)
		put_worth(j, order[i].worth, journal_day(r));
	mem_free(order);
	mem_free(v.at);
	known_free(v.known);
}
