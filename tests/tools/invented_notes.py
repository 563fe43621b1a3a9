"""Notes on the source of the invented plan, for the tests of what is made of them."""

from __future__ import annotations

from pathlib import Path

from copies import copy_plan

#: One on a card, by its office; one on a chapter; one on a tool; and one on a word of the site, which is on all.
NOTES = """
notes:
  - id: rides
    kind: doubt
    subject: bus-counter
    places:
      - where: {ja: 計画 はじめに, en: "Plan, Introduction"}
        says: {ja: 出張窓口を開きます。, en: "opens travelling counters"}
    about:
      - {at: "data/projects/bus-counter.yml: title"}
      - {at: "data/projects/bus-counter.yml: indicators[uses]", doubtful: true}
    decide: figure
    office: residents
    doubt: {ja: 一年の数か、書かれていません。, en: Whether it is for a year is not said.}
    published: {ja: 原文のまま, en: As printed}
    reason: {ja: 数え方を確かめてください。, en: Please check how it is counted.}
  - id: counters
    kind: slip
    places:
      - where: {ja: 計画 はじめに 計画について, en: "Plan, Introduction, about the plan"}
        says: {ja: "一つ目。\\n\\n二つ目。", en: "One. Two."}
      - where: {ja: 計画 はじめに 計画について, en: "Plan, Introduction, about the plan"}
        says: {ja: =1+1, en: =1+1}
      - where: {ja: 表紙, en: Cover}
        says: {ja: 町の計画, en: A plan of the town}
    about: [{at: "data/vision.yml: statement"}]
    decide: wording
    published: {ja: 一つ目だけ, en: The first only}
    reason: {ja: 二度あるため。, en: It stands twice.}
  - id: tools-title
    kind: contradiction
    places:
      - where: {ja: 別冊, en: Booklet}
        says: {ja: 道具, en: Tools}
    about: [{at: "words: projects"}, {at: "data/families/tools.yml: items"}]
    decide: wording
    office: residents
    published: {ja: 道具, en: Tools}
    reason: {ja: 名前が違います。, en: The names differ.}
  - id: whole
    kind: omitted
    places:
      - where: {ja: 裏表紙, en: Back cover}
        says: {ja: 町, en: Town}
    about: [{at: "words: home"}]
    decide: nothing
    published: {ja: 載せていません, en: Left out}
    reason: {ja: 飾りのため。, en: It is an ornament.}
"""


def plan_with_notes(folder: Path) -> Path:
    """Copy the invented plan into a folder, and these notes with it."""
    (copy_plan(folder) / "data/notes.yml").write_text(NOTES, encoding="utf-8")
    return folder
