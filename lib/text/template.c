#include "text/template.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/witness.h"
#include "text/template_in.h"
#include "text/utf8.h"

#define EXTENSION 8 /* letters and digits, at most */

void
template_free(struct template *t)
{
	if (t == NULL)
		return;
	mem_free(t->nodes);
	mem_free(t->text);
	mem_free(t);
}

/* A byte that goes on with the character before it is no column. */
bool
template_fault(struct template_reader *r, size_t at, const char *fmt, ...)
{
	struct template_error *e = r->error;
	va_list ap;

	e->line = e->column = 1;
	for (size_t i = 0; i < at; i++) {
		e->column += ((unsigned char)r->text.at[i] & 0xc0) != 0x80;
		if (r->text.at[i] == '\n') {
			e->line++;
			e->column = 1;
		}
	}
	va_start(ap, fmt);
	vsnprintf(e->what, sizeof e->what, fmt, ap);
	va_end(ap);
	return false;
}

/* What no text may hold, and where it does. */
static bool
check(struct template_reader *r)
{
	const char *nul;
	size_t at = 0;

	if (r->text.len > TEMPLATE_BYTES)
		return template_fault(
		    r, 0, "larger than %zu MiB", TEMPLATE_BYTES >> 20);
	nul = memchr(r->text.at, '\0', r->text.len);
	if (nul != NULL)
		return template_fault(
		    r, (size_t)(nul - r->text.at), "a NUL byte");
	while (at < r->text.len) {
		const char *p = r->text.at + at;
		const char *nl = memchr(p, '\n', r->text.len - at);
		size_t n = nl != NULL ? (size_t)(nl - p) + 1 : r->text.len - at;

		if (!utf8_valid(p, n))
			return template_fault(r, at, "not valid UTF-8");
		at += n;
	}
	return true;
}

struct template *
template_parse(struct span text, enum template_mode mode,
    const struct tnames *names, struct template_error *error)
{
	static const char mark[] = "\xef\xbb\xbf";
	struct template_reader r = {.mode = mode, .error = error};

	if (text.len >= 3 && memcmp(text.at, mark, 3) == 0)
		text = (struct span){text.at + 3, text.len - 3};
	r.t = mem_array(1, sizeof *r.t);
	r.t->text = mem_copy(text.at, text.len);
	r.text = (struct span){r.t->text, text.len};
	r.names[0] = names;
	if (check(&r) && template_body(&r))
		return r.t;
	template_free(r.t);
	return NULL;
}

static bool
is_letter_or_digit(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

const char *
template_extension(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;
	const char *point = strrchr(name, '.');
	size_t n = 0;

	if (point == NULL || point == name)
		return "";
	while (is_letter_or_digit(point[1 + n]))
		n++;
	return n > 0 && n <= EXTENSION && point[1 + n] == '\0' ? point : "";
}

enum template_mode
template_mode(const char *path)
{
	struct span end = span_of(template_extension(path));

	return span_is(end, ".txt") || span_is(end, ".text") ? TEMPLATE_TEXT
							     : TEMPLATE_HTML;
}

/* One byte more than is allowed is enough to know. */
static void
read_all(struct buf *b, const char *path)
{
	FILE *f = fopen(path, "r");
	char block[4096];
	struct witness *w;
	size_t n;

	if (f == NULL)
		diag_fail("%s: %s", path, strerror(errno));
	while (b->len <= TEMPLATE_BYTES &&
	       (n = fread(block, 1, sizeof block, f)) > 0)
		buf_add(b, block, n);
	if (ferror(f))
		diag_fail("%s: %s", path, strerror(errno));
	fclose(f);
	w = witness_input("template", path);
	witness_add(w, b->at, b->len);
	witness_end(w);
}

struct template *
template_read(const char *path, const struct tnames *names)
{
	struct buf b = {0};
	struct template_error e;
	struct template *t;

	read_all(&b, path);
	t = template_parse((struct span){buf_string(&b), b.len},
	    template_mode(path), names, &e);
	if (t == NULL)
		diag_fail("%s:%zu:%zu: %s", path, e.line, e.column, e.what);
	buf_free(&b);
	return t;
}
