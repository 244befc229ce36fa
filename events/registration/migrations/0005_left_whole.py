from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("event_registration", "0004_numbers_left"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='registrationchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_event', None), ('left_key', ''), ('left_offset', None)), models.Q(models.Q(('left_key', ''), _negated=True), ('left_event__isnull', False), ('left_offset__isnull', False)), _connector='OR'), name='registrationchange_left_whole'),
        ),
    ]
