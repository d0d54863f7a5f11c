/* Causes of short payments, by words and by codes. */
#include <string.h>

#include "rule/cite_in.h"

#define WORD_CHARS 24

static const char *const names[CITE_CAUSES] = {
    [CITE_FREIGHT] = "freight",
    [CITE_DAMAGE] = "damage",
    [CITE_PROMO] = "promo",
    [CITE_PRICING] = "pricing",
    [CITE_SHORTAGE] = "shortage",
    [CITE_TAX] = "tax",
    [CITE_DUPLICATE] = "duplicate",
    [CITE_RETURN] = "goods-return",
    [CITE_QUALITY] = "quality",
    [CITE_DISCOUNT] = "discount",
};

/* In capitals; a '|' before and behind each word. */
static const char *const words[CITE_CAUSES] = {
    [CITE_FREIGHT] = "|FREIGHT|FRT|SHIPPING|FRACHT|FRACHTKOSTEN|VERSANDKOSTEN|"
		     "TRANSPORTKOSTEN|",
    [CITE_DAMAGE] = "|DAMAGE|DAMAGED|DAMAGES|BROKEN|BREAKAGE|SCHADEN|"
		    "TRANSPORTSCHADEN|BESCH\xc3\x84"
		    "DIGT|BESCHAEDIGT|",
    [CITE_PROMO] = "|PROMO|PROMOS|PROMOTION|PROMOTIONS|PROMOTIONAL|COOP|"
		   "REBATE|REBATES|ADVERTISING|BILLBACK|SLOTTING|WKZ|",
    [CITE_PRICING] = "|PRICE|PRICES|PRICING|OVERCHARGE|OVERCHARGED|PREIS|"
		     "PREISDIFFERENZ|PREISABWEICHUNG|",
    [CITE_SHORTAGE] = "|SHORTAGE|SHORTAGES|MISSING|SHORTSHIPPED|FEHLMENGE|"
		      "FEHLMENGEN|MINDERLIEFERUNG|",
    [CITE_TAX] = "|TAX|TAXES|VAT|WHT|WITHHOLDING|MWST|UMSATZSTEUER|"
		 "QUELLENSTEUER|TVA|",
    [CITE_DUPLICATE] = "|DUPLICATE|DUPLICATED|DUP|DOPPELT|",
    [CITE_RETURN] = "|RETURN|RETURNED|RETURNS|RMA|RETOURE|RETOUREN|"
		    "R\xc3\x9c"
		    "CKSENDUNG|RUECKSENDUNG|",
    [CITE_QUALITY] = "|QUALITY|DEFECT|DEFECTS|DEFECTIVE|QUALIT\xc3\x84T|"
		     "QUALITAET|MANGEL|M\xc3\x84NGEL|MAENGEL|MANGELHAFT|",
    [CITE_DISCOUNT] = "|DISCOUNT|DISC|SKONTO|ESCOMPTE|SCONTO|",
};

/* Two words that mean something else together than one of them alone. */
static const struct {
	const char *first, *second;
} strange[] = {
    {"|TAX|VAT|MWST|", "|ID|NO|NR|NUMBER|NUM|REG|INVOICE|RETURN|RETURNS|"},
    {"|INCL|INCLUDING|INKL|PLUS|ZZGL|EXCL|NET|", "|TAX|VAT|MWST|TVA|"},
    {"|RETURN|RETURNED|", "|CHECK|CHEQUE|PAYMENT|DEBIT|ACH|WIRE|ADDRESS|"},
    {"|MISSING|", "|INVOICE|INVOICES|REMITTANCE|DISCOUNT|DOCUMENT|DOCUMENTS|"
		  "PAYMENT|COPY|POD|"},
};

/* What is short, where it isn't the payment. */
static const char goods[] =
    "|SHIP|SHIPPED|SHIPMENT|SHIPMENTS|DELIVERY|DELIVERED|RECEIVED|QTY|"
    "QUANTITY|COUNT|PC|PCS|PIECES|UNITS|CASES|CARTONS|ITEM|ITEMS|BOXES|"
    "PALLETS|GOODS|";

/* A word in capitals between two '|', "" for none. */
struct word {
	char text[WORD_CHARS + 3];
};

const char *
cite_cause_name(enum cite_cause cause)
{
	return names[cause];
}

static struct word
word_of(struct span s)
{
	struct word w = {"|"};

	if (s.len == 0 || s.len > WORD_CHARS)
		return (struct word){""};
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		bool latin = i > 0 && s.at[i - 1] == '\xc3' && c >= 0xa0;

		if ((c >= 'a' && c <= 'z') || latin)
			c = (unsigned char)(c - 0x20);
		w.text[i + 1] = (char)c;
	}
	w.text[s.len + 1] = '|';
	return w;
}

