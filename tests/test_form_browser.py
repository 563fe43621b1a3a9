"""A form of a running preview in a real browser: fifty edits, ten refusals, two windows, a file changed underneath."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from copies import copy_city
from form_editor import CARD, CHAPTER, HERE, TARGET, value
from plan.reading.yaml_file import read_yaml
from playwright.sync_api import Browser, Locator, Page, expect
from serving import Preview

#: Milliseconds until a page that does not come counts as broken; never a measure of speed.
WAIT = 60_000
CARD_PAGE = "projects/bus-counter/"
JAPANESE, ENGLISH, TITLE = value("content", "ja"), value("content", "en"), value("title", "en")
UNIT, YEAR = value("indicators", "uses", "unit", "en"), value("indicators", "uses", "target", "fiscal_year")
DEPARTMENT, DIRECTION = value("departments"), value("indicators", "uses", "direction")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of the invented plan, one for all: each test goes on with the plan as the one before has left it."""
    running = Preview(copy_city(tmp_path_factory.mktemp("form")))
    running.wait(CARD_PAGE, lambda html: "このページを直す" in html)
    yield running
    running.stop()


@pytest.fixture
def window(browser: Browser, preview: Preview) -> Iterator[Page]:
    """A window of the browser."""
    page = opened(browser, preview)
    yield page
    page.context.close()


