/*
 * An importer that only listens, for tests and fuzzing of one format: it feeds
 * bytes, and writes down what the format says of them, a line each.  It is
 * included once in a program, which then has all of format/import.h.
 *
 *	struct import in = {.layout = NULL};
 *	fake_read(&in, &format_bai2, span_of("01,..."));
 *	assert_string_equal(fake_log(&in), "pay receipt 4 2004-06-20 ...\n");
 *	fake_free(&in);
 *
 * Lines of the log, in which what is blank is left out:
 *
 *	pay receipt LINE DATE AMOUNT CUR [advice] [value=DATE] [doc_date=DATE]
 *	    [account=] [ref=] [number=] [original=] [reason=] [payer=]
 *	    [payer_account=] [memo=] [code=]       (or: pay return, pay other)
 *	remit LINE AMOUNT [discount=] [deduction=] [doc_date=] [ref=] [reason=]
 *	    [memo=]
 *	item LINE TYPE DATE AMOUNT CUR [doc_date=] [due=] [doc=] [customer=]
 *	    [ref=] [terms=] [po=] [reason=] [memo=]
 *	control LINE SAID FOUND WHAT [hard]        unchecked LINE WHAT
 *	skip LINE WHY    finding LINE TEXT         fault LINE [FIELD:] TEXT
 *	record LINE NAME, then " FIELD=VALUE"      only with .raw
 *	latin1 LINE, wrong LINE TEXT               of the bytes, at the end
 *
 * Whatever a format gives that format/import.h forbids ends the program.
 */
#ifndef TESTS_UNIT_IMPORT_FAKE_H
#define TESTS_UNIT_IMPORT_FAKE_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "format/import.h"
#include "text/lines.h"
#include "text/utf8.h"
#include "value/currency.h"
#include "value/date.h"

struct import {
	/* may be set before */
	const char *layout, *currency, *remit_only;
	bool raw;
	bool quiet;                /* write no log: to fuzz */
	bool totals;               /* write down equal totals too */
	int decimals_of, decimals; /* --decimals of one currency; 0: none */
	enum lines_encoding encoding;
	/* to be read after */
	struct buf log;
	size_t npay, nremit, nitem, nfault, nfinding, nskip, nrecord, nwrong;
	/* its own */
	struct lines lines;
	char *codes;
};

static void
fake_hold(bool promise, const char *what)
{
	if (promise)
		return;
	fprintf(stderr, "broken: %s\n", what);
	abort();
}

static void __attribute__((format(printf, 2, 3)))
fake_add(struct import *in, const char *format, ...)
{
	va_list ap;

	if (in->quiet)
		return;
	va_start(ap, format);
	buf_vformat(&in->log, format, ap);
	va_end(ap);
}

static void
fake_span(struct import *in, const char *name, struct span s)
{
	fake_hold(s.len == 0 || utf8_valid(s.at, s.len), name);
	if (s.len > 0)
		fake_add(in, " %s=%.*s", name, (int)s.len, s.at);
}

static void
fake_date(struct import *in, const char *name, int32_t date)
{
	char text[DATE_CHARS];

	fake_hold(date == DATE_NONE || (date >= DATE_MIN && date <= DATE_MAX),
	    "a date");
	date_format(text, date);
	if (date != DATE_NONE)
		fake_add(in, "%s%s", name, text);
}

static void
fake_money(struct import *in, const char *name, int128 amount, int exponent)
{
	char text[MONEY_CHARS];

	money_format(text, amount, exponent);
	fake_add(in, "%s%s", name, text);
}

static unsigned long long
fake_line(uint64_t line)
{
	return line;
}

/* lib/data/codes/NAME.csv, from the root of the sources. */
static char *
fake_codes(const char *format)
{
	char path[256];
	struct buf b = {0};
	FILE *f;
	int c;

	snprintf(path, sizeof path, "lib/data/codes/%s.csv", format);
	f = fopen(path, "r");
	while (f != NULL && (c = getc(f)) != EOF)
		buf_byte(&b, (char)c);
	if (f != NULL)
		fclose(f);
	buf_string(&b);
	return b.at;
}

