import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("event_registration", "0008_parts"),
        ("events", "0005_moved_from"),
    ]

    operations = [
        migrations.CreateModel(
            name="KnownMeeting",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="events.eventpage",
                    ),
                ),
                ("join_url", models.TextField(blank=True)),
            ],
        ),
        migrations.AddField(
            model_name="eventchange",
            name="has_other_meeting",
            field=models.BooleanField(default=False),
        ),
    ]
