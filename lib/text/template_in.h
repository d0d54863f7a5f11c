/* What the reader and the writer of templates share. */
#ifndef TEXT_TEMPLATE_IN_H
#define TEXT_TEMPLATE_IN_H

#include <stdint.h>

#include "text/template.h"

enum node_kind {
	NODE_TEXT,   /* bytes as they are */
	NODE_VALUE,  /* {{name}} */
	NODE_IF,     /* {{#name}} of a value */
	NODE_UNLESS, /* {{^name}} */
	NODE_EACH,   /* {{#name}} of a list */
};

/*
 * A template is an array of these.  What stands in a section follows it, up
 * to `end`.  A name is a place in one of the records that are open: level 0
 * is the outermost, and each NODE_EACH opens one more.
 */
struct node {
	enum node_kind kind;
	uint32_t level, name;
	uint32_t end;
	struct span text;
	int width;    /* of a value: as least so many columns, left if < 0 */
	bool escaped; /* a value written for HTML */
	bool list;    /* of NODE_UNLESS */
};

struct template
{
	char *text;
	struct node *nodes;
	size_t n, cap;
};

/* A section that is not closed yet. */
struct open {
	uint32_t node;
	struct span name;
	size_t at;
};

/* A template being read. */
struct template_reader {
	struct template *t;
	struct span text;
	enum template_mode mode;
	const struct tnames *names[TEMPLATE_DEPTH + 1]; /* by level */
	uint32_t level;
	struct open open[TEMPLATE_DEPTH];
	size_t nopen;

	/* of the line: its first node, and whether it holds a tag that may
	   vanish with it, and anything that may not */
	size_t line;
	bool tag, ink;
	struct template_error *error;
};

/* A tag as it is written, from `at` up to `end` in the text. */
struct tag {
	size_t at, end;
	char sigil; /* of "#^/&!", or 0; {{{name}}} is & */
	struct span name;
	int width;
};

/* Reads r->text, which is valid UTF-8, into r->t; false at a fault. */
bool template_body(struct template_reader *r);

/* Reads the tag at tag->at, but for the meaning of its name; false at a
   fault. */
bool template_tag(struct template_reader *r, struct tag *tag);

/* Finds what the tag's name is: its level and its place there; takes the
   width off the name.  False at a fault: there is none of that name. */
bool template_find(struct template_reader *r, struct tag *tag, uint32_t *level,
    uint32_t *place);

/* Notes a fault at a place in the text, and is false. */
bool template_fault(struct template_reader *r, size_t at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* A span as printf's %.*s takes it, cut to a length fit for a message. */
#define TEMPLATE_SHOW(s) (int)((s).len < 60 ? (s).len : 60), (s).at

#endif
