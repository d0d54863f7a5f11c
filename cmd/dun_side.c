#include "cmd/dun_side.h"

#include "base/mem.h"
#include "cmd/dun_paper.h"

struct list {
	struct out *out; /* NULL: not asked for */
	void (*write)(struct dun *d, struct out *out);
};

enum { HELD, CALLS, FORECAST, CREDIT, LISTS };

struct dun_side {
	struct dun *d;
	struct list lists[LISTS];
	struct dun_papers *papers; /* NULL: not asked for */
};

static struct out *
open_list(const char *path)
{
	if (path == NULL)
		return NULL;
	tool_writes(path);
	return out_new(path);
}

struct dun_side *
dun_side_new(struct dun *d)
{
	struct dun_side *s = mem_array(1, sizeof *s);

	s->d = d;
	s->papers = dun_papers_new(d);
	s->lists[HELD] = (struct list){open_list(d->held_file), dun_held};
	s->lists[CALLS] = (struct list){open_list(d->calls_file), dun_calls};
	s->lists[FORECAST] =
	    (struct list){open_list(d->forecast_file), dun_forecast};
	s->lists[CREDIT] = (struct list){open_list(d->credit_file), dun_credit};
	return s;
}

/* Money that is not applied, and who has no policy, is told even where nobody
   wants the list. */
void
dun_side_write(struct dun_side *s)
{
	for (int i = 0; i < LISTS; i++)
		if (s->lists[i].out != NULL || i == HELD)
			s->lists[i].write(s->d, s->lists[i].out);
	dun_papers_write(s->papers);
}

void
dun_side_stage(struct dun_side *s)
{
	for (int i = 0; i < LISTS; i++)
		if (s->lists[i].out != NULL)
			out_stage(s->lists[i].out);
	dun_papers_stage(s->papers);
}

void
dun_side_commit(struct dun_side *s)
{
	for (int i = 0; i < LISTS; i++)
		if (s->lists[i].out != NULL)
			out_commit(s->lists[i].out);
	dun_papers_commit(s->papers);
	mem_free(s);
}
