/* What the files of mail share. */
#ifndef TEXT_MAIL_IN_H
#define TEXT_MAIL_IN_H

#include "base/buf.h"
#include "base/span.h"

/* Adds the header of a subject, folded and, if need be, encoded. */
void mail_put_subject(struct buf *b, struct span subject);

/* Adds a text as quoted-printable (RFC 2045, 6.7). */
void mail_put_text(struct buf *b, struct span text);

#endif
