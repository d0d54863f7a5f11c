#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cli/prior_in.h"
#include "cli/tool.h"

/* The first thing that is wrong is told; what follows from it is not. */
static void __attribute__((format(printf, 2, 3)))
wrong(struct prior *p, const char *fmt, ...)
{
	va_list ap;

	if (p->wrong.len > 0)
		return;
	va_start(ap, fmt);
	buf_vformat(&p->wrong, fmt, ap);
	va_end(ap);
}

static const char *
name_of(const struct prior *p)
{
	const char *file = p->nfile > 0 ? p->files[p->file] : "-";

	return strcmp(file, "-") != 0 ? file : "standard input";
}

/* What comes now may be the next piece. */
static void
try(struct prior *p, bool first)
{
	p->first = first;
	p->lines = 0;
	if (p->next < p->n)
		p->digest = digest_new();
}

static void
stop(struct prior *p, char sha256[SHA256_CHARS])
{
	digest_end(p->digest, sha256);
	digest_free(p->digest);
	p->digest = NULL;
}

/* As many bytes as the piece had are here. */
static void
judge(struct prior *p)
{
	const struct prior_piece *piece = &p->pieces[p->next];
	char sha256[SHA256_CHARS];

	stop(p, sha256);
	if (!strcmp(sha256, piece->sha256)) {
		p->next++;
		p->open = p->last != '\n';
		p->seen[p->file].old += p->lines + p->open;
		p->joined = true;
	} else if (p->first) {
		wrong(p, "%s: its first %llu bytes are not those of %s then",
		    name_of(p), (unsigned long long)piece->bytes, piece->file);
	}
}

/* Bytes that may be of the piece; returns how many. */
static size_t
compare(struct prior *p, const char *bytes, size_t n)
{
	uint64_t left = p->pieces[p->next].bytes - digest_size(p->digest);
	size_t k = n < left ? n : (size_t)left;

	digest_add(p->digest, bytes, k);
	p->lines += csvin_lines(bytes, k);
	p->last = k > 0 ? bytes[k - 1] : p->last;
	if (k == left)
		judge(p);
	return k;
}

/* Behind a piece without a last newline that comes now, and nothing else. */
static size_t
close_line(struct prior *p, const char *bytes)
{
	if (*bytes != '\r' && *bytes != '\n')
		wrong(p, "%s: the last line of %s then was continued",
		    name_of(p), p->pieces[p->next - 1].file);
	p->open = *bytes == '\r';
	return *bytes == '\r' || *bytes == '\n' ? 1 : 0;
}

static void
end_file(struct prior *p)
{
	char sha256[SHA256_CHARS];

	p->open = p->joined = false;
	if (p->digest == NULL)
		return;
	if (p->first)
		wrong(p, "%s: it is shorter than %s was then, %llu bytes",
		    name_of(p), p->pieces[p->next].file,
		    (unsigned long long)p->pieces[p->next].bytes);
	stop(p, sha256);
}

static void
see(void *arg, size_t file, const char *bytes, size_t n)
{
	struct prior *p = arg;
	bool end = n == 0;

	if (file != p->file) {
		p->file = file;
		try(p, true);
	}
	while (n > 0) {
		size_t k = n;

		if (p->digest != NULL) {
			k = compare(p, bytes, n);
		} else if (p->open) {
			k = close_line(p, bytes);
		} else if (p->joined) {
			p->joined = false;
			k = 0;
			try(p, false);
		}
		bytes += k;
		n -= k;
	}
	if (end)
		end_file(p);
}

void
prior_watch(
    struct prior *p, struct csvin *in, const char *const *files, size_t nfile)
{
	assert(p->in == NULL);
	p->in = in;
	p->files = files;
	p->nfile = nfile;
	p->seen = mem_array(nfile > 0 ? nfile : 1, sizeof *p->seen);
	csvin_tap(in, see, p);
}

void
prior_check(struct prior *p)
{
	size_t n = p->nfile > 0 ? p->nfile : 1;

	if (p->next < p->n)
		wrong(p, "%s, %llu bytes then, is not there",
		    p->pieces[p->next].file,
		    (unsigned long long)p->pieces[p->next].bytes);
	if (p->wrong.len > 0)
		diag_fail("%s: history was changed since the run of %s "
			  "(%s)",
		    buf_string(&p->wrong), p->start, p->path);
	for (size_t i = 0; i < n; i++)
		p->seen[i].before = csvin_before(p->in, i);
}

bool
prior_is_new(const struct prior *p, uint64_t line)
{
	size_t file = 0, n = p->nfile > 0 ? p->nfile : 1;

	while (file + 1 < n && p->seen[file + 1].before < line)
		file++;
	return line > p->seen[file].before + p->seen[file].old;
}
