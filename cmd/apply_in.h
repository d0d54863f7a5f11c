/* What the reading and deciding rooms of ar-apply share. */
#ifndef CMD_APPLY_IN_H
#define CMD_APPLY_IN_H

#include "base/intern.h"
#include "cmd/apply.h"
#include "rule/cite.h"
#include "rule/payer.h"
#include "rule/terms.h"
#include "text/columns.h"

/* The customer of money whose payer is unknown. */
#define UNIDENTIFIED "UNIDENTIFIED"

#define APPLY_NONE UINT32_MAX

/* A percentage, its sign or not (apply_amounts.c). */
bool apply_percent(struct span s, struct decimal *d);

/* --tolerance and --approve-over, by currency. */
void apply_amounts(struct apply *a);

/* Room that is taken bit by bit and given back as a whole (apply_room.c). */
struct apply_room {
	struct apply_chunk *first, *now;
	size_t used; /* of the chunk in use */
};

void *apply_room_take(struct apply_room *r, size_t n);
struct span apply_room_text(struct apply_room *r, struct span s);
void apply_room_reset(struct apply_room *r);
void apply_room_free(struct apply_room *r);

/* Cells of opening and transfer rows that the ledger does not keep. */
enum apply_cell {
	CELL_DISCOUNT_DATE,
	CELL_DISCOUNT,
	CELL_TERMS,
	CELL_PO,
	CELL_REF,
	CELL_MEMO,
	APPLY_CELLS
};

/* What a remittance line has beside the ledger's event. */
struct apply_remit {
	uint64_t line;
	uint32_t ref; /* kept */
	int32_t due;
	int64_t discount, deduction;
	const char *reason; /* of ar-book(5), or NULL */
};

/* A discount, writeoff, adjust or fx row, by whose doc it was made. */
struct apply_act {
	uint64_t line;
	const char *reason; /* or NULL */
	uint32_t names;     /* kept: customer, doc, entity */
	int currency;
};

/* What the application of one credit item changed on items. */
struct apply_made {
	uint32_t fund; /* of the ledger */
	uint32_t move;
	const char *reason; /* or NULL */
};

struct apply_notes {
	struct columns columns; /* that the ledger does not look at */
	bool terms_there;       /* some of those of debts are */
	struct faults faults;
	char **chunks; /* of kept cells */
	size_t nchunk, chunk_cap;
	size_t used, size; /* of the last one */
	struct intern *reasons;
	char **reason; /* by number */
	size_t reason_cap;
	struct intern *term_texts; /* 0: blank */
	uint64_t *term_line;       /* of the first row with the text */
	size_t term_cap;
	uint32_t nlined;      /* texts of rows; then those of others */
	struct terms **terms; /* by their number; NULL: can't be read */
	uint32_t nterms, default_terms;
	uint32_t *customer_terms; /* NULL: none */
	bool has_orders;          /* some row has a po */
	bool has_discounts;       /* or terms: of any kind */
	struct apply_remit *remits;
	size_t nremit, remit_cap;
	struct apply_act *acts;
	size_t nact, act_cap;
	struct apply_made *made; /* by fund, then in the order of the book */
	size_t nmade;
};

struct apply_notes *apply_notes_new(void);

/* Keeps up to 8 cells, 0 when all are blank; and finds them again. */
uint32_t apply_keep(struct apply_notes *n, const struct span *cells, size_t m);
void apply_kept(
    const struct apply_notes *n, uint32_t at, struct span *cells, size_t m);

/* One of them. */
struct span apply_kept_cell(
    const struct apply_notes *n, uint32_t at, enum apply_cell cell);

/* Has the processor fetch what is kept there. */
void apply_kept_ahead(const struct apply_notes *n, uint32_t at);

/* A reason's text, kept once; NULL when blank. */
const char *apply_reason(struct apply_notes *n, struct span text);

/* For load_book: keeps what the rules need of a row beside the ledger. */
void apply_note_open(struct apply *a);
uint32_t apply_note(
    void *arg, const struct posting *p, const struct batch *b, uint32_t row);

/* After that: finds what hangs on what. */
void apply_notes_close(struct apply *a);

/* The remittance line behind an event of the ledger. */
const struct apply_remit *apply_remit_of(
    const struct apply_notes *n, uint64_t line);

/* Rows that a credit item's application made. */
size_t apply_made_of(
    const struct apply_notes *n, uint32_t fund, const struct apply_made **made);

/* Customers, rates, aliases, holidays (apply_tables.c); terms. */
void apply_tables(struct apply *a);
void apply_terms_open(struct apply *a);
void apply_terms_tell(const struct apply *a, uint32_t bad);

