"""How static files are kept: compressed once, under names that change with what is in them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which also renames what JavaScript modules import."""

    support_js_module_import_aggregation = True
