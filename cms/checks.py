"""What is looked at in the database when somebody asks: `manage.py check --database default`."""

from django.core.checks import Tags, Warning, register
from django.db import DatabaseError, transaction


@register(Tags.database)
def check_tokens_are_filled(app_configs, databases=None, **kwargs):
    """Every token in a text of the site stands for something; else its sentence is not printed."""
    if not databases or "default" not in databases:
        return []
    from cms.unfilled import all_unfilled

    try:
        with transaction.atomic():
            found = list(all_unfilled())
    except DatabaseError:  # the tables are still to be made
        return []
    return [
        Warning(
            f"{place.where} has tokens that nothing fills: {', '.join(place.tokens)}.",
            hint="Write what is missing into Settings, Site identity, or take the token out of the text.",
            id="cms.W001",
        )
        for place in found
    ]
