"""TCVN3, VNI, Windows-1258, UTF-16: known pairs, and what must be left alone."""

from __future__ import annotations

import pytest
from tests.support.files import paragraphs

from cotmoc.core.errors import UnreadableError
from cotmoc.reading.formats import legacy, read_document
from cotmoc.reading.formats.decode import decode

TCVN3 = "QuyÕt ®Þnh cña ñy ban nh©n d©n tØnh vÒ ®Èy m¹nh chuyÓn ®æi sè, ®¬n vÞ chñ tr×, r­îu, ­ít"
VNI = "Quyeát ñònh cuûa uûy ban nhaân daân tænh veà ñaåy maïnh chuyeån ñoåi soá, ñôn vò chuû trì, röôïu, öôùt"
UNICODE = "Quyết định của ủy ban nhân dân tỉnh về đẩy mạnh chuyển đổi số, đơn vị chủ trì, rượu, ướt"


@pytest.mark.parametrize(("old", "encoding"), [(TCVN3, legacy.TCVN3), (VNI, legacy.VNI)])
def test_old_text_is_detected_and_converted(old, encoding):
    assert legacy.detect(old) == encoding
    assert legacy.convert(old, encoding) == UNICODE


@pytest.mark.parametrize(
    "data", [TCVN3.encode("latin-1"), TCVN3.encode(), VNI.encode("latin-1"), VNI.encode()]
)
def test_a_file_in_an_old_encoding_is_read_and_said(data):
    document = read_document(data, "a.txt")
    assert paragraphs(document) == [UNICODE]
    assert [warning.code for warning in document.warnings] == ["legacy-encoding"]


@pytest.mark.parametrize(
    "text",
    [
        UNICODE,
        "café déjà vu, été à la française, où être",
        "diện tích 100 m² ± 5 theo §3 ©",
        "§¬n vÞ",
        "và là các cá má",
        "",
    ],
)
def test_other_text_is_left_alone(text):
    assert legacy.detect(text) is None


def test_words_in_unicode_stay_in_a_converted_text():
    assert legacy.convert("Đơn vị §¬n vÞ", legacy.TCVN3) == "Đơn vị Đơn vị"


@pytest.mark.parametrize(
    ("capital", "letter"), [("Aù", "Á"), ("AÙ", "Á"), ("Ñ", "Đ"), ("OÂ", "Ô"), ("ÖÙ", "Ứ"), ("Yù", "Ý")]
)
def test_vni_capitals(capital, letter):
    assert legacy.convert(capital, legacy.VNI) == letter


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", "TCVN3", False),
        (".VnTimeH", "TCVN3", True),
        ("VNI-Times", "VNI", False),
        ("Times New Roman", None, False),
        (None, None, False),
    ],
)
def test_fonts_tell(font, encoding, capitals):
    assert legacy.from_font(font) == encoding
    assert legacy.all_capitals(font) == capitals


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(encoding):
    text = f"Kế hoạch số 5\n{UNICODE}\n"
    assert decode(text.encode(encoding)) == (text, ())


def test_windows_1258_is_read_and_said():
    text = "Quy\u00ea\u0301t đi\u0323nh của ủy ban nhân dân ti\u0309nh vê\u0300 đâ\u0309y ma\u0323nh"
    data = text.replace("ủ", "u\u0309").replace("ế", "ê\u0301").encode("cp1258")
    read, warnings = decode(data)
    assert read == "Quyết định của ủy ban nhân dân tỉnh về đẩy mạnh"
    assert [warning.code for warning in warnings] == ["legacy-encoding"]


def test_a_few_broken_bytes_are_said():
    read, warnings = decode((UNICODE * 3).encode() + b"\xff")
    assert read == UNICODE * 3 + " "
    assert [warning.code for warning in warnings] == ["bad-characters"]


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x00\x01\x02\x03" * 50, b"\x80\x81\x82\x90" * 50])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(UnreadableError) as caught:
        decode(data)
    assert caught.value.code == "not-text"


@pytest.mark.parametrize(
    ("token", "valid"),
    [("nghiêng", True), ("khuyến", True), ("ướt", True), ("qua", True), ("trường", True), ("g", False),
     ("plan", False), ("kết", True), ("ḱết", False)],
)  # fmt: skip
def test_syllables(token, valid):
    assert legacy.is_syllable(token) == valid


def test_a_word_that_both_encodings_could_spell_is_the_one_vietnamese_has() -> None:
    assert legacy.detect("cuûa " * 6) == legacy.VNI


@pytest.mark.parametrize("text", ["60÷65 70÷75 80÷85 90÷95", "xã có tâm Trên xã 60÷65 xã lên trì tháng ngày"])
def test_spans_of_numbers_and_words_of_both_are_modern(text: str) -> None:
    assert legacy.detect(text) is None
