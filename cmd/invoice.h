/*
 * The rooms of ar-invoice: invoice_options.c reads its options,
 * invoice_tables.c the tables beside the lines, invoice_read.c turns billing
 * lines into groups (invoice_key.c tells what groups a line, invoice_group.c
 * finds the group, invoice_rate.c the tax), invoice_total.c makes documents of
 * them, invoice_number.c numbers them, invoice_split.c tells what is due when,
 * invoice_rows.c prints them as rows of the book.  Where lines are asked for,
 * invoice_bill.c reads them again, document by document, for invoice_lines.c
 * and invoice_papers.c.  What speaks against billing is a finding
 * (invoice_finding.c), looked for by invoice_check*.c; invoice_proof.c ties it
 * all.
 */
#ifndef CMD_INVOICE_H
#define CMD_INVOICE_H

#include <sys/types.h>

#include "base/buf.h"
#include "base/known.h"
#include "book/bill.h"
#include "book/customers.h"
#include "book/line.h"
#include "book/taxes.h"
#include "cli/counter.h"
#include "cli/source.h"
#include "cli/tool.h"
#include "cmd/invoice_finding.h"
#include "rule/pricing.h"
#include "rule/tax.h"
#include "rule/terms.h"
#include "text/keep.h"

#define INVOICE_NONE UINT32_MAX

/* What a document keeps of the text of its lines. */
enum invoice_text {
	TEXT_CUSTOMER,
	TEXT_ENTITY,
	TEXT_ACCOUNT,
	TEXT_TERMS, /* those that are meant, if only by default */
	TEXT_ORDER, /* from here on, blank unless all lines agree */
	TEXT_PO,
	TEXT_SHIP_TO,
	TEXT_REF,
	TEXT_MEMO,
	TEXTS
};

/* What is said of a line besides the line itself. */
struct invoice_line {
	struct line line;
	int32_t date;       /* of the document */
	uint32_t terms;     /* of invoice.terms; INVOICE_NONE: at once */
	uint32_t rate;      /* of invoice.rates */
	struct decimal qty; /* signed: negative on a credit memo */
	int64_t list, base; /* rule/pricing.h */
	int64_t tax;        /* of the line alone, where each is rounded */
	struct hash key;    /* of its group (invoice_key.c) */
	uint64_t shared;    /* hash of what must be one in a group */
	uint64_t agreed;    /* hash of what may differ */
};

/* All lines of a group with one tax code and rate. */
struct invoice_sum {
	uint32_t rate; /* of invoice.rates */
	uint32_t next; /* of the group, in order of their first lines */
	int64_t base; /* Σ of the lines before tax, or with it when included */
	int64_t tax;  /* Σ of the lines' taxes, where each is rounded */
};

/* Lines that are billed together: a document, unless it is held. */
struct invoice_group {
	uint64_t first;   /* where its first line begins */
	size_t texts;     /* in invoice.texts */
	uint64_t shared;  /* hash of its first line's, and the terms */
	uint64_t agreed;  /* its first line's */
	int64_t net, tax; /* once all lines are read */
	uint32_t nline;
	uint32_t sum, last_sum;
	uint32_t terms;    /* of invoice.terms; INVOICE_NONE: at once */
	int32_t date, due; /* due as given, or DATE_NONE */
	uint32_t number;   /* in its series, from where that began */
	uint16_t currency;
	uint16_t differ;   /* bits of texts that do not agree */
	bool credit_lines; /* of lines of type credit */
	bool credit;       /* it is a credit memo */
	bool held;
};

/* What lines on one document have in common. */
struct invoice_key {
	const char **names; /* the columns of --group */
	struct invoice_key_part {
		enum {
			KEY_TEXT,
			KEY_LINE,
			KEY_CURRENCY,
			KEY_DATE,
			KEY_TERMS
		} kind;
		enum line_column column; /* of KEY_LINE, a text of the line */
	} * parts;
	size_t n, cap;
	/* Of the texts that are no key: what must be one, and what need not. */
	enum line_column shared[TEXTS], agreed[TEXTS];
	size_t nshared, nagreed;
};

