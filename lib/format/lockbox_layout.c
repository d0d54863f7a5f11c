#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/witness.h"
#include "format/lockbox_in.h"
#include "text/columns.h"
#include "text/csvin.h"
#include "text/map.h"

static const char *const field_names[] = {
#define LOCKBOX_NAME(code, name) name,
    LOCKBOX_FIELDS(LOCKBOX_NAME)
#undef LOCKBOX_NAME
};

const char *
lockbox_field_name(enum lockbox_field f)
{
	return field_names[f];
}

/* A line of a layout. */
struct place {
	char record;
	enum lockbox_field field;
	unsigned short column, length;
	const char *dates;
};

/* What all layouts have in common. */
static const struct place common[] = {{1, LOCKBOX_DATE, 24, 6, NULL},
    {5, LOCKBOX_BATCH, 2, 3, NULL}, {5, LOCKBOX_BOX, 8, 7, NULL},
    {5, LOCKBOX_DATE, 15, 6, NULL}, {6, LOCKBOX_BATCH, 2, 3, NULL},
    {6, LOCKBOX_ITEM, 5, 3, NULL}, {6, LOCKBOX_AMOUNT, 8, 10, NULL},
    {6, LOCKBOX_ROUTING, 18, 9, NULL}, {4, LOCKBOX_BATCH, 2, 3, NULL},
    {4, LOCKBOX_ITEM, 5, 3, NULL}, {7, LOCKBOX_BATCH, 2, 3, NULL},
    {7, LOCKBOX_BOX, 8, 7, NULL}, {7, LOCKBOX_DATE, 15, 6, NULL},
    {7, LOCKBOX_COUNT, 21, 3, NULL}, {7, LOCKBOX_TOTAL, 24, 10, NULL},
    {8, LOCKBOX_BOX, 8, 7, NULL}, {8, LOCKBOX_DATE, 15, 6, NULL},
    {8, LOCKBOX_COUNT, 21, 4, NULL}, {8, LOCKBOX_TOTAL, 25, 10, NULL},
    {9, LOCKBOX_RECORDS, 2, 6, NULL}, {0, 0, 0, 0, NULL}};

/* Up to three invoices in a record, without amounts. */
static const struct place sap_bai[] = {{6, LOCKBOX_ACCOUNT, 27, 10, NULL},
    {6, LOCKBOX_CHECK, 37, 9, NULL}, {4, LOCKBOX_INVOICE, 12, 16, NULL},
    {4, LOCKBOX_INVOICE2, 28, 16, NULL}, {4, LOCKBOX_INVOICE3, 44, 16, NULL},
    {0, 0, 0, 0, NULL}};

/* An invoice a record, with what is paid and what is not. */
static const struct place sap_bai2[] = {{6, LOCKBOX_ACCOUNT, 27, 10, NULL},
    {6, LOCKBOX_CHECK, 37, 9, NULL}, {4, LOCKBOX_INVOICE, 12, 16, NULL},
    {4, LOCKBOX_PAID, 28, 10, NULL}, {4, LOCKBOX_DEDUCTION, 38, 10, NULL},
    {4, LOCKBOX_REASON, 48, 3, NULL}, {0, 0, 0, 0, NULL}};

static const struct place fundersclub[] = {{6, LOCKBOX_ACCOUNT, 27, 10, NULL},
    {6, LOCKBOX_CHECK, 37, 10, NULL}, {6, LOCKBOX_CHECK_DATE, 47, 6, "MMDDYY"},
    {6, LOCKBOX_PAYER, 53, 30, NULL}, {4, LOCKBOX_INVOICE, 12, 30, NULL},
    {0, 0, 0, 0, NULL}};

static void
set_dates(struct lockbox_cell *c, struct span s)
{
	memcpy(c->dates, s.at, s.len);
	c->dates[s.len] = '\0';
}

static void
put(struct lockbox_layout *l, const struct place *p)
{
	for (; p->length > 0; p++) {
		struct lockbox_cell *c = &l->at[(int)p->record][p->field];

		c->column = p->column;
		c->length = p->length;
		set_dates(c, span_of(p->dates != NULL ? p->dates : "YYMMDD"));
	}
}

/* --- the user's ------------------------------------------------------------
 */

enum { RECORD, FIELD, COLUMN, LENGTH, DATES, NCOLUMN };
static const char *const names[NCOLUMN] = {
    "record", "field", "column", "length", "dates"};

static bool
small_number(struct span s, unsigned short *n)
{
	int64_t v;

	if (s.len == 0 || !import_cents(s, &v) || v < 1 || v > 9999)
		return false;
	*n = (unsigned short)v;
	return true;
}

