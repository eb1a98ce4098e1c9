"""`cotmoc mail test`: whether letters leave."""

from __future__ import annotations

import click


@click.group("mail")
def command() -> None:
    """Thư điện tử của hệ thống."""


@command.command("test")
@click.argument("address")
def test(address: str) -> None:
    """Gửi một thư thử tới ADDRESS qua máy chủ thư đã cấu hình."""
    from cotmoc.cli._django import start_django

    start_django()
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from cotmoc.actions.letters import send_letter
    from cotmoc.core.errors import InvalidValueError

    try:
        validate_email(address)
    except ValidationError as error:
        raise InvalidValueError(f"'{address}' không phải địa chỉ thư điện tử.", code="email") from error
    send_letter(
        to=address,
        subject="Thư thử từ Cột Mốc",
        body="Nhận được thư này nghĩa là máy chủ thư của hệ thống đã dùng được.",
    )
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        click.echo("COTMOC_SMTP_URL còn trống: thư được in ra ở trên, không gửi đi đâu.", err=True)
    else:
        click.echo(f"Đã giao thư cho máy chủ {settings.EMAIL_HOST}:{settings.EMAIL_PORT}.", err=True)
