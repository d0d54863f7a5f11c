/*
 * Dates as day numbers of the proleptic Gregorian calendar: day 0 is
 * 1970-01-01; 0001-01-01 to 9999-12-31 are valid.
 */
#ifndef VALUE_DATE_H
#define VALUE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

#define DATE_NONE  INT32_MIN /* no date: sorts before every date */
#define DATE_MIN   (-719162) /* 0001-01-01 */
#define DATE_MAX   2932896   /* 9999-12-31 */
#define DATE_CHARS 11        /* "2026-10-31" and its NUL */

/* The day number; false when there is no such day. */
bool date_from(int year, int month, int day, int32_t *date);

/* Year, month and day of a valid date. */
void date_split(int32_t date, int *year, int *month, int *day);

/* Reads YYYY-MM-DD, exactly. */
bool date_parse(struct span s, int32_t *date);

/*
 * Reads a date in a declared layout: D or DD (one or two digits), M or MM,
 * MMM (Jan, in capitals or not), YYYY, YY (70 to 99 are 19xx, the rest 20xx),
 * other characters as they stand, and '*' at the end for whatever follows (a
 * time of day) but a digit.  Where fields touch, as in YYYYMMDD, DD and MM
 * are two digits.
 */
bool date_parse_as(struct span s, const char *layout, int32_t *date);

/*
 * Whether a layout is one: day, month and year once each, and no single D or
 * M that touches another field.
 */
bool date_layout_ok(const char *layout);

/* Writes YYYY-MM-DD and a NUL; DATE_NONE gives "". Returns the length. */
size_t date_format(char to[DATE_CHARS], int32_t date);

#endif
