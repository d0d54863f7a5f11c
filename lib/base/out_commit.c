#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/out.h"
#include "base/out_in.h"
#include "base/sweep.h"

/* Those with a file beside their target, for whoever has to sweep up. */
static struct out *volatile unfinished;

static void
fail(const struct out *o)
{
	diag_fail("writing %s: %s",
	    o->path != NULL ? o->path : "standard output", strerror(errno));
}

/* Who hangs up on standard output early still gets the files beside it. */
static void
deliver_staged(void)
{
	for (const struct out *o = unfinished; o != NULL; o = o->next)
		if (o->staged)
			(void)rename(o->temp, o->target);
}

/* rename(2) and unlink(2) are safe in a signal handler, and the list is
   whole always. */
static void
sweep(int sig)
{
	if (sig == SIGPIPE)
		deliver_staged();
	for (struct out *o = unfinished; o != NULL; o = o->next)
		unlink(o->temp);
}

static void
remember(struct out *o)
{
	sweep_at_end(sweep);
	o->next = unfinished;
	unfinished = o;
}

static void
forget(struct out *o)
{
	struct out *before = unfinished;

	if (o->temp == NULL)
		return;
	if (before == o) {
		unfinished = o->next;
		return;
	}
	while (before->next != o)
		before = before->next;
	before->next = o->next;
}

/* All bytes, the spooled ones first. */
static void
deliver(struct out *o)
{
	char block[1 << 16];
	ssize_t n = 0;

	if (o->spool >= 0 && lseek(o->spool, 0, SEEK_SET) != 0)
		fail(o);
	while (o->spool >= 0 && (n = read(o->spool, block, sizeof block)) > 0)
		if (!out_write(STDOUT_FILENO, block, (size_t)n))
			fail(o);
	if (n < 0 || !out_write(STDOUT_FILENO, o->held.at, o->held.len))
		fail(o);
}

/* The part of path up to and with its last slash, or "./". */
static struct buf
directory(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf b = {0};

	if (slash != NULL)
		buf_add(&b, path, (size_t)(slash - path) + 1);
	else
		buf_text(&b, "./");
	return b;
}

/*
 * The mode of what was there, and its owner where that is allowed; else what
 * any new file gets.  There is no way to ask for the umask but to set it.
 */
static void
dress(const struct out *o, int fd)
{
	mode_t mask;

	if (o->replaces) {
		if (fchown(fd, o->old.st_uid, o->old.st_gid) != 0)
			errno = 0; /* not root: it is ours from now on */
		if (fchmod(fd, o->old.st_mode & 0777) != 0)
			fail(o);
		return;
	}
	mask = umask(0);
	umask(mask);
	if (fchmod(fd, 0666 & ~mask) != 0)
		fail(o);
}

/* The name is on the list before the file is, so that none is missed. */
static void
make_temp(struct out *o)
{
	struct buf name = directory(o->target);

	o->dir = open(buf_string(&name), O_RDONLY | O_DIRECTORY);
	buf_text(&name, ".ar-XXXXXX");
	buf_string(&name);
	o->temp = name.at;
	remember(o);
	o->fd = mkstemp(o->temp);
	if (o->fd < 0)
		fail(o);
}

void
out_begin(struct out *o, const char *p, size_t n)
{
	if (o->fd < 0)
		make_temp(o);
	if (!out_write(o->fd, p, n))
		fail(o);
	o->written += n;
	out_ahead(o);
}

void
out_stage(struct out *o)
{
	int fd;

	if (o->path == NULL || o->staged)
		return;
	out_begin(o, o->held.at, o->held.len);
	dress(o, o->fd);
	fd = o->fd;
	o->fd = -1;
	if (fsync(fd) != 0 || close(fd) != 0)
		fail(o);
	o->staged = true;
	witness_end(o->witness);
}

/* Best effort: not every file system lets a directory be opened or synced. */
static void
sync_directory(const struct out *o)
{
	if (o->dir >= 0 && fsync(o->dir) != 0 && errno == EIO)
		fail(o);
}

static void
commit_file(struct out *o)
{
	out_stage(o);
	witness_deliver();
	if (rename(o->temp, o->target) != 0)
		fail(o);
	forget(o);
	witness_delivered(o->witness);
	sync_directory(o);
}

/*
 * Some errors show only when the descriptor is closed.  Its number is taken
 * again at once, so that no later file is mistaken for standard output.
 */
static void
commit_stdout(struct out *o)
{
	witness_end(o->witness);
	witness_deliver();
	deliver(o);
	if (close(STDOUT_FILENO) != 0 && errno != EINTR)
		fail(o);
	(void)open("/dev/null", O_RDONLY);
	witness_delivered(o->witness);
}

void
out_commit(struct out *o)
{
	if (o->path != NULL)
		commit_file(o);
	else
		commit_stdout(o);
	out_free(o);
}

void
out_drop(struct out *o)
{
	if (o->temp != NULL)
		unlink(o->temp);
	forget(o);
	witness_drop(o->witness);
	out_free(o);
}
