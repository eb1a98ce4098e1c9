"""Kiểm chứng một số liệu của hệ thống Cột Mốc, không cần tin hệ thống đó.

    python3 kiem-chung.py bang-chung.json khoa.txt

bang-chung.json: tải ở trang chỉ tiêu. khoa.txt: khóa công khai ở địa chỉ /vet/khoa, nên chép sẵn từ trước và hỏi thêm
những người đã chép. Chương trình chỉ dùng thư viện chuẩn của Python 3.8 trở lên, không cần mạng. Nó đúng khi:
sự kiện duyệt ghi đúng số liệu này; sự kiện đứng trong cây băm (RFC 6962) có gốc ghi ở điểm kiểm; điểm kiểm được ký
(Ed25519, RFC 8032) bằng một khóa trong tệp khóa. In kết quả; mã thoát 0 là đúng, 1 là sai, 2 là gọi sai cách.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from typing import Any

FORMAT = "cotmoc-proof/1"
APPROVING = ("figures.approve", "figures.take-over")
NOTE = re.compile(r"([^\s+]+)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/=]+)\n\n— (\S+) ([A-Za-z0-9+/=]+)\n")


class WrongError(Exception):
    """The proof does not hold; the message says at which step."""


def need(is_right: bool, message: str) -> None:
    if not is_right:
        raise WrongError(message)


def canonical(value: Any) -> bytes:
    """JSON as the system writes it: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def from_base64(text: str, length: int) -> bytes:
    data = base64.b64decode(text, validate=True)
    need(len(data) == length and base64.b64encode(data).decode() == text, "chuỗi base64 không đúng dạng")
    return data


# Ed25519, RFC 8032 section 5.1: points of -x² + y² = 1 + dx²y² over the field of P.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = Any  # x, y, z, t


def add(a: Point, b: Point) -> Point:
    """The sum of two points in extended coordinates (x, y, z, t) with x/z, y/z and t = xy/z."""
    left, right = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    cross, scale = 2 * D * a[3] * b[3] % P, 2 * a[2] * b[2] % P
    e, f, g, h = right - left, scale - cross, scale + cross, right + left
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point, number = add(point, point), number >> 1
    return result


def point_of(data: bytes) -> Point:
    """The point of 32 bytes: y, and the lowest bit of x in the highest bit."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    need(y < P, "điểm của đường cong không hợp lệ")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    need(x * x % P == square and not (x == 0 and sign), "điểm của đường cong không hợp lệ")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of(bytes([88] + [102] * 31))


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature of 64 bytes over the message is by the key."""
    share = int.from_bytes(signature[32:], "little")
    if share >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    right = add(point_of(signature[:32]), times(int.from_bytes(digest, "little") % ORDER, point_of(public)))
    left = times(share, BASE)
    return not any((left[i] * right[2] - right[i] * left[2]) % P for i in (0, 1))


def root_by(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """The root that a leaf and its path lead to in a tree of that size: RFC 6962 section 2.1."""
    need(0 <= index < size, "sự kiện đứng sau điểm kiểm")
    last = size - 1
    for step in path:
        need(last > 0, "đường băm quá dài")
        if index & 1 or index == last:
            leaf = hashlib.sha256(b"\1" + step + leaf).digest()
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            leaf = hashlib.sha256(b"\1" + leaf + step).digest()
        index, last = index >> 1, last >> 1
    need(last == 0, "đường băm quá ngắn")
    return leaf


def keys_of(text: str) -> dict[tuple[str, bytes], bytes]:
    """The keys of a file, "name+hash+key" on a line, by name and hash."""
    keys = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, rest = line.partition("+")
        data = from_base64(rest.partition("+")[2], 33)
        mark = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
        need(data[0] == 1 and rest.partition("+")[0] == mark.hex(), "tệp khóa không đúng dạng")
        keys[name, mark] = data[1:]
    return keys


def checkpoint_of(note: str, keys: dict[tuple[str, bytes], bytes]) -> tuple[int, bytes]:
    """Size and root of a signed checkpoint."""
    match = NOTE.fullmatch(note)
    if match is None:
        raise WrongError("điểm kiểm không đúng dạng")
    origin, size, root, name, text = match.groups()
    mark = from_base64(text, 68)
    public = keys.get((name, mark[:4]))
    if public is None or origin != name:
        raise WrongError("điểm kiểm không do khóa nào trong tệp khóa ký")
    body = note.rsplit("\n— ", 1)[0].encode()
    need(is_signed(public, body, mark[4:]), "chữ ký của điểm kiểm không đúng")
    return int(size), from_base64(root, 32)


def figure_of(event: dict[str, Any], code: str) -> dict[str, Any]:
    """The figure of an indicator as the event of its approval has it."""
    need(event.get("verb") in APPROVING, "sự kiện không phải là một lần duyệt số liệu")
    after = event["after"]
    value, numerator, denominator = after["figures"][code]
    return {
        "plan": after["plan"], "unit": after["unit"], "period": after["period"], "indicator": code,
        "value": value, "numerator": numerator, "denominator": denominator,
    }  # fmt: skip


def check(data: bytes, keys: dict[tuple[str, bytes], bytes]) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """The figure and the event of a proof that holds. Raises WrongError for every other."""
    proof = json.loads(data.decode())
    need(canonical(proof) == data, "tệp bằng chứng đã bị sửa: không còn ở dạng chuẩn")
    need(
        set(proof) == {"format", "figure", "event", "path", "checkpoint"},
        "tệp bằng chứng thiếu hoặc thừa mục",
    )
    need(proof["format"] == FORMAT, "dạng bằng chứng không phải " + FORMAT)
    event = json.loads(proof["event"])
    need(canonical(event) == proof["event"].encode(), "sự kiện không ở dạng chuẩn")
    if proof["figure"] is not None:
        expected = figure_of(event, proof["figure"]["indicator"])
        need(canonical(expected) == canonical(proof["figure"]), "số liệu khác với số đã duyệt")
    path = [bytes.fromhex(step) for step in proof["path"]]
    need([one.hex() for one in path] == proof["path"], "đường băm không đúng dạng")
    size, root = checkpoint_of(proof["checkpoint"], keys)
    leaf = hashlib.sha256(b"\0" + proof["event"].encode()).digest()
    need(root_by(event["position"], size, leaf, path) == root, "sự kiện không có trong cây của điểm kiểm")
    return proof["figure"], event


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        sys.stderr.write(__doc__)
        return 2
    try:
        with open(arguments[0], "rb") as file:  # noqa: PTH123 - short is better here
            data = file.read()
        with open(arguments[1], encoding="utf-8") as file:  # noqa: PTH123
            figure, event = check(data, keys_of(file.read()))
    except OSError as error:
        sys.stderr.write(f"Không mở được tệp: {error}\n")
        return 2
    except (WrongError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        sys.stdout.write(f"SAI: {error if isinstance(error, WrongError) else 'tệp không đúng dạng'}.\n")
        return 1
    words = "kế hoạch {plan}, chỉ tiêu {indicator}, đơn vị {unit}, kỳ {period}: giá trị {value}"
    if figure and figure["numerator"] is not None:
        words += " (tử số {numerator}, mẫu số {denominator})"
    words = f"{words}; duyệt".format(**figure) if figure else f"{event['verb']}"
    sys.stdout.write(f"ĐÚNG: {words} lúc {event['at']}, sự kiện số {event['position']} của vết ghi.\n")
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
