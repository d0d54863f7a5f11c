#include "base/diag.h"
#include "base/mem.h"
#include "cmd/dun_in.h"

/* Notices are numbered as documents are. */

static void
open_series(struct dun *d)
{
	d->series = (struct counter_series){
	    .name = "notice", .start = d->start, .option = "--start"};
	d->counter = counter_open(d->counter_file, &d->series, 1);
	if (!d->series.there)
		diag_fail("%s has no series \"notice\" yet: say where it "
			  "begins with --start N-1001",
		    d->counter_file);
}

void
dun_number(struct dun *d)
{
	char text[SERIAL_CHARS];
	uint64_t n = 0;

	open_series(d);
	for (size_t i = 0; i < d->nletter; i++) {
		size_t length;

		if (d->letters[i].notices == 0)
			continue;
		length = serial_format(text, &d->series.next, n++);
		d->letters[i].number = mem_copy(text, length);
	}
	if (!serial_ahead(&d->series.next, n))
		diag_fail("--start: the numbers run out");
}
