import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('event_registration', '0002_registrars'),
        ('events', '0002_registration_fields'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='registration',
            name='registration_by_address',
        ),
        migrations.RemoveIndex(
            model_name='registrationchange',
            name='registrationchange_left',
        ),
        migrations.AddField(
            model_name='registrationchange',
            name='left_event',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='events.eventpage'),
        ),
        migrations.AddField(
            model_name='registrationchange',
            name='left_offset',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name='registration',
            name='added_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='registration',
            name='event',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='events.eventpage', verbose_name='event'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['email_key', 'event'], name='registration_by_address'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(condition=models.Q(('added_by__isnull', False)), fields=['added_by'], name='registration_added_by'),
        ),
        migrations.AddIndex(
            model_name='registrationchange',
            index=models.Index(condition=models.Q(('left_key', ''), _negated=True), fields=['left_key', 'left_event'], name='registrationchange_left'),
        ),
    ]
