"""Turns a word as people write it into the known word that they mean: 「ではありませんか」 in a message."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Collection, Iterable, Mapping

#: What else each field, and each value to choose, is called: in speech, and in the files of other systems.
OTHER_NAMES: Mapping[str, str] = {
    "indicators": "kpi kpis 指標 成果指標",
    "target": "目標 目標値 goal",
    "baseline": "現状値 現状 基準値 current",
    "actuals": "実績 実績値 actual result",
    "fiscal_year": "年度 year fy nendo",
    "unit": "単位",
    "value": "値 数値 number amount",
    "missing": "理由 reason none",
    "reason": "理由",
    "direction": "方向 向き",
    "method": "算定方法 算出方法 formula",
    "challenge": "課題 現状と課題 issue 現状",
    "content": "内容 取組内容 description summary 概要",
    "definition": "定義 説明 意味 description meaning",
    "description": "説明 内容",
    "departments": "担当 担当課 部署 所管 dept office department",
    "families": "分類 区分 種別 ツール 手法 財源 交付金 補助金 tool tools funding kind category",
    "under": "施策 取組 measure policy",
    "schedule": "スケジュール 予定 工程",
    "phases": "期間 steps 段階",
    "period": "期間 計画期間",
    "from": "開始 始期 start begin",
    "to": "終了 終期 end until",
    "title": "事業名 題名 名前 名称 name",
    "name": "名前 名称 用語 title term",
    "reading": "読み よみ ふりがな 読み仮名 yomi",
    "number": "番号 no",
    "kind": "種類 type",
    "terms": "用語",
    "aliases": "別名 alias",
    "notes": "注 備考 note",
    "note": "注 備考 notes",
    "source": "出典 sources",
    "stated": "言葉 文言 words text",
    "upper": "上限 最大 max maximum",
    "targets": "年度目標 中間目標 年度別目標 milestones interim",
    "former_targets": "見直し前 旧目標 変更前",
    "revised": "見直し 改定 変更",
    "counting": "数え方 集計",
    "unstated": "記載なし",
    # Values that a field may have
    "at-least": "以上 >= min",
    "at-most": "以下 <= max",
    "more-than": "超 超える >",
    "less-than": "未満 <",
    "about": "約",
    "roughly": "概ね おおむね 程度",
    "onward": "以降",
    "every-year": "毎年度 毎年",
    "cumulative": "累計 累積",
    "yearly": "単年度",
    "year-end": "年度末 年度末現在",
    "added": "増加分 新規",
    "average": "平均 年度平均",
    "up": "増やす 増加 上げる 上昇 increase",
    "down": "減らす 減少 下げる 低下 短縮 decrease",
    "keep": "維持 維持する 保つ maintain",
    "draft": "案 素案 原案",
    "adopted": "策定 策定済み 決定 final",
    "planned": "開始前 予定 計画中 未着手 検討中",
    "running": "実施中 継続 継続中 進行中 推進中 着手",
    "ended": "終了 完了 廃止 中止",
    "merged": "統合",
    "split": "分割",
    "yen": "円",
    "thousand-yen": "千円",
    "ten-thousand-yen": "万円",
    "million-yen": "百万円",
    "hundred-million-yen": "億円",
    "tools": "手法 手段 ツール",
    "funding": "財源",
    "priority": "重点 重点プロジェクト",
    "laws": "法的根拠 根拠法令 法令",
    "districts": "地区 地域",
    "sdgs": "sdgs",
    "output": "活動指標 アウトプット",
    "outcome": "成果指標 アウトカム",
}


def meant(found: str, known: Collection[str]) -> str | None:
    """The known word that is meant, for the 「ではありませんか」 of a message; None where none comes near.

    A field that is called so too comes first, else the word that is spelt nearly so.
    """
    word = unicodedata.normalize("NFKC", found).strip().lower()
    for field, others in OTHER_NAMES.items():
        if field in known and word in others.split():
            return field
    same = (one for one in known if one.casefold() == word)
    return next(same, None) or near(found[:100], known)


def near(found: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that is spelt most like the one found; None where none is alike by `cutoff`, from 0 to 1."""
    return next(iter(difflib.get_close_matches(found, list(known), n=1, cutoff=cutoff)), None)
