#include "base/out.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/out_in.h"

#define HELD_MAX  ((size_t)64 << 20)
#define LINKS_MAX 40

/* Waits for a pipe that somebody else made non-blocking. */
static bool
may_go_on(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLOUT};

	if (errno == EAGAIN || errno == EWOULDBLOCK)
		return poll(&p, 1, -1) >= 0 || errno == EINTR;
	return errno == EINTR;
}

bool
out_write(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done >= 0) {
			p += done;
			n -= (size_t)done;
		} else if (!may_go_on(fd)) {
			return false;
		}
	}
	return true;
}

/* What the link at `path` points at, as a path; frees `path`. */
static char *
link_target(char *path, const char *link, size_t n)
{
	const char *slash = strrchr(path, '/');
	struct buf b = {0};

	if (link[0] != '/' && slash != NULL)
		buf_add(&b, path, (size_t)(slash - path) + 1);
	buf_add(&b, link, n);
	buf_string(&b);
	mem_free(path);
	return b.at;
}

/*
 * Follows links by hand, for the last one may point at a file that is yet to
 * be made, where realpath(3) gives up.
 */
char *
out_target(const char *path)
{
	char *at = mem_copy(path, strlen(path)), link[4096];

	for (int hops = 0; hops <= LINKS_MAX; hops++) {
		ssize_t n = readlink(at, link, sizeof link);

		if (n < 0)
			return at;
		if ((size_t)n == sizeof link)
			break;
		at = link_target(at, link, (size_t)n);
	}
	diag_fail("writing %s: too many or too long symbolic links", path);
}

/* Whether a file may be made beside path, which need not exist. */
static bool
directory_writable(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash == NULL ? mem_copy(".", 1)
				  : mem_copy(path, (size_t)(slash - path) + 1);
	bool ok = access(dir, W_OK | X_OK) == 0;
	int error = errno;

	mem_free(dir);
	errno = error;
	return ok;
}

/* Refuses early what would fail late, after hours of reading. */
static void
check_target(struct out *o)
{
	if (stat(o->path, &o->old) == 0)
		o->replaces = true;
	else if (errno != ENOENT)
		diag_fail("writing %s: %s", o->path, strerror(errno));
	if (o->replaces && !S_ISREG(o->old.st_mode))
		diag_fail("writing %s: not a regular file", o->path);
	o->target = out_target(o->path);
	if ((o->replaces && access(o->target, W_OK) != 0) ||
	    !directory_writable(o->target))
		diag_fail("writing %s: %s", o->path, strerror(errno));
}

struct out *
out_new(const char *path)
{
	struct out start = {.spool = -1, .fd = -1, .dir = -1}, *o;

	if (path != NULL && *path == '\0')
		diag_fail("a file to write has no name");
	start.limit = path != NULL ? OUT_BLOCK : HELD_MAX;
	if (path != NULL) {
		start.path = mem_copy(path, strlen(path));
		check_target(&start);
	}
	o = mem_array(1, sizeof *o);
	*o = start;
	o->witness = witness_output(path);
	return o;
}

static void
spool_open(struct out *o, const char *dir)
{
	struct buf name = {0};

	buf_text(&name, dir);
	buf_text(&name, "/ar-XXXXXX");
	buf_string(&name);
	o->spool = mkstemp(name.at);
	if (o->spool < 0 || unlink(name.at) != 0)
		diag_fail("a temporary file in %s: %s", dir, strerror(errno));
	buf_free(&name);
}

/* What is beyond memory, to the spool. */
static void
spill(struct out *o, const char *p, size_t n)
{
	const char *dir = getenv("TMPDIR");

	if (dir == NULL || *dir == '\0')
		dir = "/tmp";
	if (o->spool < 0)
		spool_open(o, dir);
	if (!out_write(o->spool, p, n))
		diag_fail("a temporary file in %s: %s", dir, strerror(errno));
}

static void
pour(struct out *o, const char *p, size_t n)
{
	if (o->path != NULL)
		out_begin(o, p, n);
	else
		spill(o, p, n);
}

/* Little is held once there is a file: what comes in large pieces is not
   copied. */
void
out_add(struct out *o, const char *p, size_t n)
{
	o->size += n;
	witness_add(o->witness, p, n);
	if (n < o->limit - o->held.len) {
		buf_add(&o->held, p, n);
		return;
	}
	pour(o, o->held.at, o->held.len);
	o->held.len = 0;
	if (o->limit > OUT_BLOCK)
		buf_free(&o->held);
	o->limit = OUT_BLOCK;
	pour(o, p, n);
}

void
out_feed(struct out *o)
{
	spill(o, o->held.at, o->held.len);
	if (lseek(o->spool, 0, SEEK_SET) != 0 ||
	    dup2(o->spool, STDIN_FILENO) < 0)
		diag_fail("standard input: %s", strerror(errno));
	witness_drop(o->witness);
	out_free(o);
}

void
out_free(struct out *o)
{
	if (o->spool >= 0)
		close(o->spool);
	if (o->fd >= 0)
		close(o->fd);
	if (o->dir >= 0)
		close(o->dir);
	buf_free(&o->held);
	mem_free(o->path);
	mem_free(o->target);
	mem_free(o->temp);
	mem_free(o);
}

const char *
out_path(const struct out *o)
{
	return o->path;
}

struct witness *
out_witness(const struct out *o)
{
	return o->witness;
}

uint64_t
out_size(const struct out *o)
{
	return o->size;
}
