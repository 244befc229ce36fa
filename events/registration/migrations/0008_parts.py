from django.db import migrations, models

PARTS = [
    ("attendee", "Attendee"),
    ("presenter", "Presenter"),
    ("moderator", "Moderator"),
    ("staff", "Staff"),
]


class Migration(migrations.Migration):
    dependencies = [("event_registration", "0007_mail_from_outside")]

    operations = [
        migrations.AddField(
            model_name="registration",
            name="part",
            field=models.CharField(
                choices=PARTS, default="attendee", max_length=10, verbose_name="comes as"
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.CheckConstraint(
                condition=models.Q(part="attendee") | ~models.Q(state="waitlisted"),
                name="registration_team_never_waits",
            ),
        ),
    ]
