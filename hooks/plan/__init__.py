"""The program: from the files of a plan to the pages of its site and its paper edition. It never imports MkDocs.

    data/*.yml ──► yaml_file ──► loader ──► Plan ──► renderer ──► site ──► pages (Markdown) and files, by name
    docs/*.md  ──► prose ────────┘            │          └──► paper ──► documents (PDF)
                                              └──► statistics ──► charts (SVG)

Reading and checking
    findings      one fault: its place and its sentence in both languages
    letters       the letters that the fonts have
    plan_files    the bytes of a file of the plan, and of no pipe, device or link out of it
    yaml_file     one YAML file: plain data with the line of each value
    field_names   what else people call a field
    model         what a plan is: every record and field, and what each means
    lint          what auditors find missing or contradictory in indicators
    checks        rules between records
    prose         the chapters under docs/: headings, placeholders, pairs of languages
    markup        what a chapter's HTML, or the ornament, must not hold
    words         the site's own words (words.yml), and a city's changes to them
    loader        all of these at once: a sound plan, or every finding

Showing
    catalog       cards with all they name, and cards by what they share
    localizer     texts, words, numbers and years as safe HTML in one language
    fiscal_years  令和8年度（2026年度）, FY2026 (Reiwa 8)
    colors        the site's colors from a city's four, and their contrast
    statistics    what a chart says: sentence, bars, table, sources
    charts        a drawing as SVG
    kept          files written whole or not at all, and made once for their content
    workers       processes beside this one, for charts, pictures and documents
    views         what templates ask for and must not compute
    templates     the Jinja environment in which data cannot become markup
    renderer      templates and prose as the Markdown of pages
    glossary      terms found in a page's HTML and linked
    search        the index that the search page reads
    listing       the index that the list of a large plan reads
    sharing       share pictures, and data about pages for machines
    policy        what a page may load, for pages and for servers
    term_links    the links between pages and glossary, both ways
    site          the pages and files of all languages

On paper
    page_tree     a page's HTML as a tree that holds no markup
    paper         what each document holds, as plain data
    typesetting   one document as PDF; its looks are in paper/*.typ
    documents     all documents, on all cores, each once for its content

To the reader
    supply        what the site is built with: the page of licences, the bill of materials (software.yml)
    cities        many cities' sites with one program, each in a process of its own
    publication   a site built aside takes the old one's place in one step; its manifest

For those who keep the plan
    yaml_edit     values changed in a YAML file, every other byte kept (with yaml_steps, yaml_text)
    workbook      the plan as an Excel workbook (workbook_layout: its sheets; workbook_tables: CSV too)
    workbook_reader  a workbook's cells as changes or refusals (with workbook_cells, workbook_changes, refusals)
    difference, revision   changes as a person reads them; written all or none
    __main__      the command line: python -m plan
    schema        JSON Schemas and data/README.md, with the meanings in meanings.yml
    passages      every text with its translations
    translations  whether each translation is confirmed, by the ledger data/translations.txt
    po_file, exchange, translation_desk   PO files for an agency, there and back; the commands
    desk          the last good site, again after each edit, and the findings of a bad one
    origins       the places in the files that a page is made from
    inspection    what still wants attention
    workbench     what the preview shows more than the site; its pages are in workbench_pages/

Imports go one way: showing → reading → model; tests/test_structure.py holds the order.
"""
