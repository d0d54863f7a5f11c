/*
 * Letters and statements: what both are made of.  dun_paper.c chooses the
 * template, by level and by the customer's language, and writes the file or
 * the message; dun_paper_set.c fills in values, card numbers masked;
 * dun_letter.c and dun_statement.c say which; dun_paper_names.c holds the
 * names of ar-template(5).
 */
#ifndef CMD_DUN_PAPER_H
#define CMD_DUN_PAPER_H

#include "base/buf.h"
#include "cli/letters.h"
#include "cmd/dun.h"
#include "text/tdata.h"
#include "value/int128.h"

/* The head of both. */
enum dun_head_name {
	DUN_HEAD_CUSTOMER,
	DUN_HEAD_NAME,
	DUN_HEAD_ADDRESS,
	DUN_HEAD_ADDRESS_LINES, /* a list of enum dun_address_name */
	DUN_HEAD_EMAIL,
	DUN_HEAD_COLLECTOR,
	DUN_HEAD_LANGUAGE, /* of the template */
	DUN_HEAD_MAIL,     /* not empty in a message */
	DUN_HEAD_DATE,
	DUN_HEAD_CURRENCY,
	DUN_HEAD_ENTITY,
	DUN_HEAD_SELLER,
	DUN_HEAD_SELLER_LINES, /* a list of enum dun_address_name */
	DUN_HEAD_SELLER_VAT_ID,
	DUN_HEAD_SELLER_COMPANY_ID,
	DUN_HEAD_SELLER_EMAIL,
	DUN_HEAD_SELLER_PHONE,
	DUN_HEAD_IBAN,
	DUN_HEAD_BIC,
	DUN_HEADS
};

enum dun_address_name { DUN_ADDRESS_TEXT };

/* A letter with notices. */
enum dun_letter_name {
	DUN_LETTER_NUMBER = DUN_HEADS,
	DUN_LETTER_LEVEL,
	DUN_LETTER_LEVEL_1, /* not empty at that level */
	DUN_LETTER_LEVEL_2,
	DUN_LETTER_LEVEL_3,
	DUN_LETTER_LEVEL_4, /* or above */
	DUN_LETTER_DEADLINE,
	DUN_LETTER_LAST_NOTICE, /* the latest before */
	DUN_LETTER_TOTAL,
	DUN_LETTER_FEE,
	DUN_LETTER_INTEREST,
	DUN_LETTER_TOTAL_DUE,
	DUN_LETTER_ITEMS,   /* a list of enum dun_item_name */
	DUN_LETTER_NOT_DUE, /* the same */
	DUN_LETTER_CREDITS, /* a list of enum dun_credit_name */
	DUN_LETTER_HAS_NOT_DUE,
	DUN_LETTER_HAS_CREDITS,
};

enum dun_item_name {
	DUN_ITEM_DOC,
	DUN_ITEM_PART,
	DUN_ITEM_CUSTOMER, /* only where it is another */
	DUN_ITEM_DOC_DATE,
	DUN_ITEM_DUE,
	DUN_ITEM_DAYS,
	DUN_ITEM_AMOUNT,
	DUN_ITEM_OPEN,
	DUN_ITEM_DISPUTED,
	DUN_ITEM_LEVEL,
	DUN_ITEM_INTEREST,
	DUN_ITEM_LAST_NOTICE,
};

enum dun_credit_name {
	DUN_CREDIT_DOC,
	DUN_CREDIT_CUSTOMER, /* the same */
	DUN_CREDIT_DATE,
	DUN_CREDIT_IS_RECEIPT, /* else a credit memo */
	DUN_CREDIT_AMOUNT,     /* positive */
};

