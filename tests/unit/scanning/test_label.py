"""What labels say: GS1, ISO 15434, links, shop codes and vendors' numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.errors import BadInput
from fieldapp.domain.part import CaptureSource, PartCode
from fieldapp.scanning.label import LONGEST, to_part_code

GTIN = "06901234000023"


def said(text: str, symbology: str = "", source: CaptureSource = CaptureSource.CAMERA) -> dict[str, object]:
    """What the label says beyond its own text."""
    code = to_part_code(text, symbology, source)
    assert (code.source, code.symbology) == (source, symbology)
    empty = PartCode(raw="", source=source)
    names = ("part_number", "gtin", "serial_number", "lot", "quantity", "expires_on")
    return {name: getattr(code, name) for name in names if getattr(code, name) != getattr(empty, name)}


@pytest.mark.req("PRT-1")
@pytest.mark.parametrize("symbology", ["]C1", "]d2", "]Q3", "]z1", "]e0"])
def test_a_gs1_label_gives_gtin_serial_lot_quantity_and_expiry(symbology: str) -> None:
    text = f"01{GTIN}1727110010L42\x1d3012\x1d21SN-7"
    assert said(text, symbology) == {
        "gtin": GTIN,
        "lot": "L42",
        "serial_number": "SN-7",
        "quantity": 12,
        "expires_on": date(2027, 11, 30),
    }


def test_a_gs1_label_names_our_part_number_before_the_makers() -> None:
    assert said(f"01{GTIN}240MAKER-9\x1d241TS-02", "]d2")["part_number"] == "TS-02"
    assert said(f"01{GTIN}240MAKER-9", "]d2")["part_number"] == "MAKER-9"


def test_a_gs1_label_from_a_scanner_without_identifiers_is_known_by_its_separator() -> None:
    assert said(f"01{GTIN}10L42\x1d21SN-7", source=CaptureSource.SCANNER) == {
        "gtin": GTIN,
        "lot": "L42",
        "serial_number": "SN-7",
    }


@pytest.mark.parametrize("text", ["1043210987", "21ABC123", "10ABC", "3712"])
def test_a_plain_number_is_never_taken_for_gs1(text: str) -> None:
    assert said(text, "]C0") == {"part_number": text}


@pytest.mark.req("PRT-1")
def test_the_line_under_a_gs1_code_says_the_same_as_the_code() -> None:
    assert said(f"(01){GTIN}(17)271100(10)L42(21)SN-7") == said(f"01{GTIN}1727110010L42\x1d21SN-7", "]d2")


@pytest.mark.parametrize("host", ["id.gs1.org", "parts.example.cn/p"])
def test_a_digital_link_on_any_host_is_read(host: str) -> None:
    assert said(f"https://{host}/01/{GTIN}/10/L42/21/SN-7", "]Q1") == {
        "gtin": GTIN,
        "lot": "L42",
        "serial_number": "SN-7",
    }


@pytest.mark.parametrize("text", ["https://example.cn/x?pn=3", "HTTP://EXAMPLE.CN", "https://[x", "https://"])
def test_another_link_is_no_part_number(text: str) -> None:
    assert said(text, "]Q1") == {}


@pytest.mark.req("PRT-1")
def test_an_iso_15434_label_gives_part_serial_lot_quantity_and_expiry() -> None:
    text = "[)>\x1e06\x1d1PMAKER-9\x1dPts-02\x1dSSN-7\x1dQ5PCS\x1d1TL42\x1d14D20271130\x1dVACME\x1e\x04"
    assert said(text, "]d1") == {
        "part_number": "TS-02",
        "serial_number": "SN-7",
        "lot": "L42",
        "quantity": 5,
        "expires_on": date(2027, 11, 30),
    }


def test_an_iso_15434_label_may_hold_gs1() -> None:
    assert said(f"[)>\x1e05\x1d01{GTIN}\x1d21SN-7\x1e\x04", "]d1") == {"gtin": GTIN, "serial_number": "SN-7"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("1PTS-02\x1dQx\x1d14D2027", {"part_number": "TS-02"}),
        ("1PTS-02\x1dQ0", {"part_number": "TS-02"}),
        ("SSN-7", {"serial_number": "SN-7"}),
    ],
)
def test_fields_of_an_iso_15434_label_that_make_no_sense_are_left_out(fields: str, expected: dict[str, object]) -> None:
    assert said(f"[)>\x1e06\x1d{fields}\x1e\x04", "]d1") == expected


@pytest.mark.req("PRT-1")
@pytest.mark.parametrize(
    ("text", "symbology", "gtin"),
    [
        ("6901234000023", "]E0", GTIN),
        ("012345678905", "]E0", "00012345678905"),
        ("96385074", "]E4", "00000096385074"),
        ("690123400002305", "]E3", GTIN),
    ],
)
def test_a_shop_code_becomes_fourteen_digits(text: str, symbology: str, gtin: str) -> None:
    assert said(text, symbology) == {"gtin": gtin}


@pytest.mark.parametrize(
    ("text", "symbology"),
    [
        ("6901234000024", "]E0"),
        ("0106901234000024", "]d2"),
        ("(01)06901234000024", ""),
        ("https://id.gs1.org/01/06901234000024", "]Q1"),
    ],
)
def test_a_wrong_check_digit_is_refused(text: str, symbology: str) -> None:
    with pytest.raises(BadInput) as fault:
        to_part_code(text, symbology, CaptureSource.CAMERA)
    assert fault.value.code == "label.check-digit"
    assert str(fault.value.fields["label"]).endswith("6901234000024")


@pytest.mark.req("PRT-1")
@pytest.mark.parametrize(
    ("text", "symbology", "number"),
    [
        ("TS-02", "]C0", "TS-02"),
        (" ts-02\r\n", "]A0", "TS-02"),
        ("FR 680/3", "]Q1", "FR 680/3"),
        ("温控器", "]Q1", "温控器"),
    ],
)
def test_a_vendor_label_is_looked_up_as_it_stands(text: str, symbology: str, number: str) -> None:
    assert said(text, symbology) == {"part_number": number}
    assert to_part_code(text, symbology, CaptureSource.CAMERA).raw == text.strip()


@pytest.mark.parametrize("text", ["A40156B", "40156"])
def test_start_and_stop_letters_of_codabar_are_not_part_of_the_number(text: str) -> None:
    assert said(text, "]F0") == {"part_number": "40156"}


def test_digits_of_a_sound_gtin_without_symbology_are_looked_up_both_ways() -> None:
    assert said("6901234000023", source=CaptureSource.SCANNER) == {"part_number": "6901234000023", "gtin": GTIN}
    assert said(GTIN, "]I1") == {"part_number": GTIN, "gtin": GTIN}
    assert said("06901234000024", "]I0") == {"part_number": "06901234000024"}


def test_a_label_that_says_gs1_but_is_not_is_a_vendors() -> None:
    assert said("99HELLO\x1dQQ", "]C1")["part_number"] == "99HELLO QQ"


@pytest.mark.parametrize("text", ["", "  \r\n", "\x1d"])
def test_an_empty_label_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as fault:
        to_part_code(text, "", CaptureSource.CAMERA)
    assert fault.value.code == "label.empty"


def test_a_page_of_text_is_no_label() -> None:
    assert said("9" * LONGEST)
    with pytest.raises(BadInput) as fault:
        to_part_code("9" * (LONGEST + 1), "", CaptureSource.CAMERA)
    assert fault.value.code == "label.too-long"


def test_a_scan_that_went_through_a_chinese_input_method_is_refused() -> None:
    with pytest.raises(BadInput) as fault:
        to_part_code("他是-02", "", CaptureSource.SCANNER)
    assert (fault.value.code, fault.value.fields) == ("label.letters", {"letters": "他是"})


TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from("\x1d\x1e\x04()[]>0123456789PSQT/"), max_size=60)
BEGINNING = st.sampled_from(
    ["", "01", f"01{GTIN}", "[)>\x1e06\x1d", "[)>\x1e05\x1d", "(01)", "http://x/01/", "https://["]
)
SYMBOLOGY = st.sampled_from(["", "]C0", "]C1", "]d2", "]E0", "]E3", "]Q1", "]I1"])


@given(BEGINNING, TEXT, SYMBOLOGY, st.sampled_from(CaptureSource))
def test_any_text_gives_a_part_code_or_is_refused_by_a_label_code(
    beginning: str, text: str, symbology: str, source: CaptureSource
) -> None:
    try:
        code = to_part_code(beginning + text, symbology, source)
    except BadInput as fault:
        refused = fault.code
    else:
        refused = ""
        assert code.quantity >= 1
        assert code.gtin is None or (len(code.gtin) == 14 and code.gtin.isdigit())
    assert refused in ("", "label.empty", "label.check-digit", "label.letters")
