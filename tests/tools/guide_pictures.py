"""Makes every picture of the guide for staff from the running program: `python tests/tools/guide_pictures.py`.

The preview runs on a copy of the project, which is edited as an officer would; a browser photographs it. The workbook
is shown by LibreOffice, the PDF as it is printed, and what a command says stands on a plain page.
"""

from __future__ import annotations

import html
import io
import os
import pty
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pymupdf
from browser import launch
from building import mkdocs
from copies import ROOT, copy_project
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from PIL import Image, ImageChops
from plan.workbook.excel_sheets import FIRST_ROW, LABELS_ROW, NAMES_ROW
from playwright.sync_api import Page, sync_playwright
from serving import Preview

FOLDER = ROOT / "hooks/plan/help/guide"
#: What the browser shows, and how many pixels it gives to each of these: 1200 in all.
WIDTH, HEIGHT, SCALE = 960, 600, 1.25
CARD, PAGE = "data/projects/iseca.yml", "projects/iseca/"
COUNTER, COUNTER_PAGE = "data/projects/one-stop-counter.yml", "projects/one-stop-counter/"
#: The columns of the workbook's sheet of indicators that its picture shows, and how many rows.
COLUMNS = ("card", "card_title", "id", "name.ja", "unit.ja", "target.fiscal_year", "target.value", "actuals.2026.value")
ROWS = 9
TERM = """\
  - id: open-counter
    name:
      ja: 書かない窓口
      en: No-Form Counter
    reading: かかないまどぐち
    index: か
    definition:
      ja: 申請書を書かずに、職員が聞き取って手続を進める窓口。
      en: A counter where staff ask and fill in the form, so that visitors need not write it.
"""
ACTUAL = """\
    actuals:
      - fiscal_year: 2026
        value: 20.1
"""


def keep(name: str, picture: Image.Image) -> None:
    """Write a picture of the guide: at most 1200 pixels wide, in as many colors as it needs to look right."""
    picture = picture.convert("RGB")
    if picture.width > 1200:
        picture = picture.resize((1200, round(picture.height * 1200 / picture.width)), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    for colors in (256, 128, 64, 32):
        written = io.BytesIO()
        picture.quantize(colors, kmeans=2, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
        if written.tell() < 80_000:
            break
    (FOLDER / f"{name}.png").write_bytes(written.getvalue())
    print(f"{name}.png {picture.width}x{picture.height} {written.tell()} {colors}")


class Camera:
    """A browser that photographs pages of a preview."""

    def __init__(self, page: Page, preview: Preview) -> None:
        self.page, self.preview = page, preview

    def show(self, path: str, right: Callable[[str], bool], at: str = "", above: int = 24) -> None:
        """Open a page of the preview once it is right; with `at`, moved so far that this element is near the top."""
        self.preview.wait(path, right)
        self.page.goto(f"http://127.0.0.1:{self.preview.port}/{path}", wait_until="load")
        self.page.wait_for_timeout(300)
        if at:
            self.page.locator(at).first.evaluate(
                "(element, above) => window.scrollTo({top: element.getBoundingClientRect().top + window.scrollY - above"
                ", behavior: 'instant'})",
                above,
            )
        self.page.wait_for_timeout(300)

    def shoot(self, name: str) -> None:
        """Photograph what the window shows."""
        keep(name, Image.open(io.BytesIO(self.page.screenshot(timeout=120_000))))

    def print_out(self, name: str, typed: str, said: str) -> None:
        """Photograph what a command said, as a console shows it."""
        text = html.escape(f"C:\\plan>{typed}\n{said.strip()}")
        self.page.set_content(
            "<body style='margin:0;background:#101418'><pre style=\"margin:0;padding:18px 22px;color:#e8e8e4;"
            "font:15px/1.75 'BIZ UDGothic',monospace;white-space:pre-wrap;overflow-wrap:anywhere\">"
            f"{text}</pre></body>"
        )
        keep(name, Image.open(io.BytesIO(self.page.locator("pre").screenshot())))


@contextmanager
def previewed(page: Page) -> Iterator[Camera]:
    """A preview of a fresh copy of the project, before the browser."""
    with tempfile.TemporaryDirectory() as folder:
        preview = Preview(copy_project(Path(folder, "plan")))
        try:
            yield Camera(page, preview)
        finally:
            preview.stop()


def command(folder: Path, *arguments: str, answer: str = "") -> str:
    """What `python -m plan` says at a terminal in a folder, with the answer typed to its question."""
    terminal, other_end = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "plan", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "hooks")},
        stdin=other_end,
        stdout=other_end,
        stderr=other_end,
    )
    os.close(other_end)
    said = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # how Linux says that nobody is at the other end any more
            part = b""
        if not part:
            break
        said += part
        if answer and said.endswith(b"[y/N] "):
            os.write(terminal, f"{answer}\n".encode())
    running.wait(timeout=60)
    os.close(terminal)
    return said.decode("utf-8").replace("\r\n", "\n")


