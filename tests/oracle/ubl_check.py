#!/usr/bin/env python3
"""Holds UBL invoices and credit notes to EN 16931: order, presence, sums.

usage: ubl_check.py [--lines] FILE...

Says what is wrong with each file, one line a fault; exit status 0 when
nothing is, 1 when something is, 2 when a file can't be read.  --lines also
multiplies prices and quantities, as Peppol does but EN 16931 does not: one of
its own examples has them of different signs.

Shares nothing with the tools.  The order of elements is that of the schemas
of UBL 2.1, written down by hand as far as EN 16931 binds its terms to it.
The rules are named as in the norm: BR-..., and UBL-SR for its binding.
"""
import decimal
import sys
import xml.etree.ElementTree as ET
from decimal import Decimal

URN = "urn:oasis:names:specification:ubl:schema:xsd:"
CAC = "{" + URN + "CommonAggregateComponents-2}"
CBC = "{" + URN + "CommonBasicComponents-2}"
CENT = Decimal("0.01")
decimal.getcontext().prec = 60

# What may stand in an element, in this order.
ORDER = {
    "Invoice": """CustomizationID ProfileID ID IssueDate DueDate
        InvoiceTypeCode Note TaxPointDate DocumentCurrencyCode TaxCurrencyCode
        AccountingCost BuyerReference InvoicePeriod OrderReference
        BillingReference DespatchDocumentReference ReceiptDocumentReference
        OriginatorDocumentReference ContractDocumentReference
        AdditionalDocumentReference ProjectReference
        AccountingSupplierParty AccountingCustomerParty PayeeParty
        TaxRepresentativeParty Delivery PaymentMeans PaymentTerms
        AllowanceCharge TaxTotal LegalMonetaryTotal InvoiceLine""",
    "CreditNote": """CustomizationID ProfileID ID IssueDate TaxPointDate
        CreditNoteTypeCode Note DocumentCurrencyCode TaxCurrencyCode
        AccountingCost BuyerReference InvoicePeriod OrderReference
        BillingReference DespatchDocumentReference ReceiptDocumentReference
        ContractDocumentReference AdditionalDocumentReference
        OriginatorDocumentReference
        AccountingSupplierParty AccountingCustomerParty PayeeParty
        TaxRepresentativeParty Delivery PaymentMeans PaymentTerms
        AllowanceCharge TaxTotal LegalMonetaryTotal CreditNoteLine""",
    "InvoicePeriod": "StartDate EndDate DescriptionCode",
    "OrderReference": "ID SalesOrderID",
    "BillingReference": "InvoiceDocumentReference",
    "InvoiceDocumentReference": "ID IssueDate",
    "DespatchDocumentReference": "ID",
    "ReceiptDocumentReference": "ID",
    "OriginatorDocumentReference": "ID",
    "ContractDocumentReference": "ID",
    "ProjectReference": "ID",
    "AdditionalDocumentReference":
        "ID DocumentTypeCode DocumentDescription Attachment",
    "Attachment": "EmbeddedDocumentBinaryObject ExternalReference",
    "ExternalReference": "URI",
    "AccountingSupplierParty": "Party",
    "AccountingCustomerParty": "Party",
    "Party": """EndpointID PartyIdentification PartyName PostalAddress
        PartyTaxScheme PartyLegalEntity Contact""",
    "PayeeParty": "PartyIdentification PartyName PartyLegalEntity",
    "TaxRepresentativeParty": "PartyName PostalAddress PartyTaxScheme",
    "PartyIdentification": "ID",
    "PartyName": "Name",
    "PostalAddress": """StreetName AdditionalStreetName CityName PostalZone
        CountrySubentity AddressLine Country""",
    "Address": """StreetName AdditionalStreetName CityName PostalZone
        CountrySubentity AddressLine Country""",
    "AddressLine": "Line",
    "Country": "IdentificationCode",
    "PartyTaxScheme": "CompanyID TaxScheme",
    "TaxScheme": "ID",
    "PartyLegalEntity": "RegistrationName CompanyID CompanyLegalForm",
    "Contact": "Name Telephone ElectronicMail",
    "Delivery": "ActualDeliveryDate DeliveryLocation DeliveryParty",
    "DeliveryLocation": "ID Address",
    "DeliveryParty": "PartyName",
    "PaymentMeans": """PaymentMeansCode PaymentDueDate PaymentID CardAccount
        PayeeFinancialAccount PaymentMandate""",
    "CardAccount": "PrimaryAccountNumberID NetworkID HolderName",
    "PayeeFinancialAccount": "ID Name FinancialInstitutionBranch",
    "FinancialInstitutionBranch": "ID",
    "PaymentMandate": "ID PayerFinancialAccount",
    "PayerFinancialAccount": "ID",
    "PaymentTerms": "Note",
    "AllowanceCharge": """ChargeIndicator AllowanceChargeReasonCode
        AllowanceChargeReason MultiplierFactorNumeric Amount BaseAmount
        TaxCategory""",
    "TaxTotal": "TaxAmount TaxSubtotal",
    "TaxSubtotal": "TaxableAmount TaxAmount TaxCategory",
    "TaxCategory": """ID Percent TaxExemptionReasonCode TaxExemptionReason
        TaxScheme""",
    "ClassifiedTaxCategory": "ID Percent TaxScheme",
    "LegalMonetaryTotal": """LineExtensionAmount TaxExclusiveAmount
        TaxInclusiveAmount AllowanceTotalAmount ChargeTotalAmount
        PrepaidAmount PayableRoundingAmount PayableAmount""",
    "InvoiceLine": """ID Note InvoicedQuantity LineExtensionAmount
        AccountingCost InvoicePeriod OrderLineReference DocumentReference
        AllowanceCharge Item Price""",
    "CreditNoteLine": """ID Note CreditedQuantity LineExtensionAmount
        AccountingCost InvoicePeriod OrderLineReference DocumentReference
        AllowanceCharge Item Price""",
    "OrderLineReference": "LineID",
    "DocumentReference": "ID DocumentTypeCode",
    "Item": """Description Name BuyersItemIdentification
        SellersItemIdentification StandardItemIdentification OriginCountry
        CommodityClassification ClassifiedTaxCategory AdditionalItemProperty""",
    "BuyersItemIdentification": "ID",
    "SellersItemIdentification": "ID",
    "StandardItemIdentification": "ID",
    "OriginCountry": "IdentificationCode",
    "CommodityClassification": "ItemClassificationCode",
    "AdditionalItemProperty": "Name Value",
    "Price": "PriceAmount BaseQuantity AllowanceCharge",
}

