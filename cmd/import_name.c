/* Names that last: numbers of documents, and ids. */
#include "base/sha256.h"
#include "cmd/import.h"
#include "value/currency.h"
#include "value/date.h"
#include "value/money.h"

#define ID_BYTES 10 /* of the digest */

static struct span
made(const struct buf *b)
{
	return (struct span){b->at, b->len};
}

static void
add_number(struct buf *b, uint64_t n)
{
	char text[MONEY_CHARS];

	buf_add(b, text, money_format(text, n, 0));
}

static void
add_date(struct buf *b, int32_t date)
{
	char text[DATE_CHARS];

	buf_add(b, text, date_format(text, date));
}

static void
add_money(struct buf *b, int64_t amount, int currency)
{
	char text[MONEY_CHARS];

	buf_add(
	    b, text, money_format(text, amount, currency_exponent(currency)));
}

/* The bank's own name of the payment, or one made of what is known. */
static void
bare_doc(struct import *in, const struct pay *p, int64_t amount)
{
	struct buf *doc = &in->doc;

	doc->len = 0;
	if (import_plain(doc, p->ref) > 0 || import_plain(doc, p->number) > 0)
		return;
	buf_text(doc, in->format->name);
	buf_byte(doc, '-');
	add_date(doc, p->date);
	buf_byte(doc, '-');
	add_money(doc, amount < 0 ? -amount : amount, p->currency);
}

/* A part of the tuple, and its end. */
static void
part(struct buf *b, struct span s)
{
	buf_span(b, s);
	buf_byte(b, '\0');
}

static void
tuple(struct import *in, const struct pay *p, int64_t amount)
{
	struct buf *b = &in->tuple;

	b->len = 0;
	part(b, span_of(in->format->name));
	part(b, p->account);
	add_date(b, p->date);
	buf_byte(b, '\0');
	part(b, p->ref);
	part(b, p->number);
	add_money(b, amount, p->currency);
	buf_byte(b, '\0');
	part(b, span_of(currency_code(p->currency)));
	part(b, p->payer);
	part(b, p->payer_account);
	part(b, p->memo);
}

void
import_name_begin(struct import *in, const struct pay *p, int64_t amount)
{
	tuple(in, p, amount);
	in->tuple_hash = hash_pair(HASH_SEED, made(&in->tuple));
	in->tuple_hash.a ^= in->nfile * HASH_K5; /* of one file alone */
	bare_doc(in, p, amount);
	in->doc_hash = hash_pair(HASH_SEED, made(&in->doc));
	often_expect(in->docs, in->doc_hash);
}

/*
 * How many equal ones came before: they had the same number of their own.
 * Most numbers come once, so that what was behind the first of one is only a
 * mark of it; all later ones are counted.
 */
static uint64_t
equal_before(struct import *in)
{
	bool same;

	in->ndoc = often_add_marked(
	    in->docs, in->doc_hash, (uint32_t)in->tuple_hash.a | 1, &same);
	if (in->ndoc == 0)
		return 0;
	return often_add(in->tuples, in->tuple_hash) + same;
}

void
import_name_forget(struct import *in)
{
	often_take_back(in->docs, in->doc_hash);
}

void
import_name_id(struct import *in, struct buf *id)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char digest[SHA256_BYTES];
	struct sha256 s = in->fresh;

	add_number(&in->tuple, equal_before(in));
	sha256_add(&s, in->tuple.at, in->tuple.len);
	sha256_end(&s, digest);
	id->len = 0;
	buf_text(id, in->format->name);
	buf_byte(id, ':');
	for (size_t i = 0; i < ID_BYTES; i++) {
		buf_byte(id, digits[digest[i] >> 4]);
		buf_byte(id, digits[digest[i] & 15]);
	}
}

/* What a customer's own is called; the unknown one's are nobody's own. */
static struct hash
own_hash(struct span customer, struct span doc)
{
	return hash_pair(hash_pair(HASH_SEED, customer), doc);
}

void
import_name_take(struct import *in, struct span customer, struct span doc)
{
	struct hash hash = hash_pair(HASH_SEED, doc);
	bool same;

	if (often_count(in->docs, hash) == 0)
		often_add_marked(in->docs, hash, 0, &same);
	if (in->names != NULL)
		often_add(in->names, own_hash(customer, doc));
}

static bool
is_taken(const struct import *in, struct span customer, struct span doc)
{
	if (in->names == NULL || span_is(customer, IMPORT_UNKNOWN))
		return often_count(in->docs, hash_pair(HASH_SEED, doc)) > 0;
	return often_count(in->names, own_hash(customer, doc)) > 0 ||
	       often_count(in->names, own_hash(span_of(IMPORT_UNKNOWN), doc)) >
		   0;
}

/* From which number on its names may be free: 0, as it is; now one more has
   it. */
static uint64_t
number_after(struct import *in, struct span customer)
{
	struct span doc = made(&in->doc);
	bool is;
	uint64_t n;

	if (in->names == NULL)
		return in->ndoc;
	is = in->ndoc > 0 && is_taken(in, customer, doc);
	n = often_add(in->names, own_hash(customer, doc));
	return !is ? 0 : n > 0 ? n : 1;
}

void
import_name_doc(struct import *in, struct span customer, struct buf *doc)
{
	uint64_t n = number_after(in, customer);
	size_t len = in->doc.len;

	doc->len = 0;
	buf_span(doc, made(&in->doc));
	if (n == 0)
		return;
	do { /* X-2 may be the name of another */
		doc->len = len;
		buf_byte(doc, '-');
		add_number(doc, ++n);
	} while (is_taken(in, customer, made(doc)));
	import_name_take(in, customer, made(doc));
}
