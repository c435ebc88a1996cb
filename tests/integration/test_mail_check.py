"""`belowline mail check` looks at a set-up as receivers do, and names each thing to mend."""

import ssl

import pytest
from click.testing import CliRunner

from belowline.audience.models import Subscription
from belowline.audience.services.issues import begin_issue, save_issue, send_issue
from belowline.audience.services.mailing_lists import add_list
from belowline.audience.services.sending import deliver
from belowline.cli.command import belowline
from belowline.newsroom.models import Publication
from certificates import certificate
from dkim_relay import HEADERS, key_record, signed
from dns_server import dns_server
from smtp_server import smtp_server

HERE = "192.0.2.10"
PUBLIC = "93.184.215.14"


@pytest.fixture
def zone():
    with dns_server() as zone:
        zone.add("news.example", "MX", "10 mail.news.example.")
        zone.add("mail.news.example", "A", HERE)
        zone.add("news.example", "TXT", f"v=spf1 ip4:{HERE} -all", "another=record")
        zone.add("10.2.0.192.in-addr.arpa", "PTR", "mail.news.example.")
        zone.add("14.215.184.93.in-addr.arpa", "PTR", "out.provider.example.")
        zone.add("out.provider.example", "A", PUBLIC)
        zone.add("relay._domainkey.news.example", "TXT", key_record())
        zone.add("_dmarc.news.example", "TXT", "v=DMARC1; p=quarantine")
        yield zone


@pytest.fixture
def server(settings, tmp_path, monkeypatch):
    own = certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(own))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own)
    with smtp_server(settings, tls=context) as arrivals:
        settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "localhost", True
        yield arrivals


@pytest.fixture
def check(newspaper, zone, server, settings):
    """The command, for a publication whose set-up is as it should be."""
    here = Publication.objects.filter(pk=newspaper.publication_id)
    here.update(base_url="https://news.example")
    chosen = {"dkim_selector": "relay"}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=chosen)
    add_list(
        actor=newspaper.person(role="editor"),
        name="Briefing",
        description="",
        kind="newsletter",
        section="",
    )

    def run(*words: str):
        words = words or ("--sends-from", HERE)
        return CliRunner().invoke(belowline, ["mail", "check", "--dns", zone.address, *words])

    return run


def test_nothing_has_to_be_mended_where_all_is_as_it_should_be(check) -> None:
    told = check()
    assert told.exit_code == 0, told.output
    assert told.output.splitlines() == [
        "well  MX: mail.news.example takes mail for news.example.",
        f"well  SPF: news.example lets {HERE} send for it (0 of 10 look-ups).",
        f"well  Reverse name: {HERE} is mail.news.example, which leads back to it.",
        "well  DKIM: news.example has the key relay.",
        "well  DMARC: news.example asks for quarantine where a mail fails.",
        "well  DMARC: Mail is returned to news.example, as DMARC wants it.",
        told.output.splitlines()[6],
        "well  List headers: A newsletter can be left by one click, and says of which list it is.",
    ]
    assert " takes mail by TLSv1.3." in told.output.splitlines()[6]


