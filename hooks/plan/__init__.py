"""The program: from the files of a plan to the pages of its site and its paper edition. It never imports MkDocs.

    data/*.yml ─┐
                ├─► reading ──► Plan ──► showing ──► pages ──► the site
    docs/*.md ──┘     ▲                    └───────► paper ──► PDFs
                    rules                  └───────► drawing ─► charts, share pictures

The folders are the map. `ROOMS` has them in the order of imports: a room imports from those above it alone.
"""

from __future__ import annotations

from collections.abc import Mapping

#: The rooms of the program in the order of imports, lowest first, each with what it holds.
ROOMS: Mapping[str, str] = {
    "machine": "files put in place together or not at all, what is kept between builds, processes beside this one",
    "messages": "a finding with its place, and every sentence that is said to staff",
    "model": "what a plan is: a module for each file of data/; languages and their fallback, years, colors",
    "judging": "how far an indicator has come, from its figures alone, and the verdict of the city's own rule",
    "letters": "the faces that paper and pictures are set in, their letters, and what is set for one that none has",
    "outline": "which pages a site has: one record each, of which all else follows",
    "html": "chapters as HTML, HTML as a tree, what is let through, terms linked in it; the security headers of pages",
    "rules": "the rules between the records of a plan, as generators of faults",
    "reading": "the only reader: data/ and docs/ become a sound plan, or every finding at once",
    "drawing": "charts and share pictures, what they are lettered in, sizes of pictures, digests by which all are kept",
    "showing": "the plan as a reader of one language sees it",
    "editions": "two editions compared: pairs by the plan's own keys, changed phrases, what a change means",
    "paper": "the paper edition: documents as data (edition), their PDF files (library), typesetting, the look (*.typ)",
    "opendata": "the plan as data for others: tables as CSV, JSON and Excel, what describes them, its text, its feeds",
    "pages": "the site's pages and what follows: menu, search, share data, origins, uses of terms, files for servers",
    "writing": "one change, its proof, and the one write; every other byte of a file is kept",
    "help": "what editors are told: meanings, JSON Schemas, data/README.md, the guide",
    "workbook": "the plan as Excel or CSV, and the changes that come back in it",
    "takeover": "a city's own sheets, read by a small file that maps them, as changes of its plan",
    "starting": "a small sound plan of a new city, from the answers to ten questions",
    "translation": "whether translations are confirmed, and the PO files for agencies",
    "adopting": "a draft becomes the plan, or the plan is revised: what is open, what is asked, what changes",
    "publishing": "the last good site, put in its place in one step, its manifest, for one plan or for many",
    "forms": "the plan edited in its preview: what each record asks, what was typed, its proof, what was saved before",
    "preview": "what the preview shows more than the site",
    "commands": "what staff call at the command line, one module a command",
}