def opened(browser: Browser, preview: Preview, path: str = HERE) -> Page:
    """A new window with a page of the preview."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{preview.port}", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(WAIT)
    expect.set_options(timeout=WAIT)
    page.goto(path, wait_until="domcontentloaded")
    return page


def control(page: Page, name: str) -> Locator:
    """Where a value is typed."""
    return page.locator(f"[name='{name}']").first


def said(page: Page, name: str) -> Locator:
    """What stands at a value."""
    return page.locator(f"ul.said[data-for='{name.removeprefix('v:')}']")


def save(page: Page, changes: Mapping[str, str], answer: str) -> None:
    """Type some values and press the button; what is said at the head of the page that comes."""
    for name, text in changes.items():
        control(page, name).fill(text)
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator("button.save").click()
    expect(page.locator(".note").filter(has_text=answer)).to_be_visible()


def card(preview: Preview) -> Any:
    """The card as its file has it."""
    return read_yaml(preview.folder / CARD, CARD).data


def test_fifty_edits_and_a_click_that_puts_the_last_back(preview: Preview, window: Page) -> None:
    """From the page by its bar to the form; each edit is in the file, nothing else is, and the page beside shows it."""
    window.goto(f"/{CARD_PAGE}", wait_until="domcontentloaded")
    window.get_by_role("link", name="このページを直す").click()
    expect(window).to_have_url(f"http://127.0.0.1:{preview.port}{HERE}")
    path, states = preview.folder / CARD, [(preview.folder / CARD).read_bytes()]
    for number in range(10):
        texts = [
            f"{number}番: 窓口を「増やします」。",
            f"No. {number}: more # counters",
            f"Counter {number}",
            f"@{number}",
        ]
        target = str(201 + number)
        save(window, dict(zip((JAPANESE, ENGLISH, TITLE, UNIT, TARGET), [*texts, target], strict=True)), "保存しました")
        found = card(preview)
        uses = found["indicators"][0]
        assert [*found["content"].values(), found["title"]["en"], uses["unit"]["en"]] == texts
        assert uses["target"]["value"] == int(target)
        states.append(path.read_bytes())
    lines = zip(states[0].splitlines(), states[-1].splitlines(), strict=True)
    assert [now.split(b":")[0].strip() for was, now in lines if was != now] == [
        b"title",
        b"content",
        b"unit",
        b"target",
    ]
    expect(window.frame_locator("iframe.picture").locator("main")).to_contain_text("9番: 窓口を「増やします」。")
    expect(window.frame_locator("iframe.picture").locator(".workbench")).to_have_count(0)
    window.get_by_role("button", name="元に戻す").click()
    expect(window.locator(".note").first).to_contain_text("元に戻しました")
    assert path.read_bytes() == states[-2]
    expect(control(window, TARGET)).to_have_value("209")


def test_ten_refusals_are_said_while_one_types_and_write_nothing(preview: Preview, window: Page) -> None:
    """At their values, by the rules of the plan; on saving, too, and what was typed stays."""
    before = (preview.folder / CARD).read_bytes()
    refusals = [
        (TARGET, "たくさん", "値には数だけを書きます（実際: 'たくさん'）"),
        (TARGET, "2,500", "「2,500」は数として読めません"),
        (TARGET, "２５０", "「２５０」は数として読めません"),
        (TARGET, "5", "目標値（5）は現状値（20）からその向きに進みません"),
        (YEAR, "令和7年度", "年度"),
        (YEAR, "1850", "1850"),
        (TITLE, "", "en の文が必要です。ありません"),
        (JAPANESE, "", "ja の文が必要です。ありません"),
        (ENGLISH, "a\u200bb", "見えない制御文字（U+200B）が入っています"),
        (UNIT, "🦊", "印刷用のどの書体にもない文字があります"),
    ]
    for name, text, sentence in refusals:
        control(window, name).fill(text)
        expect(said(window, name)).to_contain_text(sentence)
        expect(control(window, name)).to_have_attribute("aria-invalid", "true")
        assert window.locator("form.plan .state").inner_text() == "直すところ: 1か所"
        save(window, {}, "保存していません。直すところが1か所あります")
        expect(said(window, name)).to_contain_text(sentence)
        expect(control(window, name)).to_have_value(text)
        assert (preview.folder / CARD).read_bytes() == before
        window.goto(HERE, wait_until="domcontentloaded")


def test_two_windows_write_nothing_over_each_other(preview: Preview, browser: Browser, window: Page) -> None:
    """Of two values both are kept; of one value the second window is told of both, and decides."""
    other = opened(browser, preview)
    save(window, {TARGET: "300"}, "保存しました")
    save(other, {TITLE: "Wheels"}, "保存しました")
    assert (card(preview)["indicators"][0]["target"]["value"], card(preview)["title"]["en"]) == (300, "Wheels")
    for page in (window, other):
        page.goto(HERE, wait_until="domcontentloaded")
    save(window, {TARGET: "310"}, "保存しました")
    save(other, {TARGET: "320"}, "いまの値は「310」、ここに書いたのは「320」です")
    assert card(preview)["indicators"][0]["target"]["value"] == 310
    save(other, {}, "保存しました")
    assert card(preview)["indicators"][0]["target"]["value"] == 320
    other.context.close()


def test_a_file_changed_underneath_is_kept(preview: Preview, window: Page) -> None:
    """The form says so as one types; what an editor wrote beside it is kept."""
    preview.edit(CARD, "value: 320}", "value: 330}  # by hand")
    control(window, TARGET).fill("340")
    expect(said(window, TARGET)).to_contain_text("いまの値は「330」、ここに書いたのは「340」です")
    save(window, {}, "いまの値は「330」")
    assert "value: 330}  # by hand" in (preview.folder / CARD).read_text(encoding="utf-8")
    window.goto(HERE, wait_until="domcontentloaded")
    preview.edit(CARD, "# by hand", "# by another hand")
    save(window, {ENGLISH: "Another text."}, "保存しました")
    assert "value: 330}  # by another hand" in (preview.folder / CARD).read_text(encoding="utf-8")
    assert card(preview)["content"]["en"] == "Another text."


def test_a_chapter_stands_beside_its_page(preview: Preview, window: Page) -> None:
    """Checked as one types, saved, and the page shows it."""
    path = preview.folder / CHAPTER
    before = path.read_text(encoding="utf-8")
    window.goto(f"/-/chapter/{CHAPTER}/", wait_until="domcontentloaded")
    field = window.locator("textarea.chapter")
    field.fill(f"{before}\n{{{{ nothing }}}}\n")
    line = before.count("\n") + 2
    expect(window.locator("ul.said[data-for='']")).to_contain_text(f"{CHAPTER}:{line} 「nothing」という差し込みは")
    assert path.read_text(encoding="utf-8") == before
    save_with = before.replace("総務課が進めます。", "総務課が、みなさんと進めます。")
    field.fill(save_with)
    save(window, {}, "保存しました")
    assert path.read_text(encoding="utf-8") == save_with
    expect(window.frame_locator("iframe.picture").locator("main")).to_contain_text("総務課が、みなさんと進めます。")


def test_a_form_fits_a_phone_and_needs_no_script(browser: Browser, preview: Preview) -> None:
    """Nothing is wider than 320 pixels; without a script the same form saves and refuses."""
    address = f"http://127.0.0.1:{preview.port}"
    context = browser.new_context(
        base_url=address, viewport={"width": 320, "height": 700}, is_mobile=True, java_script_enabled=False
    )
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(HERE, wait_until="domcontentloaded")
    save(page, {TARGET: "many"}, "保存していません")
    save(page, {TARGET: "345"}, "保存しました")
    assert card(preview)["indicators"][0]["target"]["value"] == 345
    context.close()
    context = browser.new_context(base_url=address, viewport={"width": 320, "height": 700}, is_mobile=True)
    page = context.new_page()
    for path in (HERE, "/-/edit/", "/-/history/", "/-/new/projects/", f"/-/chapter/{CHAPTER}/"):
        page.goto(path, wait_until="domcontentloaded")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    context.close()


def test_from_a_figure_on_the_page_to_its_field_and_back(preview: Preview, window: Page) -> None:
    """By the keyboard: the switch, the mark, the field with the cursor in it, the very place of the page, the undo."""
    window.goto(f"/{CARD_PAGE}", wait_until="domcontentloaded")
    expect(window.locator("a.workbench-edit")).to_have_count(0)
    window.get_by_role("button", name="直すところを示す").click()
    before = card(preview)["indicators"][0]["target"]["value"]
    mark = window.locator("a.workbench-edit[aria-label$='目標値']").first
    box = mark.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    mark.focus()
    window.keyboard.press("Enter")
    expect(control(window, TARGET)).to_be_focused()
    expect(control(window, TARGET)).to_be_in_viewport()
    control(window, TARGET).fill(str(before + 1))
    window.locator("button.save").click()
    expect(window.locator(".workbench .done")).to_contain_text("保存しました")
    assert window.url.endswith("#edited-here")
    expect(window.locator(":has(> #edited-here)").last).to_contain_text(str(before + 1))
    expect(window.locator(":has(> #edited-here)").last).to_be_in_viewport()
    window.get_by_role("button", name="元に戻す").click()
    expect(window.locator(".workbench .done")).to_contain_text("元に戻しました")
    assert card(preview)["indicators"][0]["target"]["value"] == before
    window.goto(f"/{CHAPTER.removeprefix('docs/').removesuffix('.md')}/", wait_until="domcontentloaded")
    line = window.locator("a.workbench-edit[href*='line=']").nth(2)
    number = int(line.get_attribute("href").split("line=")[1].split("&")[0])  # type: ignore[union-attr]
    line.click()
    expect(window.locator("textarea.chapter")).to_be_focused()
    window.wait_for_function(  # the box has the focus before its line is chosen
        "() => { const t = document.querySelector('textarea.chapter'); return t.selectionEnd > t.selectionStart; }"
    )
    chosen = window.evaluate(
        "() => { const t = document.querySelector('textarea.chapter');"
        " return t.value.slice(t.selectionStart, t.selectionEnd); }"
    )
    assert chosen == (preview.folder / CHAPTER).read_text(encoding="utf-8").split("\n")[number - 1]


def test_nothing_hangs_and_nothing_was_said_of_the_program(preview: Preview) -> None:
    """After all this the preview answers, and its console has no trace of a fault."""
    log = preview.log.read_text(encoding="utf-8")
    assert preview.page(CARD_PAGE)
    assert "Traceback" not in log, log[-3000:]
