"""Areas come in level by level; what hangs in the air is refused."""

from __future__ import annotations

from datetime import date

import pytest
from tests.support import factories

from cotmoc.actions.areas import edit_area, put_areas
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.core.permissions import Role
from cotmoc.store.models import Area, AreaLink, Event
from cotmoc.store.vietnam.areas import AreaRow, ChangeRow

pytestmark = pytest.mark.django_db
START, MERGED = date(2020, 1, 1), date(2025, 7, 1)


def province(code: str, start: date = START, end: date | None = None) -> AreaRow:
    return AreaRow(code, f"Tên {code}", "province", "Tỉnh", start, end, None, surface=100.0)


def commune(code: str, parent: str) -> AreaRow:
    return AreaRow(code, f"Xã {code}", "commune", "Xã", START, None, (parent, START))


def test_children_find_their_parents_in_any_order() -> None:
    put = put_areas(rows=[commune("C1", "P1"), province("P1")], changes=[], by=factories.manager())
    assert (put.added, put.changed, put.successions) == (2, 0, 0)
    child = Area.objects.select_related("parent").get(code="C1")
    assert child.parent is not None
    assert (child.parent.code, child.folded) == ("P1", "xa c1")
    with pytest.raises(ConflictError, match="đầy đủ"):
        put_areas(rows=[commune("C1", "P1"), province("P1")], changes=[], by=factories.manager())


def test_a_missing_parent_stores_nothing() -> None:
    with pytest.raises(InvalidValueError, match="cấp trên P9 chưa có"):
        put_areas(rows=[province("P1"), commune("C1", "P9")], changes=[], by=factories.manager())
    assert not Area.objects.exists()


def test_what_was_said_here_stays() -> None:
    by = factories.manager()
    put_areas(rows=[province("P1")], changes=[], by=by)
    area = Area.objects.get()
    edit_area(area=area, population=5000, surface=120, by=by)
    Area.objects.update(valid_to=date(2025, 6, 30))
    heir = province("P2", MERGED)
    change = ChangeRow("rename", MERGED, ((("P1", START), ("P2", MERGED), 1.0),), note="P2")
    put = put_areas(rows=[province("P1"), heir], changes=[change], by=by)
    assert (put.added, put.changed, put.successions) == (1, 0, 1)
    area.refresh_from_db()
    assert (area.population, area.surface, str(area.valid_to)) == (5000, 120, "2025-06-30")
    assert AreaLink.objects.get().share == 1.0


def test_who_may_and_what_is_refused() -> None:
    put_areas(rows=[province("P1")], changes=[], by=factories.manager())
    area = Area.objects.get()
    with pytest.raises(InvalidValueError, match="lớn hơn 0"):
        edit_area(area=area, population=0, surface=None, by=factories.manager())
    leader = factories.person(Role.LEADER)
    with pytest.raises(ForbiddenError):
        edit_area(area=area, population=10, surface=None, by=leader)
    with pytest.raises(ForbiddenError):
        put_areas(rows=[province("P2")], changes=[], by=leader)
    assert Event.objects.filter(verb="area.load").count() == 1
