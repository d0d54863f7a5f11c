/*
 * Output that is whole or absent.  Bytes for standard output are held back,
 * in memory up to 64 MiB and then in an unlinked file in $TMPDIR, until the
 * verdict is known; then they are copied out, or dropped.  Those for a file
 * are written beside it, and renamed.
 */
#ifndef BASE_OUT_H
#define BASE_OUT_H

#include <stddef.h>
#include <stdint.h>

struct out;

/*
 * An output for `path`, or for standard output when path is NULL.  A path
 * that exists and is no regular file, or that could not be written, is
 * refused (diag_fail); a symbolic link is followed.  Nothing is created in
 * path's place until out_commit.
 */
struct out *out_new(const char *path);

/*
 * The file that a path to write stands for, symbolic links followed; the
 * caller frees it.  It need not be there; endless links fail the program.
 */
char *out_target(const char *path);

/* Appends; fails the program (diag_fail) when the spool, or the file beside
   the path, can't be written. */
void out_add(struct out *o, const char *p, size_t n);

/*
 * Does all of out_commit but the renaming, so that of several outputs none
 * is replaced when one can't be written.  Optional; nothing may be added
 * after it; for standard output it does nothing.
 */
void out_stage(struct out *o);

/*
 * Delivers all bytes and frees o.  A path is written to a temporary file
 * beside it, synced and renamed over it, with the mode of what was there;
 * standard output is written and checked, closing included.  Write errors
 * fail the program; the temporary file is removed whatever happens.  A
 * broken pipe ends the program by SIGPIPE, as cat would.
 */
void out_commit(struct out *o);

/*
 * Makes the bytes for standard output standard input instead, of this very
 * program, and frees o: what one part of it writes and another reads is no
 * output.
 */
void out_feed(struct out *o);

/* Drops the bytes and frees o. */
void out_drop(struct out *o);

/* The path, or NULL for standard output; bytes added so far. */
const char *out_path(const struct out *o);
uint64_t out_size(const struct out *o);

/* Who sees the bytes, for what else there is to be seen, or NULL. */
struct witness;
struct witness *out_witness(const struct out *o);

#endif