/* A statement of account. */
enum dun_statement_name {
	DUN_STATEMENT_FROM = DUN_HEADS,
	DUN_STATEMENT_OPENING,
	DUN_STATEMENT_CLOSING,
	DUN_STATEMENT_DISPUTED,
	DUN_STATEMENT_CURRENT,
	DUN_STATEMENT_DAYS_30, /* 1 to 30 days past due */
	DUN_STATEMENT_DAYS_60,
	DUN_STATEMENT_DAYS_90,
	DUN_STATEMENT_DAYS_OVER,
	DUN_STATEMENT_CREDITS,
	DUN_STATEMENT_LINES, /* a list of enum dun_line_name */
};

/* What moved the balance.  Of the names is_..., which are in the order of the
   types of the book, one is not empty. */
enum dun_line_name {
	DUN_LINE_DATE,
	DUN_LINE_TYPE,
	DUN_LINE_DOC,
	DUN_LINE_REF,
	DUN_LINE_DUE,
	DUN_LINE_AMOUNT,
	DUN_LINE_BALANCE,
	DUN_LINE_IS_INVOICE,
	DUN_LINE_IS_DEBIT,
	DUN_LINE_IS_CREDIT,
	DUN_LINE_IS_RECEIPT,
	DUN_LINE_IS_APPLY,
	DUN_LINE_IS_TRANSFER,
	DUN_LINE_IS_DISCOUNT,
	DUN_LINE_IS_WRITEOFF,
	DUN_LINE_IS_ADJUST,
	DUN_LINE_IS_FX,
	DUN_LINE_IS_REFUND,
	DUN_LINE_IS_REVERSE,
	DUN_LINE_IS_RETURN, /* a receipt that the bank took back */
};

extern const struct tnames dun_letter_names, dun_statement_names;

/* All letters, or all statements, of a run. */
struct dun_papers {
	struct dun *d;
	struct letters *letters;
	struct buf text, mail; /* of the one at hand */
	size_t ncard;          /* card numbers masked */
	size_t nunsent;        /* not to be sent by mail */
	struct buf missing;    /* names of templates, each with a NUL */
	size_t nmissing;       /* papers without a template */
};

/* One of them, while it is filled in. */
struct dun_paper {
	struct dun_papers *papers;
	struct trecord *top;
	struct span customer, entity; /* whom it goes to, who sends it */
	int currency;
	size_t template;
	bool continental; /* 31.10.2026 and 1.234,56 */
	bool mail;        /* is a message */
};

/* The letters that the options ask for; reads the sellers.  NULL: none. */
struct dun_papers *dun_papers_new(struct dun *d);

/* Writes letters, or else statements, once all is decided and numbered. */
void dun_papers_write(struct dun_papers *p);

/* All that can fail; what can't, and frees p. */
void dun_papers_stage(struct dun_papers *p);
void dun_papers_commit(struct dun_papers *p);

/* Letters; statements. */
void dun_letters(struct dun_papers *p);
void dun_statements(struct dun_papers *p);

/* Begins a paper whose customer, entity and currency are set, from the
   template of that name in the customer's language: false when there is no
   such template. */
bool dun_paper_begin(struct dun_paper *s, struct span template);

/* Writes it to the file of a name, or as the message of that name; a customer
   without an address that can be used gets what a printer takes. */
void dun_paper_end(struct dun_paper *s, struct span name);

/* Values, as the template's language writes them; what is no amount or date
   is masked.  A text of our own is not. */
void dun_set_text(
    struct dun_paper *s, struct trecord *r, size_t name, struct span text);
void dun_set_own(struct trecord *r, size_t name, struct span text);
void dun_set_flag(struct trecord *r, size_t name, bool flag);
void dun_set_date(
    struct dun_paper *s, struct trecord *r, size_t name, int32_t date);
void dun_set_money(
    struct dun_paper *s, struct trecord *r, size_t name, int128 minor);
void dun_set_count(struct trecord *r, size_t name, int64_t n);

/* The same, but blank where it is 0. */
void dun_set_some(
    struct dun_paper *s, struct trecord *r, size_t name, int128 minor);

/* The head: who writes to whom, and when. */
void dun_paper_head(struct dun_paper *s);

#endif
