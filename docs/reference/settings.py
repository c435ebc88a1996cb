"""Every environment variable."""

from belowline.config.environment import PREFIX, Environment
from docs.reference.tables import table


def page() -> str:
    """The page on settings."""
    rows = [
        (f"`{PREFIX}{name.upper()}`", _default(name), field.description or "")
        for name, field in Environment.model_fields.items()
    ]
    return (
        "# Settings\n\n"
        "Belowline reads its settings from the environment, once, at the start. "
        "Every variable that cannot be used is named at once, and nothing starts.\n\n"
        + table(["variable", "default", "meaning"], rows)
    )


def _default(name: str) -> str:
    value = Environment.model_fields[name].get_default(call_default_factory=True)
    if isinstance(value, list):
        value = ",".join(map(str, value))
    return f"`{value}`" if value != "" else "empty"
