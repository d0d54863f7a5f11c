/* What the files of the source share. */
#ifndef CLI_SOURCE_IN_H
#define CLI_SOURCE_IN_H

#include "cli/source.h"

/* Tells of columns that have no effect, but nearly the name of one. */
void source_note_near(const struct source *s);

/* Once all is read: faults for columns that stand twice, and for headers
   that do not agree on what rows are. */
void source_check_headers(struct source *s);

#endif
