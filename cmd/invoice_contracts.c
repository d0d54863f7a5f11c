#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "cmd/invoice.h"
#include "cmd/invoice_recurring.h"

void
invoice_contracts(struct invoice *v)
{
	struct out *out = out_new(v->tool.output);
	struct csvout *w = csvout_new(out, v->tool.format);
	struct recurring_run run = {
	    .tool = &v->tool,
	    .contracts_file = v->contracts_file,
	    .from = v->from,
	    .to = v->to,
	    .rounding = v->rounding,
	    .customers = v->customers,
	};

	if (v->proration != NULL &&
	    !invoice_proration(v->proration, &run.basis))
		diag_fail("--proration: \"%s\" is none of actual, 30, 28",
		    v->proration);
	invoice_recurring(&run, w);
	csvout_end(w);
	out_commit(out);
}

static void __attribute__((noreturn)) fail(void)
{
	diag_fail("--recurring: %s", strerror(errno));
}

static void __attribute__((noreturn)) feed(struct invoice *v, int to)
{
	if (dup2(to, STDOUT_FILENO) < 0)
		fail();
	close(to);
	v->tool.output = NULL;
	v->tool.format = CSV_CSV;
	invoice_contracts(v);
	exit(0);
}

/* Lines, or none: then there is an end, and no message of ours is needed. */
static void
await(struct invoice *v)
{
	struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};

	while (poll(&in, 1, -1) < 0)
		if (errno != EINTR)
			fail();
	if ((in.revents & POLLIN) == 0)
		invoice_contracts_wait(v);
}

void
invoice_contracts_pipe(struct invoice *v)
{
	int end[2];

	/* The maps of the user are for his tables, not for our own lines. */
	v->tool.map->of[MAP_LINES] = (struct map_section){.money = money_plain};
	if (pipe(end) != 0)
		fail();
	v->feeder = fork();
	if (v->feeder < 0)
		fail();
	if (v->feeder == 0) {
		close(end[0]);
		feed(v, end[1]);
	}
	close(end[1]);
	if (dup2(end[0], STDIN_FILENO) < 0)
		fail();
	close(end[0]);
	await(v);
}

/* Whoever failed to print the lines has said why. */
void
invoice_contracts_wait(struct invoice *v)
{
	int status;

	if (v->feeder == 0)
		return;
	while (waitpid(v->feeder, &status, 0) < 0)
		if (errno != EINTR)
			fail();
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		exit(2);
}
