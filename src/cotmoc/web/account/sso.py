"""Single sign-on: from the button to the account. Accounts are invited, never made by somebody's sign-in."""

from __future__ import annotations

import logging
import secrets
from typing import NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from cotmoc.actions.singlesignon import bind_identity, unbind_identity
from cotmoc.core.errors import ConflictError
from cotmoc.store.invited import invited
from cotmoc.web.account.idtoken import IdTokenError
from cotmoc.web.account.oidc import Back, Provider, Talk
from cotmoc.web.people import actor

NAME = "sso"
log = logging.getLogger(__name__)


class RefusedError(ProviderException):  # type: ignore[misc]
    """The provider knows the person, this system lets nobody in; the message is for the person."""


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """What allauth asks us."""

    def get_provider(
        self, request: HttpRequest, provider: str = NAME, client_id: str | None = None
    ) -> Provider:
        """The provider of the settings; raises Http404 when there is none."""
        if not settings.OIDC_ISSUER:
            raise Http404
        app = SocialApp(
            provider=Provider.id,
            provider_id=NAME,
            name=settings.OIDC_NAME,
            client_id=settings.OIDC_CLIENT_ID,
            secret=settings.OIDC_CLIENT_SECRET,
            settings={"server_url": settings.OIDC_ISSUER, "scope": settings.OIDC_SCOPES},
        )
        return Provider(request, app=app)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: accounts are invited."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account: the one bound to the identity, or else the invited one that the claim names."""
        try:
            if not sociallogin.is_existing:
                _bind(sociallogin)
            elif not sociallogin.user.is_active:
                raise RefusedError(_("Tài khoản của bạn ở đây đã khóa."))
        except (RefusedError, ConflictError) as error:
            raise ImmediateHttpResponse(refused(request, error)) from error

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Provider,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: object = None,
    ) -> NoReturn:
        """Our own page instead of allauth's."""
        if error == AuthError.CANCELLED:
            messages.info(request, _("Bạn đã dừng việc đăng nhập ở nơi xác thực."))
            raise ImmediateHttpResponse(redirect("login"))
        raise ImmediateHttpResponse(refused(request, exception))


def _bind(sociallogin: SocialLogin) -> None:
    claims, claim = sociallogin.claims, settings.OIDC_ACCOUNT_CLAIM
    if claim == "email" and claims.get("email_verified") is not True:
        raise RefusedError(
            _("Nơi xác thực chưa xác minh thư điện tử của bạn, nên chưa thể dùng để đăng nhập.")
        )
    person = invited(settings.OIDC_ACCOUNT_FIELD, claims.get(claim))
    if person is None:
        raise RefusedError(
            _("Danh tính “%(name)s” chưa được mời vào hệ thống này.") % {"name": claims.get(claim, "")}
        )
    account = sociallogin.account
    sociallogin.account = bind_identity(
        person=person, provider=account.provider, uid=account.uid, issuer=claims["iss"], by=person
    )
    sociallogin.user = person


def refused(request: HttpRequest, error: Exception | None) -> HttpResponse:
    """The page that says why, and whom to ask: 403, or 502 when the provider is at fault."""
    ask, status = isinstance(error, RefusedError | ConflictError), 403
    if ask:
        reason = str(error)
    elif isinstance(error, RequestException):
        reason, status = _("Nơi xác thực không trả lời. Thử lại sau, hoặc đăng nhập bằng mật khẩu."), 502
    else:
        reason = _("Lần đăng nhập này không hợp lệ hoặc đã quá hạn. Hãy đăng nhập lại từ đầu.")
    # Neither names of people nor answers of the provider, which may hold tokens, go into the log.
    ours = isinstance(error, IdTokenError | ProviderException) and not ask
    log.warning("single sign-on refused: %s %s", type(error).__name__, error if ours else "")
    return render(request, "account/sso_refused.html", {"reason": reason, "ask": ask}, status=status)


@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Send the person to the provider; `next` is an address of ours to come back to."""
    provider = SingleSignOn(request).get_provider(request)
    following, nonce = request.GET.get("next", ""), secrets.token_urlsafe(32)
    own = url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure())
    try:
        response: HttpResponse = provider.redirect(
            request,
            process=AuthProcess.LOGIN,
            next_url=following if own else None,
            auth_params={"nonce": nonce},
            nonce=nonce,
        )
    except (RequestException, ProviderException, OAuth2Error) as error:
        return refused(request, error)
    return response


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """The provider sent the person back, with a code or with an error."""
    SingleSignOn(request).get_provider(request)
    try:
        response: HttpResponse = Back.adapter_view(Talk(request, NAME))(request)
    except (RequestException, ProviderException, OAuth2Error, IdTokenError) as error:
        return refused(request, error)
    return response


@login_required
@require_POST
def unbind(request: HttpRequest) -> HttpResponse:
    """Take the identities off one's own account."""
    unbind_identity(person=actor(request), by=actor(request))
    messages.success(request, _("Đã gỡ danh tính; lần đăng nhập một cửa tới sẽ gắn lại."))
    return redirect("account")
