/* What the files of the map share. */
#ifndef TEXT_MAP_IN_H
#define TEXT_MAP_IN_H

#include "base/buf.h"
#include "text/map.h"

/* A map being read; at a fault, `line` and `what` say where and why. */
struct map_reader {
	struct map *map;
	struct map_section *section; /* NULL before the first */
	size_t line;
	unsigned said;    /* settings of the section, a bit each */
	size_t mark_line; /* the last one about how numbers are written */
	char what[256];
};

/* Reads the text of a map into r->map; false at a fault. */
bool map_parse(struct map_reader *r, struct span text);

/* Takes key = value, if the key is a setting; else *known is false. */
bool map_set(
    struct map_reader *r, struct span key, struct span value, bool *known);

/* The setting that a misspelt key means (date_format), or NULL. */
const char *map_meant(struct span key);

/* Takes the value of a drop or a negate, which is `key`. */
bool map_set_rule(struct map_reader *r, const char *key,
    struct map_rules *rules, struct span value);

/* Takes the value of value.COLUMN. */
bool map_set_change(
    struct map_reader *r, struct span column, struct span value);

/* Whether the settings of the section agree with each other. */
bool map_agree(struct map_reader *r);

/* Notes a fault, and is false. */
bool map_fault(struct map_reader *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* s without the blanks around it. */
struct span map_trim(struct span s);

/* The table of a name, or MAP_TABLES. */
enum map_table map_table_of(struct span name);

/* Whether s can be the name of a column: [a-z][a-z0-9_]*. */
bool map_is_column(struct span s);

/* Takes "default.", "blank." or "strip." off the key's front and says what
   that makes of its value. */
enum map_said map_cut_said(struct span *key);

/* Notes what is said of a column; what was said before is replaced. */
void map_say(struct map_section *s, enum map_said what, struct span column,
    struct span value);

/* The names of all tables, with commas between. */
void map_tables(struct buf *to);

/* A span as printf's %.*s takes it, cut to a length fit for a message. */
#define MAP_SHOW(s) (int)((s).len < 60 ? (s).len : 60), (s).at

#endif
