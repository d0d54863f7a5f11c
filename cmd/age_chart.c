#include <stdlib.h>

#include "base/intern.h"
#include "base/mem.h"
#include "cmd/age.h"
#include "text/chart.h"
#include "value/currency.h"
#include "value/date.h"

/* What the chart points to. */
struct sheet {
	const struct age *age;
	struct intern *texts;
	struct buf word;
	size_t *places; /* that are drawn, of aging_places */
	size_t n, apart;
	struct chart_value *at; /* a row of n for each currency */
	bool *any;              /* of the currencies */
	int128 *totals;         /* likewise */
	struct span *x;
	struct chart_panel *panels;
	size_t npanel;
};

/* The word, kept; it is empty again. */
static struct span
keep(struct sheet *s)
{
	uint32_t id = intern_add(s->texts, span_of(buf_string(&s->word)));

	s->word.len = 0;
	return intern_text(s->texts, id);
}

/* Credits that were put into the buckets have no place apart. */
static bool
drawn(const struct age *a, size_t place)
{
	const struct aging_policy *p = &a->policy;

	if (place == aging_index(p, AGING_DISPUTED))
		return p->disputed;
	return place < p->nlimit + 2 || p->credits == AGING_COLUMN ||
	       p->credits == AGING_OLDEST;
}

static void
find_places(struct sheet *s)
{
	const struct age *a = s->age;
	size_t n = aging_places(&a->policy);
	char text[BUCKET_CHARS];

	s->places = mem_array(n, sizeof *s->places);
	s->x = mem_array(n, sizeof *s->x);
	s->apart = a->policy.nlimit + 2;
	for (size_t i = 0; i < n; i++) {
		if (!drawn(a, i))
			continue;
		buf_text(&s->word, age_place(a, i, text));
		s->x[s->n] = keep(s);
		s->places[s->n++] = i;
	}
}

static void
sum(struct sheet *s)
{
	const struct age *a = s->age;
	size_t count = (size_t)currency_count();

	s->at = mem_array(count * s->n, sizeof *s->at);
	s->any = mem_array(count, sizeof *s->any);
	s->totals = mem_array(count, sizeof *s->totals);
	for (size_t i = 0; i < pivot_count(a->pivot); i++) {
		size_t c = (size_t)age_currency(a, pivot_key(a->pivot, i));
		const int128 *row = pivot_at(a->pivot, i);

		for (size_t k = 0; k < s->n; k++) {
			int128 amount = row[s->places[k]];

			s->at[c * s->n + k].n += amount;
			s->totals[c] += amount;
			s->any[c] = s->any[c] || amount != 0 || a->zero;
		}
	}
	for (size_t i = 0; i < count * s->n; i++)
		s->at[i].known = chart_fits(s->at[i].n);
}

static void
fill_panels(struct sheet *s)
{
	size_t count = (size_t)currency_count();

	s->panels = mem_array(count, sizeof *s->panels);
	for (size_t c = 0; c < count; c++) {
		struct chart_panel *p = &s->panels[s->npanel];
		int places = currency_exponent((int)c);

		if (!s->any[c])
			continue;
		s->npanel++;
		p->places = places;
		p->at = &s->at[c * s->n];
		p->unit = span_of(currency_code((int)c));
		p->title = c == CURRENCY_UNNAMED ? span_of("Open") : p->unit;
		buf_text(&s->word, "total ");
		chart_value_text(&s->word, s->totals[c], places);
		p->note = keep(s);
	}
}

/* What was left out must not look like all there is. */
static void
name_choice(struct sheet *s)
{
	const struct age *a = s->age;
	struct buf *to = &s->word;

	for (size_t i = 0; i < a->tool.where.n; i++) {
		buf_text(to, ", ");
		buf_text(to, a->tool.where.at[i]);
	}
	if (a->type != NULL) {
		buf_text(to, ", only ");
		buf_text(to, a->type);
	}
	if (a->older != AGE_ANY) {
		char days[MONEY_CHARS];

		money_format(days, a->older, 0);
		buf_text(to, ", more than ");
		buf_text(to, days);
		buf_text(to, " days");
	}
	if (a->base != NULL)
		buf_text(to, a->base->booked
				 ? ", converted at rates of booking"
				 : ", converted at rates of the day");
}

static struct span
subtitle(struct sheet *s)
{
	static const char *const basis[] = {", days past due",
	    ", days since the date of the document", ", days since posting"};
	char day[DATE_CHARS];

	date_format(day, s->age->policy.asof);
	buf_text(&s->word, "as of ");
	buf_text(&s->word, day);
	buf_text(&s->word, basis[s->age->policy.basis]);
	name_choice(s);
	return keep(s);
}

void
age_chart(const struct age *a, struct out *out)
{
	static const struct span no_name = {"", 0};
	struct sheet s = {.age = a, .texts = intern_new()};
	struct chart c = {.names = &no_name, .nname = 1};
	struct buf to = {0};

	find_places(&s);
	sum(&s);
	fill_panels(&s);
	c.title = span_of("Receivables by age");
	c.subtitle = subtitle(&s);
	c.x = s.x;
	c.nx = s.n;
	c.apart = s.apart;
	c.panels = s.panels;
	c.npanel = s.npanel;
	chart_bars(&c, &to);
	out_add(out, to.at, to.len);
	buf_free(&to);
	buf_free(&s.word);
	intern_free(s.texts);
	mem_free(s.places);
	mem_free(s.x);
	mem_free(s.at);
	mem_free(s.any);
	mem_free(s.totals);
	mem_free(s.panels);
}
