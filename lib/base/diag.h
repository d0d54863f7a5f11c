/*
 * What a tool says to its user: every line on standard error goes through
 * here, and begins with the name of the tool.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

/*
 * Names the tool; `name` must outlive the program's last message.  To be
 * called first: it also sees to it that no file opened later can be mistaken
 * for a standard stream that was closed at the start.
 */
void diag_open(const char *name);

/* One line to standard error: "ar-age: " and the message. */
void diag_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * The next line tells why the program is about to fail; of diag_fail that
 * goes without saying.  The first one that did, or "".
 */
void diag_failing(void);
const char *diag_why(void);

/*
 * How many rows have been read, on a terminal only and overwritten as it
 * goes; diag_done wipes it away, as the next message would.
 */
void diag_progress(unsigned long long rows);
void diag_done(void);

/*
 * The same line, then exit(2), which removes unfinished output.  For what
 * leaves nothing to go on with: bad options, I/O errors, no memory.
 */
void diag_fail(const char *fmt, ...)
    __attribute__((format(printf, 1, 2), noreturn));

#endif
