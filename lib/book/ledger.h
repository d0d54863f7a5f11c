/*
 * The ledger nets postings into items: what is open, of which installment,
 * on any day.  It holds the one implementation of the as-of rule (ar-book(5))
 * that every report asks.
 *
 * Effective dates do not depend on the day asked for: an item exists from
 * the earliest of its opening rows; a row that acts on items counts from
 * the latest of its own date and theirs.  So rows may come in any order.
 */
#ifndef BOOK_LEDGER_H
#define BOOK_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/span.h"
#include "book/posting.h"
#include "value/int128.h"

#define LEDGER_NONE UINT32_MAX

enum ledger_side { SIDE_DEBIT, SIDE_CREDIT };

/* Debit items and credit items are two name spaces.  There are millions of
   them: two fill a line of the processor's memory, as does one piece. */
struct ledger_item {
	uint32_t customer, doc, entity; /* ledger_text */
	uint32_t piece, move, event;    /* heads of its lists, LEDGER_NONE */
	int32_t date;                   /* exists from this day */
	uint16_t currency;
	uint8_t kind;       /* enum posting_type: invoice, debit, credit,
			       receipt (a bank return is a debit) */
	bool side : 1;      /* enum ledger_side, of which there are two */
	bool rejected : 1;  /* an opening row of it was */
	bool anonymous : 1; /* of a list without document numbers */
};

/* An opening row: an installment, or a part of one. */
struct ledger_piece {
	uint64_t line;   /* of the row */
	uint64_t origin; /* of the row it was transferred from, in the end */
	int64_t amount;
	uint32_t item, next;
	uint32_t source; /* the item transferred out of, or LEDGER_NONE */
	int32_t date;    /* counts from this day */
	int32_t due, doc_date;
	uint32_t account, part; /* ledger_text */
	uint32_t tag;           /* the caller's */
	uint8_t kind;           /* enum posting_type, of the item */
	bool transferred : 1, dropped : 1, opening : 1;
	bool returned : 1; /* a receipt that the bank took back */
};

/* What a row changes on one item; an apply makes two of them, in a row. */
struct ledger_move {
	uint64_t line;
	int64_t amount; /* signed, in the item's currency */
	uint32_t item;  /* changed */
	uint32_t other; /* the other item of an apply or transfer */
	uint32_t next;  /* on the item */
	int32_t date;   /* effective */
	int32_t due;    /* the installment named, or DATE_NONE */
	uint8_t type;   /* enum posting_type */
	bool either, dropped;
};

struct ledger_event {
	uint64_t line;
	int64_t amount;
	uint32_t item;                     /* LEDGER_NONE: the whole customer */
	uint32_t next;                     /* on the item */
	uint32_t number, customer, entity; /* ledger_text; as the row has them:
					      those of an item are its own */
	int32_t date;                      /* effective */
	int32_t due;
	uint16_t currency; /* of the row */
	uint8_t type;
	bool blank, dropped;
};

struct intern;
struct ledger;

struct ledger *ledger_new(void);
void ledger_free(struct ledger *l);

/* Forgets all rows and items; only names, and the first day, may still be
   asked for.  Returns the memory of opening rows, *size bytes or NULL: to be
   used for something else, and freed, by the caller. */
void *ledger_forget(struct ledger *l, size_t *size);

/* Takes a posting; its strings are copied. `tag` comes back with pieces. */
void ledger_add(struct ledger *l, const struct posting *p, uint32_t tag);

/* Says that p was rejected: rows acting on its item are item-rejected. */
void ledger_refuse(struct ledger *l, const struct posting *p);

/* The names of a posting. */
enum ledger_name {
	NAME_DOC,
	NAME_CUSTOMER,
	NAME_REF,
	NAME_REF_CUSTOMER,
	NAME_ENTITY,
	NAME_REF_ENTITY,
	NAME_ACCOUNT,
	NAME_PART,
	LEDGER_NAMES
};

/* A posting on its way into the ledger. */
struct ledger_row {
	struct posting posting;
	uint32_t hash[LEDGER_NAMES]; /* of its names, where not blank */
	uint32_t tag;
	bool refused;
};

/* Many rows at once: any thread finds the hashes, then one adds the rows, in
   their order. */
void ledger_hash(struct ledger_row *r);
void ledger_add_rows(struct ledger *l, const struct ledger_row *r, size_t n);

/* Makes room for about n rows in all. */
void ledger_reserve(struct ledger *l, uint64_t n);

/* Memory that fills from its beginning as rows are added. */
struct ledger_room {
	char *at;
	size_t used, size; /* bytes */
};

#define LEDGER_ROOMS 3

