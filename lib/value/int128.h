/* 128-bit integers, for sums and products of 64-bit ones. */
#ifndef VALUE_INT128_H
#define VALUE_INT128_H

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

#endif