/* Those of them that stand under one header, for one thread. */
struct invoice_key_columns {
	struct columns columns; /* of --group */
	enum line_column shared[TEXTS], agreed[TEXTS];
	size_t nshared, nagreed;
};

struct invoice_rate {
	uint32_t code; /* of invoice.codes */
	struct decimal rate, less;
	bool exempt;
	struct tax_share share;
};

/* A rate as it was met last: the lines for which it is the same again. */
struct invoice_met {
	uint64_t code; /* its bytes, at most eight */
	size_t len;
	bool exempt, rated;
	struct decimal own; /* the line's */
	uint32_t terms;
	int32_t from, to; /* days, both inclusive */
	uint32_t rate;    /* of invoice.rates */
};

#define INVOICE_MET_BITS 6

/* What the table says of a customer. */
struct invoice_customer {
	struct buf name;
	uint32_t terms; /* of invoice.terms; INVOICE_NONE: it has none */
	bool exempt;
};

/* Terms as they were read once. */
struct invoice_terms {
	struct terms *terms; /* NULL: wrong */
	char *wrong;         /* why, then */
	struct decimal less; /* their one discount, in percent */
};

/* A document cut into what is due when. */
struct invoice_split {
	struct terms_parts parts;
	int64_t *taxes; /* of the parts */
	size_t cap;
};

enum invoice_scope { SCOPE_LINE, SCOPE_RATE, SCOPE_DOCUMENT };
enum invoice_basis { BASIS_GROSS, BASIS_NET, BASIS_ADJUSTED };

struct invoice_checks; /* what the checks remember (invoice_check.c) */

struct invoice {
	struct tool tool;
	/* as given */
	int32_t date, from, to, closed;
	const char *group_by, *start, *credit_start, *counter_file;
	const char *terms_text, *basis_name, *tax_round, *rounding_name;
	const char *tax_file, *customers_file, *sellers_file, *holidays_file;
	const char *prices_file, *orders_file, *lines_file;
	const char *findings_file, *accept_list;
	const char *letters, *template_name, *ubl, *x12[2];
	const char *contracts_file, *proration;
	struct opt_list books;
	const char *tax_date;
	bool tax_included;
	/* as understood */
	bool tax_by_service; /* rates are those of the day of service */
	const char **where_names;
	enum invoice_scope scope;
	enum invoice_basis basis;
	enum money_rounding rounding;
	bool accept[FINDINGS];
	struct source source;
	struct customers *customers, *sellers; /* NULL: not given */
	struct taxes *taxes;                   /* likewise */
	struct holidays holidays;
	uint32_t exempt_column, terms_column; /* of customers */
	struct invoice_customer customer;     /* of the line before */
	uint32_t default_terms;               /* of --terms */
	/* the lines read */
	struct line_reader lines;
	struct invoice_key key;
	bool has_currency, has_entity, has_account, has_order;
	struct invoice_group *groups;
	uint32_t ngroup;
	struct known *known; /* their keys */
	uint32_t last;       /* the group of the line before */
	struct hash last_key;
	size_t group_cap;
	struct invoice_sum *sums;
	size_t nsum, sum_cap;
	struct buf texts;
	struct invoice_rate *rates;
	size_t rate_cap;
	struct buf rate_key;
	struct invoice_met met[1 << INVOICE_MET_BITS]; /* by code */
	struct intern *rate_keys, *codes, *terms_texts;
	struct invoice_terms *terms;
	size_t term_cap;
	struct keep *keep; /* the rows, where they will be read again */
	uint32_t *kept;    /* the group of each */
	size_t nkept, kept_cap;
	struct invoice_checks *checks;
	struct finding *findings;
	size_t nfinding, finding_cap;
	/* what came of it */
	struct counter *counter;
	struct counter_series series[2]; /* invoices; credit memos */
	struct serial first[2];          /* the first number of this run */
	struct invoice_split split;      /* for invoice_parts */
	uint64_t nuntaxed; /* lines without code and rate, in spite of --tax */
	uint64_t nleft;    /* lines that --where leaves out */
	uint64_t nturned;  /* documents that became credit memos */
	uint64_t nbilled, nheld, nrow;
	uint64_t nbilled_lines, nheld_lines;
	int128 *net, *tax, *rows, *held; /* by currency */
};

