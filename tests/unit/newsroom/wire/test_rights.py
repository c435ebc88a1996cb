"""What may be done with an item: by its phrases, its rights expression and the contract."""

import json
from datetime import UTC, datetime

import pytest
from lxml import etree

from belowline.newsroom.wire import Contract, Meaning, RightsStatement, Terms, rights_of
from belowline.newsroom.wire.expression_json import rules_in_json
from belowline.newsroom.wire.expression_xml import rules_in_xml

ITEM = "urn:newsml:agency.example:1"
MADE = datetime(2026, 11, 1, 12, tzinfo=UTC)
ODRL = "http://www.w3.org/ns/odrl/2/"
US = "http://agency.example/party/paper"
PHRASES = {
    "Editorial use only": Meaning(),
    "No Use in Japan": Meaning(excluded_territories=frozenset({"JP"})),
    "JAPAN OUT": Meaning(excluded_territories=frozenset({"JP"})),
    "No Archiving Permitted": Meaning(is_archive_forbidden=True),
    "No mobile or mail": Meaning(excluded_channels=frozenset({"mail"})),
    "Free for 30 days": Meaning(grants=True, days=30),
    "Free": Meaning(grants=True),
}
CONTRACT = Contract(parties=frozenset({US}))
CODES = "rights-expression"


def said(**changed) -> RightsStatement:
    return RightsStatement(**{"guid": ITEM, "made_at": MADE, **changed})


def judged(contract=CONTRACT, **changed):
    return rights_of(said(**changed), Terms(contract, PHRASES))


def codes(rights) -> list[str]:
    return [hold.code for hold in rights.holds]


def test_where_nothing_says_that_it_may_be_published_it_is_held() -> None:
    assert codes(rights_of(said(), Terms())) == ["nothing-grants"]
    assert codes(judged(None, usage_terms=("No Use in Japan",))) == ["nothing-grants"]


def test_a_contract_alone_is_enough_and_bounds_channels_days_and_archive() -> None:
    contract = Contract(
        channels=frozenset({"page", "feed"}),
        days=14,
        may_archive=False,
        publications=frozenset({"ledger"}),
        territories=frozenset({"DE", "AT"}),
    )
    rights = judged(contract)
    assert rights.is_clear
    assert rights.usable_until == datetime(2026, 11, 15, 12, tzinfo=UTC)
    assert rights.channels == {"page", "feed"}
    assert rights.publications == {"ledger"}
    assert rights.territories == {"DE", "AT"}
    assert not rights.may_archive


def test_days_cannot_be_counted_from_nowhere() -> None:
    assert codes(judged(Contract(days=14), made_at=None)) == ["no-date"]


@pytest.mark.parametrize(
    "text", ["No Use in Japan", "  no use  in JAPAN. ", "*** No Use In Japan ***"]
)
def test_a_known_phrase_counts_however_it_is_spaced(text) -> None:
    rights = judged(usage_terms=(text,))
    assert rights.is_clear
    assert rights.excluded_territories == {"JP"}


def test_a_text_of_several_phrases_is_read_sentence_by_sentence() -> None:
    rights = judged(usage_terms=("Editorial use only. JAPAN OUT; No Archiving Permitted",))
    assert rights.is_clear
    assert (rights.excluded_territories, rights.may_archive) == ({"JP"}, False)


def test_an_unknown_phrase_holds_and_is_named() -> None:
    rights = judged(usage_terms=("Editorial use only. Not after the final whistle",))
    assert codes(rights) == ["unknown-phrase"]
    assert "“Not after the final whistle”" in str(rights.holds[0].sentence)


def test_a_phrase_may_grant_for_some_days() -> None:
    rights = judged(None, usage_terms=("Free for 30 days",))
    assert rights.is_clear
    assert rights.usable_until == datetime(2026, 12, 1, 12, tzinfo=UTC)


