"""Settings of django-allauth: accounts are invited, passwords, second factors, passkeys, sessions."""

from __future__ import annotations

from cotmoc.config import env

ACCOUNT_ADAPTER = "cotmoc.web.account.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
# There is no sign-up; this only says that accounts may lack an address.
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
# Whoever invited a person wrote the address, and the invitation proves it.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True
_FORMS = "cotmoc.web.account.forms."
ACCOUNT_FORMS = {
    "login": f"{_FORMS}SignInForm",
    "change_password": f"{_FORMS}ChangePasswordForm",
    "set_password": f"{_FORMS}SetPasswordForm",
    "reset_password": f"{_FORMS}ResetPasswordForm",
    "reset_password_from_key": f"{_FORMS}ResetPasswordKeyForm",
    "add_email": f"{_FORMS}ChangeEmailForm",
    "reauthenticate": f"{_FORMS}ReauthenticateForm",
}
# Wrong passwords are counted by actions.signin, which never locks out a device that is known; `login_failed` is left
# for codes of the second factor, which only whoever knows the password can try.
# A whole office may stand behind one address.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "300/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/h/key",
    "reset_password_from_key": "120/m/ip",
}

MFA_ADAPTER = "cotmoc.web.account.factors.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": f"{_FORMS}CodeForm",
    "reauthenticate": f"{_FORMS}ReauthenticateCodeForm",
    "activate_totp": f"{_FORMS}ActivateCodesForm",
    "add_webauthn": f"{_FORMS}AddPasskeyForm",
    "authenticate_webauthn": f"{_FORMS}PasskeyForm",
    "login_webauthn": f"{_FORMS}LoginPasskeyForm",
    "reauthenticate_webauthn": f"{_FORMS}ReauthenticatePasskeyForm",
    "edit_webauthn": f"{_FORMS}RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Cột Mốc"
# A clock half a minute off is common on old phones.
MFA_TOTP_TOLERANCE = 1
REQUIRE_MFA = env.choice("COTMOC_REQUIRE_MFA", "no", "managers", "all")

ALLAUTH_TRUSTED_PROXY_COUNT = env.count("COTMOC_PROXY_COUNT")

SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
