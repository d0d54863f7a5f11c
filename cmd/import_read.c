#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/witness.h"
#include "cmd/import.h"
#include "value/currency.h"

const struct format *
format_find(const char *name)
{
	for (size_t i = 0; formats[i] != NULL; i++)
		if (!strcmp(formats[i]->name, name))
			return formats[i];
	return NULL;
}

/* What ends the reading is told of, and not what follows from the end. */
static void
stop(struct import *in)
{
	if (in->file.lines.wrong == NULL || in->file.stopped)
		return;
	import_fault(in, import_at(in), NULL, "%s", in->file.lines.wrong);
	in->file.stopped = true;
}

bool
import_line(struct import *in, struct span *line)
{
	bool more = lines_next(&in->file.lines, line);

	if (!more)
		stop(in);
	return more;
}

uint64_t
import_at(const struct import *in)
{
	return in->file.lines.at;
}

bool
import_bytes(struct import *in, struct span *bytes)
{
	bool more = lines_bytes(&in->file.lines, bytes);

	if (!more)
		stop(in);
	return more;
}

struct span
import_text(struct import *in, struct span bytes)
{
	struct span text = lines_text(&in->file.lines, bytes);

	stop(in);
	return text;
}

static void
see(void *arg, const char *p, size_t n)
{
	witness_add(arg, p, n);
	if (n == 0)
		witness_end(arg);
}

static void
open_file(struct import *in, const char *name)
{
	bool standard = !strcmp(name, "-");
	int fd = standard ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
	size_t n = (size_t)currency_count() * COUNTED;

	if (fd < 0)
		diag_fail("%s: %s", name, strerror(errno));
	in->file =
	    (struct import_file){.name = standard ? "standard input" : name,
		.sums = mem_array(n, sizeof *in->file.sums)};
	in->file.lines.fd = fd;
	in->file.lines.name = in->file.name;
	in->file.lines.encoding = in->encoding;
	in->file.lines.tap = see;
	in->file.lines.arg = witness_input(in->format->name, name);
	in->nfile++;
	in->last.there = false;
	in->record = NULL;
}

static void
close_file(struct import *in)
{
	struct import_file *f = &in->file;

	if (f->lines.fd != STDIN_FILENO)
		close(f->lines.fd);
	lines_close(&f->lines);
	fault_free(&f->faults);
	fault_free(&f->findings);
	for (size_t i = 0; i < f->nskipped; i++)
		mem_free(f->skipped[i].why);
	mem_free(f->skipped);
	mem_free(f->sums);
}

/* The format that the file seems to be of, where it is not the one asked
   for, or NULL. */
static const struct format *
other_format(const struct import *in, struct span head)
{
	if (in->format->is(head))
		return NULL;
	for (size_t i = 0; formats[i] != NULL; i++)
		if (formats[i]->is(head))
			return formats[i];
	return NULL;
}

static void
read_file(struct import *in)
{
	struct span head = lines_head(&in->file.lines);
	const struct format *other;

	if (head.len == 0) {
		import_fault(in, 0, NULL, "the file is empty");
		return;
	}
	other = other_format(in, head);
	if (other != NULL) {
		import_fault(in, 0, NULL, "looks like %s, not %s", other->name,
		    in->format->name);
		return;
	}
	in->format->read(in);
	if (in->file.nrecord == 0 && in->file.faults.total == 0)
		import_fault(in, 0, NULL, "nothing in it is a record of %s",
		    in->format->name);
}

static void
tell_encoding(struct import *in)
{
	const struct import_file *f = &in->file;

	if (f->lines.latin1 > 0)
		diag_say("%s:%llu: not UTF-8: taken as Latin-1 (see "
			 "--encoding)",
		    f->name, (unsigned long long)f->lines.latin1);
}

void
import_files(struct import *in)
{
	bool refused = false;

	for (size_t i = 0; i < in->tool.nfile; i++) {
		open_file(in, in->tool.files[i]);
		read_file(in);
		tell_encoding(in);
		import_file_told(in);
		refused |= import_verdict(in);
		close_file(in);
	}
	if (refused)
		exit(2);
}
