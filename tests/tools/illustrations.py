"""The invented plan with pictures of every kind, with all that cameras and drawing programs leave in them."""

from __future__ import annotations

import re
from pathlib import Path

from copies import edit
from PIL import Image, ImageCms, PngImagePlugin

SAID = {"ja": "総務課が進めます。", "en": "The General Affairs Division leads."}
CHAPTER = {"ja": "docs/plan/support.md", "en": "docs/plan/support.en.md"}
SHOWN = {
    "ja": """総務課が進めます。

![申請から交付へ進む図](../pictures/flow.png "手続の**流れ**")
出典：みなも町
: 箱が二つあります。

  - 申請の箱
  - 交付の箱

1. 来ます。

   ![窓口の建物](../pictures/counter.jpg)

![](../pictures/flow.png){decorative}
""",
    "en": """The General Affairs Division leads.

![From application to issue](../pictures/flow.png "The **course**")
Source: Minamo Town
: There are two boxes.

  - Application
  - Issue

1. Come.

   ![The building](../pictures/counter.jpg)

![](../pictures/flow.png){decorative}
""",
}
CARD = """pictures:
  - file: plan/route map.svg
    alt: {ja: バスの路線図, en: The route of the bus}
    caption: {ja: 路線, en: Route}
    source: {ja: 資料：交通係, en: "Source: transport"}
    description: {ja: "駅から。\\n\\n病院へ。", en: "From the station.\\n\\nTo the hospital."}
  - {file: pictures/shade.webp, alt: {ja: 淡い色, en: A pale color}}
"""
ROUTE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 300">
<path d="M40 220L600 90" style="stroke:#5a2a6e"/><text x="20" y="260" font-family="Meiryo">駅前</text></svg>"""
#: What files of pictures hold beside their pixels, and nobody is to read.
SECRETS = (
    b"SecretCam",
    b"Hanako",
    b"hidden comment",
    b"Taro",
    b"Exif",
    b"x:xmpmeta/",
    b"ICC_PROFILE",
    b"iCCP",
    b"tEXt",
    b"EXIF",
)
NEWLINE = re.compile(r"\s+")


def photograph(path: Path, width: int = 2400, height: int = 1600) -> None:
    """A picture of a sky over a field that lies on its side, with all that a telephone writes beside its pixels."""
    upright = Image.new("RGB", (width, height), (90, 160, 60))
    upright.paste((120, 170, 230), (0, 0, width, height // 2))
    found = Image.Exif()
    found[0x010F], found[0x013B], found[0x0112] = "SecretCam", "Hanako", 6
    found.get_ifd(0x8825).update({1: "N", 2: (35.0, 41.0, 12.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = {"exif": found, "comment": b"hidden comment", "icc_profile": profile, "xmp": b"<x:xmpmeta/>"}
    upright.transpose(Image.Transpose.ROTATE_90).save(path, "JPEG", quality=90, **more)


def diagram(path: Path) -> None:
    """A drawing on a clear ground, with the name of who drew it."""
    drawn = Image.new("RGBA", (1200, 500), (0, 0, 0, 0))
    drawn.paste((20, 60, 90, 255), (40, 150, 300, 330))
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Taro")
    drawn.save(path, "PNG", pnginfo=said)


def illustrated(folder: Path) -> Path:
    """The invented plan with pictures of every kind in a chapter and on a card, and the list of them."""
    (folder / "docs/pictures").mkdir()
    photograph(folder / "docs/pictures/counter.jpg")
    diagram(folder / "docs/pictures/flow.png")
    Image.new("RGB", (300, 200), (250, 240, 230)).save(folder / "docs/pictures/shade.webp", exif=b"Exif\0\0Hanako")
    (folder / "docs/plan/route map.svg").write_text(ROUTE, encoding="utf-8")
    for language, chapter in CHAPTER.items():
        edit(folder / chapter, SAID[language], SHOWN[language])
        edit(folder / chapter, "{{ projects }}", "{{ projects: individual }}")
    with (folder / "data/projects/one-counter.yml").open("a", encoding="utf-8") as card:
        card.write(CARD)
    edit(folder / "data/plan.yml", "office: general-affairs\n", "office: general-affairs\npicture_list: shown\n")
    return folder
