/*
 * A directory of documents that is whole or absent: all documents of a run
 * are there under their names when it succeeds, and none when it fails.  A
 * file that is there already is never overwritten.
 *
 *	f = folder_new("letters");
 *	folder_add(f, doc, ".html", bytes);    once a document
 *	out_stage(rows);
 *	folder_stage(f);                       all that can fail is done ...
 *	out_commit(rows);                      ... but this
 *	folder_commit(f);
 *
 * One thread uses a folder.  Two of them may be of one directory.
 */
#ifndef BASE_FOLDER_H
#define BASE_FOLDER_H

#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"

#define FOLDER_NAME 200 /* bytes of a file's name, at most */

struct folder;

/*
 * The directory `path`, which is made if it is not there, but not the ones
 * above it.  Fails the program when no files can be made in it.  Until
 * folder_commit the documents are in a directory in it, ".ar-" and a number,
 * that only the user may enter; whatever ends the program, but kill -9,
 * removes it, and `path` too if it was made.
 */
struct folder *folder_new(const char *path);

/*
 * Writes a document, whose file will have the name that folder_name gives.
 * Fails the program, naming the file, when there is one of that name, from
 * before or from this run, or on a write error.
 */
void folder_add(
    struct folder *f, struct span name, const char *ext, struct span bytes);

/*
 * Syncs the documents and gives them their names.  A program that fails
 * after it, before folder_commit, takes them back; one that ends by SIGPIPE
 * leaves them, as it does outputs that are staged.  Nothing may be added
 * after it.
 */
void folder_stage(struct folder *f);

/* The documents stay, staged now if they were not; frees f. */
void folder_commit(struct folder *f);

/* Removes all that this run made, and frees f. */
void folder_drop(struct folder *f);

/*
 * Adds to b the file name of a document: letters, digits, '.', '_' and '-'
 * stay, other bytes are written %XX, and so is a '.' or '-' in front; an
 * empty name is "%".  So names differ if documents do.  What is longer than
 * FOLDER_NAME is cut and ends in '~' and a hash of the whole.  `ext` is
 * added as it is: "" or a point and a few letters, 40 bytes at most.
 */
void folder_name(struct buf *b, struct span name, const char *ext);

/* Documents added so far; the path as it was given. */
size_t folder_count(const struct folder *f);
const char *folder_path(const struct folder *f);

#endif
