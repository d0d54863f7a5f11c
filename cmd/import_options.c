/* What the options of ar-import say together. */
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/near.h"
#include "cli/table.h"
#include "cmd/import.h"
#include "value/currency.h"

const char *
import_option(const struct import *in, const char *name)
{
	if (!strcmp(name, "layout"))
		return in->layout;
	if (!strcmp(name, "currency"))
		return in->currency;
	if (!strcmp(name, "raw"))
		return in->raw ? "yes" : NULL;
	if (!strcmp(name, "remit-only"))
		return in->remit_only ? "yes" : NULL;
	return NULL;
}

int
import_exponent(const struct import *in, int currency)
{
	int said = in->exponents[currency];

	return said >= 0 ? said : currency_exponent(currency);
}

/* A table is read by maps, not by a format; it only has a name. */
static const struct format import_table_format = {
    .name = "csv", .summary = "a table"};

static int
find_currency(const char *option, struct span code)
{
	int currency = currency_find(code);

	if (currency == CURRENCY_BAD)
		diag_fail("%s: \"%.*s\" is not an ISO 4217 currency code",
		    option, (int)code.len, code.at);
	return currency;
}

/* --decimals CUR=N. */
static void
read_decimals(struct import *in)
{
	in->exponents =
	    mem_array((size_t)currency_count(), sizeof *in->exponents);
	for (int i = 0; i < currency_count(); i++)
		in->exponents[i] = -1;
	for (size_t i = 0; i < in->decimals.n; i++) {
		struct span digits = span_of(in->decimals.at[i]);
		struct span code = span_cut(&digits, '=');
		int currency = find_currency("--decimals", code);

		if (digits.len != 1 || digits.at[0] < '0' || digits.at[0] > '9')
			diag_fail("--decimals: \"%s\" is not like EUR=0",
			    in->decimals.at[i]);
		in->exponents[currency] = digits.at[0] - '0';
	}
}

static void
read_aliases(struct import *in)
{
	if (in->aliases_file == NULL)
		return;
	in->aliases = aliases_new(&in->tool.map->of[MAP_ALIASES]);
	table_read(&in->tool, in->aliases_file, MAP_ALIASES, aliases_required,
	    3, aliases_row, in->aliases);
}

static void
no_format(const char *name)
{
	struct span names[256];
	size_t n = 0, near;

	while (formats[n] != NULL && n < 255) {
		names[n] = span_of(formats[n]->name);
		n++;
	}
	names[n++] = span_of("csv");
	near = near_find(span_of(name), names, n);
	if (near < n)
		diag_fail("no format \"%s\"; is it \"%.*s\"?", name,
		    (int)names[near].len, names[near].at);
	diag_fail("no format \"%s\": ar-import --list names them", name);
}

/* The first operand is the format, the others are the files. */
static void
find_format(struct import *in)
{
	const char *name = in->tool.files[0];

	if (!strcmp(name, "-"))
		diag_fail("of which format? ar-import --list names them");
	in->csv = !strcmp(name, "csv");
	in->format = in->csv ? &import_table_format : format_find(name);
	if (in->format == NULL)
		no_format(name);
	if (in->tool.nfile > 1) {
		in->tool.files++;
		in->tool.nfile--;
	} else {
		in->tool.files[0] = "-";
	}
}

/* Options of the one kind of input and not of the other. */
static void
check_kind(const struct import *in)
{
	const struct {
		bool given, csv;
		const char *name;
	} options[] = {
	    {in->raw, false, "--raw"},
	    {in->remit_only, false, "--remit-only"},
	    {in->bank_lines != NULL, false, "--bank-lines"},
	    {in->codes_file != NULL, false, "--codes"},
	    {in->decimals.n > 0, false, "--decimals"},
	    {in->encoding_name != NULL, false, "--encoding"},
	    {in->no_check, false, "--no-check"},
	    {in->strict, false, "--strict"},
	    {in->tool.rejects != NULL, true, "--rejects"},
	};

	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (options[i].given && options[i].csv != in->csv)
			diag_fail("%s is not for %s", options[i].name,
			    in->format->name);
	if (in->layout != NULL && strcmp(in->format->name, "lockbox") != 0)
		diag_fail("--layout is not for %s", in->format->name);
}

static void
exclude(bool one, const char *a, bool other, const char *b)
{
	if (one && other)
		diag_fail("%s and %s do not go together", a, b);
}

void
import_options(struct import *in)
{
	find_format(in);
	check_kind(in);
	exclude(in->raw, "--raw", in->remit_only, "--remit-only");
	exclude(in->raw, "--raw", in->bank_lines != NULL, "--bank-lines");
	exclude(in->no_check, "--no-check", in->strict, "--strict");
	if (!lines_encoding(in->encoding_name, &in->encoding))
		diag_fail("--encoding: \"%s\" is not utf-8, latin1 or cp1252",
		    in->encoding_name);
	if (in->currency != NULL)
		find_currency("--currency", span_of(in->currency));
	in->closed = tool_closed(&in->tool);
	read_decimals(in);
	for (size_t i = 0; !in->csv && i < in->tool.nfile; i++)
		tool_reads(in->tool.files[i]);
	if (in->layout != NULL && access(in->layout, R_OK) == 0)
		tool_reads(in->layout);
	read_aliases(in);
	sha256_begin(&in->fresh, SHA256_BEST);
}
