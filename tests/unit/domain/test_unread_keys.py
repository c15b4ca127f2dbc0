from __future__ import annotations

from fieldapp.domain.unread_keys import unread_keys

READ = {"id": "a", "steps": [{"id": "s1", "form": "f"}], "title": {"zh": "题"}}


def test_a_file_whose_keys_are_all_read_has_nothing_to_tell() -> None:
    assert list(unread_keys({"id": "a", "steps": [{"id": "s1"}]}, READ)) == []


def test_every_key_that_nothing_reads_is_named_with_its_place() -> None:
    given = {"ID": "a", "steps": [{"id": "s1", "from": "f"}], "title": {"zh": "题", "de": "T"}}
    assert list(unread_keys(given, READ)) == ["ID", "steps[0].from", "title.de"]