# ---------------------------------------------------------------- the tasks


def look_and_edit(camera: Camera) -> None:
    """The home page, a card, a fault, and an actual value put in."""
    preview = camera.preview
    camera.show("", lambda page: "workbench" in page)
    camera.shoot("preview-home")
    camera.show(PAGE, lambda page: "26.4%" in page)
    camera.shoot("card")
    preview.edit(CARD, "value: 26.4", "value: 約26%")
    preview.edit(COUNTER, "  - management-planning", "  - management-planing")
    camera.show(PAGE, lambda page: "2件の誤り" in page)
    camera.shoot("faults")
    preview.edit(CARD, "value: 約26%", "value: 26.4")
    preview.edit(COUNTER, "  - management-planing", "  - management-planning")
    preview.edit(CARD, "      value: 26.4\n", f"      value: 26.4\n{ACTUAL}")
    camera.show(PAGE, lambda page: "20.1%" in page and 'class="findings"' not in page, at="#indicators")
    camera.shoot("actual")


def edit_by_form(camera: Camera) -> None:
    """A card in the form with a figure that is refused while it is typed; a chapter beside its page, just saved."""
    page = camera.page
    camera.show(f"-/edit/{CARD}/", lambda html: "保存する" in html)
    target = page.locator('[name=\'v:["indicators","registered-users-share","target","value"]\']')
    target.fill("約26%")
    page.locator("[aria-invalid=true]").wait_for()
    target.evaluate("element => window.scrollBy({top: element.getBoundingClientRect().top - 380, behavior: 'instant'})")
    page.wait_for_timeout(300)
    camera.shoot("form")
    page.set_viewport_size({"width": 1200, "height": 750})
    camera.show("-/chapter/docs/plan/vision.md/", lambda html: "保存する" in html)
    chapter = page.locator("textarea.chapter")
    chapter.fill(chapter.input_value().replace("次の方向性で解決に", "次の方向で、解決に"))
    page.locator("button.save").click()
    page.get_by_role("button", name="元に戻す").wait_for()
    page.wait_for_timeout(4000)
    camera.shoot("form-chapter")
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


def add_and_rename(camera: Camera) -> None:
    """A term, a division with a new name, a new card."""
    preview = camera.preview
    glossary = preview.folder / "data/glossary.yml"
    preview.wait("glossary/", lambda page: "workbench" in page)
    glossary.write_text(glossary.read_text(encoding="utf-8").rstrip("\n") + f"\n{TERM}", encoding="utf-8")
    camera.show("glossary/", lambda page: 'id="open-counter"' in page, at="#open-counter", above=190)
    camera.shoot("term")
    preview.edit("data/departments.yml", "ja: 商工労働課", "ja: 産業振興課")
    preview.edit("data/departments.yml", "en: Commerce, Industry and Labor Division", "en: Industry Promotion Division")
    preview.wait("en/departments/", lambda page: "Industry Promotion Division" in page)
    camera.show("departments/", lambda page: "産業振興課" in page, at="h2:has-text('産業振興課')", above=150)
    camera.shoot("department")
    text = (preview.folder / COUNTER).read_text(encoding="utf-8")
    cards = (preview.folder / "data/projects").glob("*.yml")
    last = sum("kind: [standard]\n" in path.read_text(encoding="utf-8") for path in cards)
    lines = [f"number: {last + 1}" if line.startswith("number:") else line for line in text.splitlines()]
    title = next(number for number, line in enumerate(lines) if line == "title:")
    lines[title + 1 : title + 3] = ["  ja: 書かない窓口の開設", "  en: Opening a No-Form Counter"]
    new = preview.folder / "data/projects/new-counter.yml"
    new.write_text("\n".join(lines) + "\n", encoding="utf-8")
    camera.show("projects/new-counter/", lambda page: "書かない窓口の開設" in page)
    camera.shoot("new-card")


def translate_and_inspect(camera: Camera) -> None:
    """The inspection as it is, a text whose original has changed, and its translation as it comes back."""
    preview = camera.preview
    camera.show("-/check/", lambda page: "指標の点検" in page)
    camera.shoot("inspection")
    command(preview.folder, "confirm")
    for _ in ("its content", "what its page begins with"):
        preview.edit(COUNTER, "手続きの種類拡充や、", "手続きの種類を増やし、")
    camera.show("-/check/", lambda page: "原文が変わりました" in page, at="#translations")
    camera.shoot("translation")
    print(command(preview.folder, "po-export", "honyaku.po", "--open-only"))
    order = preview.folder / "honyaku.po"
    text = order.read_text(encoding="utf-8")
    old, new = "to expand the range of", "to increase the kinds of"
    assert old in text
    changed = text.replace("#, fuzzy\n", "").replace(old, new)
    order.write_text(changed, encoding="utf-8")
    said = command(preview.folder, "po-import", "honyaku.po")
    camera.print_out("po-import", "plan po-import honyaku.po", said)


