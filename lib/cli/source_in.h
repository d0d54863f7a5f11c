/* What the files of the source share. */
#ifndef CLI_SOURCE_IN_H
#define CLI_SOURCE_IN_H

#include "cli/source.h"

/* Tells of columns that have no effect, but nearly the name of one; false,
   and a fault, where currencies or entities would be added up for it. */
bool source_tell_near(struct source *s);

/* A fault if a header of the book is that of a report that looks like one;
   false without. */
bool source_check_report(struct source *s, const struct csv_header *h);

/* Once all is read: faults for columns that stand twice, and for headers
   that do not agree on what rows are. */
void source_check_headers(struct source *s);

#endif
