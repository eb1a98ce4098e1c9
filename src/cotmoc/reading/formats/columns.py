"""Head and foot of an official document stand in two columns without rulings: found by where the reading jumps up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cotmoc.reading.formats.geometry import Line, Margins


def runs(lines: Sequence[Line], frame: Margins) -> Iterator[tuple[Sequence[Line], bool]]:
    """The lines in runs of one column each; True: a narrow one, False: the whole width of the page."""
    done = 0
    for jump in _jumps(lines, frame):
        end = _right_end(lines, jump, frame)
        start = _left_start(lines, jump, end, frame)
        if not done <= start < jump:
            continue
        yield lines[done:start], False
        yield lines[start:jump], True
        yield lines[jump:end], True
        done = end
    yield lines[done:], False


def _jumps(lines: Sequence[Line], frame: Margins) -> list[int]:
    """Where a line stands higher than the one before and at its right."""
    middle = (frame.left + frame.right) / 2
    return [
        i
        for i in range(1, len(lines))
        if lines[i].top < lines[i - 1].top - 0.5 * frame.step and (lines[i].x0 + lines[i].x1) / 2 > middle
    ]


def _right_end(lines: Sequence[Line], jump: int, frame: Margins) -> int:
    """The first line after the right column: it jumps up again or its middle is not right of the page's."""
    limit = frame.left + 0.55 * (frame.right - frame.left)
    end = jump + 1
    while (
        end < len(lines)
        and (lines[end].x0 + lines[end].x1) / 2 > limit
        and lines[end].top >= lines[end - 1].top
    ):
        end += 1
    return end


def _left_start(lines: Sequence[Line], jump: int, end: int, frame: Margins) -> int:
    """The first line of the left column: as high as the right one, and ending before it begins."""
    edge = min(line.x0 for line in lines[jump:end])
    top = lines[jump].top - 0.6 * frame.step
    start = jump
    while start > 0 and lines[start - 1].x1 <= edge and lines[start - 1].top >= top:
        start -= 1
    return start
