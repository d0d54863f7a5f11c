/*
 * What is made of every document besides its rows: priced lines, letters,
 * UBL and X12.  Whole or absent, as all output.
 */
#ifndef CMD_INVOICE_PAPERS_H
#define CMD_INVOICE_PAPERS_H

#include "cli/letters.h"
#include "cmd/invoice.h"

struct invoice_papers;

/* Those that the options ask for. */
struct invoice_papers *invoice_papers_new(struct invoice *v);

/* Writes those of all documents. */
void invoice_papers_write(struct invoice_papers *p);

/* All that can fail; what can't, and frees p. */
void invoice_papers_stage(struct invoice_papers *p);
void invoice_papers_commit(struct invoice_papers *p);

/* invoice_lines.c: the table of priced lines. */
struct csvout *invoice_lines_open(const struct invoice *v, struct out *to);
void invoice_lines_add(
    const struct invoice *v, struct csvout *w, const struct bill *b);

/* invoice_letter.c: fills in the values of a letter (invoice_names.h);
   invoice_letter_party.c: those of who bills and who is billed. */
void invoice_letter(struct trecord *top, const struct bill *b);
void invoice_letter_parties(struct trecord *top, const struct bill *b);

#endif
