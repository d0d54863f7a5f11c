#include "cmd/dun_paper.h"

#include "base/diag.h"
#include "base/mem.h"
#include "cli/tables.h"
#include "text/mail.h"

/* No other output is in the directory of letters: it might be one of them. */
static void
keep_out(const struct dun *d)
{
	const char *const files[] = {d->tool.output, d->tool.rejects,
	    d->held_file, d->calls_file, d->forecast_file, d->credit_file,
	    d->counter_file};

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (files[i] != NULL && tool_is_in(files[i], d->letters_dir))
			diag_fail("%s is in %s, with the letters: it could be "
				  "one of them",
			    files[i], d->letters_dir);
}

struct dun_papers *
dun_papers_new(struct dun *d)
{
	struct dun_papers *p;
	const char *wrong;

	if (d->letters_dir == NULL)
		return NULL;
	wrong = d->eml ? mail_wrong(span_of(d->sender)) : NULL;
	if (wrong != NULL)
		diag_fail("--sender: the address has %s", wrong);
	d->sellers = tables_sellers(&d->tool, d->sellers_file);
	p = mem_array(1, sizeof *p);
	p->d = d;
	p->letters = letters_open(d->letters_dir,
	    d->statement ? &dun_statement_names : &dun_letter_names);
	keep_out(d); /* the directory is there now */
	if (d->template != NULL &&
	    letters_find(p->letters, span_of(d->template),
		(struct span){"", 0}) == LETTERS_NONE)
		diag_fail("--template: \"%s\" is no file and no installed "
			  "template (ar-template(5) lists them)",
		    d->template);
	return p;
}

/* "de" of "de", "DE" and "de-AT"; nothing of what is no language. */
static struct span
language_of(struct span cell, char *to)
{
	size_t n = 0;

	for (; n < cell.len && n < 4; n++) {
		char c = cell.at[n];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c < 'a' || c > 'z')
			break;
		to[n] = c;
	}
	if (n < 2 || n > 3 ||
	    (n < cell.len && cell.at[n] != '-' && cell.at[n] != '_'))
		n = 0;
	return (struct span){to, n};
}

/* Each template that is not there is told of once. */
static void
miss(struct dun_papers *p, struct span name)
{
	const char *at = buf_string(&p->missing);

	p->nmissing++;
	p->d->tool.findings = true;
	for (size_t i = 0; i < p->missing.len; i += strlen(at + i) + 1)
		if (span_is(name, at + i))
			return;
	buf_span(&p->missing, name);
	buf_byte(&p->missing, '\0');
	diag_say("no template \"%.*s\", neither as a file nor installed",
	    (int)name.len, name.at);
}

/* Whom a message can't be sent gets a letter. */
static void
find_address(struct dun_paper *s)
{
	struct dun_papers *p = s->papers;
	struct span address = dun_cell(p->d, s->customer, "email");
	const char *wrong = "the customer has no e-mail address";

	s->mail = p->d->eml;
	if (!p->d->eml)
		return;
	if (address.len > 0)
		wrong = mail_wrong(address);
	if (wrong == NULL)
		return;
	s->mail = false;
	p->d->tool.findings = true;
	if (p->nunsent++ < FAULT_SHOWN)
		diag_say("customer %.*s: %s%s: to be posted",
		    (int)s->customer.len, s->customer.at,
		    address.len > 0 ? "the e-mail address has " : "", wrong);
}

bool
dun_paper_begin(struct dun_paper *s, struct span template)
{
	struct dun_papers *p = s->papers;
	char text[4];
	struct span language =
	    language_of(dun_cell(p->d, s->customer, "language"), text);

	s->template = letters_find(p->letters, template, language);
	if (s->template == LETTERS_NONE) {
		miss(p, template);
		return false;
	}
	s->continental =
	    span_is(letters_language(p->letters, s->template), "de");
	find_address(s);
	s->top = letters_top(p->letters);
	dun_paper_head(s);
	return true;
}

/* A first line "Subject: ..." is that of the message, and no part of its
   text; nor is a blank line behind it. */
static struct span
take_subject(struct span *text, struct span name)
{
	static const char begin[] = "Subject: ";
	const size_t n = sizeof begin - 1;
	const char *end;
	struct span subject;

	if (text->len < n || memcmp(text->at, begin, n) != 0)
		return name;
	end = memchr(text->at, '\n', text->len);
	if (end == NULL)
		end = text->at + text->len;
	subject = (struct span){text->at + n, (size_t)(end - text->at) - n};
	for (int i = 0; i < 2 && end < text->at + text->len && *end == '\n';
	     i++)
		end++;
	text->len -= (size_t)(end - text->at);
	text->at = end;
	return subject;
}

void
dun_paper_end(struct dun_paper *s, struct span name)
{
	struct dun_papers *p = s->papers;
	struct span text = letters_text(p->letters, s->template);
	struct mail m = {.from = span_of(p->d->sender), .id = name};

	if (!s->mail) {
		letters_write(p->letters, s->template, name, NULL, text);
		return;
	}
	m.to = dun_cell(p->d, s->customer, "email");
	m.subject = take_subject(&text, name);
	m.text = text;
	m.html = letters_mode(p->letters, s->template) == TEMPLATE_HTML;
	m.date = p->d->asof;
	p->mail.len = 0;
	mail_write(&p->mail, &m);
	letters_write(p->letters, s->template, name, ".eml",
	    (struct span){p->mail.at, p->mail.len});
}

static void
tell(const struct dun_papers *p)
{
	if (p->nunsent > FAULT_SHOWN)
		diag_say("... and %zu more", p->nunsent - FAULT_SHOWN);
	if (p->nmissing > 0)
		diag_say("%zu letter%s not written, for want of a template",
		    p->nmissing, p->nmissing == 1 ? " was" : "s were");
	if (p->ncard > 0)
		diag_say("warning: %zu card number%s masked in letters",
		    p->ncard, p->ncard == 1 ? " was" : "s were");
}

void
dun_papers_write(struct dun_papers *p)
{
	if (p == NULL)
		return;
	if (p->d->statement)
		dun_statements(p);
	else
		dun_letters(p);
	tell(p);
}

void
dun_papers_stage(struct dun_papers *p)
{
	if (p != NULL)
		letters_stage(p->letters);
}

void
dun_papers_commit(struct dun_papers *p)
{
	if (p == NULL)
		return;
	letters_commit(p->letters);
	buf_free(&p->text);
	buf_free(&p->mail);
	buf_free(&p->missing);
	mem_free(p);
}
