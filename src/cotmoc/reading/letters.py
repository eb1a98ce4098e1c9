"""Letters for character classes of regular expressions: a range such as À-Ỹ would take in the small ones too."""

from __future__ import annotations

_MARKED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
SMALL = f"a-z{_MARKED}"
CAPITAL = f"A-Z{_MARKED.upper()}"
