/*
 * Letters: a document for each invoice, notice or statement, made from a
 * template, in a directory that is whole or absent (base/folder.h).
 *
 *	l = letters_new(dir, template, &names);
 *	top = letters_top(l);                     for each document
 *	tdata_set(top, DOC, doc); ...
 *	letters_add(l, doc);
 *	letters_stage(l);                         before the out_commit
 *	letters_commit(l);                        after the out_commit
 */
#ifndef CLI_LETTERS_H
#define CLI_LETTERS_H

#include "base/span.h"
#include "text/tdata.h"

struct letters;

/*
 * Letters in the directory `dir` (folder_new), from the template of that
 * name: a file, or else an installed one, "invoice.html".  Their files end
 * as the template's does.  The names must last as long as the letters.
 * Fails the program when there is no such template, or a mistake in it.
 */
struct letters *letters_new(
    const char *dir, const char *template, const struct tnames *names);

/* The outermost record of the letter that comes next, empty at first. */
struct trecord *letters_top(struct letters *l);

/* Writes the letter that was filled in, as a file for `name`, and begins the
   next one.  Fails as folder_add does. */
void letters_add(struct letters *l, struct span name);

/* As the folder_ functions of these names; the last two free l. */
void letters_stage(struct letters *l);
void letters_commit(struct letters *l);
void letters_drop(struct letters *l);

#endif
