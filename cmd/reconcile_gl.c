#include "cmd/reconcile_gl.h"
#include "base/diag.h"
#include "base/mem.h"
#include "book/gl.h"
#include "cmd/reconcile.h"
#include "value/currency.h"

static const char *const optional[] = {"amount", "debit", "credit", "currency",
    "base_amount", "entity", "ref", "customer", "source", NULL};

static const struct source_kind source_gl = {
    .table = MAP_GL,
    .names = gl_names,
    .n = GL_NCOLUMN,
    .required = gl_required,
    .optional = optional,
    .agree = gl_agree,
};

struct reader {
	struct source *source;
	struct gl_reader gl;
	struct gl_line *lines; /* of the batch at hand */
	size_t n, cap;
	const struct reconcile_gl_work *work;
	void *context;
};

static struct source *
source_of(struct reconcile_run *r)
{
	return r->no_book ? &r->book : &r->other;
}

void
reconcile_gl_open(struct reconcile_run *r)
{
	struct source *s = source_of(r);

	source_open_files(s, &r->tool, &source_gl, r->gl.at, r->gl.n);
	if (!source_has(s, "amount") && !source_has(s, "debit") &&
	    !source_has(s, "credit"))
		diag_fail("%s: no column \"amount\", nor \"debit\" and "
			  "\"credit\" (--col gl.amount=HEADER)",
		    r->gl.at[0]);
	if (source_has(s, "debit") != source_has(s, "credit"))
		diag_fail("%s: of \"debit\" and \"credit\" there is only one",
		    r->gl.at[0]);
}

/* Any thread at any time. */
static void
read_batch(void *context, struct batch *b)
{
	struct reader *r = context;
	uint64_t dropped = 0;

	r->n = 0;
	r->lines = mem_grow(r->lines, &r->cap, b->nrow, sizeof *r->lines);
	gl_bind(&r->gl, b);
	for (uint32_t i = 0; i < b->nrow; i++)
		if (columns_drop(&r->gl.columns, b, i))
			dropped++;
		else if (gl_read(&r->gl, b, i, &r->lines[r->n]))
			r->n++;
	source_dropped(r->source, dropped);
	if (r->work->any != NULL)
		r->work->any(r->context, r->lines, r->n);
}

/* One thread at a time, in the order of the input. */
static void
take_batch(void *context, struct batch *b)
{
	struct reader *r = context;

	(void)b;
	r->work->then(r->context, r->lines, r->n);
}

void
reconcile_gl_run(struct reconcile_run *r, const struct reconcile_gl_work *work,
    void **contexts)
{
	struct source *s = source_of(r);
	uint32_t n = tool_threads(&r->tool);
	struct reader *readers = mem_array(n, sizeof *readers);
	void **context = mem_array(n, sizeof *context);
	int base = r->money != NULL ? r->money->currency : -1;

	for (uint32_t i = 0; i < n; i++) {
		readers[i] = (struct reader){
		    .source = s, .work = work, .context = contexts[i]};
		gl_open(&readers[i].gl, s->map, base);
		context[i] = &readers[i];
	}
	source_run_turns(s, n, read_batch, take_batch, context);
	for (uint32_t i = 0; i < n; i++) {
		gl_close(&readers[i].gl);
		mem_free(readers[i].lines);
	}
	mem_free(readers);
	mem_free(context);
	source_fail(s, &s->faults);
}

void
reconcile_gl_read(struct reconcile_run *r,
    void (*take)(void *arg, const struct gl_line *lines, size_t n), void *arg)
{
	const struct reconcile_gl_work work = {NULL, take};
	uint32_t n = tool_threads(&r->tool);
	void **contexts = mem_array(n, sizeof *contexts);

	if (r->names == NULL)
		r->names = intern_new();
	for (uint32_t i = 0; i < n; i++)
		contexts[i] = arg;
	reconcile_gl_run(r, &work, contexts);
	mem_free(contexts);
}
