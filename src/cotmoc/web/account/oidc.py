"""What is asked of an OpenID provider, and what is believed of its answers.

allauth carries the code flow with PKCE and keeps its state; here are the checks that it leaves out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from requests import RequestException

from cotmoc.web.account.idtoken import believed

_WELL_KNOWN = "/.well-known/openid-configuration"
_ADDRESSES = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


class Talk(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What is asked of the provider, and what is believed of its answers."""

    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's own description; it must be the issuer of the settings."""
        if not hasattr(self, "_openid_config"):
            config = self._ask(settings.OIDC_ISSUER.rstrip("/") + _WELL_KNOWN)
            if not all(isinstance(config.get(name), str) for name in _ADDRESSES):
                raise ProviderException("discovery without its addresses")
            if config["issuer"].rstrip("/") != settings.OIDC_ISSUER.rstrip("/"):
                raise ProviderException("discovery of another issuer")
            self._openid_config = config
        return self._openid_config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Where the provider sends the person back to; registered there."""
        return request.build_absolute_uri(reverse("sso-back"))

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The answer of the token endpoint."""
        try:
            answer = super().get_access_token_data(*args, **kwargs)
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, RequestException):
                raise
            raise ProviderException("token endpoint") from error
        if not isinstance(answer, dict):
            raise ProviderException("token endpoint")
        return answer

    def parse_token(self, data: Mapping[str, Any]) -> SocialToken:
        """The access token, for the length of this request; none is kept."""
        return SocialToken(token=str(data["access_token"]))

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """The sign-in that a believed ID token stands for."""
        config = self.openid_config
        claims = believed(
            kwargs["response"].get("id_token"),
            keys=self._ask(config["jwks_uri"]),
            issuer=config["issuer"],
            client=app.client_id,
            nonce=self.nonce,
        )
        claims |= self._more(claims, token)
        login = self.get_provider().sociallogin_from_response(request, claims)
        login.claims = claims
        return login

    def _more(self, claims: Mapping[str, Any], token: SocialToken) -> dict[str, Any]:
        """What names the account, from the userinfo endpoint when the token does not tell all of it: an address and
        whether it is verified come from one place."""
        claim, address = settings.OIDC_ACCOUNT_CLAIM, self.openid_config.get("userinfo_endpoint")
        needed = {claim, "email_verified"} if claim == "email" else {claim}
        if needed <= claims.keys() or not isinstance(address, str):
            return {}
        found = self._ask(address, {"Authorization": f"Bearer {token.token}"})
        if found.get("sub") != claims["sub"]:
            raise ProviderException("userinfo of somebody else")
        return {name: found.get(name) for name in needed}

    def _ask(self, address: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        with get_adapter(self.request).get_requests_session() as session:
            answer = session.request("GET", address, headers=headers)
            answer.raise_for_status()
            found = answer.json()
        if not isinstance(found, dict):
            raise ProviderException("no JSON object")
        return found


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """The one provider of the settings."""

    pkce_enabled_default = True
    oauth2_adapter_class = Talk

    def extract_uid(self, data: Mapping[str, Any]) -> str:
        """Issuer and subject as one digest: the same subject of another issuer is somebody else."""
        return hashlib.sha256(f"{data['iss']}\n{data['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, str]:
        """What is kept of an identity: no personal data."""
        return {"issuer": data["iss"]}

    def extract_common_fields(self, data: Mapping[str, Any]) -> dict[str, str]:
        """Nothing: an account is described by whoever invited it."""
        return {}

    def extract_email_addresses(self, data: Mapping[str, Any]) -> list[Any]:
        """Nothing, as above."""
        return []


class Back(OAuth2CallbackView):  # type: ignore[misc]
    """The way back: the state is taken out of the session, and its nonce goes to whoever checks the token."""

    def _get_state(self, request: HttpRequest, provider: Provider) -> tuple[Any, HttpResponse | None]:
        state, response = super()._get_state(request, provider)
        if state is not None:
            self.adapter.nonce = state["nonce"]
            issuer = request.GET.get("iss", self.adapter.openid_config["issuer"])  # RFC 9207
            if issuer != self.adapter.openid_config["issuer"]:
                raise ProviderException("answer of another issuer")
        return state, response
