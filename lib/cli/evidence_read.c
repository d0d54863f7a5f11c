#include <pthread.h>
#include <string.h>

#include "base/mem.h"
#include "cli/evidence_in.h"
#include "text/json.h"
#include "value/currency.h"
#include "value/money.h"

struct evidence_table {
	const char *name;
	const char *const *files;
	size_t nfile;
	struct witness **of; /* by file; NULL: not begun, or our own */
	struct evidence_table *next;
};

/* All of them, for good: files are seen as long as the program runs. */
static struct evidence_table *tables;
static bool inner;
static pthread_mutex_t adding = PTHREAD_MUTEX_INITIALIZER;

void
evidence_inner(void)
{
	inner = true;
}

static bool
is_own(const char *file)
{
	return inner && !strcmp(file, "-");
}

static void
see(void *arg, size_t file, const char *p, size_t n)
{
	struct evidence_table *e = arg;
	const char *path = e->nfile > 0 ? e->files[file] : "-";

	if (is_own(path))
		return;
	if (e->of[file] == NULL)
		e->of[file] = witness_input(e->name, path);
	witness_add(e->of[file], p, n);
	if (n == 0)
		witness_end(e->of[file]);
}

struct evidence_table *
evidence_watch(struct csvin *in, enum map_table table, const char *const *files,
    size_t nfile)
{
	struct evidence_table *e;

	if (!witness_is_on())
		return NULL;
	e = mem_array(1, sizeof *e);
	*e = (struct evidence_table){
	    map_table_name(table), files, nfile, NULL, tables};
	e->of = mem_array(nfile + 1, sizeof(struct witness *));
	tables = e;
	csvin_tap(in, see, e);
	return e;
}

void
evidence_batch(struct evidence_table *e, const struct batch *b)
{
	if (e != NULL)
		witness_rows(e->of[batch_file(b)], b->nread);
}

static struct evidence_sums
no_sums(void)
{
	size_t n = (size_t)currency_count();

	return (struct evidence_sums){
	    mem_array(n, sizeof(int128)), mem_array(n, sizeof(bool))};
}

void
evidence_sums_open(struct evidence_sums *s)
{
	*s = (struct evidence_sums){0};
	if (witness_is_on())
		*s = no_sums();
}

void
evidence_sums_close(struct evidence_sums *s)
{
	mem_free(s->minor);
	mem_free(s->met);
}

void
evidence_posting(struct evidence_sums *s, const struct posting *p)
{
	enum posting_class class;

	if (s->minor == NULL)
		return;
	class = posting_class(p->type);
	if (class == CLASS_OPENS || class == CLASS_ACTS)
		evidence_amount(s, p->amount, p->currency);
}

void
evidence_total(
    struct evidence_table *e, const struct batch *b, struct evidence_sums *s)
{
	struct evidence_sums *to;
	struct witness *w;

	if (e == NULL || s->minor == NULL || e->of[batch_file(b)] == NULL)
		return;
	w = e->of[batch_file(b)];
	pthread_mutex_lock(&adding);
	if (w->more == NULL) {
		to = mem_array(1, sizeof *to);
		*to = no_sums();
		w->more = to;
	}
	to = w->more;
	for (int c = 0; c < currency_count(); c++) {
		if (!s->met[c])
			continue;
		to->met[c] = true;
		to->minor[c] += s->minor[c];
		s->minor[c] = 0;
		s->met[c] = false;
	}
	pthread_mutex_unlock(&adding);
}

void
evidence_read_totals(struct buf *b, const struct witness *w)
{
	const struct evidence_sums *s = w->more;
	const char *before = "";

	buf_text(b, ",\"totals\":[");
	for (int c = 0; s != NULL && c < currency_count(); c++) {
		char amount[MONEY_CHARS];

		if (!s->met[c])
			continue;
		money_format(amount, s->minor[c], currency_exponent(c));
		buf_text(b, before);
		buf_text(b, "{\"currency\":");
		json_string(b, span_of(currency_code(c)));
		buf_text(b, ",\"amount\":\"");
		buf_text(b, amount);
		buf_text(b, "\"}");
		before = ",";
	}
	buf_byte(b, ']');
}
