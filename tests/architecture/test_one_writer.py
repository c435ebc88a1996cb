"""What only one place may write."""

import ast
from pathlib import Path

import belowline

PACKAGE = Path(belowline.__file__).parent
SOURCES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in PACKAGE.rglob("*.py")
    if "migrations" not in path.parts
}

_BACKEND = "core/provider_mail.py"
"""Is a backend, and talks to the one provider that the settings name."""


def test_one_module_alone_changes_the_state_of_a_comment():
    assert {name for name, tree in SOURCES.items() if _sets_state(tree)} == {
        "discussion/services/states.py"
    }


def test_one_function_alone_writes_decisions():
    writing = [
        name
        for name, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _is_writing(ast.unparse(node.func))
    ]
    assert writing == ["moderation/services/recording.py"]


def test_one_module_alone_hands_mail_to_the_backend():
    handing = {name for name, tree in SOURCES.items() if _imports_mail(tree)}
    assert handing - {_BACKEND} == {"core/mail.py"}


def test_one_room_alone_asks_other_servers():
    asking = {name for name, tree in SOURCES.items() if _imports_a_client(tree)}
    assert asking - {_BACKEND} == {"core/fetching/answer.py"}


def _imports_a_client(tree: ast.Module) -> bool:
    """Whether it imports what fetches from other servers."""
    clients = ("http.client", "urllib.request", "requests", "urllib3", "httpx", "aiohttp")
    for node in ast.walk(tree):
        names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        names += [f"{node.module}"] if isinstance(node, ast.ImportFrom) else []
        if any(name == it or name.startswith(f"{it}.") for name in names for it in clients):
            return True
    return False


def _imports_mail(tree: ast.Module) -> bool:
    """Whether it imports what sends mail: Django's module, or Python's own."""
    for node in ast.walk(tree):
        names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}", *(f"{node.module}.{each.name}" for each in node.names)]
        if any(name.startswith(("django.core.mail", "smtplib", "email.mime")) for name in names):
            return True
    return False


def _sets_state(tree: ast.Module) -> bool:
    """Whether it assigns a comment's status, or updates the column."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            targets = [part for target in node.targets for part in ast.walk(target)]
            if any(isinstance(it, ast.Attribute) and it.attr == "status" for it in targets):
                named = ast.unparse(node.targets[0])
                if "comment" in named or "row" in named:
                    return True
        if isinstance(node, ast.Call) and _updates(node) and "'status'" in ast.unparse(node):
            return True
        is_update = isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".update")
        if is_update and any(each.arg == "status" for each in node.keywords):
            return True
    return False


def _updates(call: ast.Call) -> bool:
    return ast.unparse(call.func) in ("update_rows", "insert_rows")


def _is_writing(function: str) -> bool:
    return function.startswith("Decision.objects.") and function.rpartition(".")[2] in (
        *("create", "bulk_create", "get_or_create", "update_or_create"),
    )
