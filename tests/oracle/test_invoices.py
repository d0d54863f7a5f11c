#!/usr/bin/env python3
"""The checkers of invoices themselves: what is right passes, and each thing
that is made wrong is found.

The official documents of EN 16931 and Peppol are read where they are kept
beside the project, and skipped where they aren't.
"""

import glob
import io
import os
import sys
import unittest

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import ubl_check  # noqa: E402
import x12_check  # noqa: E402

OFFICIAL = os.path.join(HERE, "..", "..", "..", "shared", "data", "ubl")


def party(name, country, vat):
    return f"""<cac:Party>
      <cac:PartyName><cbc:Name>{name}</cbc:Name></cac:PartyName>
      <cac:PostalAddress><cac:Country><cbc:IdentificationCode>{country}\
</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
      <cac:PartyTaxScheme><cbc:CompanyID>{vat}</cbc:CompanyID>\
<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
      <cac:PartyLegalEntity><cbc:RegistrationName>{name}\
</cbc:RegistrationName></cac:PartyLegalEntity>
    </cac:Party>"""


def amount(name, value):
    return f'<cbc:{name} currencyID="EUR">{value}</cbc:{name}>'


SCHEME = "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>"

# 3 at 10.00 less 1.00 are 29.00; 20 % of it are 5.80; together 34.80.
INVOICE = f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="{ubl_check.URN}Invoice-2"
    xmlns:cac="{ubl_check.CAC[1:-1]}" xmlns:cbc="{ubl_check.CBC[1:-1]}">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
  <cbc:ID>1</cbc:ID>
  <cbc:IssueDate>2026-10-31</cbc:IssueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:AccountingSupplierParty>{party("We", "DE", "DE1")}
  </cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty>{party("They", "FR", "FR2")}
  </cac:AccountingCustomerParty>
  <cac:TaxTotal>
    {amount("TaxAmount", "5.80")}
    <cac:TaxSubtotal>
      {amount("TaxableAmount", "29.00")}
      {amount("TaxAmount", "5.80")}
      <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent>\
{SCHEME}</cac:TaxCategory>
    </cac:TaxSubtotal>
  </cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    {amount("LineExtensionAmount", "29.00")}
    {amount("TaxExclusiveAmount", "29.00")}
    {amount("TaxInclusiveAmount", "34.80")}
    {amount("PayableAmount", "34.80")}
  </cac:LegalMonetaryTotal>
  <cac:InvoiceLine>
    <cbc:ID>1</cbc:ID>
    <cbc:InvoicedQuantity unitCode="C62">3</cbc:InvoicedQuantity>
    {amount("LineExtensionAmount", "29.00")}
    <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>\
<cbc:AllowanceChargeReason>x</cbc:AllowanceChargeReason>\
{amount("Amount", "1.00")}</cac:AllowanceCharge>
    <cac:Item><cbc:Name>Item</cbc:Name>
      <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20\
</cbc:Percent>{SCHEME}</cac:ClassifiedTaxCategory>
    </cac:Item>
    <cac:Price>{amount("PriceAmount", "10.00")}</cac:Price>
  </cac:InvoiceLine>
