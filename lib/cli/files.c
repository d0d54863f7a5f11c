#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/out.h"
#include "cli/tool.h"

/* Files that the run reads and writes, to see that none is both. */
struct file {
	const char *name;
	bool written;
	bool log; /* evidence, which is added to: what is read of it stays */
	dev_t dev;
	ino_t ino;
};

/* An output that is yet to be made: its directory, and its name there. */
struct fresh {
	const char *name;
	dev_t dev;
	ino_t ino;
};

static struct {
	struct file *at;
	size_t n, cap;
	struct fresh *fresh;
	size_t nfresh, fresh_cap;
	bool standard_input;
} files;

static void __attribute__((noreturn))
refuse(const struct file *one, const struct file *other)
{
	diag_fail("%s is %s and would be overwritten",
	    one->written ? one->name : other->name,
	    one->written && other->written ? "named for two outputs"
					   : "also an input");
}

static void
declare(struct file new, const struct stat *st)
{
	new.dev = st->st_dev;
	new.ino = st->st_ino;
	for (size_t i = 0; i < files.n; i++) {
		const struct file *f = &files.at[i];

		if (f->dev != new.dev || f->ino != new.ino ||
		    (f->log && new.log && !(f->written && new.written)))
			continue;
		if (f->written || new.written)
			refuse(&new, f);
		diag_say("note: %s is read twice", new.name);
		break;
	}
	files.at =
	    mem_grow(files.at, &files.cap, files.n + 1, sizeof *files.at);
	files.at[files.n++] = new;
}

void
tool_reads(const char *path)
{
	bool standard = !strcmp(path, "-");
	struct stat st;

	if (standard && files.standard_input)
		diag_fail("standard input can be read only once");
	if (standard)
		files.standard_input = true;
	if ((standard ? fstat(STDIN_FILENO, &st) : stat(path, &st)) != 0)
		return; /* opening it will tell */
	if (S_ISREG(st.st_mode))
		declare(
		    (struct file){.name = standard ? "standard input" : path},
		    &st);
}

void
tool_appends(const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0)
		declare(
		    (struct file){.name = path, .written = true, .log = true},
		    &st);
}

void
tool_consults(const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0)
		declare((struct file){.name = path, .log = true}, &st);
}

static bool
find_directory(const char *path, struct fresh *f)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash == NULL ? mem_copy(".", 1)
				  : mem_copy(path, (size_t)(slash - path) + 1);
	struct stat st;
	bool there = stat(dir, &st) == 0;

	mem_free(dir);
	if (there)
		*f = (struct fresh){
		    slash == NULL ? path : slash + 1, st.st_dev, st.st_ino};
	return there;
}

static void
declare_new(const char *path)
{
	char *name = out_target(path); /* kept with the list */
	struct fresh new;

	if (!find_directory(name, &new)) {
		mem_free(name);
		return; /* making it will tell */
	}
	for (size_t i = 0; i < files.nfresh; i++) {
		const struct fresh *f = &files.fresh[i];

		if (f->dev == new.dev && f->ino == new.ino &&
		    !strcmp(f->name, new.name))
			diag_fail("%s is named for two outputs", path);
	}
	files.fresh = mem_grow(files.fresh, &files.fresh_cap, files.nfresh + 1,
	    sizeof *files.fresh);
	files.fresh[files.nfresh++] = new;
}

bool
tool_is_in(const char *path, const char *dir)
{
	struct fresh f;
	struct stat st;

	return stat(dir, &st) == 0 && find_directory(path, &f) &&
	       f.dev == st.st_dev && f.ino == st.st_ino;
}

void
tool_writes(const char *path)
{
	struct stat st;

	if ((path == NULL ? fstat(STDOUT_FILENO, &st) : stat(path, &st)) != 0) {
		if (path != NULL && errno == ENOENT)
			declare_new(path);
		return;
	}
	if (S_ISREG(st.st_mode))
		declare((struct file){.name = path == NULL ? "standard output"
							   : path,
			    .written = true},
		    &st);
}

/* PREFIX of the running program, where that can be told. */
static bool
installed_beside(char *dir, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", dir, size - 1);
	char *slash;

	if (n <= 0)
		return false;
	dir[n] = '\0';
	for (int up = 0; up < 2; up++) {
		slash = strrchr(dir, '/');
		if (slash == NULL)
			return false;
		*slash = '\0';
	}
	return true;
}

char *
tool_data(const char *name)
{
	char prefix[2048], path[4096];

	if (installed_beside(prefix, sizeof prefix)) {
		snprintf(
		    path, sizeof path, "%s/share/ar-tools/%s", prefix, name);
		if (access(path, R_OK) == 0)
			return mem_copy(path, strlen(path));
	}
	snprintf(path, sizeof path, "%s/%s", AR_DATADIR, name);
	if (access(path, R_OK) == 0)
		return mem_copy(path, strlen(path));
	return NULL;
}