@pytest.mark.parametrize(
    ("name", "kind", "values", "sentence"),
    [
        ("news.example", "MX", [], "MX: news.example has no MX record"),
        ("news.example", "MX", ["0 ."], "MX: news.example says that it takes no mail"),
        ("news.example", "MX", ["10 x.example."], "MX: x.example, which takes mail for"),
        ("news.example", "TXT", ["another=record"], "SPF: news.example has no SPF record"),
        (
            *("news.example", "TXT", ["v=spf1 ip4:192.0.2.99 ~all"]),
            f"SPF: news.example does not let {HERE} send for it (softfail)",
        ),
        (
            *("news.example", "TXT", ["v=spf1 include:gone.example -all"]),
            "SPF: Receivers cannot use the record of news.example. gone.example is included",
        ),
        ("10.2.0.192.in-addr.arpa", "PTR", [], f"Reverse name: {HERE} has no name"),
        (
            *("10.2.0.192.in-addr.arpa", "PTR", ["out.provider.example."]),
            f"Reverse name: {HERE} says that it is out.provider.example, which does not lead",
        ),
        ("relay._domainkey.news.example", "TXT", [], "DKIM: There is no key at relay._domainkey"),
        (
            *("relay._domainkey.news.example", "TXT", ["v=DKIM1; p="]),
            "is revoked: its p= is empty",
        ),
        (
            *("relay._domainkey.news.example", "TXT", [f"{key_record()}; t=y"]),
            "is marked as being tried out",
        ),
        ("relay._domainkey.news.example", "TXT", ["v=DKIM1; p=%%%"], "cannot be read"),
        (
            *("relay._domainkey.news.example", "TXT", [key_record(), "v=DKIM1; p="]),
            "There are several records",
        ),
        ("_dmarc.news.example", "TXT", [], "DMARC: news.example has no record"),
        ("_dmarc.news.example", "TXT", ["v=DMARC1; p=maybe"], "has no policy that exists"),
    ],
)
def test_each_thing_to_mend_is_named(check, zone, name, kind, values, sentence) -> None:
    zone.add(name, kind, *values)
    told = check()
    assert told.exit_code == 1
    [mended] = [it for it in told.output.splitlines() if it.startswith("MEND")]
    assert sentence in mended


def test_name_servers_that_fail_are_named(check, zone) -> None:
    zone.broken.add("_dmarc.news.example")
    told = check()
    assert told.exit_code == 1
    assert "MEND  DMARC: The name servers of _dmarc.news.example reply with a fault." in told.output


@pytest.mark.parametrize("address", ["10.1.2.3", "127.0.0.1"])
def test_without_a_public_address_one_is_asked_for(check, zone, address) -> None:
    zone.add("localhost", "A", address)
    told = check("--publication", "test")
    assert told.exit_code == 1
    assert "MEND  Sending host: It is not known from which public address" in told.output


def test_the_mail_server_is_taken_for_the_host_that_sends(check, zone) -> None:
    zone.add("localhost", "A", PUBLIC)
    zone.add("news.example", "TXT", f"v=spf1 ip4:{PUBLIC} -all")
    told = check("--publication", "test")
    assert told.exit_code == 0
    assert f"{PUBLIC} is out.provider.example, which leads back to it." in told.output


def test_a_name_that_leads_nowhere_is_no_host_that_sends(check) -> None:
    told = check("--sends-from", "nowhere.example")
    assert "MEND  Sending host: It is not known from which public address" in told.output


def test_without_a_selector_a_letter_is_asked_for(check, settings) -> None:
    chosen = {"dkim_selector": ""}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=chosen)
    told = check()
    assert told.exit_code == 1
    assert "MEND  DKIM: It is not known by which key mail is signed" in told.output


