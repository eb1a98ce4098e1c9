"""Letters through a real SMTP server: plain, encrypted with an account, refused, and no server at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from django.conf import LazySettings
from tests.support.factories import manager
from tests.support.mailserver import HOST, PASSWORD, USER, certificate, mail_server

from cotmoc.actions.invitations import invite_person
from cotmoc.actions.letters import LetterError, send_letter
from cotmoc.cli import main
from cotmoc.config.mail import mail_settings
from cotmoc.core.permissions import Role
from cotmoc.store.models import Event, Grant, Person


def use(settings: LazySettings, url: str) -> None:
    for name, value in mail_settings(url).items():
        setattr(settings, name, value)


def send() -> None:
    send_letter(to="an@an-hai.example", subject="Thư thử", body="Tiếng Việt đủ dấu.")


def test_a_letter_arrives_as_it_was_written(settings: LazySettings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Cột Mốc <cotmoc@an-hai.example>"
    with mail_server() as box:
        use(settings, f"smtp://{HOST}:{box.port}")
        send()
    (letter,) = box.letters
    assert (letter["Subject"], letter["To"]) == ("Thư thử", "an@an-hai.example")
    assert letter["From"] == "Cột Mốc <cotmoc@an-hai.example>"
    assert letter.get_content().strip() == "Tiếng Việt đủ dấu."


def test_encrypted_and_with_an_account(
    settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = certificate(tmp_path)
    with mail_server(certificate=papers) as box:
        use(settings, f"smtp://{USER}:{quote(PASSWORD)}@{HOST}:{box.port}?starttls=yes")
        with pytest.raises(LetterError, match="certificate verify failed"):
            send()  # nobody vouches for the server: nothing is said to it
        monkeypatch.setenv("SSL_CERT_FILE", str(papers))
        send()
        assert (len(box.letters), box.signed_in) == (1, [USER])
        use(settings, f"smtp://{USER}:sai@{HOST}:{box.port}?starttls=yes")
        with pytest.raises(LetterError, match="tên hoặc mật khẩu"):
            send()
    assert len(box.letters) == 1


def test_no_server_is_a_sentence(settings: LazySettings) -> None:
    with mail_server() as box:
        use(settings, f"smtp://{HOST}:{box.port}")
    with pytest.raises(LetterError, match="COTMOC_SMTP_URL"):
        send()


def test_what_the_server_says_is_passed_on(settings: LazySettings) -> None:
    with mail_server() as box:
        use(settings, f"smtp://{HOST}:{box.port}")
        box.is_full = True
        with pytest.raises(LetterError, match="452 no room left"):
            send()


@pytest.mark.django_db
def test_an_invitation_that_does_not_leave_is_not_kept(settings: LazySettings) -> None:
    by, before = manager(), Event.objects.count()
    wanted: dict[str, Any] = {
        "username": "moi",
        "full_name": "Lý Thị Mới",
        "role": Role.LEADER,
        "agency": None,
        "by": by,
    }
    with mail_server() as box:
        box.refuses.add("khong@an-hai.example")
        use(settings, f"smtp://{HOST}:{box.port}")
        with pytest.raises(LetterError, match="không nhận địa chỉ"):
            invite_person(email="khong@an-hai.example", **wanted)
        assert (Person.objects.count(), Grant.objects.count(), Event.objects.count()) == (1, 1, before)
        invite_person(email="moi@an-hai.example", **wanted)
    assert "/loi-moi/" in box.letters[0].get_content()


def test_the_command(settings: LazySettings) -> None:
    with mail_server() as box:
        use(settings, f"smtp://{HOST}:{box.port}")
        told = CliRunner().invoke(main, ["mail", "test", "an@an-hai.example"])
        assert (told.exit_code, len(box.letters)) == (0, 1)
        assert str(box.port) in told.output
    assert CliRunner().invoke(main, ["mail", "test", "an@an-hai.example"]).exit_code == 2
    assert "không phải địa chỉ" in CliRunner().invoke(main, ["mail", "test", "an"]).output
    use(settings, "")
    assert "in ra ở trên" in CliRunner().invoke(main, ["mail", "test", "an@an-hai.example"]).output
