/*
 * Card numbers in text that goes out: nobody needs more of them than the
 * first six digits and the last four.
 */
#ifndef TEXT_MASK_H
#define TEXT_MASK_H

#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"

/*
 * Adds text to b, with '*' for the digits in the middle of card numbers;
 * returns how many of these there were.  A card number has 13 to 19 digits,
 * single spaces or dashes between them allowed, a length and first digits
 * that a card scheme gives out, and a check digit that is right (Luhn; ISO/IEC
 * 7812-1).  It begins and ends where a run of digits does, so that what is
 * next to it does not hide it.  An IBAN or a creditor reference whose check
 * digits are right (ISO 13616, ISO 11649) is none.
 */
size_t mask_cards(struct buf *b, struct span text);

#endif
