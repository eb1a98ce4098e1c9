"""What a page offers: where its links lead, and where its forms go."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit


class Offered(HTMLParser):
    """The addresses of links (`links`) and of forms that post (`posts`), without query and fragment."""

    def __init__(self, html: str, path: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.posts: set[str] = set()
        self._path = path
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href"):
            self._add(self.links, given["href"])
        elif tag == "form" and given.get("method", "").lower() == "post":
            self._add(self.posts, given.get("action", ""))
        elif given.get("formaction"):
            self._add(self.posts, given["formaction"])

    def _add(self, to: set[str], address: str) -> None:
        parts = urlsplit(urljoin(self._path, address))
        if not parts.netloc and parts.scheme in {"", "http"}:
            to.add(parts.path)
