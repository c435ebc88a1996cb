"""Which tests a room needs: a line for each room, the names of its test files on it.

`make quick` reads it. Of the folders in tests/unit a room has the one of its own name besides. The
browser, PostgreSQL and the walks through every address wait for `make test`.
"""

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = "src/belowline"

ALWAYS = ("tests/architecture",)
SMOKE = ("tests/unit", "tests/integration/test_posting.py", "tests/integration/test_reading.py")
"""What changes that concern everybody are tried with: fixtures, settings, dependencies."""

ROOMS: dict[str, str] = {
    "accounts": "account_deletion accounts audit_log avatars data_export log_out* names*"
    " following_people founding one_mailbox pictures profiles rate_limits relationships retention"
    " second_factor staff",
    "accounts/services/sso": "sso*",
    "audience": "alerts briefings following_people mail mail_provider mailed_replies newsletter*"
    " notifications push subscriber*",
    "cli": "backups check_command demo importing* log_out* mail_check picture_store retention"
    " recounting subscriber* supervisor",
    "config": "addresses broker database_away idle_worker languages login_providers openid outbox*"
    " passwords read_models security sso* subscriber* tasks failed_tasks schedules",
    "core": "audit_log bulk_sql commonmark kept* limits languages mail migrations outbox* prepared"
    " rate_limits read_models retention statements subscriber* tasks failed_tasks schedules"
    " texts_at_the_door",
    "delivery": "batched_writes broker cut_off* database_away outbox* postgresql_faults reads"
    " sqlite_locks unwritable",
    "discussion": "api_writing article_copies batches bulk_sql corrections decisions"
    " discussion_rules following held* hidden_discussions kept* marks migrations moderation moves"
    " names other* pages posted_views posting questions quoted_comments quotes ranking reading"
    " recounting renaming* sending* slow_mode states summaries votes",
    "moderation": "api_reading appeals batches care cases closing* decisions desk_figures undoing*"
    " held* logs_of_moderation hidden_until* kept* finding_at_the_desk incidents labels ladder"
    " likeness letters moderation moderators_outside newcomers other* own_queues reads reasons"
    " rule* sanctions second_looks shifts staff two_moderators",
    "newsroom": "addresses article_* being_found bylines discussion_rules front_pages founding"
    " following hub kept* languages licence* logos looks picture_store profiles publishing"
    " questions reading reads related rights* setting_up stories* twins wire*",
    "pages": "article_pictures being_found followed kept_f* languages looks pages profiles"
    " reader_feeds reading",
    "network": "offers rotation sites two_publications",
    "surveys": "disclosure intervals surveys survey_*",
    "search": "related search two_publications",
    "transfer": "data_export importing*",
    "locale": "languages texts",
    "web/account": "account_deletion alerts newsletter* push data_export pictures profiles",
    "web/api": "api_* batched_writes",
    "web/desk": "article_pictures decisions rule* discussion_rules front_pages founding held*"
    " incidents looks marks moderation offers sites questions setting_up staff failed_tasks"
    " stories* second_factor wire_intake",
    "web/discussion": (
        "batched_writes begun_before_login following* posting relationships votes writing* "
        "written_for"
    ),
    "web/http": "addresses database_away languages letting_go reading security views_at_paths"
    " visits",
    "web/reading": "front_pages hidden_texts licence* looks pages profiles reading search",
    "web/set_up": "founding setting_up",
    "web/sign_in": "accounts attacks* doors* names* one_mailbox openid reauthentication"
    " second_factor sso* writing*",
}
WALKS = ("pseudo_locale", "two_publications", "who_may_what")


def needed_by(changed: str) -> set[str]:
    """The tests that a changed file needs, as paths for pytest."""
    if changed.startswith("tests/"):
        return _needed_by_test(changed)
    inside = changed.removeprefix(f"{SOURCE}/")
    if inside == changed:
        return set(SMOKE) if changed == "pyproject.toml" else set()
    room = max((room for room in ROOMS if inside.startswith(f"{room}/")), key=len, default="")
    return tests_of(room) if room else set(SMOKE)


def tests_of(room: str) -> set[str]:
    """A room's tests, files and folders."""
    patterns = [Path(room).name, *ROOMS[room].split()]
    return {path for name, path in _known() if any(fnmatch(name, pattern) for pattern in patterns)}


def without_room() -> set[str]:
    """Tests that no room would run; there should be none."""
    ran = set().union(*map(tests_of, ROOMS))
    return {path for name, path in _known() if name not in WALKS} - ran


def _known() -> Iterator[tuple[str, str]]:
    """Names, and paths from the root of the project."""
    folders = [each for each in (ROOT / "tests/unit").iterdir() if _has_tests(each)]
    files = [*(ROOT / "tests/unit").glob("test_*.py"), *(ROOT / "tests/integration").glob("test_*")]
    for each in (*folders, *files):
        yield each.stem.removeprefix("test_"), str(each.relative_to(ROOT))


def _has_tests(folder: Path) -> bool:
    return any(folder.rglob("test_*.py"))


def _needed_by_test(changed: str) -> set[str]:
    if changed.startswith("tests/browser/") or not (ROOT / changed).exists():
        return set()
    return {changed} if Path(changed).name.startswith("test_") else set(SMOKE)
