"""Files of private collections: nothing names them, wherever the resource itself is shown."""

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from resources.public_files import public_documents
from tests.make import NOW, make_document, make_keyword, make_resource, make_topic

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]
LINK = "https://guides.example/owls"


def collection_below_a_private_one() -> Collection:
    above = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=above, restriction_type="login")
    return above.add_child(name="Below")


def test_collections_below_a_private_one_are_private_too():
    inner = collection_below_a_private_one()
    beside = Collection.get_first_root_node().add_child(name="Beside")
    shown = [make_document(), make_document(collection=beside)]
    hidden = [make_document(collection=inner), make_document(collection=inner.get_parent())]
    numbers = [document.pk for document in [*shown, *hidden]]
    assert list(public_documents([*numbers, None])) == [document.pk for document in shown]


@pytest.mark.parametrize(
    "address", ["/library/owls/", "/library/", "/library/birds/", "/keywords/night/", "/search/?q=owls"]
)  # fmt: skip
def test_private_file_is_named_nowhere(client, address):
    document = make_document(name="plan.pdf", content=b"x" * 1_080_000)
    page = make_resource(
        title="Owls", slug="owls", document=document, keywords=[make_keyword("Night")]
    )
    make_topic(slug="birds", entries=[page])
    assert "PDF • 1.08MB" in client.get(address).content.decode()

    document.collection = collection_below_a_private_one()
    document.save()

    text = client.get(address).content.decode()
    assert "Owls" in text
    assert not [word for word in ("1.08MB", "plan", document.url) if word in text]


def test_link_stands_where_the_file_is_private(client):
    document = make_document(collection=collection_below_a_private_one())
    make_resource(slug="owls", document=document, link_url=LINK)
    assert f'href="{LINK}"' in client.get("/library/owls/").content.decode()
    assert f'href="{LINK}"' in client.get("/library/").content.decode()