def test_a_note_to_editors_may_restrict_as_well() -> None:
    assert judged(editor_note="JAPAN OUT. File photo").excluded_territories == {"JP"}
    assert judged(editor_note="JAPAN OUT. File photo").is_clear
    assert codes(judged(editor_note="TURKEY OUT  NOV. 11, 2019 FILE PHOTO")) == ["note-restricts"]
    assert codes(judged(editor_note="Strictly embargoed")) == ["note-restricts"]
    assert codes(judged(editor_note="Sperrfrist 12 Uhr")) == ["note-restricts"]
    assert codes(judged(editor_note="解禁 11月2日")) == ["note-restricts"]
    assert judged(editor_note="Updates with quotes, adds byline").is_clear


def test_limits_that_leave_nothing_hold() -> None:
    only_japan = Contract(territories=frozenset({"JP"}))
    assert codes(judged(only_japan, usage_terms=("JAPAN OUT",))) == ["no-territory"]
    only_mail = Contract(channels=frozenset({"mail"}))
    assert codes(judged(only_mail, usage_terms=("No mobile or mail",))) == ["no-channel"]
    late = judged(not_before=MADE, not_after=MADE)
    assert codes(late) == ["empty-window"]


# Rights expressions.


def policy(kind: str = "permission", **rule) -> str:
    rule = {"target": ITEM, "action": f"{ODRL}distribute", **rule}
    return json.dumps({"policytype": f"{ODRL}Set", "policyid": "urn:p:1", f"{kind}s": [rule]})


def where(operator: str, value, name: str = "spatial") -> list[dict]:
    return [{"name": ODRL + name, "operator": ODRL + operator, "rightoperand": value}]


GERMANY = "http://cvx.iptc.org/iso3166-1a3:DEU"


def expressed(text: str, contract: Contract | None = None):
    return judged(contract, rules=rules_in_json(text))


def test_a_permission_is_enough() -> None:
    assert expressed(policy()).is_clear


def test_a_permission_for_this_publisher_alone_needs_its_name_in_the_contract() -> None:
    assert expressed(policy(assignee=US), CONTRACT).is_clear
    assert codes(expressed(policy(assignee="http://other.example"), CONTRACT)) == [CODES]
    assert CODES in codes(expressed(policy(assignee=US), None))


@pytest.mark.parametrize(
    ("kind", "operator", "value", "inside", "outside"),
    [
        ("permission", "eq", GERMANY, {"DE"}, set()),
        ("permission", "isAnyOf", [GERMANY, "iso3166-1a2:fr"], {"DE", "FR"}, set()),
        ("permission", "neq", "JPN", None, {"JP"}),
        ("prohibition", "eq", "JPN", None, {"JP"}),
        ("prohibition", "isAnyOf", ["JPN", "DEU"], None, {"JP", "DE"}),
        ("prohibition", "neq", GERMANY, {"DE"}, set()),
    ],
)
def test_places_are_read(kind, operator, value, inside, outside) -> None:
    rights = expressed(policy(kind, constraints=where(operator, value)), Contract())
    assert rights.is_clear
    assert (rights.territories, rights.excluded_territories) == (inside, outside)


END = "2026-12-24T18:00:00+01:00"
MOMENT = datetime(2026, 12, 24, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "operator", "begin", "end"),
    [
        ("permission", "lt", None, MOMENT),
        ("permission", "lteq", None, MOMENT),
        ("permission", "gteq", MOMENT, None),
        ("prohibition", "gt", None, MOMENT),
        ("prohibition", "lt", MOMENT, None),
    ],
)
def test_times_are_read(kind, operator, begin, end) -> None:
    rights = expressed(policy(kind, constraints=where(operator, END, "dateTime")), Contract())
    assert rights.is_clear
    assert (rights.usable_from, rights.usable_until) == (begin, end)


def test_a_prohibition_of_archiving_is_read() -> None:
    assert not expressed(policy("prohibition", action=f"{ODRL}archive"), Contract()).may_archive


def test_the_newer_spelling_of_odrl_is_read() -> None:
    text = json.dumps(
        {
            "@context": "http://www.w3.org/ns/odrl.jsonld",
            "@type": "Agreement",
            "uid": "urn:p:2",
            "permission": [
                {
                    "target": {"@id": ITEM},
                    "action": "use",
                    "assignee": US,
                    "constraint": [
                        {
                            "leftOperand": "spatial",
                            "operator": "eq",
                            "rightOperand": {"@id": GERMANY},
                        },
                        {
                            "leftOperand": "dateTime",
                            "operator": "lt",
                            "rightOperand": {"@value": END, "@type": "xsd:dateTime"},
                        },
                    ],
                }
            ],
        }
    )
    rights = expressed(text, CONTRACT)
    assert rights.is_clear
    assert (rights.territories, rights.usable_until) == ({"DE"}, MOMENT)