/* invoice_options.c: refuses what makes no sense. */
void invoice_options(struct invoice *v);
const char *invoice_finding_name(enum finding_code code);

/* Whether documents are made: there are numbers for them. */
bool invoice_bills(const struct invoice *v);

/*
 * invoice_contracts.c: prints the lines that contracts make due; or has them
 * stand on standard input, as if another ar-invoice had printed them there.
 */
void invoice_contracts(struct invoice *v);
void invoice_contracts_feed(struct invoice *v);

/* invoice_tables.c: those beside the lines. */
void invoice_tables(struct invoice *v);

/* invoice_read.c: the lines into groups. */
extern const struct source_kind invoice_lines_kind;
void invoice_read(struct invoice *v);

/*
 * invoice_line.c: one row, with its date, terms, rate and what it comes to.
 * False, with a fault, when it can't be billed.
 */
bool invoice_line(
    struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l);

/* The day of a line's document, or DATE_NONE. */
int32_t invoice_line_date(const struct invoice *v, const struct line *l);

/* The same where l->line was read already. */
bool invoice_line_rest(
    struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l);

/* A fault of one cell of a line; false. */
bool invoice_wrong(struct invoice *v, struct batch *b, uint32_t row,
    enum fault_code code, enum line_column column, const char *detail);

/*
 * invoice_rate.c, invoice_terms.c: what a line's cells stand for, in
 * invoice.rates and invoice.terms.  False, with a fault, when for nothing.
 */
uint32_t invoice_terms_of(struct invoice *v, struct span text);
void invoice_rate_open(struct invoice *v);
void invoice_terms_open(struct invoice *v);
int32_t invoice_tax_day(const struct invoice *v, const struct invoice_line *l);
bool invoice_rate(
    struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l);
bool invoice_terms(
    struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l);

/* invoice_customer.c: what the customers table says of a customer, until the
   next call; and of the terms, as text, to any thread. */
const struct invoice_customer *invoice_customer(
    struct invoice *v, struct span customer);
struct span invoice_customer_terms(
    const struct invoice *v, struct span customer);

/* The text of the terms that a line is billed at; and that it will be, before
   it has them. */
struct span invoice_terms_meant(
    const struct invoice *v, const struct invoice_line *l);
struct span invoice_terms_text(
    const struct invoice *v, const struct invoice_line *l);

/*
 * invoice_key.c: by what lines are grouped.  Each thread has the columns for
 * itself, and binds them as its reader is bound, once a batch; the key of a
 * line, which was read and has its date, goes into *l.
 */
extern const enum line_column invoice_cells[TEXTS]; /* whose texts they are */
void invoice_key_open(struct invoice *v);
void invoice_key_check(const struct invoice *v); /* once all is read */
void invoice_key_columns(
    const struct invoice *v, struct invoice_key_columns *c);
void invoice_key_bind(const struct invoice *v, struct invoice_key_columns *c,
    const struct line_reader *r);
void invoice_key_of(const struct invoice *v,
    const struct invoice_key_columns *c, const struct batch *b, uint32_t row,
    struct invoice_line *l);

/* invoice_where.c: whether a row is one that --where asks for.  Each thread has
   the columns for itself; once all is read, they must have been there. */
void invoice_where_open(struct invoice *v);
void invoice_where_columns(const struct invoice *v, struct columns *c);
bool invoice_where(const struct invoice *v, const struct columns *c,
    const struct batch *b, uint32_t row);
