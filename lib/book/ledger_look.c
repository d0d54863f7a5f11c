#include "base/intern.h"
#include "book/ledger.h"
#include "book/ledger_in.h"
#include "value/date.h"

uint32_t
ledger_look(const struct ledger *l, enum ledger_side side, struct span customer,
    struct span doc, struct span entity, int currency)
{
	struct ledger_key key = {intern_find(l->texts, customer),
	    intern_find(l->texts, doc), intern_find(l->texts, entity),
	    (uint16_t)currency, (uint8_t)side};
	uint32_t item;

	if (key.customer == INTERN_NONE || key.doc == INTERN_NONE ||
	    key.entity == INTERN_NONE)
		return LEDGER_NONE;
	item = ledger_find(l, key);
	return ledger_known(l, item) ? item : LEDGER_NONE;
}

int128
ledger_net(const struct ledger *l, uint32_t item, int32_t asof)
{
	const struct ledger_item *it = &l->items[item];
	int128 sum = 0;

	for (uint32_t i = it->piece; i != LEDGER_NONE; i = l->pieces[i].next)
		if (l->pieces[i].date <= asof)
			sum += l->pieces[i].amount;
	for (uint32_t i = it->move; i != LEDGER_NONE; i = l->moves[i].next)
		if (l->moves[i].date <= asof)
			sum += l->moves[i].amount;
	return sum;
}

int32_t
ledger_last(const struct ledger *l, uint32_t item)
{
	int32_t last = DATE_NONE;

	for (uint32_t i = l->items[item].piece; i != LEDGER_NONE;
	     i = l->pieces[i].next)
		if (l->pieces[i].date > last)
			last = l->pieces[i].date;
	for (uint32_t i = l->items[item].move; i != LEDGER_NONE;
	     i = l->moves[i].next)
		if (l->moves[i].date > last)
			last = l->moves[i].date;
	return last;
}

static void
fetch_rows(const struct ledger *l, const struct ledger_item *i)
{
	intern_expect_text(l->texts, i->doc);
	intern_expect_text(l->texts, i->customer);
	if (i->piece != LEDGER_NONE)
		__builtin_prefetch(&l->pieces[i->piece]);
	if (i->move != LEDGER_NONE)
		__builtin_prefetch(&l->moves[i->move]);
}

void
ledger_fetch(const struct ledger *l, uint32_t item, enum ledger_step step)
{
	const struct ledger_item *i = &l->items[item];

	switch (step) {
	case FETCH_ITEM:
		__builtin_prefetch(i);
		break;
	case FETCH_ROWS:
		fetch_rows(l, i);
		break;
	case FETCH_NAMES:
		intern_meet_text(l->texts, i->doc);
		intern_meet_text(l->texts, i->customer);
		break;
	}
}

void
ledger_ahead(const struct ledger *l, uint32_t item)
{
	const struct ledger_item *far = &l->items[item + 24];
	const struct ledger_item *mid = &l->items[item + 16];
	const struct ledger_item *near = &l->items[item + 8];

	if (item + 24 >= l->nitem)
		return;
	__builtin_prefetch(far);
	intern_expect_text(l->texts, mid->customer);
	if (mid->piece != LEDGER_NONE)
		__builtin_prefetch(&l->pieces[mid->piece]);
	if (mid->move != LEDGER_NONE)
		__builtin_prefetch(&l->moves[mid->move]);
	intern_meet_text(l->texts, near->customer);
	intern_meet_text(l->texts, near->doc);
}

int32_t
ledger_start(const struct ledger *l)
{
	return l->start;
}

uint32_t
ledger_items(const struct ledger *l)
{
	return l->nitem;
}

const struct ledger_item *
ledger_item(const struct ledger *l, uint32_t item)
{
	return &l->items[item];
}

const struct ledger_piece *
ledger_piece(const struct ledger *l, uint32_t i)
{
	return &l->pieces[i];
}

uint32_t
ledger_pieces(const struct ledger *l)
{
	return l->npiece;
}

uint32_t
ledger_moves(const struct ledger *l)
{
	return l->nmove;
}

const struct ledger_move *
ledger_move(const struct ledger *l, uint32_t i)
{
	return &l->moves[i];
}

uint32_t
ledger_events(const struct ledger *l)
{
	return l->nevent;
}

const struct ledger_event *
ledger_event(const struct ledger *l, uint32_t i)
{
	return &l->events[i];
}

struct span
ledger_text(const struct ledger *l, uint32_t id)
{
	return intern_text(l->texts, id);
}

uint32_t
ledger_texts(const struct ledger *l)
{
	return intern_count(l->texts);
}

struct intern *
ledger_names(const struct ledger *l)
{
	return l->texts;
}
