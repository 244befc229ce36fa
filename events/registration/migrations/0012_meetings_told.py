from django.db import migrations


def remember_what_is_published(apps, schema_editor):
    """Whoever was registered before there was a KnownMeeting was told the address that is published."""
    events = apps.get_model("events", "EventPage").objects.filter(live=True, alias_of=None)
    known = apps.get_model("event_registration", "KnownMeeting")
    known.objects.bulk_create(
        [known(event_id=pk, join_url=url) for pk, url in events.values_list("pk", "join_url")],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("event_registration", "0011_personal_feeds")]

    operations = [migrations.RunPython(remember_what_is_published, migrations.RunPython.noop)]
