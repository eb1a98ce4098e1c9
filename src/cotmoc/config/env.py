"""Settings from the environment. Every `COTMOC_*` name is declared here once, with its default and its help.

docs/reference/settings.md lists them; a test compares the two. A wrong value stops the start with the remedy.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class SettingError(SystemExit):
    """A setting that cannot be used; the message says what to write instead."""


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    help: str


SETTINGS = (
    Setting("COTMOC_DATA_DIR", "var", "Thư mục dữ liệu: cơ sở dữ liệu nhúng, tệp đã tải lên, khóa bí mật."),
    Setting(
        "COTMOC_DATABASE_URL",
        "",
        "Địa chỉ cơ sở dữ liệu, ví dụ postgres://cotmoc@localhost/cotmoc. Trống: SQLite trong thư mục dữ liệu.",
    ),
    Setting(
        "COTMOC_SECRET_KEY", "", "Khóa ký phiên đăng nhập. Trống: tạo một lần và giữ trong thư mục dữ liệu."
    ),
    Setting(
        "COTMOC_ALLOWED_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "Các tên máy chủ được phục vụ, cách nhau bằng dấu phẩy.",
    ),
    Setting(
        "COTMOC_TRUSTED_ORIGINS",
        "",
        "Địa chỉ https của cổng vào khi đứng sau máy chủ trung gian, cách nhau bằng dấu phẩy.",
    ),
    Setting("COTMOC_HTTPS", "no", "yes khi người dùng vào bằng https: cookie chỉ gửi qua https."),
    Setting("COTMOC_DEBUG", "no", "yes chỉ dành cho người phát triển: trang lỗi có chi tiết."),
    Setting("COTMOC_PROVINCE_NAME", "Tỉnh An Hải", "Tên đơn vị hiện dưới biểu trưng."),
    Setting("COTMOC_UPLOAD_MAX_MB", "50", "Cỡ lớn nhất của một tệp tải lên, tính bằng MB."),
    Setting("COTMOC_DEMO", "no", "yes: trang đăng nhập hiện các tài khoản trình diễn."),
    Setting(
        "COTMOC_ADDRESS",
        "",
        "Địa chỉ của hệ thống ghi trong thư, ví dụ https://cotmoc.tinh.gov.vn. Trống: theo trang của người gửi.",
    ),
    Setting(
        "COTMOC_SMTP_URL",
        "",
        "Máy chủ thư: smtp://tên:mật-khẩu@máy-chủ:587?starttls=yes hoặc smtps://…:465. Trống: thư in ra nhật ký.",
    ),
    Setting("COTMOC_MAIL_FROM", "Cột Mốc <cotmoc@localhost>", "Người gửi ghi trên thư của hệ thống."),
    Setting(
        "COTMOC_REQUIRE_MFA",
        "no",
        "Ai phải có xác thực hai lớp: no (tự nguyện), managers (quản trị, tổng hợp) hoặc all (mọi người).",
    ),
    Setting(
        "COTMOC_PROXY_COUNT",
        "0",
        "Số máy chủ trung gian đứng trước; địa chỉ người dùng lấy từ X-Forwarded-For theo số này.",
    ),
    Setting(
        "COTMOC_OIDC_ISSUER",
        "",
        "Nơi xác thực một cửa (OpenID Connect), ví dụ https://sso.tinh.gov.vn/realms/can-bo. Trống: không dùng.",
    ),
    Setting("COTMOC_OIDC_CLIENT_ID", "", "Mã mà nơi xác thực cấp cho hệ thống này."),
    Setting("COTMOC_OIDC_CLIENT_SECRET", "", "Bí mật đi cùng mã trên; trống nếu nơi xác thực không cấp."),
    Setting("COTMOC_OIDC_NAME", "tài khoản cơ quan", "Lời trên nút: Đăng nhập bằng …, ví dụ VNeID."),
    Setting(
        "COTMOC_OIDC_SCOPES", "openid profile email", "Các phạm vi xin nơi xác thực, cách nhau bằng dấu cách."
    ),
    Setting(
        "COTMOC_OIDC_ACCOUNT_CLAIM",
        "email",
        "Trường của nơi xác thực chỉ ra tài khoản được mời: email, preferred_username, sub hoặc tên khác.",
    ),
    Setting(
        "COTMOC_OIDC_ACCOUNT_FIELD",
        "",
        "So trường đó với gì của tài khoản: email hoặc username. Trống: email với email, còn lại với username.",
    ),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


def text(name: str) -> str:
    """The value of a declared setting."""
    return os.environ.get(name, _BY_NAME[name].default).strip()


def flag(name: str) -> bool:
    """A yes/no setting."""
    value = text(name).lower()
    if value in {"yes", "true", "1", "on"}:
        return True
    if value in {"no", "false", "0", "off", ""}:
        return False
    raise SettingError(f"{name}={value!r} không hiểu được; viết yes hoặc no.")


def whole(name: str) -> int:
    """A positive whole number."""
    value = text(name)
    if not value.isdigit() or int(value) < 1:
        raise SettingError(f"{name}={value!r} phải là số nguyên dương.")
    return int(value)


def count(name: str) -> int:
    """A whole number, zero included."""
    value = text(name)
    if not value.isdigit():
        raise SettingError(f"{name}={value!r} phải là số nguyên từ 0 trở lên.")
    return int(value)


def choice(name: str, *allowed: str) -> str:
    """One of a few words."""
    value = text(name).lower()
    if value not in allowed:
        raise SettingError(f"{name}={value!r} không hiểu được; viết một trong: {', '.join(allowed)}.")
    return value


def items(name: str) -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def data_dir() -> Path:
    """The folder of everything that must be kept; made when missing."""
    folder = Path(text("COTMOC_DATA_DIR"))
    folder = folder if folder.is_absolute() else ROOT / folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(
            f"Không tạo được thư mục dữ liệu {folder}: {error.strerror}. Đặt COTMOC_DATA_DIR."
        ) from error
    return folder


def secret_key() -> str:
    """The signing key: given, or made once and kept readable by the owner only."""
    if given := text("COTMOC_SECRET_KEY"):
        return given
    path = data_dir() / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    except OSError as error:
        raise SettingError(
            f"Không ghi được khóa bí mật {path}: {error.strerror}. Cho quyền ghi vào thư mục, hoặc đặt COTMOC_DATA_DIR."
        ) from error
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