/* Where money stands: a legal entity's, in a currency. */
struct apply_pool {
	uint32_t entity; /* ledger_text */
	uint16_t currency;
	struct span name; /* of the entity */
};

/* A receipt of UNIDENTIFIED as one of the customer who was found. */
struct apply_moved {
	uint32_t customer, transfer;
};

/* A document that a payer named: in the memo at `at`, or by its at-th line. */
struct apply_cited {
	const uint32_t *meant; /* several that have the number, or NULL */
	uint32_t nmeant;
	uint32_t item; /* of the ledger, or LEDGER_NONE */
	uint32_t at;
	uint16_t len;
	uint8_t found, level; /* enum match_found, match_level */
	bool less, firm;
};

/* All that a receipt's payer named. */
struct apply_said {
	const struct apply_cited *cite;
	uint32_t ncite;
	uint32_t causes; /* that the memo states */
};

/*
 * Customers by number: those of the book, of the tables, and above them;
 * their items, holds and families (apply_world.c).
 */
struct apply_world {
	struct intern *names;
	uint32_t *id, *number; /* of a customer in `names`, and back */
	uint32_t n;
	uint32_t *of_text; /* the customer of a ledger_text, or APPLY_NONE */
	uint32_t ntext;
	uint32_t *text;         /* and back, or LEDGER_NONE */
	uint32_t *owner;        /* of an item: its id, until that is in list */
	uint32_t *start, *list; /* items of a customer */
	uint32_t *parent;       /* or APPLY_NONE */
	uint32_t *family;       /* of a customer */
	uint32_t *first, *member; /* customers of a family */
	uint32_t nfamily;
	uint32_t *place;          /* of a customer in its group */
	bool *held;               /* customers */
	struct holds *holds;      /* NULL: nobody looks for any */
	struct apply_pool *pools; /* in the order of their names */
	uint32_t npool;
	size_t pool_cap, pool_mask;
	uint32_t *pool_slots;
	struct apply_near {
		uint32_t entity, pool;
	} * near;                  /* a pool of each currency */
	uint32_t unidentified;     /* the customer, or APPLY_NONE */
	struct apply_moved *moved; /* by customer */
	size_t nmoved;
	struct apply_wanted *wanted;
	bool *late;  /* families that could not be matched by themselves */
	bool *again; /* families that are matched in a group now */
	uint32_t *group, *linked; /* families of a group */
	uint32_t ngroup;
	struct apply_share {
		uint32_t first, end;
	} * shares; /* of families, then of groups, for threads to take */
	size_t nshare, share_cap;
};

void apply_world_open(struct apply *a);
void apply_names_open(struct apply *a);
struct span apply_name(const struct apply_world *w, uint32_t customer);
uint32_t apply_customer_find(const struct apply_world *w, struct span name);
void apply_pools_open(struct apply *a);
uint32_t apply_pool_of(const struct apply *a, const struct ledger_item *i);
void apply_holds_open(struct apply *a);
bool apply_item_held(const struct apply *a, uint32_t item);

static inline uint32_t
apply_customer_of(const struct apply *a, uint32_t item)
{
	return a->world->of_text[ledger_item(a->ledger, item)->customer];
}

/* A number as a payer wrote it, to be compared with documents'.  It points
   into itself: not to be copied. */
struct apply_number {
	struct span text, normal, letters, core;
	struct span meant;    /* the letters, its own or those before it */
	struct span lettered; /* the normal form behind these; or empty */
	uint32_t hash;        /* equal for all that it may be equal to */
	char chars[CITE_CHARS], more[CITE_CHARS];
};

/* How it is a document's, the best first. */
enum apply_level {
	NUMBER_EXACT,
	NUMBER_NORMAL,
	NUMBER_LETTERED,
	NUMBER_CORE,
	NUMBER_XREF,
	NUMBER_ORDER,
	NUMBER_NOT
};

void apply_number_of(struct span text, struct apply_number *n);
uint32_t apply_number_hash(struct span text); /* no more than that of it */
void apply_number_cited(const struct cite *c, struct apply_number *n);
enum apply_level apply_number_is(
    const struct apply_number *n, struct span doc, bool credit);
bool apply_number_is_order(const struct apply_number *n, struct span po);

#define APPLY_SCOPE 8U /* ranks of one scope: own, family, anyone */
unsigned apply_rank(
    const struct apply_number *n, unsigned scope, enum apply_level level);
enum match_level apply_level_of(unsigned rank);

