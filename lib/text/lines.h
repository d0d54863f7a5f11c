/*
 * A file of somebody else's, as it comes: line by line, or as bytes for
 * formats that have no lines; in its own encoding, made UTF-8.
 */
#ifndef TEXT_LINES_H
#define TEXT_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

#define LINES_LONGEST ((size_t)16 << 20)

/* How the bytes above 127 are to be taken. */
enum lines_encoding {
	LINES_ANY, /* as UTF-8, or as Latin-1 where a line is none */
	LINES_UTF8,
	LINES_LATIN1,
	LINES_CP1252
};

/* The encoding of a name; NULL is any.  False when it has none. */
bool lines_encoding(const char *name, enum lines_encoding *encoding);

struct lines {
	/* to be set */
	int fd;           /* -1: of memory, see lines_of */
	const char *name; /* for messages; a read error fails the program */
	enum lines_encoding encoding;
	/* all bytes as they are read, in order, and none (n is 0) at the end,
	   unless it is NULL */
	void (*tap)(void *arg, const char *p, size_t n);
	void *arg;
	/* to be read */
	uint64_t at;       /* number of the line last read, from 1 */
	uint64_t latin1;   /* the first that was taken as Latin-1, or 0 */
	const char *wrong; /* why the reading ended early, or NULL */
	/* its own */
	char *bytes;
	size_t from, to, cap;
	bool ended, begun;
	struct buf text, own;
};

/* Reads from memory, which must outlive l; in place of setting fd. */
void lines_of(struct lines *l, struct span memory);

/* The first bytes of the file, up to 4 KiB, without reading them. */
struct span lines_head(struct lines *l);

/*
 * The next line, without its end: LF, CR LF, CR, or CR CR LF.  False at the
 * end, and where something is wrong: a NUL byte, a line beyond LINES_LONGEST,
 * bytes that are not of the encoding.  A mark of UTF-8 at the very beginning
 * is skipped.  The span lasts until the next call.
 */
bool lines_next(struct lines *l, struct span *line);

/* The next bytes, up to 64 KiB of them; false at the end. */
bool lines_bytes(struct lines *l, struct span *bytes);

/* Bytes as UTF-8, by the same rules; a NUL becomes a blank.  The span lasts
   until the next call. */
struct span lines_text(struct lines *l, struct span bytes);

/* Frees what it holds; closes no file. */
void lines_close(struct lines *l);

#endif
