/*
 * The list of ISO 4217 as of January 2026, and the codes withdrawn since
 * 2010, which old rows of a book still use: ANG BGN BYR CUC EEK HRK LTL LVL
 * MRO SLL STD VEF ZMK ZWL.
 */
#include "value/currency.h"

// clang-format off
#define CURRENCIES(EACH)						\
	EACH(A, E, D, 2) EACH(A, F, N, 2) EACH(A, L, L, 2)		\
	EACH(A, M, D, 2) EACH(A, N, G, 2) EACH(A, O, A, 2)		\
	EACH(A, R, S, 2) EACH(A, U, D, 2) EACH(A, W, G, 2)		\
	EACH(A, Z, N, 2) EACH(B, A, M, 2) EACH(B, B, D, 2)		\
	EACH(B, D, T, 2) EACH(B, G, N, 2) EACH(B, H, D, 3)		\
	EACH(B, I, F, 0) EACH(B, M, D, 2) EACH(B, N, D, 2)		\
	EACH(B, O, B, 2) EACH(B, O, V, 2) EACH(B, R, L, 2)		\
	EACH(B, S, D, 2) EACH(B, T, N, 2) EACH(B, W, P, 2)		\
	EACH(B, Y, N, 2) EACH(B, Y, R, 0) EACH(B, Z, D, 2)		\
	EACH(C, A, D, 2) EACH(C, D, F, 2) EACH(C, H, E, 2)		\
	EACH(C, H, F, 2) EACH(C, H, W, 2) EACH(C, L, F, 4)		\
	EACH(C, L, P, 0) EACH(C, N, Y, 2) EACH(C, O, P, 2)		\
	EACH(C, O, U, 2) EACH(C, R, C, 2) EACH(C, U, C, 2)		\
	EACH(C, U, P, 2) EACH(C, V, E, 2) EACH(C, Z, K, 2)		\
	EACH(D, J, F, 0) EACH(D, K, K, 2) EACH(D, O, P, 2)		\
	EACH(D, Z, D, 2) EACH(E, E, K, 2) EACH(E, G, P, 2)		\
	EACH(E, R, N, 2) EACH(E, T, B, 2) EACH(E, U, R, 2)		\
	EACH(F, J, D, 2) EACH(F, K, P, 2) EACH(G, B, P, 2)		\
	EACH(G, E, L, 2) EACH(G, H, S, 2) EACH(G, I, P, 2)		\
	EACH(G, M, D, 2) EACH(G, N, F, 0) EACH(G, T, Q, 2)		\
	EACH(G, Y, D, 2) EACH(H, K, D, 2) EACH(H, N, L, 2)		\
	EACH(H, R, K, 2) EACH(H, T, G, 2) EACH(H, U, F, 2)		\
	EACH(I, D, R, 2) EACH(I, L, S, 2) EACH(I, N, R, 2)		\
	EACH(I, Q, D, 3) EACH(I, R, R, 2) EACH(I, S, K, 0)		\
	EACH(J, M, D, 2) EACH(J, O, D, 3) EACH(J, P, Y, 0)		\
	EACH(K, E, S, 2) EACH(K, G, S, 2) EACH(K, H, R, 2)		\
	EACH(K, M, F, 0) EACH(K, P, W, 2) EACH(K, R, W, 0)		\
	EACH(K, W, D, 3) EACH(K, Y, D, 2) EACH(K, Z, T, 2)		\
	EACH(L, A, K, 2) EACH(L, B, P, 2) EACH(L, K, R, 2)		\
	EACH(L, R, D, 2) EACH(L, S, L, 2) EACH(L, T, L, 2)		\
	EACH(L, V, L, 2) EACH(L, Y, D, 3) EACH(M, A, D, 2)		\
	EACH(M, D, L, 2) EACH(M, G, A, 2) EACH(M, K, D, 2)		\
	EACH(M, M, K, 2) EACH(M, N, T, 2) EACH(M, O, P, 2)		\
	EACH(M, R, O, 2) EACH(M, R, U, 2) EACH(M, U, R, 2)		\
	EACH(M, V, R, 2) EACH(M, W, K, 2) EACH(M, X, N, 2)		\
	EACH(M, X, V, 2) EACH(M, Y, R, 2) EACH(M, Z, N, 2)		\
	EACH(N, A, D, 2) EACH(N, G, N, 2) EACH(N, I, O, 2)		\
	EACH(N, O, K, 2) EACH(N, P, R, 2) EACH(N, Z, D, 2)		\
	EACH(O, M, R, 3) EACH(P, A, B, 2) EACH(P, E, N, 2)		\
	EACH(P, G, K, 2) EACH(P, H, P, 2) EACH(P, K, R, 2)		\
	EACH(P, L, N, 2) EACH(P, Y, G, 0) EACH(Q, A, R, 2)		\
	EACH(R, O, N, 2) EACH(R, S, D, 2) EACH(R, U, B, 2)		\
	EACH(R, W, F, 0) EACH(S, A, R, 2) EACH(S, B, D, 2)		\
	EACH(S, C, R, 2) EACH(S, D, G, 2) EACH(S, E, K, 2)		\
	EACH(S, G, D, 2) EACH(S, H, P, 2) EACH(S, L, E, 2)		\
	EACH(S, L, L, 2) EACH(S, O, S, 2) EACH(S, R, D, 2)		\
	EACH(S, S, P, 2) EACH(S, T, D, 2) EACH(S, T, N, 2)		\
	EACH(S, V, C, 2) EACH(S, Y, P, 2) EACH(S, Z, L, 2)		\
	EACH(T, H, B, 2) EACH(T, J, S, 2) EACH(T, M, T, 2)		\
	EACH(T, N, D, 3) EACH(T, O, P, 2) EACH(T, R, Y, 2)		\
	EACH(T, T, D, 2) EACH(T, W, D, 2) EACH(T, Z, S, 2)		\
	EACH(U, A, H, 2) EACH(U, G, X, 0) EACH(U, S, D, 2)		\
	EACH(U, S, N, 2) EACH(U, Y, I, 0) EACH(U, Y, U, 2)		\
	EACH(U, Y, W, 4) EACH(U, Z, S, 2) EACH(V, E, D, 2)		\
	EACH(V, E, F, 2) EACH(V, E, S, 2) EACH(V, N, D, 0)		\
	EACH(V, U, V, 0) EACH(W, S, T, 2) EACH(X, A, D, 2)		\
	EACH(X, A, F, 0) EACH(X, C, D, 2) EACH(X, C, G, 2)		\
	EACH(X, O, F, 0) EACH(X, P, F, 0) EACH(Y, E, R, 2)		\
	EACH(Z, A, R, 2) EACH(Z, M, K, 2) EACH(Z, M, W, 2)		\
	EACH(Z, W, G, 2) EACH(Z, W, L, 2)

