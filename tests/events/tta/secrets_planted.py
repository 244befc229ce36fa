"""A request with a secret in every field that is not public, and in every row that hangs on it.

The fields are read from the models, so that a new field is planted, and looked for, without a word here.
"""

import uuid
from dataclasses import dataclass, field
from datetime import time
from itertools import count

from django.contrib.auth import get_user_model
from django.db import models

from events.tta.enums import OptionList, Stage
from events.tta.models import Option, RequestEvent, TTARequest
from tests.make import NOW, make_option, make_organization, make_provider, make_request, make_type
from tests.make.tta import DAY

# What the public may read of a request: the allow-list of the catalog.
PUBLIC = {"number", "title", "public_description"}
# What an event page says besides, since whoever comes must know it; it is found by the audience too.
OF_EVENT_SEARCH = {"TTARequest.audiences", "TTARequest.audience_other"}
ON_EVENT_PAGE = {"TTARequest.place_name", "TTARequest.expected_people"} | OF_EVENT_SEARCH
_numbers = count(100)


@dataclass
class Planted:
    """The request, and each secret by the name of its field. A secret is one word that stands nowhere else."""

    request: TTARequest
    secrets: dict[str, str] = field(default_factory=dict)

    def secret(self, name: str) -> str:
        return self.secrets.setdefault(name, f"zq{next(_numbers)}secret")

    def found_in(self, text: str) -> set[str]:
        """The fields whose secrets stand in a text."""
        return {name for name, secret in self.secrets.items() if secret in text}


def plant() -> Planted:
    """A request that is listed, with an owner, a provider, partners and a row in every table that refers to it."""
    request = make_request(
        stage=Stage.SCHEDULED,
        title="Open title",
        public_description="Open words.",
        program_area=make_option("Open area"),
        provider=make_provider("Open provider"),
        tta_type=make_type(),
        is_in_catalog=True,
        may_be_listed=True,
    )
    planted = Planted(request)
    _plant_fields(planted, request)
    request.owner = _person(planted, "owner")
    request.stage_before_hold, request.expected_people = "", 7_391_846
    planted.secrets["TTARequest.expected_people"] = "7391846"
    request.save()
    for relation in TTARequest._meta.related_objects:
        if relation.related_model is not RequestEvent:
            _plant_child(planted, relation.related_model, relation.field.name)
    _plant_many(planted)
    _plant_provider(planted, request.provider)
    return planted


def text_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields of a model that take any text; a time zone is no such."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField)
    return [
        each
        for each in model._meta.concrete_fields
        if isinstance(each, kinds) and not each.choices and not each.name.endswith("zone")
    ]


def _plant_fields(planted: Planted, row: models.Model) -> None:
    for each in text_fields(type(row)):
        if isinstance(row, TTARequest) and each.name in PUBLIC:
            continue
        secret = planted.secret(f"{type(row).__name__}.{each.name}")
        if isinstance(each, models.EmailField):
            secret += "@planted.example"
        setattr(
            row,
            each.name,
            {"key": [secret, secret]} if isinstance(each, models.JSONField) else secret,
        )
    for each in row._meta.concrete_fields:
        is_option = isinstance(each, models.ForeignKey) and each.related_model is Option
        if is_option and each.name != "program_area":
            secret = planted.secret(f"{type(row).__name__}.{each.name}")
            of = each.get_limit_choices_to()["list"]
            setattr(row, each.name, Option.objects.create(list=of, name=secret))


def _plant_child(planted: Planted, model: type[models.Model], parent: str) -> None:
    row = model()
    for each in model._meta.concrete_fields:
        if each.primary_key or each.has_default() or each.name == parent:
            continue
        if isinstance(each, models.DateTimeField):
            setattr(row, each.name, NOW)
        elif isinstance(each, models.DateField):
            setattr(row, each.name, DAY)
        elif isinstance(each, models.TimeField):
            setattr(row, each.name, time(9))
        elif isinstance(each, models.UUIDField):
            setattr(row, each.name, uuid.uuid4())
        elif isinstance(each, models.IntegerField):
            setattr(row, each.name, 1)
        elif each.name.endswith("zone"):
            setattr(row, each.name, "America/New_York")
        elif each.choices:
            setattr(row, each.name, each.choices[0][0])
    setattr(row, parent, planted.request)
    _plant_fields(planted, row)
    row.save()


def _plant_many(planted: Planted) -> None:
    for relation in TTARequest._meta.many_to_many:
        secret = planted.secret(f"TTARequest.{relation.name}")
        is_option = relation.related_model is Option
        row = make_option(secret, of=OptionList.AUDIENCE) if is_option else make_provider(secret)
        getattr(planted.request, relation.name).set([row])


def _plant_provider(planted: Planted, provider) -> None:
    """All of a provider but the name of its organization."""
    _plant_fields(planted, provider)
    provider.save()
    provider.people.add(_person(planted, "provider"))
    assert provider.organization != make_organization("Another")


def _person(planted: Planted, part: str):
    secret = planted.secret(f"User.{part}")
    return get_user_model().objects.create_user(
        secret, f"{secret}@planted.example", "pw", first_name=secret
    )
