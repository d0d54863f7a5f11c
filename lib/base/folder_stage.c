#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/folder_in.h"
#include "base/mem.h"
#include "base/sweep.h"

/* Those that are not committed. */
static struct folder *volatile unfinished;

/* Whether the file that is seen is the document: nobody else's is removed. */
static bool
is_ours(const struct folder *f, const struct folder_doc *doc)
{
	struct stat a, b;

	if (doc->moved)
		return true;
	return fstatat(f->hidden, doc->name, &a, AT_SYMLINK_NOFOLLOW) == 0 &&
	       fstatat(f->dir, doc->name, &b, AT_SYMLINK_NOFOLLOW) == 0 &&
	       a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/*
 * Removes the hidden directory and what is in it, and, unless they stay, the
 * documents that are seen.  Safe in a signal handler, as all of its calls
 * are; safe to be done again.
 */
static void
clear(const struct folder *f, bool stay)
{
	for (const struct folder_doc *d = f->first; d != NULL; d = d->next) {
		if (!stay && is_ours(f, d))
			unlinkat(f->dir, d->name, 0);
		unlinkat(f->hidden, d->name, 0);
	}
	if (f->hidden_name[0] != '\0')
		unlinkat(f->dir, f->hidden_name, AT_REMOVEDIR);
	if (!stay && f->made)
		rmdir(f->path);
}

static void
sweep(int sig)
{
	for (const struct folder *f = unfinished; f != NULL; f = f->next)
		clear(f, f->stays || (f->staged && sig == SIGPIPE));
}

void
folder_remember(struct folder *f)
{
	sweep_at_end(sweep);
	f->next = unfinished;
	unfinished = f;
}

static void
forget(struct folder *f)
{
	struct folder *before = unfinished;

	if (before == f) {
		unfinished = f->next;
		return;
	}
	while (before->next != f)
		before = before->next;
	before->next = f->next;
}

static void
release(struct folder *f)
{
	forget(f);
	while (f->first != NULL) {
		struct folder_doc *doc = f->first;

		f->first = doc->next;
		mem_free(doc);
	}
	close(f->hidden);
	close(f->dir);
	buf_free(&f->name);
	mem_free(f->path);
	mem_free(f);
}

/*
 * Where a file can't have two links: its name is taken first, by an empty
 * file that can only be ours, and then the document is put in its place.
 */
static bool
move(const struct folder *f, struct folder_doc *doc)
{
	int fd = openat(f->dir, doc->name,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return false;
	doc->moved = true;
	close(fd);
	return renameat(f->hidden, doc->name, f->dir, doc->name) == 0;
}

static bool
place(const struct folder *f, struct folder_doc *doc)
{
	if (linkat(f->hidden, doc->name, f->dir, doc->name, 0) == 0)
		return true;
	return errno != EEXIST && move(f, doc);
}

static bool
sync_doc(const struct folder *f, const struct folder_doc *doc)
{
	int fd =
	    openat(f->hidden, doc->name, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	return fd >= 0 && close(fd) == 0 && ok;
}

void
folder_stage(struct folder *f)
{
	if (f->staged)
		return;
	for (const struct folder_doc *d = f->first; d != NULL; d = d->next)
		if (!sync_doc(f, d))
			folder_fail(f, d->name, strerror(errno));
	for (struct folder_doc *d = f->first; d != NULL; d = d->next)
		if (!place(f, d))
			folder_fail(f, d->name, strerror(errno));
	/* Not every file system lets a directory be synced. */
	if (fsync(f->dir) != 0 && errno == EIO)
		folder_fail(f, "", strerror(errno));
	f->staged = 1;
	witness_end(f->witness);
}

void
folder_commit(struct folder *f)
{
	folder_stage(f);
	witness_deliver();
	f->stays = 1;
	clear(f, true);
	witness_delivered(f->witness);
	release(f);
}

void
folder_drop(struct folder *f)
{
	clear(f, false);
	witness_drop(f->witness);
	release(f);
}
