"""What a browser calls itself, as a person would say it."""

from __future__ import annotations

import pytest

from cotmoc.web.account.useragents import device_name

_CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_CHROME}", "Chrome trên Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0) {_CHROME} Edg/109.0", "Edge trên Windows"),
        (f"Mozilla/5.0 (Windows NT 6.1) coc_coc_browser/109.0 {_CHROME}", "CocCoc trên Windows"),
        (f"Mozilla/5.0 (Linux; Android 13) SamsungBrowser/20.0 {_CHROME}", "Samsung Internet trên Android"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_3 like Mac OS X) Version/16.3 Safari/604.1",
            "Safari trên iPhone",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 13.2; rv:109.0) Gecko/20100101 Firefox/110.0",
            "Firefox trên macOS",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64)", "Linux"),
        ("curl/8.0", "Thiết bị chưa rõ"),
        ("", "Thiết bị chưa rõ"),
    ],
)
def test_a_device(agent: str, name: str) -> None:
    assert device_name(agent) == name
