#include "cli/letters.h"

#include <stdio.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/folder.h"
#include "base/mem.h"
#include "cli/tool.h"
#include "text/template.h"

struct letters {
	struct folder *folder;
	struct template *template;
	const char *ext; /* part of path */
	char *path;
	struct tdata *data;
	struct buf text; /* of one letter */
};

/* A template's path; the caller keeps it as long as the program runs. */
static char *
find_template(const char *name)
{
	char path[256], *found = NULL;

	if (strchr(name, '/') != NULL || access(name, F_OK) == 0)
		return mem_copy(name, strlen(name));
	if (strlen(name) < 200) {
		snprintf(path, sizeof path, "templates/%s", name);
		found = tool_data(path);
	}
	if (found == NULL)
		diag_fail("--template: \"%s\" is no file and no installed "
			  "template (ar-template(5) lists them)",
		    name);
	return found;
}

struct letters *
letters_new(const char *dir, const char *template, const struct tnames *names)
{
	struct letters *l = mem_array(1, sizeof *l);

	l->path = find_template(template);
	tool_reads(l->path);
	l->ext = template_extension(l->path);
	l->template = template_read(l->path, names);
	l->data = tdata_new(names);
	l->folder = folder_new(dir);
	return l;
}

struct trecord *
letters_top(struct letters *l)
{
	return tdata_top(l->data);
}

void
letters_add(struct letters *l, struct span name)
{
	l->text.len = 0;
	template_run(l->template, tdata_top(l->data), &l->text);
	folder_add(l->folder, name, l->ext,
	    (struct span){buf_string(&l->text), l->text.len});
	tdata_reset(l->data);
}

/* All but the folder, and the path, which tool_reads remembers. */
static void
release(struct letters *l)
{
	template_free(l->template);
	tdata_free(l->data);
	buf_free(&l->text);
	mem_free(l);
}

void
letters_stage(struct letters *l)
{
	folder_stage(l->folder);
}

void
letters_commit(struct letters *l)
{
	folder_commit(l->folder);
	release(l);
}

void
letters_drop(struct letters *l)
{
	folder_drop(l->folder);
	release(l);
}
