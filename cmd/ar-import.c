/*
 * ar-import: files of banks, remittances and exports become rows of the book;
 * see ar-import(1).
 */
#include <stddef.h>

#include "base/out.h"
#include "cmd/import.h"

#define AT(member) offsetof(struct import, member)

static const struct opt options[] = {
    {"account", 0, OPT_TEXT, AT(account), "NUMBER",
	"the control account, in a column of its own", NULL},
    {"aliases", 0, OPT_TEXT, AT(aliases_file), "FILE",
	"whose accounts and names are which customer's", NULL},
    {"bank-lines", 0, OPT_TEXT, AT(bank_lines), "FILE",
	"write all money of the account there, for ar-reconcile --bank", NULL},
    {"book", 0, OPT_LIST, AT(books), "FILE",
	"leave out what stands in this book; repeatable", NULL},
    {"codes", 0, OPT_TEXT, AT(codes_file), "FILE",
	"what codes of the format mean, over the installed table", NULL},
    {"currency", 0, OPT_TEXT, AT(currency), "CUR",
	"the currency where the file names none", NULL},
    {"decimals", 0, OPT_LIST, AT(decimals), "CUR=N",
	"implied decimals of a currency in the file; repeatable", NULL},
    {"encoding", 0, OPT_TEXT, AT(encoding_name), "NAME",
	"utf-8, latin1 or cp1252", NULL},
    {"entity", 0, OPT_TEXT, AT(entity), "NAME",
	"the legal entity, in a column of its own", NULL},
    {"layout", 0, OPT_TEXT, AT(layout), "NAME",
	"how records of a lockbox are laid out: a name or a file", NULL},
    {"list", 0, OPT_FLAG, AT(list), NULL, "print formats and profiles", NULL},
    {"no-check", 0, OPT_FLAG, AT(no_check), NULL,
	"take files whose control totals are wrong", NULL},
    {"raw", 0, OPT_FLAG, AT(raw), NULL,
	"print every field of every record instead of rows", NULL},
    {"remit-only", 0, OPT_FLAG, AT(remit_only), NULL,
	"print remittances without their receipts", NULL},
    {"strict", 0, OPT_FLAG, AT(strict), NULL,
	"refuse files whose control totals are wrong", NULL},
    {NULL, 0, OPT_FLAG, 0, NULL, NULL, NULL},
};

static const struct tool_about about = {
    .name = "ar-import",
    .summary = "bank files and remittances become rows of the book",
    .usage = "FORMAT [options] [FILE ...]",
    .examples =
	"  ar-import bai2 --aliases aliases.csv -o receipts.csv bank.bai\n"
	"  ar-import bai2 --proof --book book.csv -o new.csv bank.bai\n"
	"  ar-import csv --map xero --proof -o open.csv invoices.csv\n"
	"  ar-import --list\n",
    .without = "as-of,by,duplicates,threads,where",
    .manuals = "ar-formats(5)",
};

static void
import_all(struct import *in, struct out *out)
{
	import_options(in);
	if (in->bank_lines != NULL)
		tool_writes(in->bank_lines);
	if (in->tool.rejects != NULL)
		tool_writes(in->tool.rejects);
	import_books_read(in);
	if (in->csv) {
		import_csv(in, out);
		return;
	}
	import_codes_read(in);
	import_rows_begin(in, out);
	import_files(in);
	import_rows_end(in);
}

int
main(int argc, char **argv)
{
	static struct import run;
	struct out *out;

	tool_start(&run.tool, &about, options, &run, argc, argv);
	tool_writes(run.tool.output);
	out = out_new(run.tool.output);
	if (run.list)
		import_list(&run, out);
	else
		import_all(&run, out);
	out_commit(out);
	if (run.bank_out != NULL)
		out_commit(run.bank_out);
	return run.tool.findings ? 1 : 0;
}