static void
fake_read(struct import *in, const struct format *format, struct span bytes)
{
	static char *codes; /* read once: fuzzing */
	static const struct format *of;

	if (of != format) {
		mem_free(codes);
		codes = fake_codes(format->name);
		of = format;
	}
	in->codes = codes;
	in->lines = (struct lines){.encoding = in->encoding};
	lines_of(&in->lines, bytes);
	format->is(
	    (struct span){bytes.at, bytes.len < 4096 ? bytes.len : 4096});
	format->read(in);
	if (in->lines.latin1 > 0)
		fake_add(in, "latin1 %llu\n", fake_line(in->lines.latin1));
	if (in->lines.wrong != NULL)
		fake_add(in, "wrong %llu %s\n", fake_line(in->lines.at),
		    in->lines.wrong);
}

/* Not inline: a test need not use it. */
static inline const char *
fake_log(struct import *in)
{
	return buf_string(&in->log);
}

static inline void
fake_free(struct import *in)
{
	lines_close(&in->lines);
	buf_free(&in->log);
}

/* --- format/import.h --------------------------------------------------------
 */

bool
import_line(struct import *in, struct span *line)
{
	return lines_next(&in->lines, line);
}

uint64_t
import_at(const struct import *in)
{
	return in->lines.at;
}

bool
import_bytes(struct import *in, struct span *bytes)
{
	return lines_bytes(&in->lines, bytes);
}

struct span
import_text(struct import *in, struct span bytes)
{
	return lines_text(&in->lines, bytes);
}

const char *
import_option(const struct import *in, const char *name)
{
	return !strcmp(name, "layout")       ? in->layout
	       : !strcmp(name, "currency")   ? in->currency
	       : !strcmp(name, "remit-only") ? in->remit_only
	       : !strcmp(name, "raw")        ? (in->raw ? "yes" : NULL)
					     : NULL;
}

int
import_exponent(const struct import *in, int currency)
{
	fake_hold(currency >= 0 && currency < currency_count(), "a currency");
	return in->decimals_of != 0 && in->decimals_of == currency
		   ? in->decimals
		   : currency_exponent(currency);
}

enum import_use
import_code(const struct import *in, struct span code)
{
	static const char *const uses[] = {[USE_RECEIPT] = "receipt",
	    [USE_RETURN] = "return",
	    [USE_INSIDE] = "inside",
	    [USE_IGNORE] = "ignore"};
	struct span rest = span_of(in->codes);

	while (rest.len > 0) {
		struct span line = span_cut(&rest, '\n');
		struct span key = span_cut(&line, ',');
		struct span use = span_cut(&line, ',');

		if (!span_equal(key, code))
			continue;
		for (int i = USE_RECEIPT; i <= USE_IGNORE; i++)
			if (span_is(use, uses[i]))
				return (enum import_use)i;
	}
	return USE_UNKNOWN;
}

void
import_record(struct import *in, uint64_t line, const char *name)
{
	in->nrecord++;
	if (in->raw)
		fake_add(in, "record %llu %s\n", fake_line(line), name);
}

void
import_raw(struct import *in, const char *field, struct span value)
{
	fake_hold(in->nrecord > 0, "a record before its fields");
	fake_hold(value.len == 0 || utf8_valid(value.at, value.len), field);
	if (in->raw)
		fake_add(in, " %s=%.*s\n", field, (int)value.len, value.at);
}

