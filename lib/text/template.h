/*
 * Documents from templates: text with tags, {{name}}, that stand for values.
 * The language, a part of mustache, is described in ar-template(5).  A
 * template is read against the names that a program provides, so that every
 * mistake in it shows before the first document; a value is never read as a
 * template.
 */
#ifndef TEXT_TEMPLATE_H
#define TEXT_TEMPLATE_H

#include "base/buf.h"
#include "base/span.h"
#include "text/tdata.h"

#define TEMPLATE_BYTES ((size_t)16 << 20) /* the largest */
#define TEMPLATE_DEPTH 32                 /* sections in each other */
#define TEMPLATE_WIDTH 200                /* of {{name:200}} */

/* How {{name}} is written: for HTML & < > " ' are escaped. */
enum template_mode { TEMPLATE_HTML, TEMPLATE_TEXT };

/* Where and why a text is no template; line and column count from 1, the
   column in characters. */
struct template_error {
	size_t line, column;
	char what[256];
};

struct template;

/*
 * The template that `text` is, or NULL and *error.  The text is copied; the
 * names must last as long as the template.
 */
struct template *template_parse(struct span text, enum template_mode mode,
    const struct tnames *names, struct template_error *error);

/* The same from a file, by the mode of its name; fails the program, with
   file:line:column, when it is no template. */
struct template *template_read(const char *path, const struct tnames *names);

void template_free(struct template *t);

/* TEMPLATE_TEXT for names that end in .txt or .text; else TEMPLATE_HTML. */
enum template_mode template_mode(const char *path);

/* What a path ends in, its point included, ".html", of up to eight letters
   and digits; "" if there is none.  A part of path. */
const char *template_extension(const char *path);

/* Adds the document of this record, tdata_top, to b; its names are the
   template's. */
void template_run(
    const struct template *t, const struct trecord *top, struct buf *b);

#endif
