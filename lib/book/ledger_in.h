/* What the files of the ledger share. */
#ifndef BOOK_LEDGER_IN_H
#define BOOK_LEDGER_IN_H

#include "base/intern.h"
#include "book/ledger.h"
#include "value/date.h"

/* A transfer before its side is known. */
struct ledger_transfer {
	uint32_t move;  /* what it takes out of ref */
	uint32_t piece; /* what it opens, once resolved */
	uint32_t customer, doc, entity;
	uint32_t account, part, tag;
	int32_t date, due;
	uint32_t next; /* out of the same item */
	uint64_t line;
	int64_t amount;
	bool dropped, opening;
	bool waits; /* for its source, of which there is only the other side */
};

/*
 * The first item of a document number is the mark of that text.  All others
 * of it are in slots, which hold the hash of an item's key and its number + 1,
 * or 0, in order of the hash, so that growing the table goes from end to end.
 */
struct ledger_slot {
	uint32_t hash, item;
};

struct ledger_slots {
	struct ledger_slot *at;
	size_t n, used;
};

/* Due dates of items that have many, as (item + 1) << 32 | due. */
struct ledger_dues {
	uint64_t *at;
	size_t mask, used;
};

/* Changes that name an installment, by due date. */
struct ledger_change {
	int32_t due;
	int128 change;
};

/* Where an installment stands while an item is worked out. */
struct ledger_share {
	uint32_t piece;
	int32_t order; /* its place in the queue: due, else document date */
	int128 open;   /* sign-normalised: + is owed on the item's side */
	const struct ledger_piece *row;
	struct span part; /* where there are several shares */
};

struct ledger_view {
	const struct ledger *l;
	struct ledger_part *parts;
	struct ledger_share *shares;
	struct ledger_change *named;
	size_t part_cap, share_cap, named_cap;
};

struct ledger {
	struct intern *texts;
	uint32_t blank; /* the id of no text */
	struct ledger_slots slots;
	struct ledger_item *items;
	struct ledger_piece *pieces;
	struct ledger_move *moves;
	struct ledger_event *events;
	struct ledger_transfer *transfers;
	uint32_t nitem, npiece, nmove, nevent, ntransfer;
	size_t item_cap, piece_cap, move_cap, event_cap, transfer_cap;
	uint32_t nown;   /* pieces that no transfer made: the first ones */
	uint32_t *again; /* the pieces of items that have several, while rows
			    are added */
	size_t nagain, again_cap;
	bool opening; /* a balance was brought forward */
	uint64_t *drops;
	size_t ndrop, drop_cap;
	int32_t start;
	struct ledger_view own; /* for ledger_parts */
	struct ledger_dues dues;
};

struct ledger_key {
	uint32_t customer, doc, entity;
	uint16_t currency;
	uint8_t side;
};

/* A row, and the ids of its names. */
struct ledger_named {
	const struct posting *p;
	uint32_t id[LEDGER_NAMES];
	uint32_t *doc_mark, *ref_mark; /* NULL where blank */
	uint32_t tag;
};

void ledger_add_named(struct ledger *l, const struct ledger_named *r);
void ledger_refuse_named(struct ledger *l, const struct ledger_named *r);

/* The item of a key; ledger_mention adds it, without pieces, when new. */
uint32_t ledger_find(const struct ledger *l, struct ledger_key key);
uint32_t ledger_mention(struct ledger *l, struct ledger_key key);

/* An item that no other row can name: a line of a list without numbers. */
uint32_t ledger_anonymous(struct ledger *l, struct ledger_key key);

/* The same where the mark of its document number is at hand. */
uint32_t ledger_mention_at(
    struct ledger *l, struct ledger_key key, uint32_t *mark);

/* The item of the same name on the other side, or LEDGER_NONE. */
uint32_t ledger_twin(const struct ledger *l, uint32_t item);

static inline bool
ledger_known(const struct ledger *l, uint32_t item)
{
	return item != LEDGER_NONE && l->items[item].date != INT32_MAX;
}

/* Where a piece stands in the queue: by due date, else by document date. */
static inline int32_t
ledger_order(const struct ledger_piece *p)
{
	if (p->due != DATE_NONE)
		return p->due;
	return p->doc_date != DATE_NONE ? p->doc_date : p->date;
}

static inline int128
ledger_sign(const struct ledger_item *item)
{
	return item->side == SIDE_DEBIT ? 1 : -1;
}

/* The end of the installment that begins at share i of n: parts of one due
   date stand together. */
static inline size_t
ledger_installment_end(const struct ledger_view *v, size_t i, size_t n)
{
	int32_t due = v->shares[i].row->due;
	size_t end = i + 1;

	while (end < n && v->shares[end].row->due == due)
		end++;
	return end;
}

/* The shares of an item that count on a day, in the order in which they are
   paid, as they were opened; returns how many. */
size_t ledger_gather(
    struct ledger_view *v, const struct ledger_item *item, int32_t asof);

/* Lowers what is open of the n > 0 shares, oldest first, by `pool`, of
   which the first nnamed of v->named (by due date, each once) name an
   installment; what finds no room stands on the last. */
void ledger_fill(struct ledger_view *v, size_t n, size_t nnamed, int128 pool);

/* The same by the changes that count on a day. */
void ledger_spread(struct ledger_view *v, const struct ledger_item *item,
    int32_t asof, size_t n);

/* Makes parts of the n shares, with what is in dispute of all. */
void ledger_publish(struct ledger_view *v, const struct ledger_item *item,
    int128 disputed, size_t n);

/* Frees what the view holds, but not itself. */
void ledger_view_close(struct ledger_view *v);

/*
 * The item that a transfer takes from, or LEDGER_NONE while it is not known;
 * with `fallback` the one on the side that its sign does not point to.
 */
uint32_t ledger_source(
    const struct ledger *l, const struct ledger_transfer *t, bool fallback);

/* For each transfer whether the fallback is meant from the first; the caller
   frees the array.  Before any transfer is resolved. */
bool *ledger_turned(const struct ledger *l);

/* Finds the item of a move that may be on either side; false when it might
   be both. */
bool ledger_settle_side(struct ledger *l, struct ledger_move *m);

/* Lowers an item's earliest dates to a piece's; links it when `fresh`. */
void ledger_attach(struct ledger *l, uint32_t piece, bool fresh);

/* Follows transfers until nothing changes: sides, dates, dues. */
void ledger_resolve(struct ledger *l);

/* After that: what transferred pieces have of the rows they came from. */
void ledger_trace(struct ledger *l);

/* Whether an item has an installment of that due date; what is found is
   remembered until ledger_forget_dues, or else asked for piece by piece. */
bool ledger_has_due(struct ledger *l, uint32_t item, int32_t due);
void ledger_forget_dues(struct ledger *l);

/* Says that the row at `line` acts on an item that is not in the book, or
   whose opening row was rejected; is_doc: its doc names it, not its ref. */
void ledger_unknown(const struct ledger *l, uint32_t item, bool either,
    uint64_t line, bool is_doc, struct faults *faults);

/* What is left of a dispute number after one more row of it, where the whole
   debt is `full`. */
int128 ledger_claim_after(
    int128 left, const struct ledger_event *e, int128 full);

/* Pointers to events in their order: by number, then day; on one day a dispute
   comes before its resolution. */
int ledger_by_number(const void *a, const void *b);

/* Σ dispute - Σ resolve over an item's dispute numbers on a day. */
int128 ledger_disputed(const struct ledger *l, uint32_t item, int32_t asof);

#endif
