/*
 * What ar-invoice tells of a document to its template: the names of
 * ar-template(5) and, as numbers, their places in the records to fill
 * (text/tdata.h).
 */
#ifndef CMD_INVOICE_NAMES_H
#define CMD_INVOICE_NAMES_H

#include "text/tdata.h"

/* The document.  Amounts of a credit memo are positive: its title tells. */
enum invoice_name {
	INVOICE_DOC,
	INVOICE_TYPE,      /* invoice or credit */
	INVOICE_TITLE,     /* Invoice or Credit memo */
	INVOICE_IS_CREDIT, /* empty for invoices */
	INVOICE_DATE,
	INVOICE_DUE,
	INVOICE_CUSTOMER,
	INVOICE_CUSTOMER_NAME,
	INVOICE_ADDRESS,
	INVOICE_ADDRESS_LINES, /* a list of enum invoice_address_name */
	INVOICE_EMAIL,
	INVOICE_CURRENCY,
	INVOICE_ENTITY,
	INVOICE_ACCOUNT,
	INVOICE_TERMS,
	INVOICE_PO,
	INVOICE_ORDER,
	INVOICE_REF, /* of a credit memo: the invoice */
	INVOICE_MEMO,
	INVOICE_SHIP_TO,
	INVOICE_NET,
	INVOICE_TAX,
	INVOICE_GROSS,
	INVOICE_TAX_INCLUDED,      /* not empty if it is, in the prices */
	INVOICE_TAX_EXEMPT,        /* not empty if the customer is */
	INVOICE_TAX_EXEMPT_REASON, /* and why, if that is known */
	INVOICE_LINES,             /* a list of enum invoice_line_name */
	INVOICE_TAXES,             /* a list of enum invoice_tax_name */
	INVOICE_INSTALLMENTS,      /* a list of enum invoice_installment_name */
	INVOICE_HAS_INSTALLMENTS,  /* not empty for more than one */
	INVOICE_DISCOUNTS, /* a list of enum invoice_discount_name: those of
			      a document with one due date */
	INVOICE_CUSTOMER_VAT_ID,
	INVOICE_COMPANY_ID,   /* of the customer */
	INVOICE_SELLER,       /* the name of who bills */
	INVOICE_SELLER_LINES, /* a list of enum invoice_address_name */
	INVOICE_SELLER_VAT_ID,
	INVOICE_SELLER_COMPANY_ID,
	INVOICE_SELLER_EMAIL,
	INVOICE_SELLER_PHONE,
	INVOICE_IBAN, /* where to pay */
	INVOICE_BIC,
};

enum invoice_address_name { INVOICE_ADDRESS_TEXT };

enum invoice_line_name {
	INVOICE_LINE_LINE,
	INVOICE_LINE_ITEM,
	INVOICE_LINE_DESCRIPTION,
	INVOICE_LINE_QTY,
	INVOICE_LINE_PRICE,
	INVOICE_LINE_DISCOUNT,
	INVOICE_LINE_NET,
	INVOICE_LINE_TAX_CODE,
	INVOICE_LINE_TAX_RATE, /* percent, without the sign */
	INVOICE_LINE_TAX,
	INVOICE_LINE_GROSS,
	INVOICE_LINE_SERVICE_FROM,
	INVOICE_LINE_SERVICE_TO,
	INVOICE_LINE_DATE,
	INVOICE_LINE_SHIP_TO,
	INVOICE_LINE_PO,
	INVOICE_LINE_ORDER,
	INVOICE_LINE_MEMO,
};

enum invoice_tax_name {
	INVOICE_TAX_CODE,
	INVOICE_TAX_RATE, /* percent, without the sign */
	INVOICE_TAX_NET,
	INVOICE_TAX_TAX,
};

enum invoice_installment_name {
	INVOICE_INSTALLMENT_DUE,
	INVOICE_INSTALLMENT_AMOUNT,
	INVOICE_INSTALLMENT_DISCOUNTS, /* a list, as INVOICE_DISCOUNTS */
};

enum invoice_discount_name {
	INVOICE_DISCOUNT_DATE,     /* the last day */
	INVOICE_DISCOUNT_DISCOUNT, /* the amount */
	INVOICE_DISCOUNT_PAY,      /* what is then to be paid */
};

/* The names of a document, for template_read, letters_new and tdata_new. */
extern const struct tnames invoice_names;

#endif
