/* What the parts of x12_810 share, and no one else: segments and elements. */
#ifndef FORMAT_X12_810_IN_H
#define FORMAT_X12_810_IN_H

#include "format/x12_810.h"
#include "value/int128.h"

struct x12 {
	struct buf *to;
	const struct bill *b;
	uint32_t control;
	size_t segments; /* written since ST, itself included */
	size_t changed;  /* texts that were cut or had characters replaced */
	int exponent;    /* of the currency */
	uint32_t line;   /* of the bill, or 0 */
	bool ok;         /* else *why is the first misfit */
	struct misfit *why;
};

/* Where a value stands: the element, the table and the column. */
struct x12_place {
	const char *element, *table, *column;
};

/* A segment: its name, its elements one after the other, its end, which drops
   empty elements that no other follows. */
void x12_segment(struct x12 *x, const char *name);
void x12_end(struct x12 *x);

/* n elements that hold nothing. */
void x12_skip(struct x12 *x, int n);

/* A code of the program's. */
void x12_code(struct x12 *x, const char *code);

/* A number or code of the user's, of at most so many characters, whole or
   not at all; what is longer is a misfit that says `too_long`. */
#define X12_ID(x, s, most, element, table, column)                             \
	x12_id(x, s, most,                                                     \
	    "has more than " #most " characters in its " column,               \
	    (struct x12_place){element, table, column})
void x12_id(struct x12 *x, struct span s, size_t most, const char *too_long,
    struct x12_place at);

/* A text, cut and cleaned as need be. */
void x12_text(struct x12 *x, struct span s, size_t most);

/* A date, CCYYMMDD, empty for DATE_NONE; and YYMMDD, as the envelope has it. */
void x12_date(struct x12 *x, int32_t date);
void x12_short_date(struct x12 *x, int32_t date);

/* An amount with two implied decimals, of at most so many digits. */
void x12_cents(struct x12 *x, int128 minor, size_t most, const char *element);

/* n / 10^places with its point, of at most so many digits. */
void x12_number(
    struct x12 *x, int128 n, int places, size_t most, const char *element);

/* A number that counts something, in no fewer digits than `width`. */
void x12_count(struct x12 *x, uint64_t n, int width);

/* The first misfit is the one that is told. */
void x12_fail(struct x12 *x, const char *what, struct x12_place at);

/* Nothing but spaces and control characters. */
bool x12_blank(struct span s);

/* Characters that would end an element or a segment, or be no text. */
bool x12_is_clean(struct span s);

void x12_header(struct x12 *x);  /* BIG to the last ITD */
void x12_lines(struct x12 *x);   /* IT1 loops */
void x12_summary(struct x12 *x); /* TDS to CTT */
void x12_parties(struct x12 *x); /* N1 loops */
void x12_terms(struct x12 *x);   /* ITD */

#endif
