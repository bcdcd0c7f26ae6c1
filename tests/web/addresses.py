"""Every page of the small dossier, for tests that hold for all of them. A literal address a line.

`OWN` names what each page reads from its address, with a value that it understands.
"""

D = "/d/river-crossing/"

OWN = {
    D: {},
    D + "options/": {
        "text": "ferry", "posture": "mixed", "force": "none", "instrument": "energy", "time": "years", "consent": "yes",
        "law": "contested", "unmet": "yes", "gate": "open", "sort": "title", "page": "1",
    },
    D + "options/footbridge/": {},
    D + "compare/": {"o": "tunnel", "g": "law", "all": "risks", "diff": "1", "full": "1", "choose": "1"},
    D + "weigh/": {
        "o": "tunnel", "w.cost": "5", "preference": "ordinal", "s.tunnel": "pfu--", "anyway": "tunnel", "u": "tunnel",
        "p.money": "met", "ok.cost~flood-safety": "5", "line": "cost", "draws": "100", "seed": "1",
    },
    D + "weigh/roles/": {"o": "tunnel"},
    D + "method/": {},
    D + "brief/": {"o": "tunnel", "w.cost": "5"},
    D + "search/": {"q": "ferry", "kind": "risk", "page": "1"},
    D + "risks/": {"option": "tunnel", "severity": "2", "cell": "4-likely", "page": "1"},
    D + "risks/flood-backwater/": {"page": "1"},
    D + "preconditions/": {"option": "road-bridge", "page": "1", "columns": "1", "gates": "1", "p.money": "met"},
    D + "preconditions/harbour-permit/": {},
    D + "law/": {"option": "footbridge", "body": "harrow", "state": "settled", "page": "1", "rows": "1"},
    D + "law/fixed-crossing/": {"page": "1"},
    D + "claims/": {"show": "doubt", "type": "risk", "page": "1", "at": "art-02"},
    D + "sources/": {"kind": "case", "read": "full", "cited": "yes", "q": "millers", "page": "1"},
    D + "sources/statements/": {"state": "judged", "page": "1"},
    D + "sources/flood-study/": {"page": "1"},
    D + "criteria/": {},
    D + "criteria/crossing-time/": {"page": "1"},
    D + "key/": {},
    D + "annotations/": {
        "stance": "asks", "state": "open", "verdict": "same", "readers": "public", "author": "x",
        "on": "risk:lost-trade", "about": "criterion:cost", "field": "summary", "q": "x", "page": "1",
    },
    D + "changes/": {"version": "1", "page": "1"},
    D + "options/footbridge/citations/": {},
    D + "options/footbridge/history/": {"page": "1"},
    D + "options/footbridge/@1/": {"against": "2"},
}  # fmt: skip
PAGES = tuple(OWN)
FILES = (D + "dossier.yaml", D + "dossier.json", D + "changes/feed/")
LISTS = {"o", "u", "anyway"}  # on pages of weighings these may be given several times
UNSHARED = {D + "weigh/", D + "brief/"}  # a slider has more positions than a cache has room
FREE_TEXT = {"q", "text", "author"}  # any value of these means something
