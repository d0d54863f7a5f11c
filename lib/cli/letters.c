#include "cli/letters.h"

#include <stdio.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/folder.h"
#include "base/mem.h"
#include "cli/tool.h"

/* A template by the path where it was found. */
struct paper {
	char *path;
	const char *ext; /* part of path */
	struct template *template;
};

struct letters {
	struct folder *folder;
	const struct tnames *names;
	struct paper *papers;
	size_t n, cap;
	struct tdata *data;
	struct buf text; /* of one letter */
};

/* A template's path, or NULL; the caller keeps it as long as the program
   runs. */
static char *
find_path(const char *name)
{
	char path[256];

	if (access(name, F_OK) == 0)
		return mem_copy(name, strlen(name));
	if (strchr(name, '/') != NULL || strlen(name) >= 200)
		return NULL;
	snprintf(path, sizeof path, "templates/%s", name);
	return tool_data(path);
}

static size_t
add_paper(struct letters *l, char *path)
{
	struct paper *p;

	for (size_t i = 0; i < l->n; i++)
		if (!strcmp(l->papers[i].path, path)) {
			mem_free(path);
			return i;
		}
	l->papers = mem_grow(l->papers, &l->cap, l->n + 1, sizeof *l->papers);
	p = &l->papers[l->n];
	tool_reads(path);
	*p = (struct paper){
	    path, template_extension(path), template_read(path, l->names)};
	return l->n++;
}

struct letters *
letters_open(const char *dir, const struct tnames *names)
{
	struct letters *l = mem_array(1, sizeof *l);

	l->names = names;
	l->data = tdata_new(names);
	l->folder = folder_new(dir);
	return l;
}

struct letters *
letters_new(const char *dir, const char *template, const struct tnames *names)
{
	struct letters *l = mem_array(1, sizeof *l);
	char *path = strchr(template, '/') != NULL
			 ? mem_copy(template, strlen(template))
			 : find_path(template);

	if (path == NULL)
		diag_fail("--template: \"%s\" is no file and no installed "
			  "template (ar-template(5) lists them)",
		    template);
	l->names = names;
	add_paper(l, path);
	l->data = tdata_new(names);
	l->folder = folder_new(dir);
	return l;
}

/* "my.de.txt" of "my.txt" and "de". */
static void
in_language(struct buf *b, struct span name, struct span language)
{
	struct buf whole = {0};
	size_t ext;

	buf_span(&whole, name);
	ext = strlen(template_extension(buf_string(&whole)));
	b->len = 0;
	buf_add(b, name.at, name.len - ext);
	buf_byte(b, '.');
	buf_span(b, language);
	buf_text(b, whole.at + whole.len - ext);
	buf_free(&whole);
}

size_t
letters_find(struct letters *l, struct span name, struct span language)
{
	struct buf b = {0};
	char *path = NULL;

	if (language.len > 0) {
		in_language(&b, name, language);
		path = find_path(buf_string(&b));
	}
	if (path == NULL) {
		b.len = 0;
		buf_span(&b, name);
		path = find_path(buf_string(&b));
	}
	buf_free(&b);
	return path != NULL ? add_paper(l, path) : LETTERS_NONE;
}

const char *
letters_path(const struct letters *l, size_t template)
{
	return l->papers[template].path;
}

struct span
letters_language(const struct letters *l, size_t template)
{
	const struct paper *p = &l->papers[template];
	const char *end = p->ext, *at = end;

	while (at > p->path && at[-1] >= 'a' && at[-1] <= 'z')
		at--;
	if (at == p->path || at[-1] != '.' || end - at < 2 || end - at > 3)
		return (struct span){"", 0};
	return (struct span){at, (size_t)(end - at)};
}

enum template_mode
letters_mode(const struct letters *l, size_t template)
{
	return template_mode(l->papers[template].path);
}

struct trecord *
letters_top(struct letters *l)
{
	return tdata_top(l->data);
}

void
letters_add(struct letters *l, struct span name)
{
	letters_write(l, 0, name, NULL, letters_text(l, 0));
}

struct span
letters_text(struct letters *l, size_t template)
{
	l->text.len = 0;
	template_run(
	    l->papers[template].template, tdata_top(l->data), &l->text);
	tdata_reset(l->data);
	return (struct span){buf_string(&l->text), l->text.len};
}

void
letters_write(struct letters *l, size_t template, struct span name,
    const char *ext, struct span bytes)
{
	folder_add(l->folder, name, ext != NULL ? ext : l->papers[template].ext,
	    bytes);
}

/* All but the folder, and the paths, which tool_reads remembers. */
static void
release(struct letters *l)
{
	for (size_t i = 0; i < l->n; i++)
		template_free(l->papers[i].template);
	mem_free(l->papers);
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
