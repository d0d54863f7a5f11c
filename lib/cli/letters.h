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
 *
 * Where each has a template of its own, by level and language, letters_open
 * instead of letters_new, letters_find, letters_text and letters_write.
 */
#ifndef CLI_LETTERS_H
#define CLI_LETTERS_H

#include <stdint.h>

#include "base/span.h"
#include "text/tdata.h"
#include "text/template.h"

struct letters;

/*
 * Letters in the directory `dir` (folder_new), from the template of that
 * name: a file, or else an installed one, "invoice.html".  Their files end
 * as the template's does.  The names must last as long as the letters.
 * Fails the program when there is no such template, or a mistake in it.
 */
struct letters *letters_new(
    const char *dir, const char *template, const struct tnames *names);

/* The same, without a template yet. */
struct letters *letters_open(const char *dir, const struct tnames *names);

#define LETTERS_NONE SIZE_MAX

/*
 * The template of a name in a language, "de" or the like: of "my.txt" that is
 * "my.de.txt", a file or else an installed one, and "my.txt" where there is
 * none or no language.  LETTERS_NONE when that is not there either.  Each is
 * read once; fails the program when there is a mistake in it.
 */
size_t letters_find(struct letters *l, struct span name, struct span language);

/* The path of a template; the language that its name tells, "de" of
   "my.de.txt", or nothing; how its values are written. */
const char *letters_path(const struct letters *l, size_t template);
struct span letters_language(const struct letters *l, size_t template);
enum template_mode letters_mode(const struct letters *l, size_t template);

/* The text of the letter that was filled in, which lasts until the next; the
   next one begins. */
struct span letters_text(struct letters *l, size_t template);

/* Writes a file for `name`; `ext` NULL: it ends as the template does.  Fails as
   folder_add does. */
void letters_write(struct letters *l, size_t template, struct span name,
    const char *ext, struct span bytes);

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
