"""What a task hands in: "xây dựng <kế hoạch …>", "ban hành <quy chế …>"."""

from __future__ import annotations

import re
from functools import cache

from cotmoc.reading.dates import fold_same_length
from cotmoc.reading.vocabulary import terms

_AFTER = "để|nhằm|theo|trong|phục vụ|bảo đảm|đảm bảo|gắn với|đáp ứng|dưới|với|hoàn thành|trước|đến|có|tại|và triển khai"
_END = re.compile(rf"[,;.(:](?=\s|$|\w)|\s(?:{_AFTER})\s|$")
_MOST = 4


@cache
def _order() -> re.Pattern[str]:
    verbs = "|".join(map(re.escape, terms("tasks", "products.verbs")))
    between = r"(?:,\s*|\s+và\s+|/|\s+hoặc\s+|\s*\([^)]*\)\s*)"
    return re.compile(
        rf"(?<!\w)(?:{verbs})(?:{between}(?:{verbs}|trình[^,;.]{{0,30}}?(?:ban hành|phê duyệt|quyết định)))*\s+",
        re.IGNORECASE,
    )


def deliverables_in(text: str) -> tuple[str, ...]:
    """The products that `text` orders, in its words, at most four."""
    nouns = terms("tasks", "products.nouns")
    found: list[str] = []
    for match in _order().finditer(text):
        rest = text[match.end() :]
        folded = re.sub(r"^(?:cac|nhung|mot so|bo)\s+", "", fold_same_length(rest[:60]))
        if not folded.startswith(tuple(n for n in nouns if n != "cac")):
            continue
        end = _END.search(rest)
        product = rest[: end.start()].strip() if end else rest.strip()
        if product and product not in found:
            found.append(product)
    return tuple(found[:_MOST])


def ordered_documents(title: str) -> tuple[str, ...]:
    """The kinds of document (folded) that a heading itself orders: "Xây dựng chiến lược …" → ("chien luoc",)."""
    folded = fold_same_length(title)
    orders = "|".join(terms("tasks", "products.orders"))
    documents = "|".join(terms("tasks", "products.documents"))
    verbs = rf"(?:(?:{orders})(?:,| va)?\s+(?:ban hanh |trien khai |thuc hien )?)+"
    found = re.match(rf"{verbs}((?:(?:{documents})(?:, | va (?:cac )?)?)+)", folded)
    return tuple(re.findall(documents, found[1])) if found else ()
