/* What a format finds wrong with a file, or strange, or passes over. */
#include <stdarg.h>
#include <stdio.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/import.h"
#include "value/money.h"

#define REASONS 100 /* to pass records over, of a file */
#define LISTED  100 /* equal totals of a file that --proof lists */

static void __attribute__((format(printf, 5, 0)))
add(struct import *in, struct faults *to, uint64_t line, const char *field,
    const char *format, va_list ap)
{
	in->text.len = 0;
	buf_vformat(&in->text, format, ap);
	fault_add(to, FAULT_FOREIGN, line, field, span_of(NULL),
	    buf_string(&in->text), span_of(NULL));
}

void
import_fault(struct import *in, uint64_t line, const char *field,
    const char *format, ...)
{
	va_list ap;

	if (in->file.stopped)
		return;
	va_start(ap, format);
	add(in, &in->file.faults, line, field, format, ap);
	va_end(ap);
}

void
import_finding(struct import *in, uint64_t line, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	add(in, &in->file.findings, line, NULL, format, ap);
	va_end(ap);
}

void
import_skip(struct import *in, uint64_t line, const char *why)
{
	struct import_file *f = &in->file;

	for (size_t i = 0; i < f->nskipped; i++)
		if (!strcmp(f->skipped[i].why, why)) {
			f->skipped[i].n++;
			return;
		}
	if (f->nskipped == REASONS) { /* a file may make up any number */
		f->skipped[REASONS - 1].n++;
		return;
	}
	if (f->nskipped == REASONS - 1)
		why = "and for other reasons";
	f->skipped = mem_grow(
	    f->skipped, &f->skipped_cap, f->nskipped + 1, sizeof *f->skipped);
	f->skipped[f->nskipped++] =
	    (struct import_skipped){mem_copy(why, strlen(why)), line, 1};
}

/* A total of money, or a count. */
static const char *
number(char *text, int128 n, int exponent)
{
	money_format(text, n, exponent < 0 ? 0 : exponent);
	return text;
}

static void
prove(const struct import *in, uint64_t line, const char *what,
    const char *said, const char *found, bool ok)
{
	if (in->tool.proof)
		diag_say("proof: %s:%llu: %s: said %s, found %s, %s",
		    in->file.name, (unsigned long long)line, what, said, found,
		    ok ? "ok" : "WRONG");
}

void
import_control(struct import *in, uint64_t line, const char *what, int128 said,
    int128 found, int exponent, bool hard)
{
	struct import_file *f = &in->file;
	char a[MONEY_CHARS], b[MONEY_CHARS];

	f->ncontrol++;
	f->nequal += said == found;
	if (said == found && (!in->tool.proof || f->nequal > LISTED))
		return;
	number(a, said, exponent);
	number(b, found, exponent);
	prove(in, line, what, a, b, said == found);
	if (said == found)
		return;
	f->nwrong++;
	if (in->no_check)
		return;
	if (hard || in->strict) {
		f->nrefused += !f->stopped;
		import_fault(
		    in, line, NULL, "%s: said %s, found %s", what, a, b);
	} else
		import_finding(in, line, "%s: said %s, found %s", what, a, b);
}

void
import_unchecked(struct import *in, uint64_t line, const char *what)
{
	in->file.nunchecked++;
	if (in->tool.proof && in->file.nunchecked <= LISTED)
		diag_say("proof: %s:%llu: %s: not told, not checked",
		    in->file.name, (unsigned long long)line, what);
}

static void
list(const struct import *in, struct faults *faults)
{
	size_t n = faults->n < FAULT_SHOWN ? faults->n : FAULT_SHOWN;

	fault_sort(faults);
	for (size_t i = 0; i < n; i++) {
		const struct fault *f = &faults->list[i];
		char *text = fault_message(f), at[32] = "";

		if (f->line > 0)
			snprintf(at, sizeof at, ":%llu",
			    (unsigned long long)f->line);
		diag_say("%s%s: %s%s%s", in->file.name, at,
		    f->column != NULL ? f->column : "",
		    f->column != NULL ? ": " : "", text);
		mem_free(text);
	}
	if (faults->total > n)
		diag_say(
		    "%s: ... and %zu more", in->file.name, faults->total - n);
}

bool
import_verdict(struct import *in)
{
	struct import_file *f = &in->file;

	if (in->no_check && f->nwrong > 0)
		diag_say("%s: --no-check: control totals that differ: %llu",
		    f->name, (unsigned long long)f->nwrong);
	list(in, &f->findings);
	list(in, &f->faults);
	if (f->nrefused > 0 && f->nrefused == f->faults.total && !in->strict)
		diag_say("%s: get the file again, or take it as it is with "
			 "--no-check",
		    f->name);
	in->tool.findings |= f->findings.total > 0;
	return f->faults.total > 0;
}
