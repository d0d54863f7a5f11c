#include "value/country.h"

/* The second letters that follow each first one: 249 codes, as of 2024. */
static const char *const seconds[26] = {
    "DEFGILMOQRSTUWXZ",        /* A */
    "ABDEFGHIJLMNOQRSTVWYZ",   /* B */
    "ACDFGHIKLMNORUVWXYZ",     /* C */
    "EJKMOZ",                  /* D */
    "CEGHRST",                 /* E */
    "IJKMOR",                  /* F */
    "ABDEFGHILMNPQRSTUWY",     /* G */
    "KMNRTU",                  /* H */
    "DELMNOQRST",              /* I */
    "EMOP",                    /* J */
    "EGHIMNPRWYZ",             /* K */
    "ABCIKRSTUVY",             /* L */
    "ACDEFGHKLMNOPQRSTUVWXYZ", /* M */
    "ACEFGILOPRUZ",            /* N */
    "M",                       /* O */
    "AEFGHKLMNRSTWY",          /* P */
    "A",                       /* Q */
    "EOSUW",                   /* R */
    "ABCDEGHIJKLMNORSTVXYZ",   /* S */
    "CDFGHJKLMNORTVWZ",        /* T */
    "AGMSYZ",                  /* U */
    "ACEGINU",                 /* V */
    "FS",                      /* W */
    "",                        /* X */
    "ET",                      /* Y */
    "AMW",                     /* Z */
};

bool
country_known(struct span code)
{
	return code.len == 2 && code.at[0] >= 'A' && code.at[0] <= 'Z' &&
	       code.at[1] >= 'A' && code.at[1] <= 'Z' &&
	       strchr(seconds[code.at[0] - 'A'], code.at[1]) != NULL;
}