void invoice_where_check(const struct invoice *v);

/* invoice_exempt.c: whether what the customers table says in tax_exempt is
   that the customer pays no tax: anything but a word for no, or zero. */
bool invoice_exempts(struct span cell);

/* invoice_group.c: the group of a line with a key, made when it is the first.
   INVOICE_NONE, with a fault, when the line differs from the others in what a
   document has one of. */
uint32_t invoice_group(struct invoice *v, struct batch *b, uint32_t row,
    const struct invoice_line *l);
struct span invoice_text(const struct invoice *v, const struct invoice_group *g,
    enum invoice_text text);

/* invoice_total.c: the sums and kinds of all documents; why a tax can't be
   summed. */
extern const char invoice_too_fine[];
void invoice_total(struct invoice *v);

/* invoice_tax.c: the tax of an amount by itself, false when it is too much; and
   of the lines of a document one after the other, in their order.  Start with a
   zeroed struct; begin each document. */
struct invoice_taxing {
	struct tax_sum *sum; /* by rate, or one */
	size_t n, cap;
};
bool invoice_tax_alone(
    const struct invoice *v, uint32_t rate, int64_t base, int64_t *tax);
void invoice_tax_begin(struct invoice_taxing *t);
int64_t invoice_tax(const struct invoice *v, struct invoice_taxing *t,
    uint32_t rate, int64_t base);

/*
 * invoice_split.c: the parts of a document and the tax of each, in *s until the
 * next call with it; start with a zeroed struct, one for each thread.  Of no
 * use unless TERMS_OK, which all documents are that come as far as print.
 */
enum terms_fault invoice_split(const struct invoice *v,
    const struct invoice_group *g, struct invoice_split *s);
void invoice_split_free(struct invoice_split *s);

/* The same with what `v` has for it; and the taxes of the same document. */
const struct terms_parts *invoice_parts(
    struct invoice *v, const struct invoice_group *g);
void invoice_part_taxes(
    struct invoice *v, const struct invoice_group *g, int64_t **taxes);

/* invoice_finding.c.  Texts are copied. */
void invoice_find(struct invoice *v, enum finding_code code, uint32_t group,
    uint64_t at, struct span item, const char *expected, const char *found);

/* Says or writes the findings and marks what they hold; stops the run when
   nothing says that it may go on. */
void invoice_judge(struct invoice *v, struct out *to);

/* invoice_check.c: the price of a line that leaves it to the list; false, with
   a fault, when the list has none. */
bool invoice_check_price(
    struct invoice *v, struct batch *b, uint32_t row, struct invoice_line *l);

/* invoice_check.c: reads what lines and documents are held against; then line
   by line as they are read, and all documents. */
void invoice_check_open(struct invoice *v);
void invoice_check_line(
    struct invoice *v, uint32_t group, const struct invoice_line *l);
void invoice_check_documents(struct invoice *v);

/* invoice_check_number.c: fails the program when a number of this run stands
   for a document in the book, or for two, or for an item in the book. */
void invoice_check_numbers(struct invoice *v);

/* invoice_number.c: numbers for what is billed, by which of v->series; and a
   document's as text. */
enum invoice_series { INVOICES, CREDITS, NSERIES };
enum invoice_series invoice_series(
    const struct invoice *v, const struct invoice_group *g);
void invoice_number_open(struct invoice *v);
void invoice_number(struct invoice *v);
struct span invoice_doc(
    const struct invoice *v, const struct invoice_group *g, char *to);

/* invoice_rows.c */
void invoice_rows(struct invoice *v, struct csvout *w);

/* invoice_bill.c: calls tell() with every document in turn, its lines read
   again; the bill lasts until the next. */
void invoice_each_bill(struct invoice *v,
    void (*tell)(void *arg, const struct bill *b), void *arg);

/* invoice_proof.c */
void invoice_prove(struct invoice *v);

#endif
