#include "rule/recon_in.h"

#define ROUNDING 5 /* minor units; 1 where there are no decimals */
#define DIGITS   20
#define SHIFTS   3

static uint64_t
size_of(int64_t n)
{
	return n < 0 ? -(uint64_t)n : (uint64_t)n;
}

/* One is 10, 100 or 1000 times the other. */
static bool
is_shift(int64_t a, int64_t b)
{
	int128 times = 1;

	for (int i = 0; i < SHIFTS; i++) {
		times *= 10;
		if (times * a == b || times * b == a)
			return true;
	}
	return false;
}

/* Two neighbouring digits changed places; the shorter has zeros before it. */
static bool
is_transposition(int64_t a, int64_t b)
{
	uint64_t x = size_of(a), y = size_of(b);
	int differ = 0;

	if ((a < 0) != (b < 0))
		return false;
	for (int i = 0; i < DIGITS && differ == 0; i++) {
		uint64_t p = x % 10, q = x / 10 % 10;

		if (x % 10 != y % 10) {
			if (p != y / 10 % 10 || q != y % 10)
				return false;
			differ++;
			x /= 10;
			y /= 10;
		}
		x /= 10;
		y /= 10;
	}
	return differ == 1 && x == y;
}

enum recon_class
recon_amount(int64_t book, int64_t other, int64_t tax, int exponent)
{
	int128 apart = (int128)book - other;
	int128 size = apart < 0 ? -apart : apart;

	if (apart == 2 * (int128)book)
		return RECON_AMOUNT_SIGN;
	if (size <= (exponent == 0 ? 1 : ROUNDING))
		return RECON_AMOUNT_ROUNDING;
	if (is_shift(book, other))
		return RECON_AMOUNT_DECIMAL_SHIFT;
	if (is_transposition(book, other))
		return RECON_AMOUNT_TRANSPOSITION;
	if (tax != 0 && (apart == tax || apart == -(int128)tax))
		return RECON_AMOUNT_TAX;
	return RECON_AMOUNT;
}

/* Sums of what is left; false where one has no room. */
struct sums {
	int64_t amount[2], tax;
	int128 original[2];
};

static bool
add_up(const struct recon_refs *sides, struct sums *s)
{
	int128 tax = 0;

	*s = (struct sums){0};
	for (int side = 0; side < 2; side++) {
		if (!recon_sum(sides[side].at, sides[side].n, &s->amount[side]))
			return false;
		for (size_t i = 0; i < sides[side].n; i++)
			s->original[side] += sides[side].at[i].e->original;
	}
	for (size_t i = 0; i < sides[RECON_BOOK].n; i++)
		tax += sides[RECON_BOOK].at[i].e->tax;
	s->tax = (int64_t)tax;
	return s->tax == tax;
}

static enum recon_class
class_of(const struct recon_work *w, const struct sums *s, uint32_t unit)
{
	int64_t book = s->amount[RECON_BOOK], other = s->amount[RECON_OTHER];

	if (book == other)
		return RECON_MATCHED;
	if (s->original[RECON_BOOK] == s->original[RECON_OTHER])
		return RECON_AMOUNT_FX;
	return recon_amount(
	    book, other, s->tax, w->world->in->units[unit].exponent);
}

void
recon_tell_amount(
    struct recon_work *w, struct recon_refs *sides, enum recon_how how)
{
	struct recon_item item = {.how = (uint8_t)how,
	    .unit = sides[RECON_BOOK].at[0].e->unit,
	    .elsewhere = RECON_NONE};
	struct sums s;

	if (!add_up(sides, &s))
		return;
	item.class = (uint8_t)class_of(w, &s, item.unit);
	recon_tell(w, &item, &sides[RECON_BOOK], &sides[RECON_OTHER]);
}

/* What the feed did not post is nobody's other amount. */
static void
leave_out(const struct recon_in *in, struct recon_refs *other)
{
	size_t n = 0;

	for (size_t i = 0; i < other->n; i++)
		if (recon_is_fed(in, other->at[i].e))
			other->at[n++] = other->at[i];
	other->n = n;
}

static void
unit_amounts(struct recon_work *w, struct recon_refs *sides)
{
	bool one = sides[0].n == 1 && sides[1].n == 1;

	recon_tell_amount(w, sides, one ? RECON_BY_KEY : RECON_BY_SUM);
}

void
recon_amounts(struct recon_work *w, uint32_t key)
{
	for (int side = 0; side < 2; side++)
		recon_gather(w->world, (enum recon_side)side, key,
		    RECON_COUNTED, false, &w->refs[side]);
	leave_out(w->world->in, &w->refs[RECON_OTHER]);
	if (w->refs[RECON_BOOK].n > 0 && w->refs[RECON_OTHER].n > 0)
		recon_each_unit(w, unit_amounts);
}
