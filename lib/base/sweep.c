#include "base/sweep.h"

#include <assert.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>

#define MOST 4

/* The list is whole always: a place is filled before it counts. */
static void (*sweepers[MOST])(int sig);
static volatile sig_atomic_t nsweeper;

static void
sweep(int sig)
{
	for (int i = 0; i < nsweeper; i++)
		sweepers[i](sig);
}

static void
sweep_at_exit(void)
{
	sweep(0);
}

/* SA_RESETHAND has put back the default, which this lets happen. */
static void
sweep_and_die(int sig)
{
	sweep(sig);
	raise(sig);
}

/* Signals that somebody ignores, as nohup(1) does, stay ignored. */
static void
begin(void)
{
	static const int deadly[] = {SIGHUP, SIGINT, SIGPIPE, SIGQUIT, SIGTERM};
	struct sigaction old,
	    act = {.sa_handler = sweep_and_die, .sa_flags = (int)SA_RESETHAND};

	atexit(sweep_at_exit);
	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
		if (sigaction(deadly[i], NULL, &old) == 0 &&
		    old.sa_handler == SIG_DFL)
			sigaction(deadly[i], &act, NULL);
}

void
sweep_at_end(void (*what)(int sig))
{
	for (int i = 0; i < nsweeper; i++)
		if (sweepers[i] == what)
			return;
	assert(nsweeper < MOST);
	if (nsweeper == 0)
		begin();
	sweepers[nsweeper] = what;
	nsweeper = nsweeper + 1;
}
