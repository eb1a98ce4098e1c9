"""What people were becomes what they are granted; the events so far join the tree in their order."""

from django.db import migrations

from cotmoc.store.leaves import seal_old

_UNIT_ROLES = ("unit-officer",)


def grant_roles(apps, schema_editor):
    """A role held at the own unit for those who work for one, else everywhere."""
    person, grant = apps.get_model("store", "Person"), apps.get_model("store", "Grant")
    for one in person.objects.exclude(role=""):
        at = one.agency if one.role in _UNIT_ROLES else None
        grant.objects.create(person=one, role=one.role, agency=at, valid_from=one.date_joined.date())


def seal_events(apps, schema_editor):
    """Every event gets its place and its leaf."""
    seal_old(apps.get_model("store", "Event"), apps.get_model("store", "TreeHead"))


class Migration(migrations.Migration):

    dependencies = [("store", "0005_links_and_rules")]

    operations = [
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
        migrations.RunPython(seal_events, migrations.RunPython.noop),
    ]
