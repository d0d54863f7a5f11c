#include "base/diag.h"
#include "base/mem.h"
#include "cmd/apply_in.h"
#include "value/currency.h"

/* --tolerance and --approve-over: lists of [CUR=]AMOUNT, the first also of
   percentages. */

/* One of a list, in the words of the user. */
struct said {
	struct span text, number; /* with and without its currency */
	int currency;             /* CURRENCY_BAD: of all of them */
	bool share;               /* a percentage */
};

struct wish {
	const char *option;
	struct said *at;
	size_t n, cap;
};

bool
apply_percent(struct span s, struct decimal *d)
{
	if (s.len > 0 && s.at[s.len - 1] == '%')
		s.len--;
	return decimal_parse(s, &money_plain, d) == MONEY_OK && d->n >= 0;
}

/* An amount has no more decimals than its currency; of one that is for all
   currencies, those that a currency does not have are left away. */
static int64_t
amount_of(const char *option, const struct said *s, int currency)
{
	int exponent = currency_exponent(currency);
	enum money_fault fault;
	struct decimal d;
	int64_t minor;

	fault = money_parse(s->number, exponent, &money_plain, &minor);
	if (fault == MONEY_OK && minor >= 0)
		return minor;
	if (s->currency == CURRENCY_BAD && fault == MONEY_DECIMALS &&
	    decimal_parse(s->number, &money_plain, &d) == MONEY_OK && d.n >= 0)
		return (int64_t)(d.n / decimal_power(d.places - exponent));
	diag_fail("%s: \"%.*s\" is not an amount%s%s", option,
	    (int)s->number.len, s->number.at,
	    currency == CURRENCY_UNNAMED ? "" : " of ",
	    currency_code(currency));
}

/* "EUR=5" is of one currency, "5" of all of them. */
static struct said
read_said(const char *option, struct span text)
{
	const char *mark = memchr(text.at, '=', text.len);
	struct said s = {text, text, CURRENCY_BAD, false};
	struct span code = text;

	if (mark != NULL) {
		code.len = (size_t)(mark - text.at);
		s.currency = currency_find(code);
		if (s.currency == CURRENCY_BAD)
			diag_fail("%s: \"%.*s\" is not an ISO 4217 currency "
				  "code",
			    option, (int)code.len, code.at);
		s.number = (struct span){mark + 1, text.len - code.len - 1};
	}
	s.share = s.number.len > 0 && s.number.at[s.number.len - 1] == '%';
	return s;
}

static bool
has_point(const struct said *s)
{
	return memchr(s->number.at, '.', s->number.len) != NULL;
}

/* Of two for the same one would be for nothing: most likely it is one number,
   with a comma in it. */
static void
check_once(const char *option, const struct said *a, const struct said *b)
{
	if (a->currency != b->currency || a->share != b->share)
		return;
	diag_fail("%s: \"%.*s\" and \"%.*s\" are two %s %s%s; the decimal mark "
		  "is '.', and nothing parts thousands",
	    option, (int)a->text.len, a->text.at, (int)b->text.len, b->text.at,
	    a->share ? "percentages" : "amounts",
	    a->currency == CURRENCY_BAD ? "" : "of ",
	    a->currency == CURRENCY_BAD ? "for all currencies"
					: currency_code(a->currency));
}

/* So it is where what follows an amount has no currency: EUR=5,50 or 0,5%. */
static void
check_next(const char *option, const struct said *a, const struct said *b)
{
	if (a->share || b->currency != CURRENCY_BAD ||
	    (b->share && (has_point(a) || has_point(b))))
		return;
	diag_fail("%s: \"%.*s,%.*s\" may be one number or two; the decimal "
		  "mark is '.', and two are given by %s twice",
	    option, (int)a->text.len, a->text.at, (int)b->text.len, b->text.at,
	    option);
}

static void
add_said(struct wish *w, struct span text, bool first)
{
	struct said s = read_said(w->option, text);

	for (size_t i = 0; i < w->n; i++)
		check_once(w->option, &w->at[i], &s);
	if (!first)
		check_next(w->option, &w->at[w->n - 1], &s);
	w->at = mem_grow(w->at, &w->cap, w->n + 1, sizeof *w->at);
	w->at[w->n++] = s;
}

static void
set_tolerance(struct apply *a, const char *option, const struct said *s, int c)
{
	struct match_tolerance *t = &a->tolerance[c];

	if (!s->share) {
		t->has_amount = true;
		t->amount = amount_of(option, s, c);
		return;
	}
	t->has_percent = true;
	if (!apply_percent(s->number, &t->percent))
		diag_fail("%s: \"%.*s\" is not a percentage", option,
		    (int)s->number.len, s->number.at);
}

static void
set_approve(struct apply *a, const char *option, const struct said *s, int c)
{
	a->approve[c] = amount_of(option, s, c);
}

/* First what is of all currencies, then what is of one. */
static void
read_list(struct apply *a, const char *option, const struct opt_list *args,
    void (*set)(
	struct apply *a, const char *option, const struct said *s, int c))
{
	struct wish w = {.option = option};

	for (size_t i = 0; i < args->n; i++) {
		const char *list = args->at[i];
		struct span item;

		for (bool first = true; opts_item(&list, &item); first = false)
			add_said(&w, item, first);
	}
	for (size_t i = 0; i < w.n; i++)
		for (int c = 0; c < currency_count(); c++)
			if (w.at[i].currency == CURRENCY_BAD)
				set(a, option, &w.at[i], c);
	for (size_t i = 0; i < w.n; i++)
		if (w.at[i].currency != CURRENCY_BAD)
			set(a, option, &w.at[i], w.at[i].currency);
	mem_free(w.at);
}

void
apply_amounts(struct apply *a)
{
	size_t n = (size_t)currency_count();

	a->tolerance = mem_array(n, sizeof *a->tolerance);
	a->approve = mem_array(n, sizeof *a->approve);
	for (size_t c = 0; c < n; c++)
		a->approve[c] = INT64_MAX;
	read_list(a, "--tolerance", &a->tolerance_args, set_tolerance);
	read_list(a, "--approve-over", &a->approve_args, set_approve);
}