enum apply_want { WANT_DEBIT, WANT_CREDIT, WANT_RECEIPT };

/* A number looked for, for a receipt. */
struct apply_ask {
	const struct apply_number *number;
	enum apply_want want;
	uint32_t customer, pool;
	uint32_t entity; /* ledger_text */
	uint32_t self;   /* the receipt */
};

struct apply_slots {
	struct apply_slot {
		uint32_t hash, item;
	} * at;
	size_t mask, cap;
};

struct apply_tier {
	struct match_tier tier;
	uint32_t piece;
};

/* Money on the day: a credit item. */
struct apply_money {
	uint32_t item;
	uint32_t from;     /* the item where it first came in */
	uint32_t note;     /* of the row there */
	uint32_t customer; /* whose it is now */
	uint32_t pool;
	uint32_t transfer; /* place in apply.transfers + 1, or 0 */
	uint32_t twin;     /* the earlier one, if it is a duplicate */
	int32_t date, doc_date;
	int64_t received, open;
	bool receipt;
	bool later;    /* the book holds rows of it after the day */
	bool returned; /* the bank took it back */
	bool past;     /* more was used than there was */
	bool back;     /* the bank takes it back now */
	struct apply_said said;
	bool used;     /* it has a place among the funds */
	uint8_t block; /* enum match_block */
};

/* A bank return, and which receipt it takes back. */
struct apply_back {
	uint32_t item; /* of the ledger */
	uint32_t n;    /* receipts that could be meant, and are no other's */
	size_t money;  /* the one, if n is 1 */
};

/* A remittance line. */
struct apply_line {
	const struct apply_remit *remit;
	int64_t amount;
};

/* Items by number of the ledger, with their places in a group. */
struct apply_map {
	struct apply_slots slots;
	size_t n;
};

/* One thread's table to work on. */
struct apply_desk {
	struct apply *apply;
	struct ledger_view *view;
	struct apply_room room; /* of the group at hand */
	struct apply_room kept; /* what stays */
	uint32_t ahead[4];      /* apply_ahead.c: places in the world's list */
	/* apply_tier.c */
	struct terms_parts parts;
	struct apply_tier *tier;
	size_t ntier, tier_cap;
	uint32_t bad_terms; /* the first that could not be read, or 0 */
	/* apply_index.c */
	struct {
		uint32_t family;
		bool has_docs[2], has_orders;
		struct apply_slots docs[2], orders; /* docs: by side */
	} index;
	struct apply_hits {
		uint32_t *item;
		size_t n, cap;
		unsigned rank;
	} hits;
	/* apply_cite.c: the receipt that is read, and what it names */
	struct {
		uint32_t item, customer, entity, pool;
		bool narrow; /* only of its own customer or family */
		bool wide;   /* anyone's are known */
	} said;
	struct cites cites;
	struct apply_cited *cited;
	size_t ncited, cited_cap;
	struct apply_line *line;
	size_t nline, line_cap;
	/* apply_anyone.c: numbers to look for among all documents */
	uint32_t *want;
	size_t nwant, want_cap;
	/* apply_scan.c: families that must be in one group */
	uint32_t (*link)[2];
	size_t nlink, link_cap;
	/* apply_group.c */
	struct match match;
	struct apply_map items, funds;
	uint32_t *who; /* customers */
	size_t nwho, who_cap, customer_cap;
	size_t item_cap, fund_cap, return_cap;
	struct apply_money *money;
	size_t nmoney, money_cap;
	uint32_t *fund; /* places in money, as funds are */
	size_t nfund, fund_at_cap;
	struct apply_back *back; /* bank returns */
	size_t nback, back_cap;
	/* apply_result.c */
	const struct apply_fund **result;
	size_t nresult, result_cap;
	struct apply_run *run; /* of results, one a share */
	size_t nrun, run_cap;
	struct apply_told *told;
	size_t ntold, told_cap;
};

/* What results are sorted by. */
struct apply_key {
	const struct apply_fund *fund;
	uint32_t pool, customer;
};

struct apply_run {
	uint64_t share;
	size_t first, n;
	const struct apply_desk *desk;
	bool alone; /* of families that were tried by themselves */
	bool sorted;
};

void apply_desk_open(struct apply_desk *d, struct apply *a);
void apply_desk_close(struct apply_desk *d);

/* Has the processor fetch what the customers after this one have, for a walk
   over all of them. */
void apply_ahead(struct apply_desk *d, uint32_t customer);

/* What is open of an item, with its sign. */
int128 apply_open(struct apply_desk *d, uint32_t item);
bool apply_is_open(struct apply_desk *d, uint32_t item); /* on its side */

