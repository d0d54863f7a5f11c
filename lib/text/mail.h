/*
 * Messages for a mailer (RFC 5322, MIME): one recipient, one text.  Nothing
 * of what is in a header can end it and begin another.
 */
#ifndef TEXT_MAIL_H
#define TEXT_MAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

struct mail {
	struct span from, to; /* addresses in which mail_wrong finds nothing */
	struct span subject;  /* UTF-8, of any length */
	struct span id;       /* what the Message-ID is made of, any bytes */
	struct span text;     /* UTF-8, lines ended by \n */
	bool html;
	int32_t date; /* midnight of that day, UTC */
};

/*
 * What is wrong with an address, in words that go on after "the address
 * has", or NULL.  It is a plain name@host.domain: ASCII, without a comment, a
 * display name, quotes or brackets, and it is one, not a list.
 */
const char *mail_wrong(struct span address);

/*
 * Adds the message to b: lines end in CRLF and have at most 76 characters,
 * but for a header with a longer address.  What of a subject is not ASCII is
 * encoded as RFC 2047 has it, and its controls are blanks; the text is
 * quoted-printable.  Equal mails make equal bytes.
 */
void mail_write(struct buf *b, const struct mail *m);

#endif
