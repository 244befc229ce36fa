from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0007_staff_feeds")]

    operations = [
        migrations.AddField(
            model_name="eventpage",
            name="audience",
            field=models.CharField(
                blank=True,
                help_text="For example: dispatchers, patrol officers and their supervisors.",
                max_length=500,
                verbose_name="who it is for",
            ),
        ),
    ]
