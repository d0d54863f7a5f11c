#include "cli/prior.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/witness.h"
#include "cli/prior_in.h"
#include "cli/tool.h"
#include "text/jsonin.h"
#include "value/date.h"

/* A run that will do, unless a later line takes it back. */
struct good {
	char *who; /* host, pid, start */
	char *line;
};

/* The file of evidence on its way. */
struct reader {
	const char *path, *table;
	size_t number; /* of the line */
	struct good *at;
	size_t n, cap;
};

static void __attribute__((noreturn)) no_evidence(const struct reader *r)
{
	diag_fail("%s:%zu: not a line of evidence (ar(7))", r->path, r->number);
}

/* A member that every line has. */
static struct span
member(const struct reader *r, struct span object, const char *name)
{
	struct span value;

	if (!jsonin_member(object, name, &value))
		no_evidence(r);
	return value;
}

static char *
string(const struct reader *r, struct span value)
{
	struct buf b = {0};

	if (!jsonin_string(value, &b))
		no_evidence(r);
	buf_string(&b);
	return b.at;
}

static uint64_t
count(const struct reader *r, struct span value)
{
	uint64_t n;

	if (!jsonin_count(value, &n))
		no_evidence(r);
	return n;
}

/* What all lines of a run have in common. */
static char *
who(const struct reader *r, struct span line)
{
	static const char *const names[] = {"host", "pid", "start"};
	struct buf b = {0};

	for (size_t i = 0; i < 3; i++) {
		buf_span(&b, member(r, line, names[i]));
		buf_byte(&b, ' ');
	}
	buf_string(&b);
	return b.at;
}

static bool
is_of_table(const struct reader *r, struct span input)
{
	char *table = string(r, member(r, input, "table"));
	bool is = !strcmp(table, r->table);

	mem_free(table);
	return is;
}

/* Whether it read the table, and all of it. */
static bool
has_read(const struct reader *r, struct span line)
{
	struct span rest = member(r, line, "inputs"), input;
	bool any = false;

	while (jsonin_item(&rest, &input)) {
		if (!is_of_table(r, input))
			continue;
		if (!span_is(member(r, input, "complete"), "true"))
			return false;
		any = true;
	}
	return any;
}

static void
take_back(struct reader *r, const char *run)
{
	for (size_t i = r->n; i-- > 0;)
		if (!strcmp(r->at[i].who, run)) {
			mem_free(r->at[i].who);
			mem_free(r->at[i].line);
			memmove(&r->at[i], &r->at[i + 1],
			    (--r->n - i) * sizeof *r->at);
			return;
		}
}

static void
take_line(struct reader *r, struct span line)
{
	uint64_t status;
	char *run;

	if (!jsonin_valid(line))
		no_evidence(r);
	status = count(r, member(r, line, "status"));
	run = who(r, line);
	if (status < 2 && has_read(r, line)) {
		r->at = mem_grow(r->at, &r->cap, r->n + 1, sizeof *r->at);
		r->at[r->n++] = (struct good){run, mem_copy(line.at, line.len)};
		return;
	}
	if (status >= 2)
		take_back(r, run);
	mem_free(run);
}

/* A line that was cut off is none; one follows it, or nothing does. */
static bool
is_cut(struct span line, bool whole)
{
	static const char beginning[] = "{\"tool\":";

	return !jsonin_valid(line) &&
	       (!whole ||
		   (line.len >= sizeof beginning - 1 &&
		       !memcmp(line.at, beginning, sizeof beginning - 1)));
}

static void
read_lines(struct reader *r)
{
	struct witness *w = witness_input("evidence", r->path);
	FILE *f = fopen(r->path, "r");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	if (f == NULL)
		diag_fail("%s: %s", r->path, strerror(errno));
	while ((n = getline(&line, &cap, f)) > 0) {
		struct span text = {line, (size_t)n};
		bool whole = line[n - 1] == '\n';

		r->number++;
		witness_add(w, line, text.len);
		if (!is_cut(text, whole))
			take_line(r, text);
	}
	if (ferror(f))
		diag_fail("%s: %s", r->path, strerror(errno));
	witness_end(w);
	free(line);
	fclose(f);
}

static void
add_piece(struct prior *p, const struct reader *r, struct span input)
{
	struct prior_piece *piece;
	char *sha256;

	p->pieces = mem_grow(p->pieces, &p->cap, p->n + 1, sizeof *p->pieces);
	piece = &p->pieces[p->n++];
	*piece =
	    (struct prior_piece){.file = string(r, member(r, input, "file")),
		.bytes = count(r, member(r, input, "bytes"))};
	sha256 = string(r, member(r, input, "sha256"));
	if (strlen(sha256) != SHA256_CHARS - 1)
		no_evidence(r);
	memcpy(piece->sha256, sha256, SHA256_CHARS);
	mem_free(sha256);
}

static struct prior *
prior_of(const struct reader *r, struct span line)
{
	struct span rest = member(r, line, "inputs"), input, day;
	struct prior *p = mem_array(1, sizeof *p);
	char *asof;

	p->path = mem_copy(r->path, strlen(r->path));
	p->start = string(r, member(r, line, "start"));
	p->asof = DATE_NONE;
	p->file = SIZE_MAX;
	day = member(r, line, "as_of");
	if (!span_is(day, "null")) {
		asof = string(r, day);
		if (!date_parse(span_of(asof), &p->asof))
			no_evidence(r);
		mem_free(asof);
	}
	while (jsonin_item(&rest, &input))
		if (is_of_table(r, input))
			add_piece(p, r, input);
	return p;
}

struct prior *
prior_read(const char *path, const char *table)
{
	struct reader r = {.path = path, .table = table};
	struct prior *p;

	tool_consults(path);
	read_lines(&r);
	if (r.n == 0)
		diag_fail("%s: no good run is told of that read all of a %s",
		    path, table);
	p = prior_of(&r, span_of(r.at[r.n - 1].line));
	for (size_t i = 0; i < r.n; i++) {
		mem_free(r.at[i].who);
		mem_free(r.at[i].line);
	}
	mem_free(r.at);
	return p;
}

int32_t
prior_asof(const struct prior *p)
{
	return p->asof;
}

const char *
prior_start(const struct prior *p)
{
	return p->start;
}

void
prior_free(struct prior *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n; i++)
		mem_free(p->pieces[i].file);
	mem_free(p->pieces);
	mem_free(p->seen);
	mem_free(p->path);
	mem_free(p->start);
	buf_free(&p->wrong);
	mem_free(p);
}