void ledger_rooms(const struct ledger *l, struct ledger_room *rooms);

/* Before ledger_close, calls found() for each opening row that repeats
   another of its item, due date and part: its line, and the line of the first
   of them.  In no particular order. */
void ledger_repeats(const struct ledger *l,
    void (*found)(void *arg, uint64_t line, uint64_t first), void *arg);

/* Leaves out what the row at `line` did; before ledger_close. */
void ledger_drop(struct ledger *l, uint64_t line);

/*
 * After the last row: finds which items rows act on and from when they
 * count.  Rows that act on what is not in the book are faults, and left
 * out.  Call once.
 */
void ledger_close(struct ledger *l, struct faults *faults);

/* What is open of one piece on a day; 0 when settled. */
struct ledger_part {
	uint32_t piece;
	int64_t open;     /* + in the customer's debt, - in his favour */
	int64_t disputed; /* 0 .. open */
};

/*
 * The pieces of an item that count on a day, oldest due first, each with
 * what is open of it; returns how many.  *parts lasts until the next call.
 */
size_t ledger_parts(struct ledger *l, uint32_t item, int32_t asof,
    const struct ledger_part **parts);

/* What is open of all of an item on a day, + in the customer's debt. */
int128 ledger_net(const struct ledger *l, uint32_t item, int32_t asof);

/* What is left of one dispute number of an item on a day, at least 0. */
struct ledger_claim {
	int128 left;
	int128 full;      /* the item's full debit: what a blank amount means */
	uint64_t line;    /* of the row that raised it, last from nothing */
	int32_t raised;   /* from when that row counts; DATE_NONE: none did */
	int32_t resolved; /* the same of the last row that lowered it */
	uint32_t number;  /* ledger_text */
};

/*
 * The same from several threads at once, each with a view of its own: all
 * that asks a closed ledger, but ledger_parts, may be called that way.
 */
struct ledger_view;

struct ledger_view *ledger_view_new(const struct ledger *l);
void ledger_view_free(struct ledger_view *v);
size_t ledger_view_parts(struct ledger_view *v, uint32_t item, int32_t asof,
    const struct ledger_part **parts);

/* The claims on an item by number; the caller frees *claims. */
size_t ledger_claims(const struct ledger *l, uint32_t item, int32_t asof,
    struct ledger_claim **claims);

/* Of a closed ledger, the item of these names that a row opens or a transfer
   goes to, or LEDGER_NONE. */
uint32_t ledger_look(const struct ledger *l, enum ledger_side side,
    struct span customer, struct span doc, struct span entity, int currency);

/* The last day from which a row of the item counts, opening or acting, or
   DATE_NONE: after it what is open of the item does not change. */
int32_t ledger_last(const struct ledger *l, uint32_t item);

/* Has the processor fetch what the items after this one need in
   ledger_parts, and their names, for a walk over all of them. */
void ledger_ahead(const struct ledger *l, uint32_t item);

/* The same of one item, for a walk in another order: these steps, each a
   little after the one before. */
enum ledger_step {
	FETCH_ITEM,
	FETCH_ROWS,  /* its pieces and moves */
	FETCH_NAMES, /* its document number and customer */
};
void ledger_fetch(const struct ledger *l, uint32_t item, enum ledger_step step);

/*
 * Per currency, the sum of all opening and acting rows that count on a day
 * (arrays of currency_count()): what all parts must add up to.  `cross`
 * gets what applications across currencies move from one to another.
 */
void ledger_sum(
    const struct ledger *l, int32_t asof, int128 *sum, int128 *cross);

/* The first day that the book can tell about: of an opening balance, or
   DATE_NONE. */
int32_t ledger_start(const struct ledger *l);

uint32_t ledger_items(const struct ledger *l);
const struct ledger_item *ledger_item(const struct ledger *l, uint32_t item);
const struct ledger_piece *ledger_piece(const struct ledger *l, uint32_t i);
uint32_t ledger_pieces(const struct ledger *l);
const struct ledger_move *ledger_move(const struct ledger *l, uint32_t i);
uint32_t ledger_events(const struct ledger *l);
const struct ledger_event *ledger_event(const struct ledger *l, uint32_t i);
uint32_t ledger_moves(const struct ledger *l);

/* The string behind a customer, doc, entity, account, part or number. */
struct span ledger_text(const struct ledger *l, uint32_t id);

/* How many strings there are: their numbers are below. */
uint32_t ledger_texts(const struct ledger *l);

/* The strings themselves, for names of other tables to be compared with; any
   may be added. */
struct intern *ledger_names(const struct ledger *l);

#endif