/* Six or eight letters of Y, M and D, or none: import_date knows three. */
static bool
read_dates(struct span s, struct lockbox_cell *to)
{
	static const char *const known[] = {
	    "YYMMDD", "YYYYMMDD", "MMDDYY", NULL};

	if (s.len == 0)
		s = span_of(known[0]);
	for (const char *const *k = known; *k != NULL; k++)
		if (span_is(s, *k)) {
			set_dates(to, s);
			return true;
		}
	return false;
}

static enum lockbox_field
field_of(struct span name)
{
	int f = 0;

	while (f < LOCKBOX_NFIELD && !span_is(name, field_names[f]))
		f++;
	return (enum lockbox_field)f;
}

/* The column of the cell that is wrong, or NCOLUMN. */
static size_t
take_row(struct lockbox_layout *l, struct columns *c, const struct batch *b,
    uint32_t row)
{
	struct span record = columns_cell(c, b, row, RECORD);
	enum lockbox_field field = field_of(columns_cell(c, b, row, FIELD));
	struct lockbox_cell cell = {0};

	if (record.len != 1 || record.at[0] < '1' || record.at[0] > '9')
		return RECORD;
	if (field == LOCKBOX_NFIELD)
		return FIELD;
	if (!small_number(columns_cell(c, b, row, COLUMN), &cell.column))
		return COLUMN;
	if (!small_number(columns_cell(c, b, row, LENGTH), &cell.length))
		return LENGTH;
	if (!read_dates(columns_cell(c, b, row, DATES), &cell))
		return DATES;
	l->at[record.at[0] - '0'][field] = cell;
	return NCOLUMN;
}

/* `column` of the row holds what it may not. */
static void
say_row(struct import *in, struct columns *c, const struct batch *b,
    uint32_t row, size_t column, const char *path)
{
	static const char *const want[] = {"1 to 9",
	    "a field (ar-formats(5) lists them)", "a column from 1 on",
	    "a length from 1 on", "YYMMDD, YYYYMMDD or MMDDYY"};
	struct span cell = columns_cell(c, b, row, column);

	import_fault(in, 0, path,
	    "line %llu of the layout: %s: \"%.*s\" is not %s",
	    (unsigned long long)b->line[row], names[column],
	    (int)(cell.len < 40 ? cell.len : 40), cell.at, want[column]);
}

static bool
take_batch(struct lockbox_layout *l, struct import *in, struct columns *c,
    struct batch *b, const char *path)
{
	columns_bind(c, b->header);
	if (b->faults.total > 0) {
		char *why = fault_message(&b->faults.list[0]);

		import_fault(in, 0, path, "%s", why);
		mem_free(why);
		return false;
	}
	for (uint32_t row = 0; row < b->nrow; row++) {
		size_t wrong = take_row(l, c, b, row);

		if (wrong != NCOLUMN) {
			say_row(in, c, b, row, wrong, path);
			return false;
		}
	}
	return true;
}

/* For the evidence of the run. */
static void
see(void *arg, size_t file, const char *p, size_t n)
{
	(void)file;
	witness_add(arg, p, n);
	if (n == 0)
		witness_end(arg);
}

static bool
read_file(struct lockbox_layout *l, struct import *in, const char *path)
{
	struct span required[4];
	struct map *plain = map_new();
	struct columns columns;
	struct batch batch = {0};
	struct csvin *csv;
	bool ok = true;

	for (int i = 0; i < 4; i++)
		required[i] = span_of(names[i]);
	columns_open(&columns, &plain->of[MAP_BOOK], names, NCOLUMN);
	csv = csvin_new(&path, 1, required, 4, &plain->of[MAP_BOOK].dialect);
	csvin_tap(csv, see, witness_input("layout", path));
	while (ok && csvin_batch(csv, &batch))
		ok = take_batch(l, in, &columns, &batch, path);
	batch_free(&batch);
	csvin_free(csv);
	columns_free(&columns);
	map_free(plain);
	return ok;
}

bool
lockbox_layout_read(
    struct lockbox_layout *l, struct import *in, const char *name)
{
	static const struct {
		const char *name;
		const struct place *places;
	} known[] = {{"sap-bai", sap_bai}, {"sap-bai2", sap_bai2},
	    {"fundersclub", fundersclub}};

	memset(l, 0, sizeof *l);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(name, known[i].name)) {
			put(l, common);
			put(l, known[i].places);
			return true;
		}
	if (access(name, R_OK) != 0) {
		import_fault(in, 0, "--layout",
		    "\"%s\" is neither sap-bai, sap-bai2 or fundersclub, nor "
		    "a file that can be read",
		    name);
		return false;
	}
	return read_file(l, in, name);
}
