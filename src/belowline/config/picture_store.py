"""Where pictures of articles are kept: in the data folder, or in a store that speaks S3."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings


class PictureStore(BaseSettings):
    """The settings; without a bucket the data folder has the pictures."""

    pictures_bucket: str = Field(
        "",
        description="Bucket of an S3-compatible store for the pictures of articles; empty: the "
        "folder `pictures` in the data folder. Needs `pip install belowline[s3]`.",
    )
    pictures_endpoint: str = Field(
        "", description="`https://…` of that store; empty: Amazon’s own."
    )
    pictures_region: str = Field("", description="Its region.")
    pictures_key: str = Field("", description="The access key for it; empty: as boto3 finds it.")
    pictures_secret: str = Field("", description="The secret of that key.")

    @field_validator("pictures_bucket")
    @classmethod
    def _can_be_reached(cls, value: str) -> str:
        if value and find_spec("storages") is None:
            raise ValueError("needs `pip install belowline[s3]`")
        return value

    @field_validator("pictures_endpoint")
    @classmethod
    def _is_an_endpoint(cls, value: str) -> str:
        if value and not value.startswith(("https://", "http://")):
            raise ValueError("must start with https:// or http://")
        return value


def picture_folder(settings: PictureStore, data: Path) -> Path | None:
    """The folder of the pictures; None where they are in a store elsewhere."""
    return None if settings.pictures_bucket else data / "pictures"


def picture_storage(settings: PictureStore, folder: Path | None) -> dict[str, Any]:
    """What Django's STORAGES say of it. Nothing of a bucket is public: readers come by the site."""
    if folder is not None:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": str(folder),
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
                "allow_overwrite": True,
            },
        }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": settings.pictures_bucket,
            "endpoint_url": settings.pictures_endpoint or None,
            "region_name": settings.pictures_region or None,
            "access_key": settings.pictures_key or None,
            "secret_key": settings.pictures_secret or None,
            "default_acl": None,
            "file_overwrite": True,
            "client_config": _bounded(),
        },
    }


def _bounded() -> object:
    """How long a request may wait for the store, which holds a thread meanwhile."""
    config = import_module("botocore.config").Config
    return config(connect_timeout=3, read_timeout=10, retries={"max_attempts": 2})