/* How much an amount moves, up or down. */
static inline int128
apply_size(int64_t amount)
{
	return amount < 0 ? -(int128)amount : amount;
}

/* Fails the program when all that moved on an item can't be counted. */
void apply_uncounted(const struct apply *a, uint32_t item)
    __attribute__((noreturn));

static inline void
apply_counted(const struct apply *a, uint32_t item, int128 moved)
{
	if (moved > INT64_MAX)
		apply_uncounted(a, item);
}

/* A debit item, in d->room; false when nothing of it is open, unless those
   count too that are settled, or when it is not there by the day. */
bool apply_item(
    struct apply_desk *d, uint32_t item, bool settled, struct match_item *m);
void apply_tiers(struct apply_desk *d, uint32_t item,
    const struct ledger_part *parts, size_t n, struct match_item *m);

/* A credit item; false when it is not there by the day. */
bool apply_money(struct apply_desk *d, uint32_t item, struct apply_money *m);
bool apply_is_return(const struct apply *a, uint32_t item);

/* The receipt that the row of a bank return names, or blank. */
struct span apply_return_ref(const struct apply *a, uint32_t item);

/* A customer's open bank returns, in a list to be freed, and how many; and
   whether one of them could mean a receipt: what the bank took back from
   nobody known is nobody's. */
size_t apply_returns_of(
    struct apply_desk *d, uint32_t customer, uint32_t **items);
bool apply_wants_back(struct apply_desk *d, const struct apply_money *m,
    const uint32_t *returns, size_t n);
void apply_money_cells(
    const struct apply *a, const struct apply_money *m, struct span *cells);
struct span apply_money_memo(
    const struct apply *a, const struct apply_money *m);

/* Why nothing may be done with it: enum match_block, but for duplicates. */
uint8_t apply_block(const struct apply *a, const struct apply_money *m);

/* Its remittance lines, into d->line. */
void apply_lines(struct apply_desk *d, const struct apply_money *m);

/* Finds documents of the customer or its family: the best, in d->hits. */
void apply_look(struct apply_desk *d, const struct apply_ask *ask);
void apply_look_xref(
    struct apply_desk *d, const struct apply_ask *ask, bool anyone);
void apply_hit(struct apply_desk *d, uint32_t item, unsigned rank);
bool apply_is_wanted(
    const struct apply_desk *d, const struct apply_ask *ask, uint32_t item);

/* The same of all documents, once they were searched (apply_anyone.c): what
   is to be looked for must be said before. */
void apply_want(struct apply_desk *d, const struct apply_number *n);
void apply_search(struct apply *a, struct apply_desk *desks, uint32_t n);
void apply_look_anyone(struct apply_desk *d, const struct apply_ask *ask);

/* Adds to d->cited (apply_cited.c): as said, or what was found in d->hits. */
void apply_cited_add(struct apply_desk *d, struct apply_cited c);
void apply_cited_found(
    struct apply_desk *d, const struct apply_ask *ask, struct apply_cited c);

/* What a receipt names, into d->cited. */
void apply_cites(struct apply_desk *d, const struct apply_money *m);

/* Cuts families, then groups, into shares of about one size; groups are what
   the desks' links make of families (apply_link.c). */
void apply_share_families(struct apply *a);
void apply_link_groups(struct apply *a, struct apply_desk *desks, uint32_t n);

/* Finds the payers of UNIDENTIFIED receipts (apply_payer.c). */
void apply_payers_want(struct apply_desk *d);
void apply_payers(struct apply_desk *d);
uint32_t apply_transfer_of(const struct apply *a, uint32_t item);

/*
 * The customers of some families, laid out and matched (apply_group.c).  One
 * family by itself is tried first: if what its payers name may be anyone's it
 * is `late`, and what that is will be looked for.  Then late ones are read
 * again, for the links to other families; then groups are matched.
 */
void apply_group_try(struct apply_desk *d, uint32_t family);
void apply_group_read(struct apply_desk *d, uint32_t family);
void apply_group(struct apply_desk *d, const uint32_t *families, size_t n);

/* Keeps what came of a group (apply_result.c), by the share that a thread
   works on; puts a group's in order, from one on (apply_sort.c), then all. */
void apply_share_begin(struct apply_desk *d, uint64_t share, bool alone);
void apply_share_end(struct apply_desk *d);
void apply_keep_results(struct apply_desk *d);
void apply_sort_group(struct apply_desk *d, size_t first);
void apply_sort_results(struct apply *a, struct apply_desk *desks, uint32_t n);

#endif
