"""What `cotmoc units targets` prints: the targets that a unit or an area inherited, with their origin."""

from __future__ import annotations

from itertools import groupby

import click

from cotmoc.cli._django import database_told


@click.command("targets")
@click.argument("name", required=False, default="")
@click.option("--on", "day", default="", metavar="NGÀY", help="Tại ngày này; mặc định: hôm nay.")
def targets(name: str, day: str) -> None:
    """In mục tiêu mà nơi tên (hoặc mã) NAME kế thừa: từ nơi nào, văn bản nào, đã quyết định gì.

    Không ghi NAME thì in của mọi nơi.
    """
    from django.utils import timezone

    from cotmoc.core.dates import parse_date, short_date
    from cotmoc.store.board import target_words
    from cotmoc.store.heritage import inherited, select
    from cotmoc.store.naming import reference_of
    from cotmoc.store.scorecards import target_value

    with database_told():
        on = parse_date(day) if day else timezone.localdate()
        rows = select(inherited(on), heir=name)
        for (heir, origin, _plan), some in groupby(
            rows, key=lambda row: (row.heir.name, row.origin_name, row.plan.pk)
        ):
            own = list(some)
            until = own[0].origin.valid_to
            click.echo(f"{heir} ← {origin} (đến hết {short_date(until)})" if until else f"{heir} ← {origin}")
            click.echo(f"  {reference_of(own[0].plan)}")
            for row in own:
                value = target_value(row.target)
                words = f"{row.target.milestone}: {target_words(value, value.unit)}".removeprefix(": ")
                said = row.latest.get_verdict_display() if row.latest else "chờ quyết định"
                click.echo(f"    {row.indicator.code}  {row.indicator.name} · {words} · {said}")
    click.echo(f"{len(rows)} mục tiêu kế thừa.", err=True)
