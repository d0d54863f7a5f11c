/* Numbers by chance and text by the megabyte: what makes data has in common. */
#ifndef TESTS_BENCH_GEN_H
#define TESTS_BENCH_GEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FIRST_DAY  2   /* of 2025-10-30, the table's day 0 */
#define AS_OF      366 /* 2026-10-31 */
#define TABLE_DAYS 480

extern char days[TABLE_DAYS][11]; /* after days_fill */
extern const char *const currencies[3];
extern bool quoted, crlf; /* how rows are written */

void days_fill(void);

/* The next number by chance, 0 <= n < below; the same on every machine. */
uint64_t rnd(uint64_t below);

/* Rows go out by way of a buffer: flush at last. */
void row_begin(void);
void row_end(void);
void comma(void);
void flush(void);

void put(const char *s, size_t n);
void puts_(const char *s);
void put_number(uint64_t n, unsigned width); /* of at least `width` digits */
void put_money(int64_t cents);
void put_customer(uint32_t customer);

/* gen_lines.c: billing lines, and the rates of their tax codes. */
void lines(uint64_t rows);
void taxes(void);

/* gen_receipts.c: open invoices, and receipts that say what they pay. */
void receipts(uint64_t invoices);

/* gen_ledger.c: opening rows, and a general ledger posted from them. */
void openings(uint64_t rows);
void ledger(uint64_t rows);

/* gen_bai2.c: a file of a bank, of so many details. */
void bai2(uint64_t rows);

/* gen_camt.c: another, of so many entries. */
void camt(uint64_t rows);

#endif
