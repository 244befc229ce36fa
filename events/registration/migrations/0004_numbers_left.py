from django.db import migrations


def fill(apps, schema_editor):
    """What was left before: by the row's registration, whose numbers are no lower than those sent."""
    changes = apps.get_model("event_registration", "RegistrationChange").objects.exclude(left_key="")
    for change in changes.select_related("registration").iterator():
        change.left_event_id = change.registration.event_id
        change.left_offset = change.registration.sequence_offset
        change.save(update_fields=["left_event", "left_offset"])


class Migration(migrations.Migration):

    dependencies = [
        ("event_registration", "0003_lookup_indexes"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
