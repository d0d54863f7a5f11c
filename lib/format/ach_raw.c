#include "format/ach_in.h"

/* Fields of a record, for --raw. */
struct field {
	char record;
	const char *name;
	size_t column, n;
};

static const struct field fields[] = {{'1', "destination", 4, 10},
    {'1', "origin", 14, 10}, {'1', "date", 24, 6}, {'1', "time", 30, 4},
    {'1', "modifier", 34, 1}, {'1', "destination_name", 41, 23},
    {'1', "origin_name", 64, 23}, {'1', "reference", 87, 8},
    {'5', "class", 2, 3}, {'5', "company", 5, 16},
    {'5', "discretionary", 21, 20}, {'5', "company_id", 41, 10},
    {'5', "kind", 51, 3}, {'5', "description", 54, 10},
    {'5', "descriptive_date", 64, 6}, {'5', "effective_date", 70, 6},
    {'5', "settlement_day", 76, 3}, {'5', "originator_status", 79, 1},
    {'5', "odfi", 80, 8}, {'5', "batch", 88, 7}, {'6', "code", 2, 2},
    {'6', "rdfi", 4, 9}, {'6', "account", 13, 17}, {'6', "amount", 30, 10},
    {'6', "number", 40, 15}, {'6', "name", 55, 22},
    {'6', "discretionary", 77, 2}, {'6', "addenda", 79, 1},
    {'6', "trace", 80, 15}, {'7', "type", 2, 2}, {'7', "payload", 4, 80},
    {'7', "sequence", 84, 4}, {'7', "entry", 88, 7}, {'8', "class", 2, 3},
    {'8', "entries", 5, 6}, {'8', "hash", 11, 10}, {'8', "debits", 21, 12},
    {'8', "credits", 33, 12}, {'8', "company_id", 45, 10}, {'8', "odfi", 80, 8},
    {'8', "batch", 88, 7}, {'9', "batches", 2, 6}, {'9', "blocks", 8, 6},
    {'9', "entries", 14, 8}, {'9', "hash", 22, 10}, {'9', "debits", 32, 12},
    {'9', "credits", 44, 12}};

void
ach_raw(struct import *in, const struct ach_record *a)
{
	char name[2] = {a->text.at[0], '\0'};

	import_record(in, a->line, name);
	if (import_option(in, "raw") == NULL)
		return;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (fields[i].record == name[0])
			import_raw(in, fields[i].name,
			    fixed_text(
				&a->fixed, fields[i].column, fields[i].n));
}
