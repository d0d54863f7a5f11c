#ifdef __linux__
#define _GNU_SOURCE /* F_SETPIPE_SZ */
#endif

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "text/csvin_in.h"

#define DRAIN_STEP ((size_t)256 << 10)

static const char *
shown(const struct csvin *in, size_t file)
{
	bool piped = strcmp(in->files[file], "-") == 0;

	return piped ? "standard input" : in->files[file];
}

static void
fail(const struct csvin *in)
{
	diag_fail("%s: %s", shown(in, in->file), strerror(errno));
}

/* Larger pipes save a quarter of the time, read-ahead some of it. */
static void
hint(int fd)
{
#ifdef F_SETPIPE_SZ
	(void)fcntl(fd, F_SETPIPE_SZ, 1 << 20);
#endif
	(void)posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
}

/* What a regular file holds from where it stands on; 0 for anything else. */
static off_t
size_of(int fd)
{
	off_t at = lseek(fd, 0, SEEK_CUR);
	struct stat st;

	if (at < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    st.st_size < at)
		return 0;
	return st.st_size - at;
}

bool
csvin_open(struct csvin *in)
{
	if (in->next == in->nfile)
		return false;
	in->file = in->next++;
	in->fd = STDIN_FILENO;
	if (strcmp(in->files[in->file], "-") != 0)
		in->fd = open(in->files[in->file], O_RDONLY | O_CLOEXEC);
	if (in->fd < 0)
		fail(in);
	hint(in->fd);
	in->expected = size_of(in->fd);
	in->base[in->file] = in->line;
	in->eof = in->more = in->fresh = in->drain = false;
	in->at_header = in->at_start = true;
	in->off = in->pend.len = FRONT;
	return true;
}

void
csvin_close(struct csvin *in)
{
	/* A file of no bytes has a line too: its fault must stand somewhere. */
	if (in->line == in->base[in->file])
		in->line++;
	if (in->fd != STDIN_FILENO)
		close(in->fd);
	in->fd = -1;
}

static void
show(struct csvin *in, const char *p, size_t n)
{
	for (struct csv_tap *t = in->taps; t < in->taps + CSV_TAPS; t++)
		if (t->tap != NULL)
			t->tap(t->arg, in->file, p, n);
}

/* One read(2), shown to the taps; 0 at the end of the file. */
static size_t
read_some(struct csvin *in, char *to, size_t n)
{
	ssize_t got;

	do
		got = read(in->fd, to, n);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		fail(in);
	in->eof = got == 0;
	in->expected -= got;
	if (in->eof && in->expected > 0)
		diag_fail("%s: became shorter while it was read",
		    in->files[in->file]);
	show(in, to, (size_t)got);
	return (size_t)got;
}

/* At most n bytes more in b: a byte of old may become three of UTF-8. */
static void
append(struct csvin *in, struct buf *b, size_t n)
{
	size_t got;

	if (in->encoding == UTF8_SELF) {
		b->len += read_some(in, b->at + b->len, n);
		return;
	}
	n = n < 3 ? 1 : n / 3;
	buf_room(b, 3 * n + SCAN_PAD);
	in->bytes.len = 0;
	buf_room(&in->bytes, n);
	got = read_some(in, in->bytes.at, n);
	b->len += utf8_convert(b->at + b->len, in->bytes.at, got, in->encoding);
}

void
csvin_pad(struct buf *b)
{
	buf_room(b, SCAN_PAD);
	memset(b->at + b->len, 0, SCAN_PAD);
}

void
csvin_fill(struct csvin *in, struct buf *to, size_t from, size_t want)
{
	if (to->len < from + want)
		buf_room(to, from + want + SCAN_PAD - to->len);
	while (!in->eof && to->len < from + want)
		append(in, to, from + want - to->len);
	csvin_pad(to);
}

void
csvin_drain(struct csvin *in)
{
	char last = '\n';

	for (;;) {
		size_t n = in->pend.len - in->off;

		in->line += csvin_newlines(in->pend.at + in->off, n);
		if (n > 0)
			last = in->pend.at[in->pend.len - 1];
		in->off = in->pend.len = FRONT;
		if (in->eof)
			break;
		csvin_fill(in, &in->pend, FRONT, DRAIN_STEP);
	}
	in->line += last != '\n';
}

uint64_t
csvin_before(const struct csvin *in, size_t file)
{
	return in->base[file];
}

uint64_t
csvin_lines(const char *p, size_t n)
{
	return csvin_newlines(p, n);
}

const char *
csvin_place(const struct csvin *in, uint64_t line, uint64_t *local)
{
	size_t file = 0;

	while (file + 1 < in->nfile && in->base[file + 1] < line)
		file++;
	*local = line - in->base[file];
	return shown(in, file);
}
