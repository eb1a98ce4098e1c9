"""What is filled in about people."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cotmoc.core.permissions import Role
from cotmoc.store.language import choices
from cotmoc.store.managing import agencies_of, may_give_everywhere
from cotmoc.store.models import Agency, Person, Plan

# Roles that are given to accounts; citizens need none.
GIVEN = choices([(role.value, role.label) for role in Role if role is not Role.PUBLIC])
_NONE_YET = ("", _("chọn vai trò"))


class DayInput(forms.DateInput):
    """A day, with the browser's calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """People with their units, by name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Person.objects.none(), **options)

    def label_from_instance(self, obj: Person) -> str:
        return with_unit(obj)

    def offer(self, people: QuerySet[Person]) -> None:
        """Let these be chosen."""
        self.queryset = people.order_by("full_name")


class RoleFields(forms.Form):
    """A role, where it holds and for which plan."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=[_NONE_YET, *GIVEN])
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Tại đơn vị và cấp dưới"),
        required=False,
        empty_label=_("toàn hệ thống"),
    )
    plan = forms.ModelChoiceField(
        Plan.objects.order_by("title"),
        label=_("Kế hoạch"),
        required=False,
        empty_label=_("mọi kế hoạch"),
    )

    def __init__(self, by: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_agencies(self.fields["agency"], by, is_needed=not may_give_everywhere(by))


class InviteForm(RoleFields):
    """Somebody new."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(
        label=_("Thư điện tử"), help_text=_("Thư mời gửi tới đây, dùng được trong 72 giờ.")
    )
    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=150, help_text=_("Chữ không dấu, số và các dấu . - _ @")
    )
    field_order = ("full_name", "email", "username", "role", "agency", "plan")


class GrantForm(RoleFields):
    """One more role."""

    valid_from = forms.DateField(label=_("Từ ngày"), widget=DayInput)
    valid_to = forms.DateField(
        label=_("Đến hết ngày"), widget=DayInput, required=False, help_text=_("Để trống: không thời hạn.")
    )

    def __init__(self, by: Person, *args: Any, **options: Any) -> None:
        super().__init__(by, *args, **options)
        self.fields["valid_from"].initial = timezone.localdate()


class EndForm(forms.Form):
    """Until when a role still holds."""

    last_day = forms.DateField(label=_("Giữ đến hết ngày"), widget=DayInput, required=False)


class DeputyForm(forms.Form):
    """Who stands in, and on which days."""

    deputy = PersonChoice(label=_("Người thay"), empty_label=_("chọn người"))
    valid_from = forms.DateField(label=_("Từ ngày"), widget=DayInput)
    valid_to = forms.DateField(label=_("Đến hết ngày"), widget=DayInput)
    reason = forms.CharField(label=_("Lý do"), max_length=200, required=False)

    def __init__(self, people: QuerySet[Person], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(PersonChoice, self.fields["deputy"]).offer(people)


class FactsForm(forms.Form):
    """The facts of an account."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Đơn vị công tác"), required=False, empty_label=_("chưa có")
    )

    def __init__(self, by: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer_agencies(self.fields["agency"], by, is_needed=not may_give_everywhere(by))


class WhyForm(forms.Form):
    """Why something is done to an account."""

    why = forms.CharField(label=_("Lý do"), max_length=300)


class LeavingForm(forms.Form):
    """The first day without a person, and who takes over everything unless said otherwise."""

    ngay = forms.DateField(label=_("Nghỉ từ ngày"), widget=DayInput)
    nhan = PersonChoice(label=_("Người nhận bàn giao"), required=False, empty_label=_("không giao cho ai"))
    why = forms.CharField(label=_("Lý do"), max_length=300, required=False)

    def __init__(self, people: QuerySet[Person], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(PersonChoice, self.fields["nhan"]).offer(people)
        self.fields["ngay"].initial = timezone.localdate()


def offer_agencies(choice: forms.Field, by: Person, *, is_needed: bool) -> None:
    """The units there are today within the reach of `by`."""
    field = cast("forms.ModelChoiceField[Agency]", choice)
    field.queryset = agencies_of(by, timezone.localdate()).order_by("kind", "folded")
    if is_needed:
        field.required, field.empty_label = True, str(_("chọn đơn vị"))


def with_unit(person: Person) -> str:
    """A name and the unit: "Hà Thị Mộc, Xã Vân Thạch"."""
    return f"{person}, {person.agency}" if person.agency else str(person)
