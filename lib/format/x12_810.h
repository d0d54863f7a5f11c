/*
 * Bills as ANSI X12 810 invoices, version 004010: one interchange with one
 * group and one transaction set each.  X12 has no way to quote its
 * separators, and a length for every element.
 */
#ifndef FORMAT_X12_810_H
#define FORMAT_X12_810_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "book/bill.h"
#include "format/misfit.h"

#define X12_CONTROL_MOST 999999999 /* the control number has nine digits */

/*
 * Adds the interchange of a bill to `to`; false, with *why filled in and `to`
 * as it was, when the bill doesn't fit.  `control` is the number of the
 * interchange and the group, 1 to X12_CONTROL_MOST, by which a receiver
 * knows what he has read before.  There is no clock: the date is the bill's,
 * the time 0000.
 *
 * Numbers and codes are written whole or not at all: one that is too long, or
 * holds a separator or a control character, is a misfit.  In names, addresses
 * and descriptions such a character is written as a space, and what is too
 * long is cut; if `changed` is not NULL, it is set to how many texts that
 * befell.
 *
 * Amounts keep their sign: a credit memo has type CR, negative quantities and
 * a negative total.  Always
 *
 *	TDS01 = Σ IT102 * IT104, each rounded, - Σ SAC05 where SAC01 is A
 *	    + Σ SAC05 where it is C + Σ TXI02 where TXI07 is A
 */
bool x12_810_write(struct buf *to, const struct bill *b, uint32_t control,
    size_t *changed, struct misfit *why);

#endif
