#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/evidence_in.h"

static const char beginning[] = "{\"tool\":";

/* Whether nothing is in the file, or evidence: a book that is named by
   mistake is not to be spoilt. */
static bool
is_evidence(int fd, off_t size)
{
	char there[sizeof beginning - 1];

	return size == 0 ||
	       (pread(fd, there, sizeof there, 0) == (ssize_t)sizeof there &&
		   !memcmp(there, beginning, sizeof there));
}

static const char *
check(int fd)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return strerror(errno);
	if (!S_ISREG(st.st_mode))
		return "not a regular file";
	if (!is_evidence(fd, st.st_size))
		return "it holds something else than evidence";
	return NULL;
}

const char *
evidence_file_open(struct evidence *e)
{
	const char *wrong;
	int fd = open(e->path,
	    O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
	    0666);

	if (fd < 0)
		return strerror(errno);
	wrong = check(fd);
	if (wrong != NULL)
		close(fd);
	else
		e->fd = fd;
	return wrong;
}

static const char *
lock(int fd)
{
	struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	while (fcntl(fd, F_SETLKW, &all) != 0)
		if (errno != EINTR)
			return strerror(errno);
	return NULL;
}

static void
unlock(int fd)
{
	struct flock all = {.l_type = F_UNLCK, .l_whence = SEEK_SET};

	(void)fcntl(fd, F_SETLK, &all);
}

/* Whether the last line has an end: one that was cut off gets it, and is
   found out when it is read. */
static bool
is_whole(int fd, off_t size)
{
	char last = '\n';

	return size == 0 ||
	       (pread(fd, &last, 1, size - 1) == 1 && last == '\n');
}

/* One write; what is not all there is taken back. */
static const char *
write_whole(int fd, const struct buf *text, off_t size)
{
	ssize_t done;

	do
		done = write(fd, text->at, text->len);
	while (done < 0 && errno == EINTR);
	if (done < 0 ||
	    ((size_t)done == text->len && fsync(fd) != 0 && errno != EINVAL))
		return strerror(errno);
	if ((size_t)done == text->len)
		return NULL;
	return ftruncate(fd, size) == 0
		   ? "no room for all of it"
		   : "no room for all of it, and part of it is there";
}

static const char *
append(int fd, const struct buf *line)
{
	struct buf text = {0};
	const char *wrong;
	struct stat st;

	if (fstat(fd, &st) != 0)
		return strerror(errno);
	if (!is_whole(fd, st.st_size))
		buf_byte(&text, '\n');
	buf_add(&text, line->at, line->len);
	wrong = write_whole(fd, &text, st.st_size);
	buf_free(&text);
	return wrong;
}

const char *
evidence_file_append(const struct evidence *e, const struct buf *line)
{
	const char *wrong = lock(e->fd);

	if (wrong != NULL)
		return wrong;
	wrong = append(e->fd, line);
	unlock(e->fd);
	return wrong;
}
