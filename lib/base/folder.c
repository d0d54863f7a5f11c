#include "base/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/folder_in.h"
#include "base/mem.h"
#include "base/out_in.h"

#define TRIES 1000

void
folder_fail(const struct folder *f, const char *name, const char *why)
{
	diag_fail(
	    "writing %s%s%s: %s", f->path, *name != '\0' ? "/" : "", name, why);
}

static void
open_directory(struct folder *f)
{
	int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

	f->dir = open(f->path, flags);
	if (f->dir < 0 && errno == ENOENT && mkdir(f->path, 0777) == 0) {
		f->made = true;
		f->dir = open(f->path, flags);
	}
	if (f->dir < 0)
		folder_fail(f, "", strerror(errno));
}

/* Made at once: who may not write there hears of it before the work. */
static void
open_hidden(struct folder *f)
{
	char name[sizeof f->hidden_name];
	int made = -1;

	for (unsigned i = 0; made != 0 && i < TRIES; i++) {
		snprintf(name, sizeof name, ".ar-%ld-%u", (long)getpid(), i);
		made = mkdirat(f->dir, name, 0700);
		if (made != 0 && errno != EEXIST)
			break;
	}
	if (made != 0)
		folder_fail(f, "", strerror(errno));
	memcpy(f->hidden_name, name, sizeof name);
	f->hidden = openat(
	    f->dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (f->hidden < 0)
		folder_fail(f, "", strerror(errno));
}

struct folder *
folder_new(const char *path)
{
	struct folder *f = mem_array(1, sizeof *f);

	f->path = mem_copy(path, strlen(path));
	f->dir = f->hidden = -1;
	folder_remember(f);
	open_directory(f);
	open_hidden(f);
	f->witness = witness_directory(path);
	return f;
}

/* On the list before there is a file, so that none is missed. */
static struct folder_doc *
add_doc(struct folder *f)
{
	struct folder_doc *doc = mem_room(sizeof *doc + f->name.len + 1);

	doc->next = NULL;
	doc->moved = false;
	memcpy(doc->name, buf_string(&f->name), f->name.len + 1);
	if (f->last == NULL)
		f->first = doc;
	else
		f->last->next = doc;
	f->last = doc;
	f->n++;
	return doc;
}

/* Early: folder_stage finds it in any case. */
static void
refuse_existing(const struct folder *f, const char *name)
{
	struct stat st;

	if (fstatat(f->dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0)
		folder_fail(f, name, strerror(EEXIST));
}

void
folder_add(
    struct folder *f, struct span name, const char *ext, struct span bytes)
{
	const char *file;
	int fd;

	f->name.len = 0;
	folder_name(&f->name, name, ext);
	file = add_doc(f)->name;
	refuse_existing(f, file);
	fd = openat(f->hidden, file,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd < 0)
		folder_fail(f, file,
		    errno == EEXIST ? "two documents have this name"
				    : strerror(errno));
	if (!out_write(fd, bytes.at, bytes.len) || close(fd) != 0)
		folder_fail(f, file, strerror(errno));
	witness_document(f->witness, file, bytes);
}

size_t
folder_count(const struct folder *f)
{
	return f->n;
}

const char *
folder_path(const struct folder *f)
{
	return f->path;
}
