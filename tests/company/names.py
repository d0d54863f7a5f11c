"""The words the demo company's customers are named with.  All fictional."""

US_PLACES = """Alder Amber Anchor Ashford Aspen Beacon Birchwood Bluestone
Bramble Brightwater Cedar Clearview Cobalt Copperfield Cottonwood Crestline
Driftwood Eastgate Elmwood Evergreen Fairhaven Fernhill Foxglove Glenrock
Granite Greenbriar Halcyon Harborview Hawthorne Hickory Highmark Ironbridge
Juniper Keystone Kingfisher Lakeshore Larkspur Lighthouse Longleaf Magnolia
Maplewood Meadowlark Millstone Moonstone Northgate Oakhaven Orchard Osprey
Pebblebrook Pinecrest Prairie Quarry Redwood Ridgeline Riverbend Saltmarsh
Sandpiper Silverlake Stonecrop Summit Sycamore Thornbury Timberline Tidewater
Westbrook Whitewater Willow Windrose""".split()

US_TRADES = ["Logistics Inc", "Packaging Co", "Hardware LLC", "Foods Inc",
             "Medical Supply Inc", "Builders LLC", "Office Products Inc",
             "Electric Co", "Plumbing Supply", "Outfitters", "Auto Parts Inc",
             "Paper Company", "Farms Cooperative", "Marine LLC",
             "Glass & Mirror", "Printing Co", "Textiles Inc", "Tool Works",
             "Water Systems LLC", "School District"]

US_CITIES = ["Dallas", "Denver", "Tampa", "Boise", "Akron", "Tulsa", "Fresno",
             "Omaha", "Mobile", "Salem"]

# Country: places, trades, cities, language
EU = {
    "DE": (["Grünwald", "Nordhafen", "Lindental", "Möwenstein", "Silberbach",
            "Hochfeld", "Weißenfels", "Ostersee"],
           ["Maschinenbau GmbH", "Logistik GmbH", "Bürobedarf GmbH & Co. KG",
            "Elektrotechnik AG", "Werkzeuge GmbH"],
           ["Hamburg", "Köln", "München"], "de"),
    "FR": (["Belle-Rive", "Montclair", "Vieux-Pont", "Clairefontaine",
            "L'Étoile", "Hautbois"],
           ["Transports S.A.", "Distribution S.A.R.L.", "Emballages S.A.S.",
            "Matériaux S.A."], ["Lyon", "Nantes", "Lille"], "fr"),
    "IT": (["Bellavista", "Montefiore", "Acquachiara", "Pietrabianca"],
           ["Alimentari S.p.A.", "Ceramiche S.r.l.", "Meccanica S.p.A."],
           ["Torino", "Bari", "Verona"], "it"),
    "NL": (["Zuiderveld", "Molendijk", "Waterpoort", "Noorderlicht"],
           ["Groothandel B.V.", "Techniek B.V.", "Bouwmaterialen B.V."],
           ["Utrecht", "Arnhem", "Breda"], "nl"),
    "IE": (["Glenmara", "Ballycarra", "Thornfield", "Slievemore"],
           ["Trading Ltd", "Components Ltd", "Supplies Ltd"],
           ["Cork", "Galway", "Sligo"], "en"),
}

# Names that a careless reader of CSV gets wrong.
AWKWARD = ["Harbor, Stone & Co", 'The "Blue Door" Bookshop',
           "Quill, Ink & Paper, Inc", "O'Malt Brewing Co", "3-D Castings",
           "Müller's Mill; Feed & Seed"]

STREETS = ["Mill Road", "Station Street", "Harbour Way", "Market Square",
           "Canal Street", "Foundry Lane", "Orchard Avenue", "Quay Road"]