# What may stand there more than once.
MANY = {
    "Invoice": """BillingReference AdditionalDocumentReference PaymentMeans
        AllowanceCharge TaxTotal InvoiceLine""",
    "CreditNote": """BillingReference AdditionalDocumentReference PaymentMeans
        AllowanceCharge TaxTotal CreditNoteLine""",
    "Party": "PartyIdentification PartyTaxScheme",
    "TaxTotal": "TaxSubtotal",
    "InvoiceLine": "AllowanceCharge",
    "CreditNoteLine": "AllowanceCharge",
    "Item": "CommodityClassification AdditionalItemProperty",
}

# What must be there, and not be blank: rule and path from the root.
NEEDED = """
    BR-01 cbc:CustomizationID
    BR-02 cbc:ID
    BR-03 cbc:IssueDate
    BR-04 {type}
    BR-05 cbc:DocumentCurrencyCode
    BR-06 {seller}/cac:PartyLegalEntity/cbc:RegistrationName
    BR-07 {buyer}/cac:PartyLegalEntity/cbc:RegistrationName
    BR-09 {seller}/cac:PostalAddress/cac:Country/cbc:IdentificationCode
    BR-11 {buyer}/cac:PostalAddress/cac:Country/cbc:IdentificationCode
    BR-12 cac:LegalMonetaryTotal/cbc:LineExtensionAmount
    BR-13 cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount
    BR-14 cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount
    BR-15 cac:LegalMonetaryTotal/cbc:PayableAmount
    BR-16 cac:{line}
    BR-CO-18 cac:TaxTotal/cac:TaxSubtotal
"""
NEEDED_LINE = """
    BR-21 cbc:ID
    BR-22 cbc:{quantity}
    BR-24 cbc:LineExtensionAmount
    BR-25 cac:Item/cbc:Name
    BR-26 cac:Price/cbc:PriceAmount
    BR-CO-04 cac:Item/cac:ClassifiedTaxCategory/cbc:ID
"""
SELLER = "cac:AccountingSupplierParty/cac:Party"
BUYER = "cac:AccountingCustomerParty/cac:Party"
NS = {"cac": CAC[1:-1], "cbc": CBC[1:-1]}