@pytest.mark.parametrize(
    "text",
    [
        policy("prohibition"),
        policy("prohibition", action=f"{ODRL}commercialize"),
        policy("prohibition", assignee="http://agency.example/partners"),
        policy("prohibition", constraints=[*where("eq", "JPN"), *where("lt", END, "dateTime")]),
        policy(action=f"{ODRL}print"),
        policy(action=f"{ODRL}archive"),
        policy(target="http://agency.example/another"),
        policy(duties=[{"action": "pay"}]),
        policy(constraints=where("eq", "Atlantis")),
        policy(constraints=where("eq", ["DEU", "FRA"])),
        policy(constraints=where("lt", "2026-12-24", "dateTime")),
        policy(constraints=where("lt", "2026-12-24T18:00:00", "dateTime")),
        policy(constraints=where("lt", "soon", "dateTime")),
        policy(constraints=where("eq", END, "dateTime")),
        policy(constraints=where("lt", "3", "count")),
        policy(constraints=where("isPartOf", GERMANY)),
        json.dumps({"permissions": [json.loads(policy())["permissions"][0]] * 2}),
    ],
)
def test_what_is_not_understood_holds(text) -> None:
    assert CODES in codes(expressed(text, CONTRACT))


@pytest.mark.parametrize(
    "text",
    [
        "rights expression",
        "[]",
        "{}",
        '{"permissions": []}',
        '{"permissions": ["use"]}',
        '{"permissions": [{"action": 3}]}',
        '{"obligation": [{"action": "pay"}]}',
        '{"permissions": [{"action": "use", "constraints": [{"name": "spatial"}]}]}',
        '{"permissions": [{"action": "use", "constraints": [{"and": []}]}]}',
        '{"permissions": [{"action": {"rdf:value": "print", "refinement": []}}]}',
        '{"type": "Offer", "permissions": [{"action": "use"}]}',
        '{"profile": "http://other.example", "permissions": [{"action": "use"}]}',
        '{"inheritFrom": "urn:p:0", "permissions": [{"action": "use"}]}',
        "[" * 100_000,
    ],
)
def test_what_is_no_expression_that_is_read_here_is_said_to_be_so(text) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        rules_in_json(text)


XML = """<o:Policy xmlns:o="http://www.w3.org/ns/odrl/2/" uid="urn:p:1" type="{0}Set">
  <o:permission><o:asset uid="{1}" relation="{0}target"/><o:action name="{0}distribute"/>
  <o:party function="{0}assigner" uid="http://agency.example"/>
  <o:party function="{0}assignee" uid="{2}"/>
  <o:constraint name="{0}spatial" operator="{0}eq" rightOperand="iso3166-1a3:DEU"/>
  <o:constraint name="{0}dateTime" operator="{0}lt" rightOperand="{3}"/>{4}
 </o:permission></o:Policy>"""


def test_an_expression_in_xml_is_read() -> None:
    rules = rules_in_xml(etree.fromstring(XML.format(ODRL, ITEM, US, END, "")))
    rights = judged(rules=rules)
    assert rights.is_clear
    assert (rights.territories, rights.usable_until) == ({"DE"}, MOMENT)


@pytest.mark.parametrize("more", ["<o:duty/>", "<o:party function='x' uid='y'/>", "<z/>"])
def test_an_expression_in_xml_with_more_in_it_holds(more) -> None:
    rules = rules_in_xml(etree.fromstring(XML.format(ODRL, ITEM, US, END, more)))
    assert codes(judged(rules=rules)) == [CODES]


def test_the_narrowest_counts() -> None:
    rules = rules_in_json(policy(constraints=where("lt", END, "dateTime")))
    rights = judged(Contract(days=7, territories=frozenset({"DE"})), rules=rules)
    assert rights.usable_until == datetime(2026, 11, 8, 12, tzinfo=UTC)
    assert rights.territories == {"DE"}
