"""Which identity of a single sign-on opens which account."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext as _

from cotmoc.actions.base import action, record
from cotmoc.core.errors import ConflictError
from cotmoc.store.invited import is_bound
from cotmoc.store.managing import require_over
from cotmoc.store.models import Person


@action
def bind_identity(*, person: Person, provider: str, uid: str, issuer: str, by: Person) -> SocialAccount:
    """From now on the identity `uid` of `issuer` opens the account, whatever else it is called later.

    Raises ConflictError when another identity of the issuer does so already, or another account has this one.
    """
    taken = SocialAccount.objects.filter(provider=provider, uid=uid).exists()
    if taken or is_bound(person, issuer):
        raise ConflictError(
            _("Tài khoản này đã gắn với một danh tính khác. Nhờ người quản trị gỡ danh tính cũ."),
            code="bound",
        )
    account = SocialAccount.objects.create(
        user=person, provider=provider, uid=uid, extra_data={"issuer": issuer}
    )
    record("person.bind-identity", person, by=by, after={"issuer": issuer}, personal={"identity": uid})
    return account


@action
def unbind_identity(*, person: Person, by: Person) -> int:
    """Take every identity off the account; its next single sign-on binds anew. Returns how many there were.

    Raises ConflictError when there is none.
    """
    if by.pk != person.pk:
        require_over(by, person)
    count, _rows = SocialAccount.objects.filter(user=person).delete()
    if not count:
        raise ConflictError(_("Tài khoản này không gắn với danh tính nào."), code="unbound")
    record("person.unbind-identity", person, by=by, before={"count": count})
    return int(count)
