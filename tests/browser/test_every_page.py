"""Every page on a laptop and a phone, light and dark: accessible, no wider than its window, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page
from tests.browser.conftest import OpenPage, overflow, picture, violations
from tests.support import factories
from tests.support.addresses import ADDRESSES, Address
from tests.support.scene import Scene, scene

from cotmoc.core.permissions import Role, may
from cotmoc.store.models import Claim, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LAPTOP, PHONE = 1366, 390
# Pages are shared out among so many tests: each makes its scene once.
PARTS = 8
PAGES = [address for address in ADDRESSES if address.get and address.shows == "page"]
Place = Callable[[Scene], str]


@pytest.fixture(autouse=True)
def _folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def faults_of(page: Page, width: int, folder: Path) -> list[str]:
    """What is wrong with the open page at a width, in both themes: they differ by their colours alone."""
    page.set_viewport_size({"width": width, "height": 900 if width > PHONE else 844})
    found = []
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        before = len(found)
        if too_wide := overflow(page):
            found.append(f"{width} {theme}: {too_wide} px wider than its window")
        found += [f"{width} {theme}: {fault}" for fault in violations(page, colours_only=theme == "dark")]
        if len(found) > before:
            picture(page, folder, f"{width}-{theme}")
    return found


def faults_at(open_page: OpenPage, path: str, by: Person | None, folder: Path) -> list[str]:
    """What is wrong with the page at an address, on a laptop and on a phone."""
    page = open_page(path, width=LAPTOP, by=by)
    found = [f"{path}: {fault}" for width in (LAPTOP, PHONE) for fault in faults_of(page, width, folder)]
    page.context.close()
    return found


def review(what: str) -> Place:
    """The review of the scene's document with a part of its address."""

    def place(made: Scene) -> str:
        claim = made.reading.claims.filter(kind=Claim.Kind.INDICATOR)[0].pk
        return f"/van-ban/{made.reading.pk}/ra-soat/?{what.format(claim=claim)}"

    return place


# States of pages that the table of addresses does not show: whose eyes, and where.
STATES: dict[str, tuple[Role, Place]] = {
    "a reading that waits": (Role.PLANNER, lambda made: f"/van-ban/{made.waiting.pk}/"),
    "a reading that failed": (Role.PLANNER, lambda made: f"/van-ban/{made.failed.pk}/"),
    "a reading in force": (Role.PLANNER, lambda made: f"/van-ban/{made.approved.pk}/ra-soat/"),
    "splitting": (Role.PLANNER, review("muc={claim}&mo=tach")),
    "merging": (Role.PLANNER, review("muc={claim}&mo=gop")),
    "adding": (Role.PLANNER, review("them=task")),
    "warnings": (Role.PLANNER, review("tab=canh-bao")),
    "a task's settings": (Role.PLANNER, lambda made: f"/ke-hoach/{made.plan.slug}/sua/NV-01/"),
    "giving tasks": (Role.PLANNER, lambda made: f"/ke-hoach/{made.plan.slug}/giao/?phan=nhiem-vu&tat-ca=1"),
    "entering": (Role.UNIT_OFFICER, lambda made: _month(made, made.period.previous().code, made.unit.code)),
    "a returned report": (Role.PLANNER, lambda made: _month(made, made.period.code, made.other.code)),
    "parts of a ratio": (Role.PLANNER, lambda made: _month(made, made.period.code, "X1")),
    "periods of an officer": (Role.UNIT_OFFICER, lambda made: f"/ke-hoach/{made.plan.slug}/thu-thap/"),
    "nothing found": (Role.LEADER, lambda made: f"/ke-hoach/{made.plan.slug}/bang-diem/?q=khong+co+gi"),
    "a frozen report": (Role.LEADER, lambda made: f"/ke-hoach/{made.plan.slug}/bao-cao/{made.frozen.pk}/"),
    "a task of the unit": (Role.UNIT_OFFICER, lambda made: f"/ke-hoach/{made.plan.slug}/nhiem-vu/NV-03/"),
}  # fmt: skip


def _month(made: Scene, period: str, unit: str) -> str:
    return f"/ke-hoach/{made.plan.slug}/thu-thap/{period}/{unit}/"


def reader(address: Address, made: Scene) -> Person | None:
    """Nobody for what is public; the planner where the planner may look, else whoever manages the system."""
    if address.public:
        return None
    return made.planner if address.get and may(Role.PLANNER, address.get) else factories.manager()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page(open_page: OpenPage, part: int, tmp_path: Path) -> None:
    made, faults = scene(), []
    for address in PAGES[part::PARTS]:
        faults += faults_at(open_page, address.path(made), reader(address, made), tmp_path)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("part", range(2))
def test_every_state(open_page: OpenPage, part: int, tmp_path: Path) -> None:
    made, faults = scene(), []
    for role, place in list(STATES.values())[part::2]:
        by = made.officer if role is Role.UNIT_OFFICER else factories.person(role)
        faults += faults_at(open_page, place(made), by, tmp_path)
    assert not faults, "\n".join(faults)


def test_an_empty_system(open_page: OpenPage, tmp_path: Path) -> None:
    by, faults = factories.person(Role.PLANNER), []
    for path in ("/van-ban/", "/ke-hoach/", "/bang-diem/"):
        faults += faults_at(open_page, path, by, tmp_path)
    assert not faults, "\n".join(faults)
