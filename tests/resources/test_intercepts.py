"""The six intercepts in one number: what the field takes, finds, shows and refuses."""

import pytest
from django.core.exceptions import ValidationError

from resources.enums import Intercept
from resources.intercepts import InterceptsField
from resources.models import ResourcePage
from tests.make import make_resource


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ((), ()),
        ([5, 0, 5], (0, 5)),
        (["1", "3"], (1, 3)),
        (63, (0, 1, 2, 3, 4, 5)),
        ("10", (1, 3)),
        ("[1, 3]", (1, 3)),
        ("", ()),
        (None, None),
    ],
)
def test_field_keeps_each_once_in_order(given, kept):
    assert InterceptsField().to_python(given) == kept


@pytest.mark.parametrize("given", [[6], [-1], 64, -1, "x", "1,x", [None], object(), "²"])
def test_field_refuses_what_is_none(given):
    with pytest.raises(ValidationError, match="Choose intercepts from 0 to 5"):
        InterceptsField().to_python(given)


def test_rows_are_written_read_and_found(index):
    none = make_resource()
    some = make_resource(intercepts=[4, 1])
    assert ResourcePage.objects.get(pk=some.pk).intercepts == (1, 4)
    assert ResourcePage.objects.get(pk=none.pk).intercepts == ()
    assert list(ResourcePage.objects.filter(intercepts__includes=4)) == [some]
    assert not ResourcePage.objects.filter(intercepts__includes=0).exists()


def test_versions_and_copies_keep_them(index):
    page = make_resource(intercepts=[0, 5])
    assert page.save_revision().as_object().intercepts == (0, 5)
    copy = page.copy(update_attrs={"slug": "copy"})
    assert ResourcePage.objects.get(pk=copy.pk).intercepts == (0, 5)


def test_form_field_offers_all_six_by_number_and_words():
    field = InterceptsField().formfield()
    assert [words for _value, words in field.choices] == [item.title for item in Intercept]
    assert field.choices[1] == (1, "Intercept 1: Law enforcement")
    assert field.clean(["5", "0"]) == [5, 0]
    with pytest.raises(ValidationError):
        field.clean(["6"])
