"""`make quick` finds the tests of what was changed."""

from tests.rooms import ROOMS, ROOT, SOURCE, needed_by, without_room


def test_every_test_belongs_to_a_room() -> None:
    assert without_room() == set()


def test_every_room_of_the_table_stands_and_no_room_is_missing_from_it() -> None:
    rooms = {file.parent.relative_to(ROOT / SOURCE) for file in (ROOT / SOURCE).rglob("*.py")}
    first = {room.parts[0] for room in rooms if room.parts and room.parts[0] != "web"}
    capabilities = {"/".join(room.parts[:2]) for room in rooms if room.parts[:1] == ("web",)}
    assert ({*first, *capabilities} - {"web"}) - set(ROOMS) == set()
    assert [room for room in ROOMS if not (ROOT / SOURCE / room).is_dir()] == []


def test_a_changed_service_needs_its_rooms_tests_and_a_changed_test_itself() -> None:
    assert "tests/integration/test_votes.py" in needed_by(f"{SOURCE}/discussion/services/votes.py")
    assert "tests/unit/delivery" in needed_by(f"{SOURCE}/delivery/live.py")
    itself = "tests/architecture/test_rooms.py"
    assert needed_by(itself) == {itself}