REASONED = ("E", "AE", "K", "G", "O")
RATELESS = ("Z",) + REASONED


def local(element):
    return element.tag.rpartition("}")[2]


class Document:
    """One document, and what is wrong with it."""

    def __init__(self, root, lines=False):
        self.root = root
        self.multiply = lines
        self.faults = []
        self.name = local(root)
        self.line = self.name + "Line"
        self.quantity = ("InvoicedQuantity" if self.name == "Invoice"
                         else "CreditedQuantity")
        self.currency = self.text(root, "cbc:DocumentCurrencyCode")

    def fault(self, rule, what):
        self.faults.append(f"{rule}: {what}")

    def text(self, element, path):
        found = element.find(path, NS)
        return (found.text or "").strip() if found is not None else ""

    def number(self, element, path, default="0"):
        text = self.text(element, path) or default
        try:
            return Decimal(text)
        except decimal.InvalidOperation:
            self.fault("UBL", f"{path} is no number: {text!r}")
            return Decimal(0)

    def lines(self):
        return self.root.findall("cac:" + self.line, NS)

    # -- structure

    def check_order(self, element):
        name = local(element)
        if not len(element):
            return
        known = ORDER.get(name)
        if known is None:
            self.fault("UBL", f"{name} holds elements")
            return
        known = known.split()
        many = MANY.get(name, "").split()
        at, seen = 0, set()
        for child in element:
            kid = local(child)
            if kid not in known:
                self.fault("UBL", f"{kid} in {name}")
                continue
            if known.index(kid) < at:
                self.fault("UBL", f"{kid} in {name} stands too late")
            at = max(at, known.index(kid))
            if kid in seen and kid not in many:
                self.fault("UBL", f"{kid} in {name} twice")
            seen.add(kid)
            if child.tag != (CAC if len(child) else CBC) + kid:
                self.fault("UBL", f"{kid} in {name}: wrong namespace")
            self.check_order(child)

    def check_texts(self):
        for element in self.root.iter():
            text = (element.text or "").strip()
            if not len(element) and not text:
                self.fault("UBL", f"{local(element)} is empty")
            if len(element) and text:
                self.fault("UBL", f"text in {local(element)}")
            if local(element).endswith("Amount"):
                self.check_amount(element, text)
            if "Quantity" in local(element) and \
                    not element.get("unitCode"):
                self.fault("BR-23", f"{local(element)} has no unit")

    def check_amount(self, element, text):
        if element.get("currencyID") is None:
            self.fault("UBL", f"{local(element)} has no currency")
        places = len(text.partition(".")[2])
        if places > 2 and local(element) != "PriceAmount":
            self.fault("BR-DEC", f"{local(element)} has {places} decimals")

    def check_needed(self):
        names = {"type": f"cbc:{self.name}TypeCode", "seller": SELLER,
                 "buyer": BUYER, "line": self.line}
        for row in NEEDED.format(**names).split("\n"):
            if row.strip():
                self.need(self.root, *row.split())
        for line in self.lines():
            rows = NEEDED_LINE.format(quantity=self.quantity)
            for row in rows.split("\n"):
                if row.strip():
                    self.need(line, *row.split())

    def need(self, element, rule, path):
        found = element.find(path, NS)
        if found is None or not (len(found) or (found.text or "").strip()):
            self.fault(rule, f"no {path}")

    # -- sums

    def charges(self, element):
        """Charges less allowances that stand in an element itself."""
        total = Decimal(0)
        for each in element.findall("cac:AllowanceCharge", NS):
            amount = self.number(each, "cbc:Amount")
            charge = self.text(each, "cbc:ChargeIndicator") in ("true", "1")
            total += amount if charge else -amount
            if not self.text(each, "cbc:AllowanceChargeReason") and \
                    not self.text(each, "cbc:AllowanceChargeReasonCode"):
                self.fault("BR-33", "an allowance or charge without reason")
        return total

    def tax(self):
        """The total of the document's currency, not that of the tax's."""
        for total in self.root.findall("cac:TaxTotal", NS):
            amount = total.find("cbc:TaxAmount", NS)
            if amount is not None and \
                    amount.get("currencyID") == self.currency:
                return total
        return ET.Element("none")

    def equal(self, rule, what, one, other):
        if one != other:
            self.fault(rule, f"{what}: {one} is not {other}")

    def check_totals(self):
        total = self.root.find("cac:LegalMonetaryTotal", NS)
        if total is None:
            return
        lines = sum((self.number(line, "cbc:LineExtensionAmount")
                     for line in self.lines()), Decimal(0))
        get = {name: self.number(total, "cbc:" + name)
               for name in ORDER["LegalMonetaryTotal"].split()}
        tax = self.number(self.tax(), "cbc:TaxAmount")
        self.equal("BR-CO-10", "sum of lines", lines,
                   get["LineExtensionAmount"])
        self.equal("BR-CO-11/12", "charges less allowances",
                   self.charges(self.root), get["ChargeTotalAmount"]
                   - get["AllowanceTotalAmount"])
        self.equal("BR-CO-13", "total without tax",
                   get["LineExtensionAmount"] - get["AllowanceTotalAmount"]
                   + get["ChargeTotalAmount"], get["TaxExclusiveAmount"])
        self.equal("BR-CO-15", "total with tax",
                   get["TaxExclusiveAmount"] + tax, get["TaxInclusiveAmount"])
        self.equal("BR-CO-16", "amount due",
                   get["TaxInclusiveAmount"] - get["PrepaidAmount"]
                   + get["PayableRoundingAmount"], get["PayableAmount"])

    def key(self, category):
        """Category and rate; where no tax is due, the category alone."""
        code = self.text(category, "cbc:ID")
        return code, (None if code in RATELESS
                      else self.number(category, "cbc:Percent"))

    def bases(self):
        """What is taxed, by category and rate, from lines and charges."""
        found = {}
        for line in self.lines():
            category = line.find("cac:Item/cac:ClassifiedTaxCategory", NS)
            if category is None:
                continue
            key = self.key(category)
            found[key] = found.get(key, Decimal(0)) + self.number(
                line, "cbc:LineExtensionAmount")
        for each in self.root.findall("cac:AllowanceCharge", NS):
            category = each.find("cac:TaxCategory", NS)
            holder = ET.Element("holder")
            holder.append(each)
            key = self.key(category)
            found[key] = found.get(key, Decimal(0)) + self.charges(holder)
        return found

    def check_taxes(self):
        bases, total = self.bases(), Decimal(0)
        for each in self.tax().findall("cac:TaxSubtotal", NS):
            category = each.find("cac:TaxCategory", NS)
            base = self.number(each, "cbc:TaxableAmount")
            tax = self.number(each, "cbc:TaxAmount")
            key = self.key(category)
            total += tax
            self.check_category(category, key, base, tax)
            self.equal("BR-%s-08" % key[0], "taxable", base,
                       bases.pop(key, None))
        for key in bases:
            self.fault(f"BR-{key[0]}-01", f"no breakdown of {key}")
        self.equal("BR-CO-14", "sum of taxes", total,
                   self.number(self.tax(), "cbc:TaxAmount"))

    def check_category(self, category, key, base, tax):
        code, rate = key[0], self.number(category, "cbc:Percent")
        reason = self.text(category, "cbc:TaxExemptionReason") or \
            self.text(category, "cbc:TaxExemptionReasonCode")
        product = (base * rate / 100).quantize(CENT, decimal.ROUND_HALF_UP)
        # Taxes rounded line by line, or taken out of prices, are not quite
        # the product; the norm's own checks let 1.00 pass.
        slack = CENT * max(len(self.lines()), 1)
        if abs(tax - product) > min(slack, Decimal("0.99")):
            self.fault("BR-CO-17", f"{tax} is not {rate} % of {base}")
        if code in RATELESS and (rate or tax):
            self.fault(f"BR-{code}-09", "a tax where none is")
        if code == "S" and rate <= 0:
            self.fault("BR-S-05", "no rate")
        if bool(reason) != (code in REASONED):
            self.fault(f"BR-{code}-10", f"reason {reason!r}")
        if (category.find("cbc:Percent", NS) is None) != (code == "O"):
            self.fault("BR-48", f"percent of {code}")

    def check_line(self, line):
        where = "line " + self.text(line, "cbc:ID")
        price = self.number(line, "cac:Price/cbc:PriceAmount")
        base = self.number(line, "cac:Price/cbc:BaseQuantity", "1")
        if price < 0:
            self.fault("BR-27", f"{where}: price {price}")
        if base <= 0:
            self.fault("PEPPOL-R121", f"{where}: base quantity {base}")
            return
        net = self.number(line, "cbc:" + self.quantity) * price / base \
            + self.charges(line)
        given = self.number(line, "cbc:LineExtensionAmount")
        if self.multiply and abs(net - given) > CENT * 2:
            self.fault("PEPPOL-R120", f"{where}: {given} is not {net}")

    # -- parties

    def check_parties(self):
        codes = {self.text(c, "cbc:ID")
                 for c in self.root.iter(CAC + "ClassifiedTaxCategory")}
        ids = [(self.text(s, "cbc:CompanyID"),
                self.text(s, "cac:TaxScheme/cbc:ID"))
               for s in self.root.findall(SELLER + "/cac:PartyTaxScheme", NS)]
        buyer = self.text(self.root, BUYER + "/cac:PartyTaxScheme/"
                          "cbc:CompanyID")
        vat = any(scheme == "VAT" for _, scheme in ids)
        for code in codes - {"O"}:
            if not ids or (code in ("K", "G") and not vat):
                self.fault(f"BR-{code}-02", "no number of the seller")
        if "O" in codes and (vat or buyer or codes != {"O"}):
            self.fault("BR-O-02", "a VAT number, or another category")
        if "K" in codes and not buyer:
            self.fault("BR-IC-02", "no VAT number of the buyer")
        if not vat and not self.text(
                self.root, SELLER + "/cac:PartyLegalEntity/cbc:CompanyID") \
                and not self.text(
                    self.root, SELLER + "/cac:PartyIdentification/cbc:ID"):
            self.fault("BR-CO-26", "no number of the seller")
        for side in (SELLER, BUYER):
            point = self.root.find(side + "/cbc:EndpointID", NS)
            if point is not None and not point.get("schemeID"):
                self.fault("BR-62", "an electronic address without scheme")

    def check(self):
        urn = "{" + URN + self.name + "-2}" + self.name
        if self.name not in ("Invoice", "CreditNote") or self.root.tag != urn:
            return [f"UBL: the root is {self.root.tag}"]
        self.check_order(self.root)
        self.check_texts()
        self.check_needed()
        self.check_totals()
        self.check_taxes()
        for line in self.lines():
            self.check_line(line)
        self.check_parties()
        return self.faults


def check(source, lines=False):
    """The faults of a file, or of a file object."""
    return Document(ET.parse(source).getroot(), lines).check()


def main(paths):
    status = 0
    lines = paths[:1] == ["--lines"]
    paths = paths[lines:]
    if not paths:
        print(__doc__)
        return 2
    for path in paths:
        try:
            faults = check(path, lines)
        except (OSError, ET.ParseError) as error:
            print(f"{path}: {error}")
            return 2
        for fault in faults:
            print(f"{path}: {fault}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
