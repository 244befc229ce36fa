from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0003_topics_and_keywords'),
    ]

    operations = [
        migrations.AddField(
            model_name='eventpage',
            name='change_note',
            field=models.TextField(blank=True, help_text='Goes into the mail where this version changes date, time or place.', max_length=1000, verbose_name='note to registrants'),
        ),
    ]
