"""Areas, successions, grants, deputies, the tree of events: their tables."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("store", "0003_reading_progress")]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="mã")),
                ("name", models.CharField(max_length=200, verbose_name="tên")),
                ("folded", models.CharField(db_index=True, editable=False, max_length=200)),
                ("valid_from", models.DateField(verbose_name="có hiệu lực từ")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết")),
                ("aliases", models.JSONField(blank=True, default=list, verbose_name="tên gọi khác")),
                (
                    "kind",
                    models.CharField(
                        choices=[("province", "Cấp tỉnh"), ("district", "Cấp huyện"), ("commune", "Cấp xã")],
                        max_length=20,
                        verbose_name="cấp",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Tỉnh, Thành phố, Xã, Phường, Đặc khu",
                        max_length=30,
                        verbose_name="loại",
                    ),
                ),
                ("population", models.FloatField(blank=True, null=True, verbose_name="dân số (người)")),
                ("surface", models.FloatField(blank=True, null=True, verbose_name="diện tích (km²)")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="vĩ độ")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="kinh độ")),
            ],
            options={
                "ordering": ["kind", "code", "valid_from"],
            },
        ),
        migrations.CreateModel(
            name="AreaLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("share", models.FloatField(verbose_name="tỷ lệ")),
            ],
            options={
                "ordering": ["succession", "id"],
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.PositiveBigIntegerField(unique=True)),
                ("root", models.CharField(max_length=64)),
                ("note", models.TextField(help_text="Văn bản đã ký")),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-size"],
            },
        ),
        migrations.CreateModel(
            name="DataRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("export", "Xin bản sao"), ("correct", "Xin sửa"), ("erase", "Xin xóa")],
                        max_length=10,
                        verbose_name="yêu cầu",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="nội dung")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("due", models.DateField(verbose_name="hạn trả lời")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True, verbose_name="trả lời")),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Deputy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(verbose_name="đến hết")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="lý do")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-valid_from", "id"],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("manager", "Quản trị hệ thống"),
                            ("planner", "Chuyên viên tổng hợp"),
                            ("receiving-officer", "Cán bộ tiếp nhận"),
                            ("unit-head", "Thủ trưởng đơn vị"),
                            ("unit-officer", "Đầu mối đơn vị"),
                            ("leader", "Lãnh đạo"),
                            ("inspector", "Kiểm tra, giám sát"),
                            ("public", "Người dân, doanh nghiệp"),
                        ],
                        max_length=20,
                        verbose_name="vai trò",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="từ ngày")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="đến hết")),
                ("granted_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["person", "id"],
            },
        ),
        migrations.CreateModel(
            name="SignInFailure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("merge", "Sáp nhập"),
                            ("split", "Chia tách"),
                            ("rename", "Đổi tên"),
                            ("level", "Đổi cấp"),
                            ("move", "Đổi đơn vị cấp trên"),
                        ],
                        max_length=10,
                        verbose_name="loại",
                    ),
                ),
                ("on", models.DateField(db_index=True, verbose_name="từ ngày")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        help_text="Dân số, hoặc một chỉ tiêu",
                        max_length=200,
                        verbose_name="tỷ lệ tính theo",
                    ),
                ),
                ("document", models.CharField(blank=True, max_length=300, verbose_name="văn bản quy định")),
                ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["on", "id"],
            },
        ),
        migrations.CreateModel(
            name="TargetDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("confirm", "Tiếp tục thực hiện"),
                            ("adapt", "Điều chỉnh"),
                            ("decline", "Không tiếp nhận"),
                        ],
                        max_length=8,
                        verbose_name="quyết định",
                    ),
                ),
                ("milestone", models.CharField(blank=True, max_length=10, verbose_name="mốc")),
                (
                    "op",
                    models.CharField(
                        blank=True,
                        choices=[
                            (">=", ">="),
                            (">", ">"),
                            ("<=", "<="),
                            ("<", "<"),
                            ("=", "="),
                            ("between", "between"),
                            ("exists", "exists"),
                            ("qualitative", "qualitative"),
                            ("undetermined", "undetermined"),
                        ],
                        max_length=12,
                        verbose_name="phép so",
                    ),
                ),
                ("value", models.FloatField(blank=True, null=True, verbose_name="giá trị")),
                ("upper", models.FloatField(blank=True, null=True, verbose_name="cận trên")),
                ("reason", models.TextField(blank=True, verbose_name="lý do")),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["id"],
                "get_latest_by": "id",
            },
        ),
        migrations.CreateModel(
            name="TreeHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.PositiveBigIntegerField(default=0)),
                (
                    "frontier",
                    models.JSONField(default=list, help_text="Băm của các cây con đầy đủ, từ lớn đến nhỏ"),
                ),
                ("root", models.CharField(blank=True, max_length=64)),
                ("signature", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.AlterModelOptions(
            name="event",
            options={"ordering": ["-position"]},
        ),
        migrations.AddField(
            model_name="event",
            name="acting_for",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="leaf",
            field=models.CharField(default="", max_length=64),
        ),
        migrations.AddField(
            model_name="event",
            name="personal",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="event",
            name="personal_digest",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="event",
            name="personal_salt",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name="event",
            name="position",
            field=models.PositiveBigIntegerField(null=True, unique=True),
        ),
        migrations.AddField(
            model_name="event",
            name="via",
            field=models.CharField(
                choices=[("page", "Trang"), ("api", "API"), ("command", "Lệnh"), ("job", "Việc nền")],
                default="command",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="why",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="person",
            name="erased_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="đã xóa dữ liệu cá nhân"),
        ),
        migrations.AddField(
            model_name="person",
            name="invited_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ngày mời"),
        ),
        migrations.AddField(
            model_name="person",
            name="left_on",
            field=models.DateField(blank=True, null=True, verbose_name="nghỉ từ ngày"),
        ),
        migrations.AddField(
            model_name="person",
            name="phone",
            field=models.CharField(blank=True, max_length=20, verbose_name="điện thoại"),
        ),
        migrations.AddField(
            model_name="directive",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="directives",
                to="store.agency",
                verbose_name="thuộc đơn vị",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readings",
                to="store.agency",
                verbose_name="thuộc đơn vị",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="store.agency",
                verbose_name="cơ quan ban hành",
            ),
        ),
        migrations.AlterField(
            model_name="event",
            name="at",
            field=models.DateTimeField(db_index=True),
        ),
        migrations.AlterField(
            model_name="event",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
