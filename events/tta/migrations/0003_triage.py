from django.db import migrations

DESK, REVIEWERS = "TTA desk", "TTA reviewers"
WORKFLOW = "Review of TTA requests"
ADMIN = ("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
SEE = ("tta", "ttarequest", "view_ttarequest", "Can view TTA request")
CHANGE = ("tta", "ttarequest", "change_ttarequest", "Can change TTA request")
DECIDE = (
    "tta", "ttarequest", "decide_ttarequest", "Can approve, return and decline TTA requests",
)  # fmt: skip
LISTS = [
    ("tta", model, f"{act}_{model}", f"Can {act} {name}")
    for model, name in (
        ("option", "list entry"), ("provider", "provider"), ("ttatype", "TTA type"),
    )
    for act in ("view", "add", "change", "delete")
]  # fmt: skip
MAIL = [
    ("outbox", "owedmail", "view_owedmail", "Can view mail"),
    ("outbox", "owedmail", "change_owedmail", "Can change mail"),
]
GROUPS = {
    DESK: [ADMIN, SEE, CHANGE, *LISTS, *MAIL],
    REVIEWERS: [ADMIN, SEE, DECIDE],
}


def make_groups_and_workflow(apps, schema_editor):
    """Those who triage, those who decide, and the workflow in which the latter do.

    Django makes permissions after all migrations, so they are made here where they are missing.
    """
    groups = {name: _make_group(apps, name, rights) for name, rights in GROUPS.items()}
    _make_workflow(apps, groups[REVIEWERS])


def _make_group(apps, name, rights):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
    for app_label, model, codename, label in rights:
        content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model=model)
        permission, _ = Permission.objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": label}
        )
        group.permissions.add(permission)
    return group


def _make_workflow(apps, reviewers):
    """Where reviews have a workflow already, it stays theirs."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    review, _ = ContentType.objects.get_or_create(app_label="tta", model="review")
    task_type, _ = ContentType.objects.get_or_create(app_label="tta", model="reviewtask")
    WorkflowContentType = apps.get_model("wagtailcore", "WorkflowContentType")
    if WorkflowContentType.objects.filter(content_type=review).exists():
        return
    task = apps.get_model("tta", "ReviewTask").objects.create(
        name=WORKFLOW, active=True, content_type=task_type
    )
    task.groups.add(reviewers)
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=WORKFLOW, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task_id=task.pk, sort_order=0
    )
    WorkflowContentType.objects.create(content_type=review, workflow=workflow)


def remove_groups_and_workflow(apps, schema_editor):
    """The groups and the workflow go; the permissions are the models' own."""
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).delete()
    apps.get_model("tta", "ReviewTask").objects.filter(name=WORKFLOW).delete()
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("tta", "0002_defaults"),
        ("outbox", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]

    operations = [migrations.RunPython(make_groups_and_workflow, remove_groups_and_workflow)]
