#include <expat.h>
#include <string.h>

#include "base/diag.h"
#include "format/camt_in.h"

/* The names of the elements that are open, the innermost first, and the text
   of the innermost. */
struct walk {
	struct camt *camt;
	XML_Parser parser;
	/* Filled from its end, where an outermost one stands for all. */
	enum camt_name up[CAMT_DEEP + 1];
	size_t deep;
	struct buf text;
	char currency[8];
	struct buf path; /* for --raw: names from the record's on */
	bool failed;
	XML_Index fed; /* bytes */
};

static void
give_up(struct walk *w, const char *why)
{
	import_fault(
	    w->camt->in, XML_GetCurrentLineNumber(w->parser), NULL, "%s", why);
	w->failed = true;
	XML_StopParser(w->parser, XML_FALSE);
}

static const enum camt_name *
innermost(const struct walk *w)
{
	return w->up + CAMT_DEEP - w->deep;
}

static void
keep_currency(struct walk *w, const char **attributes)
{
	w->currency[0] = '\0';
	for (; attributes[0] != NULL; attributes += 2)
		if (!strcmp(attributes[0], "Ccy") &&
		    strlen(attributes[1]) < sizeof w->currency)
			memcpy(w->currency, attributes[1],
			    strlen(attributes[1]) + 1);
}

static void
begin(void *arg, const char *name, const char **attributes)
{
	struct walk *w = arg;

	if (w->deep == CAMT_DEEP) {
		give_up(w, "elements nested too deep for a statement");
		return;
	}
	w->deep++;
	w->up[CAMT_DEEP - w->deep] = camt_name(name);
	w->text.len = 0;
	keep_currency(w, attributes);
	if (w->camt->raw) {
		buf_byte(&w->path, '/');
		buf_text(&w->path, name);
	}
	camt_begin(w->camt, innermost(w), XML_GetCurrentLineNumber(w->parser));
}

static struct span
trimmed(struct span s)
{
	while (s.len > 0 && (unsigned char)s.at[0] <= ' ')
		s.at++, s.len--;
	while (s.len > 0 && (unsigned char)s.at[s.len - 1] <= ' ')
		s.len--;
	return s;
}

/* The path is the name of a field, from the outermost element on, so that it
   is clear what stands behind a transaction in its entry. */
static void
tell_raw(struct walk *w, const struct camt_element *e)
{
	bool told = e->text.len > 0 && camt_record(e->up) != CAMT_OTHER;
	size_t n = w->path.len;

	if (told)
		import_raw(w->camt->in, buf_string(&w->path), e->text);
	if (told && e->currency.len > 0) {
		buf_text(&w->path, "@Ccy");
		import_raw(w->camt->in, buf_string(&w->path), e->currency);
	}
	while (n > 0 && w->path.at[n - 1] != '/')
		n--;
	w->path.len = n > 0 ? n - 1 : 0;
}

static void
end(void *arg, const char *name)
{
	struct walk *w = arg;
	struct camt_element e = {.up = innermost(w),
	    .line = XML_GetCurrentLineNumber(w->parser),
	    .text = trimmed((struct span){w->text.at, w->text.len}),
	    .currency = span_of(w->currency)};

	(void)name;
	if (w->failed)
		return;
	if (e.text.at == NULL)
		e.text = span_of("");
	if (w->camt->raw)
		tell_raw(w, &e);
	camt_end(w->camt, &e);
	w->deep--;
	w->text.len = 0;
	w->currency[0] = '\0';
}

static void
text(void *arg, const char *s, int n)
{
	struct walk *w = arg;

	if (w->text.len + (size_t)n > 1 << 20)
		give_up(w, "an element with more than 1 MiB of text");
	else
		buf_add(&w->text, s, (size_t)n);
}

/* What a document type declares may be larger than any file, or another one. */
static void
doctype(void *arg, const char *name, const char *system, const char *public,
    int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	give_up(arg, "a document type declaration, which no statement has");
}

#define TOKEN_MOST ((XML_Index)2 << 20)

/* Expat's own words say little to whoever has half a file. */
static const char *
broken(enum XML_Error code)
{
	switch ((int)code) {
	case XML_ERROR_NO_ELEMENTS:
	case XML_ERROR_UNCLOSED_TOKEN:
	case XML_ERROR_PARTIAL_CHAR:
		return "the file ends before its last tag: it was cut off";
	case XML_ERROR_INVALID_TOKEN:
		return "not well-formed: what stands here is no XML";
	default:
		return XML_ErrorString(code);
	}
}

/* A tag or a comment is held by expat until it is whole. */
static void
parse(struct walk *w, struct span bytes, bool last)
{
	w->fed += (XML_Index)bytes.len;
	if (XML_Parse(w->parser, bytes.at, (int)bytes.len, last) !=
		XML_STATUS_OK &&
	    !w->failed)
		give_up(w, broken(XML_GetErrorCode(w->parser)));
	else if (!w->failed &&
		 w->fed - XML_GetCurrentByteIndex(w->parser) > TOKEN_MOST)
		give_up(w, "a tag of more than 2 MiB");
}

void
camt_read(struct import *in)
{
	struct camt camt = {.in = in, .currency = -1};
	struct walk w = {.camt = &camt, .parser = XML_ParserCreate(NULL)};
	struct span bytes;

	if (w.parser == NULL)
		diag_fail("out of memory");
	w.up[CAMT_DEEP] = CAMT_Document;
	camt.raw = import_option(in, "raw") != NULL;
	XML_SetUserData(w.parser, &w);
	XML_SetElementHandler(w.parser, begin, end);
	XML_SetCharacterDataHandler(w.parser, text);
	XML_SetStartDoctypeDeclHandler(w.parser, doctype);
	while (!w.failed && import_bytes(in, &bytes))
		parse(&w, bytes, false);
	if (!w.failed)
		parse(&w, span_of(""), true);
	if (!w.failed && !camt.statements)
		give_up(&w, "no statement, report or notification in it");
	XML_ParserFree(w.parser);
	buf_free(&w.text);
	buf_free(&w.path);
	camt_free(&camt);
}
