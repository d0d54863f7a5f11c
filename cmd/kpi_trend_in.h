/* What the files kpi_trend*.c share. */
#ifndef CMD_KPI_TREND_IN_H
#define CMD_KPI_TREND_IN_H

#include "base/out.h"
#include "cmd/kpi_trend.h"
#include "text/chart.h"

/* A figure, or one of its reasons; money of each currency by itself. */
struct kpi_panel {
	size_t figure;
	struct span reason; /* empty: the figure has none */
	char *reason_text;
	int currency;           /* CURRENCY_UNNAMED where it is not money */
	int places;             /* once a value is known */
	struct chart_value *at; /* KPI_TREND_GROUPS rows of nperiod */
};

struct kpi_trend {
	const struct kpi_run *run;
	struct out *out;
	bool *drawn; /* of kpi_count */
	struct kpi_panel panels[KPI_TREND_PANELS];
	size_t npanel;
	char *keys[KPI_TREND_GROUPS];
	size_t key_len[KPI_TREND_GROUPS];
	size_t ngroup;
	size_t first; /* period in which any group has a row, or nperiod */
	bool written;
};

#endif
