"""What points from one of the new tables to another, and the rules the database keeps."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("store", "0004_units_people_trail")]

    operations = [
        migrations.CreateModel(
            name="AgencyLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("share", models.FloatField(verbose_name="tỷ lệ")),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor_links",
                        to="store.agency",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessor_links",
                        to="store.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["succession", "id"],
            },
        ),
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="tên hệ thống")),
                ("prefix", models.CharField(max_length=16, unique=True, verbose_name="đầu khóa")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("verbs", models.JSONField(default=list, verbose_name="được làm")),
                ("is_test", models.BooleanField(default=False, verbose_name="khóa thử")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField(verbose_name="hết hạn")),
                ("last_used_at", models.DateTimeField(blank=True, null=True, verbose_name="dùng lần cuối")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="thu hồi")),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="hành động thay",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="store.plan",
                        verbose_name="kế hoạch",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.AddField(
            model_name="event",
            name="key",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="store.apikey",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["by", "at"], name="event_by"),
        ),
        migrations.AddField(
            model_name="area",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="store.area",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="area",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agencies",
                to="store.area",
                verbose_name="địa bàn phụ trách",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="area",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="store.area",
                verbose_name="địa bàn",
            ),
        ),
        migrations.AddField(
            model_name="arealink",
            name="predecessor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="successor_links", to="store.area"
            ),
        ),
        migrations.AddField(
            model_name="arealink",
            name="successor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="predecessor_links", to="store.area"
            ),
        ),
        migrations.AddField(
            model_name="datarequest",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="datarequest",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="data_requests",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="deputy",
            name="deputy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="stands_in",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người thay",
            ),
        ),
        migrations.AddField(
            model_name="deputy",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="deputy",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deputies",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người vắng",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to="store.agency",
                verbose_name="tại đơn vị",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="granted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="grants",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grants",
                to="store.plan",
                verbose_name="kế hoạch",
            ),
        ),
        migrations.AddIndex(
            model_name="signinfailure",
            index=models.Index(fields=["name", "at"], name="signinfailure_name"),
        ),
        migrations.AddIndex(
            model_name="signinfailure",
            index=models.Index(fields=["source", "at"], name="signinfailure_source"),
        ),
        migrations.AddField(
            model_name="succession",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="arealink",
            name="succession",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="area_links", to="store.succession"
            ),
        ),
        migrations.AddField(
            model_name="agencylink",
            name="succession",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="agency_links",
                to="store.succession",
            ),
        ),
        migrations.AddField(
            model_name="targetdecision",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="store.agency",
            ),
        ),
        migrations.AddField(
            model_name="targetdecision",
            name="area",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="store.area",
            ),
        ),
        migrations.AddField(
            model_name="targetdecision",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="targetdecision",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="heir_decisions", to="store.target"
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(fields=("code", "valid_from"), name="area_code_from"),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="area_validity_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="datarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                    _connector="OR",
                ),
                name="datarequest_answered_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="deputy_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("deputy")), _negated=True), name="deputy_somebody_else"
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="person_email_once",
                violation_error_message="Địa chỉ thư này đã là của một tài khoản khác.",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                ),
                name="grant_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="arealink",
            constraint=models.UniqueConstraint(
                fields=("succession", "predecessor", "successor"), name="arealink_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="arealink",
            constraint=models.CheckConstraint(
                condition=models.Q(("share__gt", 0), ("share__lte", 1)), name="arealink_share"
            ),
        ),
        migrations.AddConstraint(
            model_name="agencylink",
            constraint=models.UniqueConstraint(
                fields=("succession", "predecessor", "successor"), name="agencylink_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agencylink",
            constraint=models.CheckConstraint(
                condition=models.Q(("share__gt", 0), ("share__lte", 1)), name="agencylink_share"
            ),
        ),
        migrations.AddConstraint(
            model_name="targetdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agency__isnull", True), ("area__isnull", False)),
                    models.Q(("agency__isnull", False), ("area__isnull", True)),
                    _connector="OR",
                ),
                name="targetdecision_one_heir",
            ),
        ),
        migrations.AddConstraint(
            model_name="targetdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict", "confirm"), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="targetdecision_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="targetdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verdict", "adapt"), _negated=True),
                    models.Q(("op", ""), _negated=True),
                    _connector="OR",
                ),
                name="targetdecision_adapted",
            ),
        ),
    ]
