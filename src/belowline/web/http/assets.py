"""How static files are kept: short, compressed once, under names that change with the content."""

from pathlib import PurePath

from django.core.files.base import ContentFile, File
from rcssmin import cssmin
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHORTER = {".css": cssmin, ".js": jsmin}
"""What nobody has to download goes: comments and spaces. No name is changed."""


class HashedFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which also renames what JavaScript modules import.

    Styles and scripts are kept without their comments and spaces, and are otherwise as written.
    """

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: "File[bytes]") -> str:
        shorten = SHORTER.get(PurePath(name).suffix)
        if shorten is not None:
            content.seek(0)  # whoever worked out its hash has read it
            content = ContentFile(shorten(content.read().decode()).encode())
        kept: str = super()._save(name, content)
        return kept
