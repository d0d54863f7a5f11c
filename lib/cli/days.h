/* The table of days that are no working days (--holidays). */
#ifndef CLI_DAYS_H
#define CLI_DAYS_H

#include "cli/tool.h"
#include "value/workday.h"

/* The days of the table at `path`, in order; none where it is NULL.  They
   last as long as the program. */
struct holidays days_read(struct tool *t, const char *path);

#endif
