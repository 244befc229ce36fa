"""Which addresses we write to, and which are the same mailbox."""

import pytest

from events.public_forms.addresses import UnusableAddress, address_key, usable_address

BAD = [
    "", " ", "ana", "ana@", "@county.gov", "ana@county", "ana@.gov", "ana@county.", "ana@@county.gov",
    "a@b@county.gov", "ana county@x.gov", "Ana <ana@county.gov>", '"Ana" <ana@county.gov>',
    "ana@county.gov, ben@county.gov", "ana@county.gov;ben@county.gov", "ana@county.gov\nBcc: x@y.gov",
    "ana@county.gov\r\nSubject: x", "ana\x00@county.gov", "ana@county.gov\x7f", "ana@county.gov\t,b@c.gov",
    "аna@county.gov", "josé@county.gov", "(ana)@county.gov", "ana@[127.0.0.1]", "ana@-county.gov",
    "ana@county..gov", ".ana@county.gov", "ana.@county.gov", "a" * 65 + "@county.gov",
    "a" * 400 + "@county.gov", "ana@" + "c" * 250 + ".gov", "ana@cou_nty.gov",
]  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_bad_address_is_refused_with_a_sentence(text):
    with pytest.raises(UnusableAddress) as refused:
        usable_address(text)
    assert len(str(refused.value)) > 20


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ana@county.gov", "ana@county.gov"),
        ("  Ana.Ortiz@County.gov ", "Ana.Ortiz@County.gov"),
        ("ana+webinar@pine.county.gov", "ana+webinar@pine.county.gov"),
        ("o'neil@county.gov", "o'neil@county.gov"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
    ],
)
def test_good_address_is_ready_to_be_mailed_to(text, address):
    assert usable_address(text) == address


def test_same_mailbox_has_the_same_key():
    assert address_key(" Ana@COUNTY.gov") == address_key("ana@county.GOV ") == "ana@county.gov"
    assert address_key("ana@county.gov") != address_key("ana+1@county.gov")
