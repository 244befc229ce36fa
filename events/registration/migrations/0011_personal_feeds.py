from django.db import migrations, models

import events.models.secret_feed


class Migration(migrations.Migration):
    dependencies = [
        ("event_registration", "0010_session_places"),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonalFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nonce", models.CharField(default=events.models.secret_feed.mint_secret, max_length=40)),
                ("made_at", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(null=True)),
                ("email_key", models.CharField(max_length=254, unique=True)),
            ],
            options={"abstract": False},
        ),
    ]
