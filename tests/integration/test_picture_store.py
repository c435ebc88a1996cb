"""Where pictures are kept: nothing is lost, nothing is left over, and any store will do."""

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.files.base import ContentFile

from belowline.cli.command import belowline
from belowline.cli.picture_backups import back_up_pictures, put_back_pictures
from belowline.config.environment import EnvironmentFault, read_environment
from belowline.config.picture_store import picture_folder, picture_storage
from belowline.core.clock import now
from belowline.core.retention import retain
from belowline.newsroom.models import Picture
from belowline.newsroom.queries.picture_files import (
    kept_files,
    missing_files,
    orphan_files,
    picture_file,
)
from belowline.newsroom.queries.picture_files import picture_storage as store
from belowline.newsroom.services.pictures import upload_picture
from pictures import photograph

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def upload(newspaper):
    """Uploads a picture, each with other pixels."""
    heights, editor = count(200), newspaper.person(role="editor")

    def upload() -> Picture:
        data = photograph(400, next(heights)).read()
        return Picture.objects.get(pk=upload_picture(actor=editor, data=data))

    return upload


def _files(folder: Path) -> set[str]:
    return {str(it.relative_to(folder)) for it in folder.rglob("*") if it.is_file()}


def test_files_are_their_owners_only_and_named_by_their_content(upload, folder) -> None:
    digest = upload().digest
    assert _files(folder) == {f"{digest[:2]}/{digest}-320.{kind}" for kind in ("avif", "jpeg")}
    assert {it.stat().st_mode & 0o777 for it in folder.rglob("*.*")} == {0o600}


def test_any_store_that_django_knows_will_do(settings, newspaper) -> None:
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "pictures": memory}
    editor = newspaper.person(role="editor")
    upload_picture(actor=editor, data=photograph(400, 300).read())
    picture = Picture.objects.get()
    assert picture_file(picture.digest, 320, "avif")
    assert (list(missing_files()), list(orphan_files())) == ([], [])
    picture.delete()
    assert len(list(orphan_files())) == 2


def test_a_file_that_was_cut_off_is_written_again(upload, newspaper, folder) -> None:
    editor, data = newspaper.person(role="editor"), photograph(400, 300).read()
    upload_picture(actor=editor, data=data)
    file = next(folder.rglob("*.jpeg"))
    whole = file.read_bytes()
    file.write_bytes(whole[:100])
    upload_picture(actor=editor, data=data)
    assert file.read_bytes() == whole
    assert len(list(kept_files())) == 2


def test_the_check_names_what_is_missing_and_what_is_left_over(upload, folder) -> None:
    picture = upload()
    lost = f"{picture.digest[:2]}/{picture.digest}-320.avif"
    (folder / lost).unlink()
    store().save(f"ff/{'f' * 32}-320.jpeg", ContentFile(b"whose?"))
    said = CliRunner().invoke(belowline, ["check"])
    assert said.exit_code == 0
    assert f"Picture file {lost} is missing." in said.output
    assert "1 files belong to no picture." in said.output


def test_files_of_pictures_that_are_gone_go_after_a_day(upload, folder) -> None:
    stays, gone = upload(), upload()
    Picture.objects.filter(pk=gone.pk).delete()
    assert retain()["files of pictures that are gone"] == 0
    for file in folder.rglob("*.*"):
        os.utime(file, times=((now() - timedelta(days=2)).timestamp(),) * 2)
    assert retain(dry_run=True)["files of pictures that are gone"] == 2
    assert len(_files(folder)) == 4
    assert retain()["files of pictures that are gone"] == 2
    assert {Path(name).name.partition("-")[0] for name in _files(folder)} == {stays.digest}


def _copy_of_database(path: Path, *digests: str) -> Path:
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE article_picture (digest)")
        made.executemany("INSERT INTO article_picture VALUES (?)", [(it,) for it in digests])
        made.commit()
    return path


def test_a_backup_has_every_picture_once_and_brings_back_what_was_lost(
    upload, folder, tmp_path
) -> None:
    picture = upload()
    backups = tmp_path / "backups"
    backups.mkdir()
    copy = _copy_of_database(backups / "belowline.sqlite3", picture.digest)
    assert back_up_pictures(folder, backups, [copy]) == 2
    assert back_up_pictures(folder, backups, [copy]) == 0
    before = {name: (folder / name).read_bytes() for name in _files(folder)}
    for name in before:
        (folder / name).unlink()
    assert back_up_pictures(folder, backups, [copy]) == 0
    assert put_back_pictures(backups, folder) == 2
    assert {name: (folder / name).read_bytes() for name in _files(folder)} == before


def test_a_backup_lets_go_of_pictures_that_no_copy_of_the_database_knows(
    upload, folder, tmp_path
) -> None:
    picture = upload()
    backups = tmp_path / "backups"
    backups.mkdir()
    knows = _copy_of_database(backups / "belowline-1.sqlite3", picture.digest)
    back_up_pictures(folder, backups, [knows])
    for name in _files(folder):
        (folder / name).unlink()
    older = _copy_of_database(backups / "belowline-2.sqlite3")
    back_up_pictures(folder, backups, [older, knows])
    assert len(_files(backups / "pictures")) == 2
    back_up_pictures(folder, backups, [older])
    assert _files(backups / "pictures") == set()


def test_without_a_bucket_the_data_folder_has_the_pictures(tmp_path) -> None:
    environment = read_environment()
    assert picture_folder(environment, tmp_path) == tmp_path / "pictures"


def test_a_bucket_needs_the_library_for_it_and_a_good_address(monkeypatch) -> None:
    monkeypatch.setenv("BELOWLINE_PICTURES_BUCKET", "gulls")
    monkeypatch.setenv("BELOWLINE_PICTURES_ENDPOINT", "s3.example")
    monkeypatch.setenv("BELOWLINE_PICTURES_SECRET", "hush")
    monkeypatch.setattr("belowline.config.picture_store.find_spec", lambda name: None)
    with pytest.raises(EnvironmentFault) as fault:
        read_environment()
    said = str(fault.value)
    assert "BELOWLINE_PICTURES_BUCKET" in said
    assert "pip install belowline[s3]" in said
    assert "BELOWLINE_PICTURES_ENDPOINT" in said
    assert "hush" not in said


def test_a_bucket_is_private_and_asked_with_what_the_settings_say(monkeypatch, tmp_path) -> None:
    given = {"BUCKET": "gulls", "ENDPOINT": "https://s3.example", "REGION": "quay", "KEY": "a"}
    for name, value in given.items():
        monkeypatch.setenv(f"BELOWLINE_PICTURES_{name}", value)
    monkeypatch.setattr("belowline.config.picture_store.find_spec", lambda name: True)
    monkeypatch.setattr("belowline.config.picture_store.import_module", lambda name: Botocore)
    environment = read_environment()
    assert picture_folder(environment, tmp_path) is None
    kept = picture_storage(environment, None)
    assert kept["BACKEND"] == "storages.backends.s3.S3Storage"
    asked = kept["OPTIONS"]
    assert (asked["bucket_name"], asked["endpoint_url"]) == ("gulls", "https://s3.example")
    assert (asked["region_name"], asked["access_key"], asked["secret_key"]) == ("quay", "a", None)
    assert asked["default_acl"] is None
    assert asked["client_config"]["read_timeout"] == 10


class Botocore:
    """Stands in for the library, which is an extra."""

    Config = dict
