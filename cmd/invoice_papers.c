#include "cmd/invoice_papers.h"

#include "base/diag.h"
#include "base/folder.h"
#include "base/mem.h"
#include "cmd/invoice_names.h"
#include "format/ubl.h"
#include "format/x12_810.h"

struct invoice_papers {
	struct invoice *v;
	struct out *lines_out; /* NULL: not asked for, as all of them */
	struct csvout *lines;
	struct letters *letters;
	struct folder *ubl, *x12;
	struct buf text; /* of the document at hand */
	size_t changed;  /* texts that X12 could not hold */
	size_t nmisfit;  /* documents that do not fit their format */
};

/* No other output is in a directory of documents: it might be one of them. */
static void
keep_out(const struct invoice *v, const char *dir)
{
	const char *const files[] = {v->tool.output, v->tool.rejects,
	    v->lines_file, v->findings_file, v->counter_file};

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (dir != NULL && files[i] != NULL &&
		    tool_is_in(files[i], dir))
			diag_fail("%s is in %s, with the documents: it could "
				  "be one of them",
			    files[i], dir);
}

struct invoice_papers *
invoice_papers_new(struct invoice *v)
{
	struct invoice_papers *p = mem_array(1, sizeof *p);

	p->v = v;
	keep_out(v, v->letters);
	keep_out(v, v->ubl);
	keep_out(v, v->x12[1]);
	if (v->lines_file != NULL)
		p->lines_out = out_new(v->lines_file);
	if (v->letters != NULL)
		p->letters =
		    letters_new(v->letters, v->template_name, &invoice_names);
	if (v->ubl != NULL)
		p->ubl = folder_new(v->ubl);
	if (v->x12[0] != NULL)
		p->x12 = folder_new(v->x12[1]);
	return p;
}

/* Half of the documents would be worse than none: one that does not fit its
   format ends the run, but not before the others were looked at. */
static void
refuse(struct invoice_papers *p, const struct bill *b, const char *format,
    const struct misfit *why)
{
	char place[PLACE_CHARS];
	struct buf text = {0};
	uint64_t at = b->line[why->line > 0 ? why->line - 1 : 0].at;

	if (p->nmisfit++ >= FAULT_SHOWN)
		return;
	source_place(&p->v->source, at, place, sizeof place);
	misfit_text(&text, why);
	diag_say("%s: %s %.*s: %s", place, format, (int)b->doc.len, b->doc.at,
	    buf_string(&text));
	buf_free(&text);
}

static void
add_ubl(struct invoice_papers *p, const struct bill *b)
{
	struct misfit why;

	p->text.len = 0;
	if (!ubl_write(&p->text, b, &why)) {
		refuse(p, b, "UBL", &why);
		return;
	}
	folder_add(
	    p->ubl, b->doc, ".xml", (struct span){p->text.at, p->text.len});
}

/* An interchange is known by the last digits of its document's number; a
   credit memo may have those of an invoice. */
static uint32_t
control_of(const struct bill *b)
{
	struct serial s;
	uint64_t n = serial_parse(b->doc, &s) ? s.number : 0;

	return (uint32_t)((2 * n + b->credit) % X12_CONTROL_MOST) + 1;
}

static void
add_x12(struct invoice_papers *p, const struct bill *b)
{
	struct misfit why;
	size_t changed = 0;

	p->text.len = 0;
	if (!x12_810_write(&p->text, b, control_of(b), &changed, &why)) {
		refuse(p, b, "X12 810", &why);
		return;
	}
	p->changed += changed;
	folder_add(
	    p->x12, b->doc, ".edi", (struct span){p->text.at, p->text.len});
}

static void
add(void *arg, const struct bill *b)
{
	struct invoice_papers *p = arg;

	if (p->lines != NULL)
		invoice_lines_add(p->v, p->lines, b);
	if (p->letters != NULL) {
		invoice_letter(letters_top(p->letters), b);
		letters_add(p->letters, b->doc);
	}
	if (p->ubl != NULL)
		add_ubl(p, b);
	if (p->x12 != NULL)
		add_x12(p, b);
}

void
invoice_papers_write(struct invoice_papers *p)
{
	if (p->v->keep == NULL)
		return;
	if (p->lines_out != NULL)
		p->lines = invoice_lines_open(p->v, p->lines_out);
	invoice_each_bill(p->v, add, p);
	if (p->lines != NULL)
		csvout_end(p->lines);
	if (p->nmisfit > FAULT_SHOWN)
		diag_say("... and %zu more", p->nmisfit - FAULT_SHOWN);
	if (p->nmisfit > 0)
		diag_fail("nothing is billed: %zu electronic invoice%s can't "
			  "be written",
		    p->nmisfit, p->nmisfit == 1 ? "" : "s");
	if (p->changed > 0)
		diag_say("note: %zu text%s cut or cleaned for X12", p->changed,
		    p->changed == 1 ? " was" : "s were");
}

void
invoice_papers_stage(struct invoice_papers *p)
{
	if (p->lines_out != NULL)
		out_stage(p->lines_out);
	if (p->letters != NULL)
		letters_stage(p->letters);
	if (p->ubl != NULL)
		folder_stage(p->ubl);
	if (p->x12 != NULL)
		folder_stage(p->x12);
}

void
invoice_papers_commit(struct invoice_papers *p)
{
	if (p->lines_out != NULL)
		out_commit(p->lines_out);
	if (p->letters != NULL)
		letters_commit(p->letters);
	if (p->ubl != NULL)
		folder_commit(p->ubl);
	if (p->x12 != NULL)
		folder_commit(p->x12);
	buf_free(&p->text);
	mem_free(p);
}
