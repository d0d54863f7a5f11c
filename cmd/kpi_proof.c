#include "base/diag.h"
#include "base/mem.h"
#include "base/turns.h"
#include "cmd/kpi_in.h"
#include "value/currency.h"

/*
 * What is open at the end of each period, added up item by item, must be the
 * sum of all rows that count by then, added up without looking at items.
 */
struct sums {
	const struct kpi_world *world;
	int128 *at; /* by period, then currency: what came in each */
	size_t ncurrency;
};

#define CHUNK ((uint32_t)1 << 16) /* rows that a thread takes at once */

/* The first period that ends on or after the day, or their number. */
static size_t
period_by(const struct kpi_world *w, int32_t day)
{
	size_t p = 0;

	while (p < w->nperiod && w->run->periods[p].to < day)
		p++;
	return p;
}

static void
add(struct sums *s, int32_t day, uint32_t item, int64_t amount)
{
	size_t period = period_by(s->world, day);

	if (period < s->world->nperiod)
		s->at[period * s->ncurrency +
		      ledger_item(s->world->ledger, item)->currency] += amount;
}

/* Transfers open and take out the same. */
static void
add_pieces(struct sums *s, uint32_t from, uint32_t end)
{
	const struct ledger *l = s->world->ledger;

	for (uint32_t i = from; i < end; i++) {
		const struct ledger_piece *p = ledger_piece(l, i);

		if (!p->dropped && !p->transferred)
			add(s, p->date, p->item, p->amount);
	}
}

/* Applications within a currency give and take the same. */
static void
add_moves(struct sums *s, uint32_t from, uint32_t end)
{
	const struct ledger *l = s->world->ledger;

	for (uint32_t i = from; i < end; i++) {
		const struct ledger_move *m = ledger_move(l, i);

		if (m->dropped || m->type == TYPE_TRANSFER ||
		    (m->type == TYPE_APPLY &&
			ledger_item(l, m->item)->currency ==
			    ledger_item(l, m->other)->currency))
			continue;
		add(s, m->date, m->item, m->amount);
	}
}

static void
add_chunk(void *context, uint64_t chunk)
{
	struct sums *s = context;
	const struct ledger *l = s->world->ledger;
	uint64_t from = chunk * CHUNK, n = ledger_pieces(l);

	if (from < n)
		add_pieces(s, (uint32_t)from,
		    (uint32_t)(n - from < CHUNK ? n : from + CHUNK));
	n = ledger_moves(l);
	if (from < n)
		add_moves(s, (uint32_t)from,
		    (uint32_t)(n - from < CHUNK ? n : from + CHUNK));
}

static void
nothing(void *context, uint64_t chunk)
{
	(void)context;
	(void)chunk;
}

/* All rows of the ledger, by several threads; the first sums are of all. */
static void
add_rows(struct sums *all, size_t m)
{
	const struct kpi_world *w = all->world;
	uint32_t n = tool_threads(&w->run->tool);
	uint64_t rows = ledger_pieces(w->ledger);
	struct sums *s = mem_array(n, sizeof *s);
	void **context = mem_array(n, sizeof *context);

	if (ledger_moves(w->ledger) > rows)
		rows = ledger_moves(w->ledger);
	for (uint32_t i = 0; i < n; i++) {
		s[i] = *all;
		s[i].at = mem_array(m, sizeof *s[i].at);
		context[i] = &s[i];
	}
	turns_run(n, (rows + CHUNK - 1) / CHUNK, add_chunk, nothing, context);
	for (uint32_t i = 0; i < n; i++) {
		for (size_t k = 0; k < m; k++)
			all->at[k] += s[i].at[k];
		mem_free(s[i].at);
	}
	mem_free(s);
	mem_free(context);
}

/* What --where left out belongs to the rows as well. */
static void
add_left_out(const struct kpi_world *w, int128 *open, size_t ncurrency)
{
	struct ledger_view *v = ledger_view_new(w->ledger);

	for (size_t p = 0; p < w->nperiod; p++)
		for (uint32_t i = 0; i < ledger_items(w->ledger); i++) {
			const struct ledger_part *parts;
			size_t n = ledger_view_parts(
			    v, i, w->run->periods[p].to, &parts);

			for (size_t k = 0; k < n; k++)
				if (kpi_group_of(&w->groups,
					ledger_item(w->ledger, i),
					parts[k].piece) == KPI_NO_GROUP)
					open[p * ncurrency +
					     ledger_item(w->ledger, i)
						 ->currency] += parts[k].open;
		}
	ledger_view_free(v);
}

static void
tell(const struct kpi_world *w, size_t period, int currency, int128 open,
    int128 rows)
{
	char day[DATE_CHARS], one[MONEY_CHARS], other[MONEY_CHARS];
	int exponent = currency_exponent(currency);

	date_format(day, w->run->periods[period].to);
	money_format(one, open, exponent);
	money_format(other, rows, exponent);
	if (open != rows)
		diag_fail("the proof fails: on %s %s %s is open, and the rows "
			  "come to %s",
		    day, one, currency_code(currency), other);
	if (w->run->tool.proof)
		diag_say("proof: %s %s%s%s open = all rows that count", day,
		    one, currency == CURRENCY_UNNAMED ? "" : " ",
		    currency_code(currency));
}

void
kpi_prove(const struct kpi_world *w, int128 *open)
{
	struct sums s = {.world = w, .ncurrency = (size_t)currency_count()};
	int128 *rows = mem_array(s.ncurrency, sizeof *rows);

	s.at = mem_array(w->nperiod * s.ncurrency, sizeof *s.at);
	add_rows(&s, w->nperiod * s.ncurrency);
	if (w->run->where.n > 0)
		add_left_out(w, open, s.ncurrency);
	for (size_t p = 0; p < w->nperiod; p++)
		for (size_t c = 0; c < s.ncurrency; c++) {
			int128 is = open[p * s.ncurrency + c];

			rows[c] += s.at[p * s.ncurrency + c];
			if (is != 0 || rows[c] != 0)
				tell(w, p, (int)c, is, rows[c]);
		}
	mem_free(rows);
	mem_free(s.at);
}
