/* What can be imported: formats, and profiles of exports. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/mem.h"
#include "cmd/import.h"

#define MOST 512 /* profiles */

/* The first line of a map's comment, without its mark. */
static void
summary(const char *path, char *line, size_t size)
{
	FILE *f = fopen(path, "r");
	size_t n = 0;

	line[0] = '\0';
	if (f == NULL)
		return;
	if (fgets(line, (int)size, f) == NULL)
		line[0] = '\0';
	fclose(f);
	line[strcspn(line, "\n")] = '\0';
	while (line[n] == '#' || line[n] == ' ')
		n++;
	memmove(line, line + n, strlen(line + n) + 1);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of the maps in a directory, without ".map", sorted. */
static size_t
find_maps(const char *dir, char *names[MOST])
{
	DIR *d = opendir(dir);
	struct dirent *e;
	size_t n = 0;

	if (d == NULL)
		return 0;
	while (n < MOST && (e = readdir(d)) != NULL) {
		size_t len = strlen(e->d_name);

		if (len > 4 && !strcmp(e->d_name + len - 4, ".map"))
			names[n++] = mem_copy(e->d_name, len - 4);
	}
	closedir(d);
	qsort(names, n, sizeof *names, by_name);
	return n;
}

static void
row(struct csvout *w, const char *name, const char *kind, const char *text)
{
	csvout_string(w, name);
	csvout_string(w, kind);
	csvout_string(w, text);
	csvout_row(w);
}

static void
list_profiles(struct csvout *w)
{
	char *dir = tool_data("maps"), *names[MOST], path[4352], text[256];
	size_t n = dir != NULL ? find_maps(dir, names) : 0;

	for (size_t i = 0; i < n; i++) {
		snprintf(path, sizeof path, "%s/%s.map", dir, names[i]);
		summary(path, text, sizeof text);
		row(w, names[i], "profile", text);
		mem_free(names[i]);
	}
	mem_free(dir);
}

void
import_list(struct import *in, struct out *out)
{
	static const char *const names[] = {"name", "kind", "summary"};
	struct csvout *w = csvout_new(out, in->tool.format);

	for (size_t i = 0; i < 3; i++)
		csvout_column(w, span_of(names[i]), CSV_TEXT);
	row(w, "csv", "format", "a table, read by a profile (--map) or --col");
	for (size_t i = 0; formats[i] != NULL; i++)
		row(w, formats[i]->name, "format", formats[i]->summary);
	list_profiles(w);
	csvout_end(w);
}
