"""What an item says of its rights can be kept and judged again."""

import json
from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from belowline.newsroom.wire import Contract, Meaning, Terms, kept, restored, rights_of
from belowline.newsroom.wire.statements import RightsStatement
from unit.newsroom.wire.documents import holds, ninjs, one

MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC))
STATEMENTS = st.builds(RightsStatement, made_at=MOMENTS, not_before=MOMENTS, not_after=MOMENTS)


@given(statement=STATEMENTS)
def test_a_statement_comes_back_as_it_was(statement) -> None:
    assert restored(json.loads(json.dumps(kept(statement)))) == statement


def test_a_phrase_that_an_editor_has_learnt_clears_what_came_before() -> None:
    item = one(ninjs(usageterms="Editorial use only", embargoed="2026-11-02T00:00:00Z"))
    assert holds(item) == ["unknown-phrase"]
    before = restored(json.loads(json.dumps(kept(item.statement))))
    rights = rights_of(before, Terms(Contract(), {"Editorial use only": Meaning()}))
    assert rights.is_clear
    assert rights.usable_from == item.embargoed_until
