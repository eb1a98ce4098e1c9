"""The pictures of the README, taken of the running demonstration: `make run`, then `python scripts/screenshots.py`.

Options: `--base URL` of the server (default http://127.0.0.1:8000). Needs Chromium. Pictures go to docs/images.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
PASSWORD = "trinh-dien"  # noqa: S105 - everybody may know it: it opens invented data only
PLAN = "/ke-hoach/18-ctr-tu"
# A palette keeps a page of text sharp at a third of the size.
COLOURS, LARGEST = 128, 250_000


@dataclass(frozen=True)
class Picture:
    """A picture: whose eyes see which address, in which window; `click` opens something first."""

    name: str
    path: str
    by: str = "tonghop"
    width: int = 1440
    height: int = 900
    dark: bool = False
    click: str = ""


PICTURES = (
    Picture("board", f"{PLAN}/bang-diem/"),
    Picture("board-dark", f"{PLAN}/bang-diem/", by="lanhdao", dark=True),
    Picture("indicator", f"{PLAN}/chi-tieu/CT-11/"),
    Picture("review", "/van-ban/", click=".table tbody tr:has-text('95/KH-UBND') th a; text=/^Rà soát$/"),
    Picture("entry", "/thu-thap/", by="sokhcn", click=".periods tbody tr:nth-child(1) th a"),
    Picture("report", f"{PLAN}/bao-cao/", click="role=button[name='Lập báo cáo']"),
    Picture("heritage", "/ke-thua/", by="quantri"),
    Picture("trail", "/quan-tri/vet/", by="quantri"),
    Picture("phone", f"{PLAN}/bang-diem/", by="lanhdao", width=390, height=844),
)


def main() -> None:
    given = argparse.ArgumentParser(
        description="Take the pictures of the README of the running demonstration."
    )
    given.add_argument("--base", default="http://127.0.0.1:8000", help="address of the server")
    base = given.parse_args().base.rstrip("/")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for picture in PICTURES:
            with opened(browser, base, picture) as page:
                size = keep(page.screenshot(), IMAGES / f"{picture.name}.png")
            print(f"{picture.name}.png  {size // 1024} kB")
        browser.close()


@contextmanager
def opened(browser: Browser, base: str, picture: Picture) -> Iterator[Page]:
    """The page of a picture, signed in and clicked to where it is taken."""
    context = browser.new_context(
        base_url=base,
        locale="vi-VN",
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.dark else "light",
    )
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(picture.by)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.goto(picture.path, wait_until="networkidle")
    for place in filter(None, map(str.strip, picture.click.split(";"))):
        page.locator(place).first.click()
        page.wait_for_load_state("networkidle")
    yield page
    context.close()


def keep(data: bytes, path: Path) -> int:
    """Write a small PNG; its size in bytes. Raises ValueError when it is too large for the repository."""
    image = Image.open(io.BytesIO(data)).convert("RGB").quantize(COLOURS)
    image.save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST:
        raise ValueError(f"{path.name} has {size} bytes, more than {LARGEST}: take a smaller window.")
    return size


if __name__ == "__main__":
    main()
