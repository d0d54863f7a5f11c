#include "rule/terms_in.h"

static struct decimal
largest(const struct installment *p)
{
	struct decimal most = {0, 0};

	for (size_t i = 0; i < p->ntier; i++)
		if (decimal_compare(p->tier[i].percent, most) > 0)
			most = p->tier[i].percent;
	return most;
}

bool
terms_one_discount(const struct terms *t, struct decimal *percent)
{
	*percent = largest(&t->list[0]);
	for (size_t i = 1; i < t->n; i++)
		if (decimal_compare(largest(&t->list[i]), *percent) != 0)
			return false;
	return true;
}