void
import_pay(struct import *in, const struct pay *p)
{
	static const char *const kinds[] = {
	    [PAY_RECEIPT] = "receipt",
	    [PAY_RETURN] = "return",
	    [PAY_OTHER] = "other",
	};

	in->npay++;
	fake_add(in, "pay %s %llu", kinds[p->kind], fake_line(p->line));
	fake_date(in, " ", p->date);
	fake_money(in, " ", p->amount, import_exponent(in, p->currency));
	fake_add(in, " %s%s", currency_code(p->currency),
	    p->advice ? " advice" : "");
	fake_date(in, " value=", p->value_date);
	fake_date(in, " doc_date=", p->doc_date);
	fake_span(in, "account", p->account);
	fake_span(in, "ref", p->ref);
	fake_span(in, "number", p->number);
	fake_span(in, "original", p->original);
	fake_span(in, "reason", p->reason);
	fake_span(in, "payer", p->payer);
	fake_span(in, "payer_account", p->payer_account);
	fake_span(in, "memo", p->memo);
	fake_span(in, "code", p->code);
	fake_add(in, "\n");
}

void
import_remit(struct import *in, const struct remit *r)
{
	in->nremit++;
	fake_add(in, "remit %llu", fake_line(r->line));
	fake_money(in, " ", r->amount, 2);
	if (r->discount != 0)
		fake_money(in, " discount=", r->discount, 2);
	if (r->deduction != 0)
		fake_money(in, " deduction=", r->deduction, 2);
	fake_date(in, " doc_date=", r->doc_date);
	fake_span(in, "ref", r->ref);
	fake_span(in, "reason", r->reason);
	fake_span(in, "memo", r->memo);
	fake_add(in, "\n");
}

void
import_item(struct import *in, const struct import_item *i)
{
	in->nitem++;
	fake_add(in, "item %llu %s", fake_line(i->line), i->type);
	fake_date(in, " ", i->date);
	fake_money(in, " ", i->amount, import_exponent(in, i->currency));
	fake_add(in, " %s", currency_code(i->currency));
	fake_date(in, " doc_date=", i->doc_date);
	fake_date(in, " due=", i->due);
	fake_span(in, "doc", i->doc);
	fake_span(in, "customer", i->customer);
	fake_span(in, "ref", i->ref);
	fake_span(in, "terms", i->terms);
	fake_span(in, "po", i->po);
	fake_span(in, "reason", i->reason);
	fake_span(in, "memo", i->memo);
	fake_add(in, "\n");
}

void
import_control(struct import *in, uint64_t line, const char *what, int128 said,
    int128 found, int exponent, bool hard)
{
	in->nwrong += said != found;
	if (said == found && !in->totals)
		return;
	fake_add(in, "control %llu", fake_line(line));
	fake_money(in, " ", said, exponent < 0 ? 0 : exponent);
	fake_money(in, " ", found, exponent < 0 ? 0 : exponent);
	fake_add(in, " %s%s\n", what, hard ? " hard" : "");
}

void
import_unchecked(struct import *in, uint64_t line, const char *what)
{
	fake_add(in, "unchecked %llu %s\n", fake_line(line), what);
}

void
import_skip(struct import *in, uint64_t line, const char *why)
{
	in->nskip++;
	fake_add(in, "skip %llu %s\n", fake_line(line), why);
}

static void __attribute__((format(printf, 5, 0)))
fake_said(struct import *in, const char *kind, uint64_t line, const char *field,
    const char *format, va_list ap)
{
	fake_add(in, "%s %llu %s%s", kind, fake_line(line),
	    field != NULL ? field : "", field != NULL ? ": " : "");
	if (!in->quiet)
		buf_vformat(&in->log, format, ap);
	fake_add(in, "\n");
}

void
import_finding(struct import *in, uint64_t line, const char *format, ...)
{
	va_list ap;

	in->nfinding++;
	va_start(ap, format);
	fake_said(in, "finding", line, NULL, format, ap);
	va_end(ap);
}

void
import_fault(struct import *in, uint64_t line, const char *field,
    const char *format, ...)
{
	va_list ap;

	in->nfault++;
	va_start(ap, format);
	fake_said(in, "fault", line, field, format, ap);
	va_end(ap);
}

#endif
