/*
 * Words of banks for what they do of themselves, by their normal form
 * (rule/payer), in the order of their bytes: English, German, French, Spanish
 * and Italian.
 */
#include <stdlib.h>

#include "base/buf.h"
#include "rule/bankmatch_in.h"
#include "rule/payer.h"

static const struct entry {
	const char *word;
	enum recon_class class;
} words[] = {
    {"AGIOS", RECON_BANK_ONLY_INTEREST},
    {"BOUNCED", RECON_BANK_ONLY_NSF},
    {"CHARGE", RECON_BANK_ONLY_FEE},
    {"CHARGEBACK", RECON_BANK_ONLY_NSF},
    {"CHARGEBACKS", RECON_BANK_ONLY_NSF},
    {"CHARGES", RECON_BANK_ONLY_FEE},
    {"COMISION", RECON_BANK_ONLY_FEE},
    {"COMMISSIONI", RECON_BANK_ONLY_FEE},
    {"DEVOLUCION", RECON_BANK_ONLY_NSF},
    {"DISHONORED", RECON_BANK_ONLY_NSF},
    {"DISHONOURED", RECON_BANK_ONLY_NSF},
    {"ENTGELT", RECON_BANK_ONLY_FEE},
    {"ENTGELTE", RECON_BANK_ONLY_FEE},
    {"FEE", RECON_BANK_ONLY_FEE},
    {"FEES", RECON_BANK_ONLY_FEE},
    {"FRAIS", RECON_BANK_ONLY_FEE},
    {"GEBUEHR", RECON_BANK_ONLY_FEE},
    {"GEBUEHREN", RECON_BANK_ONLY_FEE},
    {"HABENZINSEN", RECON_BANK_ONLY_INTEREST},
    {"IMPAYE", RECON_BANK_ONLY_NSF},
    {"INSOLUTO", RECON_BANK_ONLY_NSF},
    {"INTERESES", RECON_BANK_ONLY_INTEREST},
    {"INTERESSI", RECON_BANK_ONLY_INTEREST},
    {"INTEREST", RECON_BANK_ONLY_INTEREST},
    {"INTERETS", RECON_BANK_ONLY_INTEREST},
    {"KOSTEN", RECON_BANK_ONLY_FEE},
    {"NSF", RECON_BANK_ONLY_NSF},
    {"REJET", RECON_BANK_ONLY_NSF},
    {"RETOURE", RECON_BANK_ONLY_NSF},
    {"RETURN", RECON_BANK_ONLY_NSF},
    {"RETURNED", RECON_BANK_ONLY_NSF},
    {"REVERSAL", RECON_BANK_ONLY_NSF},
    {"REVERSED", RECON_BANK_ONLY_NSF},
    {"RUECKLASTSCHRIFT", RECON_BANK_ONLY_NSF},
    {"SERVICE", RECON_BANK_ONLY_FEE},
    {"SOLLZINSEN", RECON_BANK_ONLY_INTEREST},
    {"SPESE", RECON_BANK_ONLY_FEE},
    {"STORNIERUNG", RECON_BANK_ONLY_NSF},
    {"STORNO", RECON_BANK_ONLY_NSF},
    {"UNPAID", RECON_BANK_ONLY_NSF},
    {"ZINS", RECON_BANK_ONLY_INTEREST},
    {"ZINSEN", RECON_BANK_ONLY_INTEREST},
};

static int
compare(const void *key, const void *member)
{
	const struct span *word = key;
	const struct entry *e = member;

	return span_compare(*word, span_of(e->word));
}

/* The first that fits: interest that is charged is interest, and the fee for
   a returned check a fee. */
enum recon_class
bankmatch_words(struct span memo)
{
	static const enum recon_class order[] = {
	    RECON_BANK_ONLY_INTEREST, RECON_BANK_ONLY_FEE, RECON_BANK_ONLY_NSF};
	bool met[3] = {false};
	struct buf normal = {0};
	struct span rest;

	payer_normal(memo, &normal);
	rest = (struct span){normal.at, normal.len};
	while (rest.len > 0) {
		struct span word = span_cut(&rest, ' ');
		const struct entry *e = bsearch(&word, words,
		    sizeof words / sizeof *words, sizeof *words, compare);

		for (size_t i = 0; e != NULL && i < 3; i++)
			met[i] |= e->class == order[i];
	}
	buf_free(&normal);
	for (size_t i = 0; i < 3; i++)
		if (met[i])
			return order[i];
	return RECON_BANK_ONLY;
}
