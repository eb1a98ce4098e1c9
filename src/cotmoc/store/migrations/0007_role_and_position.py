"""The column of roles goes; every event has its place."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("store", "0006_grants_and_tree")]

    operations = [
        migrations.RemoveField(model_name="person", name="role"),
        migrations.AlterField(model_name="event", name="leaf", field=models.CharField(max_length=64)),
        migrations.AlterField(
            model_name="event", name="position", field=models.PositiveBigIntegerField(unique=True)
        ),
    ]
