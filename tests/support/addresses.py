"""Every address of the staff pages: what it shows, who may see it, who may post what to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.utils import timezone
from tests.support import factories
from tests.support.scene import Scene

from cotmoc.actions.invitations import invite_person, token_of
from cotmoc.actions.keys import make_key
from cotmoc.core.permissions import Role, Verb, may
from cotmoc.store.models import Person

Asked = Verb | frozenset[Verb] | None
Posted = Callable[[Scene], Mapping[str, Any]]
# A value for each parameter of an address that stands for nothing there is.
UNKNOWN = {
    "pk": "999999", "slug": "khong-co", "code": "KHONG-CO", "period": "2026-13", "unit": "KHONG", "step": "khong-co",
    "form": "odt", "position": "99999999", "heir": "area-999999",
    "tree": "khong-co",
    "uidb36": "zzz", "key": "khong-co", "token": "khong-co",
}  # fmt: skip


def allowed(role: Role, asked: Asked) -> bool:
    """Whether the table of permissions lets a role in."""
    verbs = asked if isinstance(asked, frozenset) else {asked}
    return any(verb is not None and may(role, verb) for verb in verbs)


def _nothing(_: Scene) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Address:
    """One route. `get` and `post` are the verbs they ask for (of several any will do), None where the method is not
    allowed; `shows` is what a GET answers: a page, a small form that looks like others, a file, or the way to another
    page. `everybody`: about the own account, whatever the role; `of_unit`: a unit's own thing, not there for other
    units; `own`: others look, but post for the own unit only; `private`: there for who made it and for who answers
    for the whole."""

    route: str
    values: Callable[[Scene], dict[str, Any]] = lambda scene: {}
    get: Asked = Verb.VIEW
    post: Asked = None
    data: Posted = _nothing
    shows: str = "page"
    public: bool = False
    own: bool = False
    of_unit: bool = False
    private: bool = field(default=False)
    everybody: bool = False

    def path(self, scene: Scene, **changes: str) -> str:
        """The address of the thing of the scene, some of its parameters changed."""
        values = {**self.values(scene), **changes}
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[match[1]]), self.route)

    @property
    def parameters(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.route)


def _plan(scene: Scene) -> dict[str, Any]:
    return {"slug": scene.plan.slug}


def _of(**names: str) -> Callable[[Scene], dict[str, Any]]:
    """Parameters taken from attributes of things of the scene: `_of(pk="reading.pk")`."""

    def values(scene: Scene) -> dict[str, Any]:
        found: dict[str, Any] = _plan(scene)
        for name, way in names.items():
            thing: Any = scene
            for step in way.split("."):
                thing = getattr(thing, step)
            found[name] = thing
        return found

    return values


def _first_event(_: Scene) -> dict[str, Any]:
    return {"position": 0}


def _key(scene: Scene) -> dict[str, Any]:
    """A key nobody has revoked yet."""
    day = timezone.localdate() + timedelta(days=30)
    manager = factories.manager()
    key, _ = make_key(name="Trục liên thông", person=manager, verbs=[], expires_on=day, by=manager)
    return {"pk": key.pk}


def _area(scene: Scene) -> dict[str, Any]:
    return {"tree": "dia-ban", "code": scene.heir.code}


def _inherited(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.inherited.pk, "heir": f"area-{scene.heir.pk}"}


def _no_passkey(_: Scene) -> dict[str, Any]:
    return {"pk": UNKNOWN["pk"]}


def _invitation(_: Scene) -> dict[str, Any]:
    """The link in the letter of somebody just invited."""
    person = Person.objects.filter(username="duoc-moi").first() or invite_person(
        username="duoc-moi", email="duoc-moi@an-hai.example", full_name="Vi Được Mời", role=Role.LEADER,
        agency=None, by=factories.manager(),
    )  # fmt: skip
    return {"token": token_of(person)}


def _reset(_: Scene) -> dict[str, Any]:
    """The link in the letter of somebody who forgot the password."""
    person = factories.manager()
    return {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}


def _confirmation(_: Scene) -> dict[str, Any]:
    """The link in the letter to a new address."""
    address, _made = EmailAddress.objects.get_or_create(user=factories.manager(), email="moi@an-hai.example")
    return {"key": EmailConfirmationHMAC(address).key}


_RESET = "dang-nhap/dat-lai-mat-khau/"
_cell = _of(period="period.code", unit="unit.code")
_figure = _of(period="period.code", unit="unit.code", code="indicator.code")
_report = _of(pk="report.pk")
_COLLECT, _PERIOD = "ke-hoach/<slug:slug>/thu-thap/", "ke-hoach/<slug:slug>/thu-thap/<str:period>/"
_UNIT, _REPORT = f"{_PERIOD}<str:unit>/", "ke-hoach/<slug:slug>/bao-cao/<int:pk>/"

ADDRESSES = (
    Address("", shows="way", everybody=True),
    Address("dang-nhap/", public=True, post=Verb.VIEW),
    Address("dang-xuat/", get=None, post=Verb.VIEW, public=True),
    Address("gallery", public=True),
    Address("api/docs"),
    Address("van-ban/", post=Verb.UPLOAD_DIRECTIVE),
    Address("van-ban/<int:pk>/", _of(pk="reading.pk"), post=Verb.REVIEW_CLAIMS),
    Address("van-ban/<int:pk>/dung/", _of(pk="waiting.pk"), get=None, post=Verb.UPLOAD_DIRECTIVE),
    Address("van-ban/<int:pk>/doc-lai/", _of(pk="failed.pk"), get=None, post=Verb.UPLOAD_DIRECTIVE),
    Address("van-ban/<int:pk>/bo/", _of(pk="failed.pk"), get=None, post=Verb.UPLOAD_DIRECTIVE),
    Address("van-ban/<int:pk>/tep/", _of(pk="reading.pk"), shows="file"),
    Address(
        "van-ban/<int:pk>/ra-soat/",
        _of(pk="reading.pk"),
        post=Verb.REVIEW_CLAIMS,
        data=lambda scene: {"act": "reject", "muc": scene.reading.claims.all()[0].pk},
    ),
    Address("van-ban/<int:pk>/duyet/", _of(pk="reading.pk"), get=None, post=Verb.APPROVE_PLAN),
    Address("ke-hoach/"),
    Address("ke-hoach/<slug:slug>/", _plan),
    Address("ke-hoach/<slug:slug>/ke-hoach.json", _plan, shows="file"),
    Address("ke-hoach/<slug:slug>/giao/", _plan, get=Verb.EDIT_PLAN, post=Verb.EDIT_PLAN),
    Address(
        "ke-hoach/<slug:slug>/sua/<str:code>/",
        _of(code="indicator.code"),
        get=Verb.EDIT_PLAN,
        post=Verb.EDIT_PLAN,
    ),
    Address("bang-diem/", shows="way"),
    Address("ke-hoach/<slug:slug>/bang-diem/", _plan),
    Address("ke-hoach/<slug:slug>/chi-tieu/<str:code>/", _of(code="indicator.code")),
    Address("thu-thap/", shows="way"),
    Address(_COLLECT, _plan),
    Address(f"{_COLLECT}nhap-tep/", _plan, post=Verb.IMPORT_FIGURES),
    Address(
        f"{_COLLECT}nhap-tep/<int:pk>/",
        _of(pk="preview.pk"),
        post=Verb.IMPORT_FIGURES,
        data=lambda scene: {"viec": "bo"},
        private=True,
    ),
    Address(
        _PERIOD,
        _of(period="period.code"),
        post=Verb.APPROVE_FIGURES,
        data=lambda scene: {"duyet": scene.unit.pk},
    ),
    Address(_UNIT, _cell, post=Verb.ENTER_FIGURES, of_unit=True),
    Address(
        f"{_UNIT}o/",
        _cell,
        get=None,
        post=Verb.ENTER_FIGURES,
        data=lambda scene: {"indicator": scene.indicator.pk},
        of_unit=True,
    ),
    Address(f"{_UNIT}mau.xlsx", _cell, shows="file", of_unit=True),
    Address(f"{_UNIT}<str:code>/", _figure, of_unit=True),
    Address("nhiem-vu/", shows="way"),
    Address("ke-hoach/<slug:slug>/nhiem-vu/", _plan),
    Address("ke-hoach/<slug:slug>/nhiem-vu/<str:code>/", _of(code="task.code")),
    Address(
        "ke-hoach/<slug:slug>/nhiem-vu/<str:code>/<slug:step>/",
        lambda scene: {"slug": scene.plan.slug, "code": scene.task.code, "step": "bat-dau"},
        get=None,
        post=Verb.UPDATE_TASK,
        own=True,
    ),
    Address("bao-cao/", shows="way"),
    Address(
        "ke-hoach/<slug:slug>/bao-cao/", _plan, post=Verb.WRITE_REPORT, data=lambda scene: {"ky": "2026-H1"}
    ),
    Address(_REPORT, _report, post=Verb.WRITE_REPORT, data=lambda scene: {"number": "05/BC-UBND"}),
    Address(f"{_REPORT}tep/<slug:form>/", lambda scene: {**_report(scene), "form": "docx"}, shows="file"),
    Address(
        f"{_REPORT}<slug:step>/",
        lambda scene: {**_report(scene), "step": "viet-lai"},
        get=None,
        post=Verb.WRITE_REPORT,
    ),
    Address("quan-tri/vet/", get=Verb.VIEW_TRAIL),
    Address("quan-tri/vet/<int:position>/", _first_event, get=Verb.VIEW_TRAIL),
    Address("quan-tri/vet/<int:position>/bang-chung.json", _first_event, get=Verb.VIEW_TRAIL, shows="file"),
    Address("ke-hoach/<slug:slug>/so-lieu/<int:pk>/bang-chung.json", _of(pk="figure.pk"), shows="file"),
    Address("quyen-han/"),
    Address("ngon-ngu/", get=None, post=Verb.VIEW, public=True),
    Address("quan-tri/"),
    Address("quan-tri/nguoi-dung/", get=Verb.MANAGE_PEOPLE),
    Address("quan-tri/nguoi-dung/moi/", get=Verb.MANAGE_PEOPLE, post=Verb.MANAGE_PEOPLE),
    Address(
        "quan-tri/nguoi-dung/<int:pk>/",
        _of(pk="officer.pk"),
        get=Verb.MANAGE_PEOPLE,
        post=Verb.MANAGE_PEOPLE,
        data=lambda scene: {"viec": "khoa", "khoa-why": "Mất máy"},
    ),
    Address(
        "quan-tri/nguoi-dung/<int:pk>/ban-giao/",
        _of(pk="officer.pk"),
        get=Verb.MANAGE_PEOPLE,
        post=Verb.MANAGE_PEOPLE,
        data=lambda scene: {"ngay": timezone.localdate().isoformat(), "nhan": ""},
    ),
    Address(
        "quan-tri/yeu-cau-du-lieu/",
        get=Verb.MANAGE_PEOPLE,
        post=Verb.MANAGE_PEOPLE,
        data=lambda scene: {"yeu-cau": scene.request.pk},
    ),
    Address("tai-khoan/nguoi-thay/", post=Verb.VIEW, everybody=True),
    Address("tai-khoan/du-lieu/", post=Verb.VIEW, everybody=True),
    Address("tai-khoan/du-lieu/ban-sao.zip", get=None, post=Verb.VIEW, everybody=True),
    Address("vet/diem-kiem", public=True, shows="file"),
    Address("vet/khoa", public=True, shows="file"),
    Address("vet/kiem-chung.py", public=True, shows="file"),
    Address("quan-tri/khoa-api/", get=Verb.MANAGE_KEYS),
    Address("quan-tri/khoa-api/tao/", get=Verb.MANAGE_KEYS, post=Verb.MANAGE_KEYS),
    Address("quan-tri/khoa-api/<int:pk>/thu-hoi/", _key, get=None, post=Verb.MANAGE_KEYS),
    Address("ke-hoach/<slug:slug>/dia-ban/", _plan, get=Verb.EDIT_PLAN, post=Verb.EDIT_PLAN),
    Address("quan-tri/don-vi/"),
    Address("quan-tri/don-vi/nhap/", get=Verb.MANAGE_UNITS, post=Verb.MANAGE_UNITS),
    Address("quan-tri/don-vi/ke-thua/", get=Verb.MANAGE_UNITS, post=Verb.MANAGE_UNITS),
    Address("quan-tri/don-vi/goi-y/", get=Verb.MANAGE_UNITS, shows="file"),
    Address("quan-tri/don-vi/them/", get=Verb.MANAGE_UNITS, post=Verb.MANAGE_UNITS),
    Address("quan-tri/don-vi/<slug:tree>/<str:code>/", _area),
    Address(
        "quan-tri/don-vi/<slug:tree>/<str:code>/sua/", _area, get=Verb.MANAGE_UNITS, post=Verb.MANAGE_UNITS
    ),
    Address(
        "ke-thua/",
        post=Verb.DECIDE_TARGETS,
        data=lambda scene: {
            "noi-nhan": f"area-{scene.heir.pk}",
            "muc": scene.inherited.pk,
            "viec": "confirm",
        },
    ),
    Address("ke-thua/<int:pk>/<slug:heir>/", _inherited, post=Verb.DECIDE_TARGETS),
    Address("dang-nhap/da-khoa/", public=True, shows="form"),
    Address("dang-nhap/lop-hai/", public=True, shows="way"),
    Address("dang-nhap/khoa-truy-cap/", public=True, shows="way"),
    Address(_RESET, public=True, post=Verb.VIEW),
    Address(f"{_RESET}da-gui/", public=True, shows="form"),
    Address(f"{_RESET}xong/", public=True, shows="form"),
    Address(f"{_RESET}<base36:uidb36>-<str:key>/", _reset, public=True, shows="way"),
    Address("loi-moi/<str:token>/", _invitation, public=True, post=Verb.VIEW),
    Address("xac-nhan-thu/<str:key>/", _confirmation, public=True, shows="form"),
    Address("tai-khoan/", everybody=True),
    Address("tai-khoan/phien/", post=Verb.VIEW, everybody=True),
    Address("tai-khoan/mot-cua/go/", get=None, post=Verb.VIEW, everybody=True),
    Address("tai-khoan/xac-nhan-lai/", post=Verb.VIEW, everybody=True, shows="form"),
    Address("tai-khoan/xac-nhan-lai/ma/", post=Verb.VIEW, everybody=True, shows="way"),
    Address("tai-khoan/xac-nhan-lai/khoa/", post=Verb.VIEW, everybody=True, shows="way"),
    Address("tai-khoan/mat-khau/", post=Verb.VIEW, everybody=True, shows="form"),
    Address("tai-khoan/mat-khau/dat/", post=Verb.VIEW, everybody=True, shows="way"),
    Address("tai-khoan/thu-dien-tu/", post=Verb.VIEW, everybody=True, shows="form"),
    Address("tai-khoan/ma-mot-lan/", post=Verb.VIEW, everybody=True, shows="way"),
    Address("tai-khoan/ma-mot-lan/tat/", post=Verb.VIEW, everybody=True, private=True, shows="way"),
    Address("tai-khoan/ma-du-phong/", everybody=True, private=True, shows="way"),
    Address("tai-khoan/ma-du-phong/tao/", post=Verb.VIEW, everybody=True, shows="way"),
    Address("tai-khoan/ma-du-phong/tep/", everybody=True, private=True, shows="file"),
    Address("tai-khoan/khoa-truy-cap/them/", post=Verb.VIEW, everybody=True, shows="way"),
    Address(
        "tai-khoan/khoa-truy-cap/<int:pk>/bo/",
        _no_passkey,
        post=Verb.VIEW,
        everybody=True,
        private=True,
        shows="way",
    ),
    Address(
        "tai-khoan/khoa-truy-cap/<int:pk>/ten/",
        _no_passkey,
        post=Verb.VIEW,
        everybody=True,
        private=True,
        shows="way",
    ),
    Address("dang-nhap/mot-cua/", public=True, shows="way"),
    Address("dang-nhap/mot-cua/tro-lai/", public=True, shows="way"),
)
