"""When an ID token is believed: OpenID Connect Core 1.0, section 3.1.3.7, without the shortcuts it allows."""

from __future__ import annotations

import hmac
import time
from collections.abc import Mapping
from typing import Any

import jwt

# Signatures with a key pair only: with a shared secret, or with none, anybody who knows the client could sign.
ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
_KEY_TYPES = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}
_REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
# Seconds that the two clocks may differ, and that a token made for this very sign-in may be old.
LEEWAY, FRESH = 60, 600


class IdTokenError(Exception):
    """A token that is not believed; the message says why, for the log."""


def believed(token: object, *, keys: object, issuer: str, client: str, nonce: str) -> dict[str, Any]:
    """The claims of `token`, once its signature by one of `keys` (a JWK set), its issuer, its audience, its times
    and its nonce are right. Raises IdTokenError."""
    if not isinstance(token, str):
        raise IdTokenError("no ID token")
    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise IdTokenError(f"algorithm {algorithm!r}")
        claims = jwt.decode(
            token,
            jwt.PyJWK(_key_of(header, keys), algorithm=algorithm),
            algorithms=[algorithm],
            issuer=issuer,
            audience=client,
            leeway=LEEWAY,
            options={"require": _REQUIRED, "strict_aud": False},
        )
    except (jwt.PyJWTError, TypeError, ValueError) as error:
        raise IdTokenError(str(error) or type(error).__name__) from error
    _check(claims, client, nonce)
    return claims


def _check(claims: Mapping[str, Any], client: str, nonce: str) -> None:
    """What the library leaves to its users."""
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else client) != client:
        raise IdTokenError("azp is somebody else")
    if not isinstance(claims["nonce"], str) or not hmac.compare_digest(
        claims["nonce"].encode(), nonce.encode()
    ):
        raise IdTokenError("nonce of another sign-in")
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise IdTokenError("sub names nobody")
    if claims["iat"] < time.time() - FRESH:
        raise IdTokenError("issued long ago")


def _key_of(header: Mapping[str, Any], keys: object) -> dict[str, Any]:
    """The key that the header names; without a name the only one that fits."""
    algorithm, name = header["alg"], header.get("kid")
    found = keys.get("keys") if isinstance(keys, Mapping) else None
    fitting = [
        key
        for key in (found if isinstance(found, list) else [])
        if isinstance(key, dict)
        and key.get("kty") == _KEY_TYPES[algorithm[:2]]
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and name in (None, key.get("kid"))
    ]
    if len(fitting) != 1:
        raise IdTokenError(f"{len(fitting)} keys fit kid {name!r}")
    return fitting[0]
