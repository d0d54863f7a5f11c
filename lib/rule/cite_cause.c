/* Causes of short payments, by words. */
#include <string.h>

#include "rule/cite_in.h"

#define WORD_CHARS 24

/* Words that do so only beside another one. */
enum { SHORT = 1 + CITE_CAUSES, CO };

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

/* Words that stand for a cause, in the order of their bytes. */
static const struct cite_entry words[] = {
    {"ADVERTISING", 1 + CITE_PROMO},
    {"BESCHAEDIGT", 1 + CITE_DAMAGE},
    {"BESCH\xc3\x84"
     "DIGT",
	1 + CITE_DAMAGE},
    {"BILLBACK", 1 + CITE_PROMO},
    {"BREAKAGE", 1 + CITE_DAMAGE},
    {"BROKEN", 1 + CITE_DAMAGE},
    {"CO", CO},
    {"COOP", 1 + CITE_PROMO},
    {"DAMAGE", 1 + CITE_DAMAGE},
    {"DAMAGED", 1 + CITE_DAMAGE},
    {"DAMAGES", 1 + CITE_DAMAGE},
    {"DEFECT", 1 + CITE_QUALITY},
    {"DEFECTIVE", 1 + CITE_QUALITY},
    {"DEFECTS", 1 + CITE_QUALITY},
    {"DISC", 1 + CITE_DISCOUNT},
    {"DISCOUNT", 1 + CITE_DISCOUNT},
    {"DOPPELT", 1 + CITE_DUPLICATE},
    {"DUP", 1 + CITE_DUPLICATE},
    {"DUPLICATE", 1 + CITE_DUPLICATE},
    {"DUPLICATED", 1 + CITE_DUPLICATE},
    {"ESCOMPTE", 1 + CITE_DISCOUNT},
    {"FEHLMENGE", 1 + CITE_SHORTAGE},
    {"FEHLMENGEN", 1 + CITE_SHORTAGE},
    {"FRACHT", 1 + CITE_FREIGHT},
    {"FRACHTKOSTEN", 1 + CITE_FREIGHT},
    {"FREIGHT", 1 + CITE_FREIGHT},
    {"FRT", 1 + CITE_FREIGHT},
    {"MAENGEL", 1 + CITE_QUALITY},
    {"MANGEL", 1 + CITE_QUALITY},
    {"MANGELHAFT", 1 + CITE_QUALITY},
    {"MINDERLIEFERUNG", 1 + CITE_SHORTAGE},
    {"MISSING", 1 + CITE_SHORTAGE},
    {"MWST", 1 + CITE_TAX},
    {"M\xc3\x84NGEL", 1 + CITE_QUALITY},
    {"OVERCHARGE", 1 + CITE_PRICING},
    {"OVERCHARGED", 1 + CITE_PRICING},
    {"PREIS", 1 + CITE_PRICING},
    {"PREISABWEICHUNG", 1 + CITE_PRICING},
    {"PREISDIFFERENZ", 1 + CITE_PRICING},
    {"PRICE", 1 + CITE_PRICING},
    {"PRICES", 1 + CITE_PRICING},
    {"PRICING", 1 + CITE_PRICING},
    {"PROMO", 1 + CITE_PROMO},
    {"PROMOS", 1 + CITE_PROMO},
    {"PROMOTION", 1 + CITE_PROMO},
    {"PROMOTIONAL", 1 + CITE_PROMO},
    {"PROMOTIONS", 1 + CITE_PROMO},
    {"QUALITAET", 1 + CITE_QUALITY},
    {"QUALITY", 1 + CITE_QUALITY},
    {"QUALIT\xc3\x84T", 1 + CITE_QUALITY},
    {"QUELLENSTEUER", 1 + CITE_TAX},
    {"REBATE", 1 + CITE_PROMO},
    {"REBATES", 1 + CITE_PROMO},
    {"RETOURE", 1 + CITE_RETURN},
    {"RETOUREN", 1 + CITE_RETURN},
    {"RETURN", 1 + CITE_RETURN},
    {"RETURNED", 1 + CITE_RETURN},
    {"RETURNS", 1 + CITE_RETURN},
    {"RMA", 1 + CITE_RETURN},
    {"RUECKSENDUNG", 1 + CITE_RETURN},
    {"R\xc3\x9c"
     "CKSENDUNG",
	1 + CITE_RETURN},
    {"SCHADEN", 1 + CITE_DAMAGE},
    {"SCONTO", 1 + CITE_DISCOUNT},
    {"SHIPPING", 1 + CITE_FREIGHT},
    {"SHORT", SHORT},
    {"SHORTAGE", 1 + CITE_SHORTAGE},
    {"SHORTAGES", 1 + CITE_SHORTAGE},
    {"SHORTSHIPPED", 1 + CITE_SHORTAGE},
    {"SKONTO", 1 + CITE_DISCOUNT},
    {"SLOTTING", 1 + CITE_PROMO},
    {"TAX", 1 + CITE_TAX},
    {"TAXES", 1 + CITE_TAX},
    {"TRANSPORTKOSTEN", 1 + CITE_FREIGHT},
    {"TRANSPORTSCHADEN", 1 + CITE_DAMAGE},
    {"TVA", 1 + CITE_TAX},
    {"UMSATZSTEUER", 1 + CITE_TAX},
    {"VAT", 1 + CITE_TAX},
    {"VERSANDKOSTEN", 1 + CITE_FREIGHT},
    {"WHT", 1 + CITE_TAX},
    {"WITHHOLDING", 1 + CITE_TAX},
    {"WKZ", 1 + CITE_PROMO},
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

/* What the word in the middle, `what` in the table, names. */
static unsigned
causes_of(int what, const struct span at[3])
{
	struct word w[3];

	for (int i = 0; i < 3; i++)
		w[i] = word_of(at[i]);
	if (is_strange(&w[0], &w[1]) || is_strange(&w[1], &w[2]))
		return 0;
	if (what == SHORT)
		return among(&w[0], goods) || among(&w[2], goods)
			   ? 1U << CITE_SHORTAGE
			   : 0;
	if (what == CO)
		return among(&w[2], "|OP|") ? 1U << CITE_PROMO : 0;
	return 1U << (what - 1);
}

/* The next run of letters that no digit touches; empty at the end. */
static struct span
next_word(struct span s, size_t *at)
{
	size_t i = *at;

	while (i < s.len) {
		size_t end, from = i, len;

		if ((unsigned char)s.at[i] < 'A') { /* most often a digit */
			i++;
			continue;
		}
		end = cite_letters_end(s, i);
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
	struct span w[3] = {{"", 0}, {"", 0}, {"", 0}};
	unsigned causes = 0;
	bool more = true;

	for (size_t at = 0; more;) {
		int what;

		w[0] = w[1];
		w[1] = w[2];
		w[2] = next_word(memo, &at);
		more = w[2].len > 0;
		what = cite_look_up(words, sizeof words / sizeof *words, w[1]);
		if (what > 0)
			causes |= causes_of(what, w);
	}
	return causes;
}

bool
cite_causes_in_order(void)
{
	return cite_in_order(words, sizeof words / sizeof *words);
}