/* The place of a letter in the alphabet, for the table by code. */
enum {
	A, B, C, D, E, F, G, H, I, J, K, L, M,
	N, O, P, Q, R, S, T, U, V, W, X, Y, Z, LETTERS
};
// clang-format on

enum number {
	UNNAMED,
#define NUMBER(a, b, c, exponent) NUMBER_##a##b##c,
	CURRENCIES(NUMBER)
#undef NUMBER
	    COUNT
};

static const struct {
	char code[4];
	unsigned char exponent;
} currencies[COUNT] = {[UNNAMED] = {"", 2},
#define ROW(a, b, c, exponent) [NUMBER_##a##b##c] = {#a #b #c, exponent},
    CURRENCIES(ROW)
#undef ROW
};

/* The number of every code that three letters can make; 0 for most. */
#define PLACE(a, b, c) (((a)*LETTERS + (b)) * LETTERS + (c))
static const unsigned char numbers[LETTERS * LETTERS * LETTERS] = {
#define ENTRY(a, b, c, exponent) [PLACE(a, b, c)] = NUMBER_##a##b##c,
    CURRENCIES(ENTRY)
#undef ENTRY
};

int
currency_find(struct span code)
{
	unsigned a, b, c;
	int number;

	if (code.len != 3)
		return CURRENCY_BAD;
	a = (unsigned char)code.at[0] - 'A';
	b = (unsigned char)code.at[1] - 'A';
	c = (unsigned char)code.at[2] - 'A';
	if (a >= LETTERS || b >= LETTERS || c >= LETTERS)
		return CURRENCY_BAD;
	number = numbers[PLACE(a, b, c)];
	return number != UNNAMED ? number : CURRENCY_BAD;
}

const char *
currency_code(int currency)
{
	return currencies[currency].code;
}

int
currency_exponent(int currency)
{
	return currencies[currency].exponent;
}

int
currency_count(void)
{
	return COUNT;
}
