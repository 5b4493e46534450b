"""The folder reader takes every file once, and says what it could not take."""

import os
from pathlib import Path

import pytest

from teletipo.fetch.fetched import Fetched, NotModified, sha256
from teletipo.fetch.folder import read_folder
from teletipo.model import Rejection
from teletipo.sources.source import Source


def read(folder: Path, *, known=lambda *_: False, **options):
    return list(read_folder(Source(id="drop", kind="folder", address=str(folder), **options), known=known))


def only_rejection(folder: Path, **options) -> Rejection:
    (result,) = read(folder, **options)
    assert isinstance(result, Rejection)
    assert (result.stage, result.source) == ("fetch", "drop")
    assert "\n" not in result.message
    return result


def test_files_come_whole_in_the_order_of_their_paths(tmp_path):
    for name in ("b.txt", "a/z.xml", "a/b.txt", "a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(f"\ufeffreport {name}\r\n".encode())
    results = read(tmp_path)
    assert [result.name for result in results] == ["a/b.txt", "a/z.xml", "a.txt", "b.txt"]
    assert results[0].content == "\ufeffreport a/b.txt\r\n".encode()
    assert results[0].sha256 == sha256(results[0].content)
    assert results[1].media_type in {"application/xml", "text/xml"}
    assert results[0].fetched_at.utcoffset().total_seconds() == 0


def test_a_file_whose_content_is_known_is_not_modified_even_under_another_name(tmp_path):
    (tmp_path / "renamed.txt").write_text("the same")
    (result,) = read(tmp_path, known=lambda digest, _: digest == sha256(b"the same"))
    assert isinstance(result, NotModified)
    assert result.sha256 == sha256(b"the same")


@pytest.mark.parametrize("name", [".hidden", ".sync/x.txt", "x.txt.part", "x.TMP", "x.xml~", "~$x.doc", "x.filepart"])
def test_hidden_and_unfinished_files_wait(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("half")
    assert read(tmp_path) == []


def test_the_pattern_chooses_by_name(tmp_path):
    (tmp_path / "report.xml").write_text("<x/>")
    (tmp_path / "picture.jpg").write_text("…")
    assert [result.name for result in read(tmp_path, pattern="*.xml")] == ["report.xml"]


def test_a_50_mb_file_is_one_rejection_and_is_not_read(tmp_path):
    with (tmp_path / "huge.xml").open("wb") as file:
        file.truncate(50_000_000)
    (tmp_path / "small.xml").write_text("<x/>")
    too_large, taken = read(tmp_path)
    assert too_large.reason == "too-large"
    assert "50,000,000" in too_large.message
    assert isinstance(taken, Fetched)


def test_a_file_that_vanishes_between_listing_and_reading(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(name)
    results = []
    for result in read_folder(Source("drop", "folder", str(tmp_path)), known=lambda *_: False):
        results.append(result)
        (tmp_path / "b.txt").unlink(missing_ok=True)
    assert [getattr(result, "reason", "taken") for result in results] == ["taken", "vanished", "taken"]


def test_a_folder_that_does_not_exist_says_what_to_do(tmp_path):
    rejection = only_rejection(tmp_path / "nowhere")
    assert rejection.reason == "no-folder"
    assert rejection.locator == str(tmp_path / "nowhere")
    assert "create it" in rejection.message


def test_a_file_where_a_folder_should_be(tmp_path):
    (tmp_path / "file").write_text("x")
    assert only_rejection(tmp_path / "file").reason == "no-folder"


def test_an_empty_file(tmp_path):
    (tmp_path / "empty.txt").touch()
    assert only_rejection(tmp_path).reason == "empty"


def test_zero_bytes_are_handed_on_for_the_parser_to_judge(tmp_path):
    (tmp_path / "zeros.bin").write_bytes(b"\0" * 100)
    (result,) = read(tmp_path)
    assert result.content == b"\0" * 100


def test_links_do_not_lead_out_of_the_folder(tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "more.txt").write_text("secret")
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "link.txt").symlink_to(tmp_path / "secret.txt")
    (drop / "folder").symlink_to(tmp_path / "secrets")
    assert only_rejection(drop).reason == "outside-folder"


def test_links_inside_the_folder_and_a_linked_folder_itself_are_followed(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("a")
    (tmp_path / "real" / "b.txt").symlink_to(tmp_path / "real" / "a.txt")
    (tmp_path / "drop").symlink_to(tmp_path / "real")
    assert [result.name for result in read(tmp_path / "drop")] == ["a.txt", "b.txt"]


def test_links_that_lead_nowhere_or_in_a_circle(tmp_path):
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    assert [result.reason for result in read(tmp_path)] == ["vanished", "unreadable-file"]


def test_a_pipe_does_not_hold_the_run(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert only_rejection(tmp_path).reason == "not-a-file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path):
    (tmp_path / "locked.txt").write_text("x")
    (tmp_path / "locked.txt").chmod(0)
    assert only_rejection(tmp_path).reason == "unreadable-file"


def test_names_that_are_not_unicode(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as file:  # noqa: PTH123  the name is bytes
        file.write(b"text")
    (result,) = read(tmp_path)
    assert result.content == b"text"
    assert result.name == "caf\\xe9.txt"