def publish(camera: Camera) -> None:
    """The home page of a plan that is decided."""
    preview = camera.preview
    preview.wait("", lambda page: "workbench" in page)
    text = (preview.folder / "data/plan.yml").read_text(encoding="utf-8")
    before, after = text.index("  decided_note:"), text.index("  updated:")
    text = f"{text[:before]}  decided: 2026-03-31\n{text[after:]}"
    text = re.sub("updated: .*", "updated: 2026-03-31", text)
    text = text.replace("定めた計画の案です", "定めた計画です").replace("en: The draft plan", "en: The plan")
    text = text.replace("id: draft\n", "id: adopted-2026\n").replace("status: draft", "status: adopted")
    (preview.folder / "data/plan.yml").write_text(text, encoding="utf-8")
    camera.show("", lambda page: "策定済み" in page)
    camera.shoot("published")


# ---------------------------------------------------------------- the workbook and the paper


def workbook(camera: Camera, folder: Path) -> None:
    """The sheet of indicators with some values filled in, as a spreadsheet program shows it; what the import says."""
    command(folder, "workbook", "jisseki.xlsx")
    book = load_workbook(folder / "jisseki.xlsx")
    page = book["指標"]
    columns = {str(cell.value): cell.column for cell in page[NAMES_ROW]}
    for number, value in enumerate((48, 20.1, 20)):
        page.cell(FIRST_ROW + 2 * number, columns["actuals.2026.value"]).value = value
    book.save(folder / "jisseki.xlsx")
    said = command(folder, "import", "jisseki.xlsx", answer="y")
    assert "書き込みました" in said, said
    camera.print_out("import", "plan import jisseki.xlsx", said)

    for key, number in columns.items():
        page.column_dimensions[get_column_letter(number)].hidden = key not in COLUMNS
    last = get_column_letter(columns[COLUMNS[-1]])
    page.print_area = f"A{LABELS_ROW}:{last}{FIRST_ROW + ROWS - 1}"
    page.print_options.headings = True
    page.print_title_cols, page.page_setup.fitToWidth = None, 1
    page.HeaderFooter.oddFooter.center.text = None
    for other in book.worksheets:
        if other is not page:
            book.remove(other)
    book.save(folder / "shown.xlsx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf", "shown.xlsx"],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    with pymupdf.open(folder / "shown.pdf") as document:
        keep("workbook", trimmed(drawn(document[0], 1700)))


def paper(folder: Path) -> None:
    """Two pages of the whole plan, side by side: the cover, and the one with a card."""
    name = re.search(r"^title:\n  ja: (.*)$", (folder / CARD).read_text(encoding="utf-8"), re.MULTILINE)[1]
    result = mkdocs(folder, "build", "--strict")
    assert result.returncode == 0, result.stderr
    with pymupdf.open(folder / "site/pdf/ja/whole.pdf") as document:
        card = next(number for _, title, number in document.get_toc() if title == name)
        pages = [drawn(document[number - 1], 590) for number in (1, card)]
    sheet = Image.new("RGB", (1200, pages[0].height + 20), "#8a8f94")
    for number, picture in enumerate(pages):
        sheet.paste(picture, (7 + number * 597, 10))
    keep("pdf", sheet)


def drawn(page: pymupdf.Page, width: int) -> Image.Image:
    """A page of a PDF as a picture of a width."""
    scale = width / page.rect.width
    pixels = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


def trimmed(picture: Image.Image) -> Image.Image:
    """A picture without its empty margins."""
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, "white")).getbbox()
    assert box
    return picture.crop((max(0, box[0] - 4), max(0, box[1] - 4), box[2] + 4, box[3] + 4))


def main() -> None:
    """Renew all pictures."""
    begun = datetime.now()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE, locale="ja-JP", color_scheme="light"
        )
        page.route("**/livereload/**", lambda route: route.abort())  # no page loads itself again while it is shown
        for task in (look_and_edit, edit_by_form, add_and_rename, translate_and_inspect, publish):
            with previewed(page) as camera:
                task(camera)
        with tempfile.TemporaryDirectory() as name:
            folder = copy_project(Path(name, "plan"))
            workbook(Camera(page, None), folder)  # type: ignore[arg-type]
        with tempfile.TemporaryDirectory() as name:
            paper(copy_project(Path(name, "plan")))
        browser.close()
    print(f"{sum(path.stat().st_size for path in FOLDER.glob('*.png'))} bytes, {datetime.now() - begun}")


if __name__ == "__main__":
    main()