def test_a_certificate_that_nobody_vouches_for_is_named(check, monkeypatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    told = check()
    assert told.exit_code == 1
    assert "MEND  TLS: localhost:" in told.output
    assert "CERTIFICATE_VERIFY_FAILED" in told.output


def test_a_mail_server_without_tls_or_that_is_away_is_named(check, settings) -> None:
    with smtp_server(settings):
        assert "takes mail without TLS." in check().output
        settings.EMAIL_USE_TLS = True
        assert "STARTTLS extension not supported by server." in check().output
    told = check()
    assert told.exit_code == 1
    assert "takes no mail from here: ConnectionRefusedError" in told.output
    settings.EMAIL_HOST = ""
    assert "MEND  TLS: BELOWLINE_EMAIL_HOST is empty" in check().output


def test_one_click_needs_a_site_with_https(check, zone) -> None:
    Publication.objects.update(base_url="http://news.example")
    told = check()
    assert told.exit_code == 1
    assert "MEND  List headers: Unsubscribing by one click needs https://" in told.output


def test_a_server_that_is_no_address_is_refused(check) -> None:
    told = check("--dns", "resolver.example")
    assert told.exit_code == 1
    assert "resolver.example is not an address of a DNS server." in told.output


@pytest.fixture
def letter(check, newspaper, server, tmp_path):
    """Has a newsletter sent by a relay that signs, and saved as a mailbox shows it."""

    def save(*, returned_to: str = "noreply@news.example", came_from: str = PUBLIC, **how) -> str:
        server.signed = lambda raw: signed(raw, **({"domain": "news.example"} | how))
        editor = newspaper.person(role="editor")
        list_id = add_list(actor=editor, name="L", description="", kind="newsletter", section="")
        Subscription.objects.create(
            publication_id=newspaper.publication_id,
            mailing_list_id=list_id,
            address="ada@post.example",
            language="en",
            state="confirmed",
        )
        issue_id = begin_issue(actor=editor, list_id=list_id)
        ids = [newspaper.article().id]
        save_issue(
            actor=editor, issue_id=issue_id, subject="灯台、修理へ" * 9, text="", article_ids=ids
        )
        send_issue(actor=editor, issue_id=issue_id, at=None)
        deliver()
        head = (
            f"Return-Path: <{returned_to}>\r\n"
            f"Received-SPF: pass (mx.example: permitted) client-ip={came_from};\r\n"
            f"Received: from out.provider.example ([{came_from}]) by mx.example\r\n"
        )
        file = tmp_path / "letter.eml"
        file.write_bytes(head.encode() + server.envelopes[-1].original_content)
        return str(file)

    return save


def test_a_letter_shows_its_signature_and_from_where_it_came(check, letter, zone) -> None:
    zone.add("news.example", "TXT", f"v=spf1 ip4:{PUBLIC} -all")
    told = check("--letter", letter())
    assert told.exit_code == 0, told.output
    assert f"news.example lets {PUBLIC} send for it" in told.output
    assert "well  DKIM: news.example has the key relay." in told.output


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"domain": "provider.example"}, "No signature that fits the letter is of news.example."),
        (
            {"headers": [it for it in HEADERS if it != "list-unsubscribe-post"]},
            "List-Unsubscribe and List-Unsubscribe-Post are not signed",
        ),
        ({"selector": "old"}, "There is no key at old._domainkey.news.example."),
        ({"bits": 1032}, "The signature of news.example does not fit the letter."),
    ],
)
def test_what_is_wrong_with_a_signature_is_named(check, letter, zone, how, sentence) -> None:
    zone.add("news.example", "TXT", f"v=spf1 ip4:{PUBLIC} -all")
    zone.add("relay._domainkey.provider.example", "TXT", key_record())
    told = check("--letter", letter(**how))
    assert told.exit_code == 1
    assert sentence in told.output


def test_a_letter_without_a_signature_is_named(check, letter, tmp_path) -> None:
    plain = tmp_path / "plain.eml"
    plain.write_bytes(b"From: The Test <noreply@news.example>\r\nSubject: Hello\r\n\r\nHello.\r\n")
    told = check("--letter", str(plain))
    assert told.exit_code == 1
    assert "MEND  DKIM: The letter is not signed." in told.output


@pytest.mark.parametrize("signer", ["news.example", "provider.example"])
def test_a_letter_that_is_returned_elsewhere_needs_a_signature_of_the_author(
    check, letter, zone, signer
) -> None:
    zone.add("provider.example", "TXT", f"v=spf1 ip4:{PUBLIC} -all")
    zone.add("relay._domainkey.provider.example", "TXT", key_record())
    told = check("--letter", letter(returned_to="bounce@provider.example", domain=signer))
    is_fault = "which does not count as news.example, and no signature makes up" in told.output
    assert told.exit_code == is_fault == (signer != "news.example")
