#include "cmd/invoice_names.h"

static const struct tname address_names[] = {
    [INVOICE_ADDRESS_TEXT] = {"text", NULL},
};
static const struct tnames address = TNAMES(address_names);

static const struct tname line_names[] = {
    [INVOICE_LINE_LINE] = {"line", NULL},
    [INVOICE_LINE_ITEM] = {"item", NULL},
    [INVOICE_LINE_DESCRIPTION] = {"description", NULL},
    [INVOICE_LINE_QTY] = {"qty", NULL},
    [INVOICE_LINE_PRICE] = {"price", NULL},
    [INVOICE_LINE_DISCOUNT] = {"line_discount", NULL},
    [INVOICE_LINE_NET] = {"net", NULL},
    [INVOICE_LINE_TAX_CODE] = {"tax_code", NULL},
    [INVOICE_LINE_TAX_RATE] = {"tax_rate", NULL},
    [INVOICE_LINE_TAX] = {"tax", NULL},
    [INVOICE_LINE_GROSS] = {"gross", NULL},
    [INVOICE_LINE_SERVICE_FROM] = {"service_from", NULL},
    [INVOICE_LINE_SERVICE_TO] = {"service_to", NULL},
    [INVOICE_LINE_DATE] = {"date", NULL},
    [INVOICE_LINE_SHIP_TO] = {"ship_to", NULL},
    [INVOICE_LINE_PO] = {"po", NULL},
    [INVOICE_LINE_ORDER] = {"order", NULL},
    [INVOICE_LINE_MEMO] = {"memo", NULL},
};
static const struct tnames line = TNAMES(line_names);

static const struct tname tax_names[] = {
    [INVOICE_TAX_CODE] = {"tax_code", NULL},
    [INVOICE_TAX_RATE] = {"tax_rate", NULL},
    [INVOICE_TAX_NET] = {"net", NULL},
    [INVOICE_TAX_TAX] = {"tax", NULL},
};
static const struct tnames tax = TNAMES(tax_names);

static const struct tname discount_names[] = {
    [INVOICE_DISCOUNT_DATE] = {"discount_date", NULL},
    [INVOICE_DISCOUNT_DISCOUNT] = {"discount", NULL},
    [INVOICE_DISCOUNT_PAY] = {"pay", NULL},
};
static const struct tnames discount = TNAMES(discount_names);

static const struct tname installment_names[] = {
    [INVOICE_INSTALLMENT_DUE] = {"due", NULL},
    [INVOICE_INSTALLMENT_AMOUNT] = {"amount", NULL},
    [INVOICE_INSTALLMENT_DISCOUNTS] = {"discounts", &discount},
};
static const struct tnames installment = TNAMES(installment_names);

static const struct tname document_names[] = {
    [INVOICE_DOC] = {"doc", NULL},
    [INVOICE_TYPE] = {"type", NULL},
    [INVOICE_TITLE] = {"title", NULL},
    [INVOICE_IS_CREDIT] = {"is_credit", NULL},
    [INVOICE_DATE] = {"date", NULL},
    [INVOICE_DUE] = {"due", NULL},
    [INVOICE_CUSTOMER] = {"customer", NULL},
    [INVOICE_CUSTOMER_NAME] = {"name", NULL},
    [INVOICE_ADDRESS] = {"address", NULL},
    [INVOICE_ADDRESS_LINES] = {"address_lines", &address},
    [INVOICE_EMAIL] = {"email", NULL},
    [INVOICE_CURRENCY] = {"currency", NULL},
    [INVOICE_ENTITY] = {"entity", NULL},
    [INVOICE_ACCOUNT] = {"account", NULL},
    [INVOICE_TERMS] = {"terms", NULL},
    [INVOICE_PO] = {"po", NULL},
    [INVOICE_ORDER] = {"order", NULL},
    [INVOICE_REF] = {"ref", NULL},
    [INVOICE_MEMO] = {"memo", NULL},
    [INVOICE_SHIP_TO] = {"ship_to", NULL},
    [INVOICE_NET] = {"net", NULL},
    [INVOICE_TAX] = {"tax", NULL},
    [INVOICE_GROSS] = {"gross", NULL},
    [INVOICE_TAX_INCLUDED] = {"tax_included", NULL},
    [INVOICE_TAX_EXEMPT] = {"tax_exempt", NULL},
    [INVOICE_TAX_EXEMPT_REASON] = {"tax_exempt_reason", NULL},
    [INVOICE_LINES] = {"lines", &line},
    [INVOICE_TAXES] = {"taxes", &tax},
    [INVOICE_INSTALLMENTS] = {"installments", &installment},
    [INVOICE_HAS_INSTALLMENTS] = {"has_installments", NULL},
    [INVOICE_DISCOUNTS] = {"discounts", &discount},
    [INVOICE_CUSTOMER_VAT_ID] = {"customer_vat_id", NULL},
    [INVOICE_COMPANY_ID] = {"company_id", NULL},
    [INVOICE_SELLER] = {"seller", NULL},
    [INVOICE_SELLER_LINES] = {"seller_lines", &address},
    [INVOICE_SELLER_VAT_ID] = {"seller_vat_id", NULL},
    [INVOICE_SELLER_COMPANY_ID] = {"seller_company_id", NULL},
    [INVOICE_SELLER_EMAIL] = {"seller_email", NULL},
    [INVOICE_SELLER_PHONE] = {"seller_phone", NULL},
    [INVOICE_IBAN] = {"iban", NULL},
    [INVOICE_BIC] = {"bic", NULL},
};
const struct tnames invoice_names = TNAMES(document_names);
