/* sync_file_range(2) is no part of POSIX. */
#define _GNU_SOURCE
#include <fcntl.h>

#include "base/out_in.h"

#define AHEAD ((uint64_t)8 << 20) /* bytes */

void
out_ahead(struct out *o)
{
#ifdef SYNC_FILE_RANGE_WRITE
	/* A hint only: fsync(2) tells of all errors. */
	if (o->written - o->sent < AHEAD)
		return;
	(void)sync_file_range(o->fd, (off_t)o->sent,
	    (off_t)(o->written - o->sent), SYNC_FILE_RANGE_WRITE);
	o->sent = o->written;
#else
	(void)o;
#endif
}