</Invoice>
"""


class Ubl(unittest.TestCase):
    def faults(self, text):
        return ubl_check.check(io.StringIO(text), lines=True)

    def changed(self, old, new, rule):
        """One change, and the rule that must find it."""
        self.assertIn(old, INVOICE)
        found = self.faults(INVOICE.replace(old, new, 1))
        self.assertIn(rule, {fault.split(":")[0] for fault in found}, found)

    def test_right(self):
        self.assertEqual(self.faults(INVOICE), [])

    def test_official(self):
        paths = glob.glob(os.path.join(OFFICIAL, "*.xml"))
        if not paths:
            self.skipTest("no official documents")
        for path in paths:
            self.assertEqual(ubl_check.check(path), [], path)

    def test_sums(self):
        for old, new, rule in (
                ('"EUR">29.00</cbc:LineExtensionAmount>\n    <cbc:TaxExcl',
                 '"EUR">29.01</cbc:LineExtensionAmount>\n    <cbc:TaxExcl',
                 "BR-CO-10"),
                ("29.00</cbc:TaxExclusiveAmount", "29.01</cbc:TaxExclusive"
                 "Amount", "BR-CO-13"),
                ("34.80</cbc:TaxInclusiveAmount", "34.81</cbc:TaxInclusive"
                 "Amount", "BR-CO-15"),
                ("34.80</cbc:PayableAmount", "34.79</cbc:PayableAmount",
                 "BR-CO-16"),
                ("5.80</cbc:TaxAmount>\n    <cac", "5.81</cbc:TaxAmount>\n"
                 "    <cac", "BR-CO-14"),
                ("29.00</cbc:TaxableAmount", "29.01</cbc:TaxableAmount",
                 "BR-S-08"),
                (">20<", ">21<", "BR-CO-17"),
                (">20<", ">21<", "BR-S-01"),
                (">3<", ">4<", "PEPPOL-R120"),
                (">1.00<", ">1.50<", "PEPPOL-R120"),
                (">10.00<", ">-10.00<", "BR-27"),
                ("34.80</cbc:PayableAmount", "34.800</cbc:PayableAmount",
                 "BR-DEC")):
            self.changed(old, new, rule)

    def test_presence(self):
        for old, rule in (
                ("<cbc:ID>1</cbc:ID>\n  <cbc:Issue", "BR-02"),
                ("<cbc:IssueDate>2026-10-31</cbc:IssueDate>", "BR-03"),
                ("<cbc:RegistrationName>We</cbc:RegistrationName>", "BR-06"),
                ("<cbc:RegistrationName>They</cbc:RegistrationName>",
                 "BR-07"),
                ("<cbc:IdentificationCode>DE</cbc:IdentificationCode>",
                 "BR-09"),
                ("<cbc:IdentificationCode>FR</cbc:IdentificationCode>",
                 "BR-11"),
                ("<cbc:Name>Item</cbc:Name>", "BR-25"),
                (' unitCode="C62"', "BR-23"),
                (">DE1<", "UBL")):
            if rule == "BR-02":
                self.changed(old, "<cbc:Issue", rule)
            elif rule == "UBL":
                self.changed(old, "><", rule)
            else:
                self.changed(old, "", rule)

    def test_order(self):
        date = "<cbc:IssueDate>2026-10-31</cbc:IssueDate>"
        self.changed(date + "\n  <cbc:InvoiceTypeCode>380</cbc:Invoice"
                     "TypeCode>", "<cbc:InvoiceTypeCode>380</cbc:InvoiceType"
                     "Code>" + date, "UBL")
        self.changed(date, date + date, "UBL")
        self.changed(date, date + "<cbc:IssueTime>x</cbc:IssueTime>", "UBL")
        self.changed(date, date.replace("cbc:", "cac:"), "UBL")
        self.changed("<cbc:Percent>20</cbc:Percent>" + SCHEME,
                     SCHEME + "<cbc:Percent>20</cbc:Percent>", "UBL")

    def test_categories(self):
        exempt = INVOICE.replace(">S<", ">E<").replace(">20<", ">0<") \
            .replace("5.80", "0.00").replace("34.80", "29.00")
        self.assertIn("BR-E-10", self.faults(exempt)[0])
        reason = "</cbc:Percent><cbc:TaxExemptionReason>x" \
            "</cbc:TaxExemptionReason>"
        self.assertEqual(self.faults(
            exempt.replace("</cbc:Percent>", reason, 1)), [])
        self.changed("</cbc:Percent>", reason, "BR-S-10")


# 3 at 10.00 less 1.00 are 29.00; .06 of it are 1.74; together 30.74.
X12 = ("ISA*00*          *00*          *ZZ*US             *ZZ*THEM           "
       "*261031*0000*U*00401*000000009*0*P*>~\n"
       "GS*IN*US*THEM*20261031*0000*9*X*004010~\n"
       "ST*810*0001~\nBIG*20261031*1~\nN1*SE*We~\nN1*BT*They~\n"
       "IT1*1*3*EA*10**VP*A~\nPID*F****Paint~\n"
       "SAC*A*C310***100*******02~\n"
       "TDS*3074~\nTXI*TX*1.74*.06****A~\nCTT*1~\nSE*11*0001~\n"
       "GE*1*9~\nIEA*1*000000009~\n")


class X12810(unittest.TestCase):
    def changed(self, old, new, where):
        self.assertIn(old, X12)
        found = x12_check.check(X12.replace(old, new, 1))
        self.assertIn(where, {fault.split(":")[0] for fault in found}, found)

    def test_right(self):
        self.assertEqual(x12_check.check(X12), [])
        self.assertEqual(x12_check.check(X12 + X12), [])
        self.assertEqual(x12_check.check(X12.replace("\n", "")), [])
        self.assertEqual(x12_check.check(X12.replace("~\n", "\\")), [])

    def test_second(self):
        self.assertTrue(x12_check.check(X12 + X12.replace("3074", "3075")))
        self.assertTrue(x12_check.check(X12 + "x"))

    def test_half_a_cent(self):
        """0.5 * 9.99 is 4.995: 5.00, or 4.99 as who rounds down has it."""
        for total in ("674", "673"):
            self.assertEqual(x12_check.check(
                X12.replace("*3*EA*10*", "*.5*EA*9.99*").replace(
                    "100***", "0***").replace("3074", total)), [])

    def test_included(self):
        self.assertEqual(x12_check.check(
            X12.replace("****A~", "****I~").replace("3074", "2900")), [])

    def test_envelope(self):
        for old, new, where in (
                ("IEA*1*000000009", "IEA*1*000000008", "IEA"),
                ("GE*1*9", "GE*1*8", "GE"), ("GE*1*9", "GE*2*9", "GE"),
                ("SE*11*", "SE*12*", "SE01"), ("*0001~\nGE", "*0002~\nGE",
                                               "SE02"),
                ("CTT*1", "CTT*2", "CTT01"), ("IN*US", "PO*US", "GS"),
                ("US             ", "US            ", "ISA"),
                ("*20261031*0000*9", "*20261030*0000*9", "GS04")):
            self.changed(old, new, where)

    def test_sums(self):
        for old, new in (("3074", "3075"), ("*3*EA", "*-3*EA"),
                         ("SAC*A", "SAC*C"), ("****A", "****I"),
                         ("1.74", "1.75"), ("*10**", "*10.01**")):
            self.changed(old, new, "TDS01")

    def test_elements(self):
        for old, new, where in (
                ("20261031*1~", "2026*1~", "BIG01"),
                ("20261031*1~", "20261031*%s~" % ("1" * 23), "BIG02"),
                ("20261031*1~", "20261031~", "BIG02"),
                ("*VP*A", "*VP*%s" % ("A" * 49), "IT107"),
                ("*VP*A", "*VP", "IT1"),
                ("Paint", "P" * 81, "PID05"), ("Paint", "Pa>nt", "PID"),
                ("Paint", " Paint", "PID05"),
                ("Paint", "", "PID"), ("3074", "30.74", "TDS01"),
                ("*3*EA", "*3,0*EA", "IT102"), ("PID*", "XYZ*", "XYZ"),
                ("N1*SE*We", "N1*SE", "N1")):
            self.changed(old, new, where)

    def test_order(self):
        self.changed("N1*BT*They~\nIT1*1*3*EA*10**VP*A~\n",
                     "IT1*1*3*EA*10**VP*A~\nN1*BT*They~\n", "ST")


if __name__ == "__main__":
    unittest.main()
