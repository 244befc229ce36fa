from django.db import migrations

GROUP = "Registrars"
PERMISSIONS = [
    ("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"),
    ("event_registration", "registration", "view_registration", "Can view registration"),
    ("event_registration", "registration", "add_registration", "Can add registration"),
    ("event_registration", "registration", "change_registration", "Can change registration"),
    ("outbox", "owedmail", "view_owedmail", "Can view mail"),
    ("outbox", "owedmail", "change_owedmail", "Can change mail"),
]


def make_group(apps, schema_editor):
    """People who look after registrations and edit no page.

    Django makes permissions after all migrations, so they are made here where they are missing.
    """
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    for app_label, model, codename, name in PERMISSIONS:
        content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model=model)
        permission, _ = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        group.permissions.add(permission)


def remove_group(apps, schema_editor):
    """The group goes; the permissions are the models' own."""
    apps.get_model("auth", "Group").objects.filter(name=GROUP).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("event_registration", "0001_initial"),
        ("outbox", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(make_group, remove_group)]
