#include "cmd/dun_paper.h"

static const struct tname address_names[] = {
    [DUN_ADDRESS_TEXT] = {"text", NULL},
};
static const struct tnames address = TNAMES(address_names);

/* What letters and statements have in common. */
#define HEAD                                                                   \
	[DUN_HEAD_CUSTOMER] = {"customer", NULL},                              \
	[DUN_HEAD_NAME] = {"name", NULL},                                      \
	[DUN_HEAD_ADDRESS] = {"address", NULL},                                \
	[DUN_HEAD_ADDRESS_LINES] = {"address_lines", &address},                \
	[DUN_HEAD_EMAIL] = {"email", NULL},                                    \
	[DUN_HEAD_COLLECTOR] = {"collector", NULL},                            \
	[DUN_HEAD_LANGUAGE] = {"language", NULL},                              \
	[DUN_HEAD_MAIL] = {"mail", NULL}, [DUN_HEAD_DATE] = {"date", NULL},    \
	[DUN_HEAD_CURRENCY] = {"currency", NULL},                              \
	[DUN_HEAD_ENTITY] = {"entity", NULL},                                  \
	[DUN_HEAD_SELLER] = {"seller", NULL},                                  \
	[DUN_HEAD_SELLER_LINES] = {"seller_lines", &address},                  \
	[DUN_HEAD_SELLER_VAT_ID] = {"seller_vat_id", NULL},                    \
	[DUN_HEAD_SELLER_COMPANY_ID] = {"seller_company_id", NULL},            \
	[DUN_HEAD_SELLER_EMAIL] = {"seller_email", NULL},                      \
	[DUN_HEAD_SELLER_PHONE] = {"seller_phone", NULL},                      \
	[DUN_HEAD_IBAN] = {"iban", NULL}, [DUN_HEAD_BIC] = {"bic", NULL}

static const struct tname item_names[] = {
    [DUN_ITEM_DOC] = {"doc", NULL},
    [DUN_ITEM_PART] = {"part", NULL},
    [DUN_ITEM_CUSTOMER] = {"customer", NULL},
    [DUN_ITEM_DOC_DATE] = {"doc_date", NULL},
    [DUN_ITEM_DUE] = {"due", NULL},
    [DUN_ITEM_DAYS] = {"days", NULL},
    [DUN_ITEM_AMOUNT] = {"amount", NULL},
    [DUN_ITEM_OPEN] = {"open", NULL},
    [DUN_ITEM_DISPUTED] = {"disputed", NULL},
    [DUN_ITEM_LEVEL] = {"level", NULL},
    [DUN_ITEM_INTEREST] = {"interest", NULL},
    [DUN_ITEM_LAST_NOTICE] = {"last_notice", NULL},
};
static const struct tnames item = TNAMES(item_names);

static const struct tname credit_names[] = {
    [DUN_CREDIT_DOC] = {"doc", NULL},
    [DUN_CREDIT_CUSTOMER] = {"customer", NULL},
    [DUN_CREDIT_DATE] = {"date", NULL},
    [DUN_CREDIT_IS_RECEIPT] = {"is_receipt", NULL},
    [DUN_CREDIT_AMOUNT] = {"amount", NULL},
};
static const struct tnames credit = TNAMES(credit_names);

static const struct tname letter_names[] = {
    HEAD,
    [DUN_LETTER_NUMBER] = {"number", NULL},
    [DUN_LETTER_LEVEL] = {"level", NULL},
    [DUN_LETTER_LEVEL_1] = {"level_1", NULL},
    [DUN_LETTER_LEVEL_2] = {"level_2", NULL},
    [DUN_LETTER_LEVEL_3] = {"level_3", NULL},
    [DUN_LETTER_LEVEL_4] = {"level_4", NULL},
    [DUN_LETTER_DEADLINE] = {"deadline", NULL},
    [DUN_LETTER_LAST_NOTICE] = {"last_notice", NULL},
    [DUN_LETTER_TOTAL] = {"total", NULL},
    [DUN_LETTER_FEE] = {"fee", NULL},
    [DUN_LETTER_INTEREST] = {"interest", NULL},
    [DUN_LETTER_TOTAL_DUE] = {"total_due", NULL},
    [DUN_LETTER_ITEMS] = {"items", &item},
    [DUN_LETTER_NOT_DUE] = {"not_due", &item},
    [DUN_LETTER_CREDITS] = {"credits", &credit},
    [DUN_LETTER_HAS_NOT_DUE] = {"has_not_due", NULL},
    [DUN_LETTER_HAS_CREDITS] = {"has_credits", NULL},
};
const struct tnames dun_letter_names = TNAMES(letter_names);

static const struct tname line_names[] = {
    [DUN_LINE_DATE] = {"date", NULL},
    [DUN_LINE_TYPE] = {"type", NULL},
    [DUN_LINE_DOC] = {"doc", NULL},
    [DUN_LINE_REF] = {"ref", NULL},
    [DUN_LINE_DUE] = {"due", NULL},
    [DUN_LINE_AMOUNT] = {"amount", NULL},
    [DUN_LINE_BALANCE] = {"balance", NULL},
    [DUN_LINE_IS_INVOICE] = {"is_invoice", NULL},
    [DUN_LINE_IS_DEBIT] = {"is_debit", NULL},
    [DUN_LINE_IS_CREDIT] = {"is_credit", NULL},
    [DUN_LINE_IS_RECEIPT] = {"is_receipt", NULL},
    [DUN_LINE_IS_APPLY] = {"is_apply", NULL},
    [DUN_LINE_IS_TRANSFER] = {"is_transfer", NULL},
    [DUN_LINE_IS_DISCOUNT] = {"is_discount", NULL},
    [DUN_LINE_IS_WRITEOFF] = {"is_writeoff", NULL},
    [DUN_LINE_IS_ADJUST] = {"is_adjust", NULL},
    [DUN_LINE_IS_FX] = {"is_fx", NULL},
    [DUN_LINE_IS_REFUND] = {"is_refund", NULL},
    [DUN_LINE_IS_REVERSE] = {"is_reverse", NULL},
    [DUN_LINE_IS_RETURN] = {"is_return", NULL},
};
static const struct tnames line = TNAMES(line_names);

static const struct tname statement_names[] = {
    HEAD,
    [DUN_STATEMENT_FROM] = {"from", NULL},
    [DUN_STATEMENT_OPENING] = {"opening", NULL},
    [DUN_STATEMENT_CLOSING] = {"closing", NULL},
    [DUN_STATEMENT_DISPUTED] = {"disputed", NULL},
    [DUN_STATEMENT_CURRENT] = {"current", NULL},
    [DUN_STATEMENT_DAYS_30] = {"days_30", NULL},
    [DUN_STATEMENT_DAYS_60] = {"days_60", NULL},
    [DUN_STATEMENT_DAYS_90] = {"days_90", NULL},
    [DUN_STATEMENT_DAYS_OVER] = {"days_over", NULL},
    [DUN_STATEMENT_CREDITS] = {"credits", NULL},
    [DUN_STATEMENT_LINES] = {"lines", &line},
};
const struct tnames dun_statement_names = TNAMES(statement_names);
