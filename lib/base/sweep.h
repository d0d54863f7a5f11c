/*
 * Sweeping up when the program ends before its work is done: files that are
 * not to stay are removed, however it ends, kill -9 excepted.
 */
#ifndef BASE_SWEEP_H
#define BASE_SWEEP_H

/*
 * Has what(0) called when the program exits, and what(sig) when a signal
 * ends it that the user may send, or SIGPIPE.  So it does only what is safe
 * in a signal handler, and may be called twice.  The same function is taken
 * once; there is room for four.
 */
void sweep_at_end(void (*what)(int sig));

#endif
