from django.db import migrations

from events.tta.defaults import add_defaults


def write_defaults(apps, schema_editor):
    add_defaults(
        option_model=apps.get_model("tta", "Option"),
        type_model=apps.get_model("tta", "TTAType"),
        milestone_model=apps.get_model("tta", "TypeMilestone"),
    )


class Migration(migrations.Migration):
    dependencies = [("tta", "0001_requests")]

    operations = [migrations.RunPython(write_defaults, migrations.RunPython.noop)]
