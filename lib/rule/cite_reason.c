/* Reasons of deductions, by name and by code. */
#include <string.h>

#include "rule/cite_in.h"

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
	char code[] = "   ";

	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (same_name(cell, reasons[i]))
			return reasons[i];
	for (int i = 0; i < CITE_CAUSES; i++)
		if (same_name(cell, cite_cause_name((enum cite_cause)i)))
			return cite_cause_name((enum cite_cause)i);
	if (cell.len != 2 || !cite_alnum_at(cell, 0) || !cite_alnum_at(cell, 1))
		return NULL;
	for (size_t i = 0; i < 2; i++)
		code[i] =
		    (char)(cell.at[i] >= 'a' ? cell.at[i] - 0x20 : cell.at[i]);
	if (strcmp(code, "E3 ") == 0) /* withholding */
		return "wht";
	for (int i = 0; i < CITE_CAUSES; i++)
		if (strstr(codes[i], code) != NULL)
			return cite_cause_name((enum cite_cause)i);
	return NULL;
}
