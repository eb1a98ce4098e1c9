"""Addresses of accounts. Only the pages of django-allauth that are needed have one, by the names its code asks for."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.db.transaction import atomic
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from cotmoc.web.account.address import Address, Confirmation
from cotmoc.web.account.invitation import invitation
from cotmoc.web.account.overview import account as overview
from cotmoc.web.account.passkeys import own_passkey
from cotmoc.web.account.sessions import Sessions
from cotmoc.web.account.signing_in import NewPassword, SignIn, SignOut
from cotmoc.web.account.sso import back, begin, unbind


class Base36(StringConverter):
    """The number of an account as django-allauth writes it in a link."""

    regex = "[0-9A-Za-z]+"


register_converter(Base36, "base36")
# `atomic`: what django-allauth writes and the event that tells of it are stored together, or neither.
_remove_passkey = own_passkey(atomic(webauthn.remove_webauthn))
_rename_passkey = own_passkey(atomic(webauthn.edit_webauthn))
_RESET = "dang-nhap/dat-lai-mat-khau/"
urlpatterns: list[URLPattern] = [
    path("dang-nhap/", SignIn.as_view(), name="login"),
    path("dang-nhap/", SignIn.as_view(), name="account_login"),
    path("dang-xuat/", SignOut.as_view(), name="logout"),
    path("dang-xuat/", SignOut.as_view(), name="account_logout"),
    path("dang-nhap/da-khoa/", account.account_inactive, name="account_inactive"),
    path("dang-nhap/lop-hai/", mfa.authenticate, name="mfa_authenticate"),
    path("dang-nhap/khoa-truy-cap/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("dang-nhap/mot-cua/", begin, name="sso"),
    path("dang-nhap/mot-cua/tro-lai/", back, name="sso-back"),
    path(_RESET, account.password_reset, name="account_reset_password"),
    path(f"{_RESET}da-gui/", account.password_reset_done, name="account_reset_password_done"),
    path(f"{_RESET}xong/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path(
        f"{_RESET}<base36:uidb36>-<str:key>/",
        atomic(NewPassword.as_view()),
        name="account_reset_password_from_key",
    ),
    path("loi-moi/<str:token>/", invitation, name="invitation"),
    path("tai-khoan/", overview, name="account"),
    path("tai-khoan/", overview, name="mfa_index"),
    path("tai-khoan/mot-cua/go/", unbind, name="sso-unbind"),
    path("tai-khoan/xac-nhan-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("tai-khoan/xac-nhan-lai/ma/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "tai-khoan/xac-nhan-lai/khoa/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"
    ),
    path("tai-khoan/mat-khau/", atomic(account.password_change), name="account_change_password"),
    path("tai-khoan/mat-khau/dat/", atomic(account.password_set), name="account_set_password"),
    path("tai-khoan/thu-dien-tu/", atomic(Address.as_view()), name="account_email"),
    path("tai-khoan/ma-mot-lan/", atomic(totp.activate_totp), name="mfa_activate_totp"),
    path("tai-khoan/ma-mot-lan/tat/", atomic(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("tai-khoan/ma-du-phong/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tai-khoan/ma-du-phong/tao/",
        atomic(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("tai-khoan/ma-du-phong/tep/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("tai-khoan/", overview, name="mfa_list_webauthn"),
    path("tai-khoan/khoa-truy-cap/them/", atomic(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "tai-khoan/khoa-truy-cap/<int:pk>/bo/",
        own_passkey(atomic(webauthn.remove_webauthn)),
        name="mfa_remove_webauthn",
    ),
    path(
        "tai-khoan/khoa-truy-cap/<int:pk>/ten/",
        own_passkey(atomic(webauthn.edit_webauthn)),
        name="mfa_edit_webauthn",
    ),
    path("tai-khoan/phien/", atomic(Sessions.as_view()), name="usersessions_list"),
    path("xac-nhan-thu/<str:key>/", atomic(Confirmation.as_view()), name="account_confirm_email"),
]
