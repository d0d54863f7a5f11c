/* What the parts of ubl share, and no one else. */
#ifndef FORMAT_UBL_IN_H
#define FORMAT_UBL_IN_H

#include "format/ubl.h"
#include "text/xml.h"
#include "value/int128.h"

/* The categories of VAT, of UNCL5305, that EN 16931 knows for all of Europe. */
enum ubl_category {
	UBL_STANDARD, /* S: a rate above 0 */
	UBL_ZERO,     /* Z: goods at a rate of 0 */
	UBL_EXEMPT,   /* E */
	UBL_REVERSE,  /* AE: the buyer owes the tax */
	UBL_INTRA,    /* K: supply to a business in another country of the EU */
	UBL_EXPORT,   /* G: out of the EU */
	UBL_OUTSIDE,  /* O: no VAT on such things */
};

/* A VAT breakdown: all taxes of the bill of one category and rate. */
struct ubl_vat {
	enum ubl_category category;
	struct decimal rate; /* 0 but for UBL_STANDARD */
	struct span reason;  /* why no tax is due; blank: none is asked for */
	int128 net, tax;     /* with the bill's signs */
};

struct ubl {
	struct xml x;
	const struct bill *b;
	int exponent; /* of the currency */
	int sign; /* -1 for a credit memo: its amounts are written positive */
	struct ubl_vat *vat; /* in order of their first tax */
	size_t nvat;
};

/* The category of a tax; one without a rate has it by its code if that is
   one, else the customer is exempt, or the goods are at a rate of 0. */
enum ubl_category ubl_category(
    struct span code, struct decimal rate, bool exempt);

/* Its code: "S", "Z" ... */
struct span ubl_category_code(enum ubl_category category);

/* Fills in u->vat, which is the caller's to free. */
void ubl_vat_list(struct ubl *u);

/* Whether the bill has a tax of that category. */
bool ubl_vat_has(const struct ubl *u, enum ubl_category category);

/* The text, or nothing if there is nothing in it but white space, which the
   norm takes for nothing; and so a cell of a party. */
struct span ubl_full(struct span s);
struct span ubl_cell(const struct party *p, enum party_column column);

/* A VAT number begins with the code of a country; others are written as
   tax registrations. */
bool ubl_is_vat_id(struct span id);

/* The earliest and the latest day of service of the lines, or DATE_NONE. */
void ubl_period(const struct bill *b, int32_t *from, int32_t *to);

/* Whether the norm can be met; false and *why if not. */
bool ubl_check(const struct ubl *u, struct misfit *why);

/* An element that holds an amount, in minor units with the bill's sign; a
   price; a date; a decimal. */
void ubl_amount(struct ubl *u, const char *name, int128 minor);
void ubl_price(struct ubl *u, const char *name, struct decimal price);
void ubl_date(struct ubl *u, const char *name, int32_t date);
void ubl_decimal(struct ubl *u, const char *name, struct decimal d);

/* A leaf, but none when the text is blank. */
void ubl_text(struct ubl *u, const char *name, struct span text);

/* The parts of a document, each with what it needs around it. */
void ubl_seller(struct ubl *u);
void ubl_buyer(struct ubl *u);
void ubl_delivery(struct ubl *u);
void ubl_payment(struct ubl *u);
void ubl_taxes(struct ubl *u);
void ubl_line(struct ubl *u, const struct bill_line *line);
void ubl_invoice_period(struct ubl *u, int32_t from, int32_t to);

#endif