static bool
among(const struct word *w, const char *list)
{
	return w->text[0] != '\0' && strstr(list, w->text) != NULL;
}

static bool
is_strange(const struct word *a, const struct word *b)
{
	for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
		if (among(a, strange[i].first) && among(b, strange[i].second))
			return true;
	return false;
}

/* What the word in the middle names. */
static unsigned
causes_of(const struct word w[3])
{
	unsigned causes = 0;

	if (w[1].text[0] == '\0' || is_strange(&w[0], &w[1]) ||
	    is_strange(&w[1], &w[2]))
		return 0;
	for (int i = 0; i < CITE_CAUSES; i++)
		if (among(&w[1], words[i]))
			causes |= 1U << i;
	if (among(&w[1], "|SHORT|") &&
	    (among(&w[0], goods) || among(&w[2], goods)))
		causes |= 1U << CITE_SHORTAGE;
	if (among(&w[1], "|CO|") && among(&w[2], "|OP|"))
		causes |= 1U << CITE_PROMO;
	return causes;
}

/* The next run of letters that no digit touches; empty at the end. */
static struct span
next_word(struct span s, size_t *at)
{
	size_t i = *at;

	while (i < s.len) {
		size_t end = cite_letters_end(s, i), from = i, len;

		if (end > i && !cite_digit_at(s, end) &&
		    (from == 0 || !cite_digit_at(s, from - 1))) {
			*at = end;
			return cite_part(s, i, end);
		}
		(void)cite_char(s, i, &len);
		i = end > i ? end : i + len;
	}
	*at = i;
	return cite_part(s, i, i);
}

unsigned
cites_cause(struct span memo)
{
	struct word w[3] = {{""}, {""}, {""}};
	unsigned causes = 0;
	bool more = true;

	for (size_t at = 0; more;) {
		struct span next = next_word(memo, &at);

		more = next.len > 0;
		w[0] = w[1];
		w[1] = w[2];
		w[2] = word_of(next);
		causes |= causes_of(w);
	}
	return causes;
}

/* The reasons that ar-book(5) knows, but for those of words. */
static const char *const reasons[] = {"nsf", "bank-return", "void", "rebill",
    "bad-debt", "recovery", "small-balance", "bank-fee", "wht", "netting",
    "discount-earned", "discount-unearned", "discount-grace", "other",
    "interest", "fee", "opening", "retention"};

/*
 * Codes of X12 element 426 whose meaning is one of ours; a space behind each.
 * Returns of damaged or bad goods (11, 12) are returns.
 */
static const char *const codes[CITE_CAUSES] = {
    [CITE_FREIGHT] = "21 30 31 46 54 83 D2 ",
    [CITE_DAMAGE] = "04 ",
    [CITE_PROMO] = "28 56 57 71 79 A3 A8 AV B2 CA D5 EP GB GC GE GH ",
    [CITE_PRICING] = "01 03 78 D9 E4 E5 ",
    [CITE_SHORTAGE] = "06 42 59 75 96 A4 ",
    [CITE_TAX] = "55 BA BB BC ",
    [CITE_DUPLICATE] = "19 86 87 ",
    [CITE_RETURN] = "11 12 13 14 15 72 AQ AS BF ",
    [CITE_QUALITY] = "05 82 F1 ",
    [CITE_DISCOUNT] = "76 90 FA ",
};

static bool
same_name(struct span cell, const char *name)
{
	size_t i = 0;

	for (; i < cell.len && name[i] != '\0'; i++) {
		char c = cell.at[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c == ' ' || c == '_')
			c = '-';
		if (c != name[i])
			return false;
	}
	return i == cell.len && name[i] == '\0';
}

const char *
cite_reason(struct span cell)
{
	struct word w = word_of(cell);

	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (same_name(cell, reasons[i]))
			return reasons[i];
	for (int i = 0; i < CITE_CAUSES; i++)
		if (same_name(cell, names[i]))
			return names[i];
	if (cell.len != 2 || !cite_alnum_at(cell, 0) || !cite_alnum_at(cell, 1))
		return NULL;
	if (strcmp(w.text, "|E3|") == 0) /* withholding */
		return "wht";
	w.text[3] = ' ';
	for (int i = 0; i < CITE_CAUSES; i++)
		if (strstr(codes[i], w.text + 1) != NULL)
			return names[i];
	return NULL;
}
