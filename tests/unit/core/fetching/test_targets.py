"""Which addresses are fetched at all, however they are spelt."""

import pytest

from belowline.core.fetching import Fetcher, ForbiddenAddress
from belowline.core.fetching.target import target_of

GOOD = {
    "https://News.Example/a?b=c#d": "https://news.example/a?b=c",
    "http://news.example:80/": "http://news.example/",
    "https://news.example:443": "https://news.example/",
    "http://news.example:8080/x": "http://news.example:8080/x",
    "https://zeitung-münchen.example/ä": "https://xn--zeitung-mnchen-osb.example/%C3%A4",
    "https://news.example./": "https://news.example/",
    "http://[2606:4700::1111]/": "http://[2606:4700::1111]/",
    "http://news.example/?q=«»": "http://news.example/?q=%C2%AB%C2%BB",
    "HTTPS://1.1.1.1/": "https://1.1.1.1/",
}
BAD = {
    "another scheme": ["file:///etc/passwd", "ftp://news.example/", "gopher://x/", "data:,x", "x"],
    "no host": ["http:///x", "https://", "", "http:news.example", "//news.example/"],
    "userinfo": ["http://me@news.example/", "http://a:b@news.example/", "http://@news.example/"],
    "port": ["http://news.example:0x50/", "http://news.example:99999/", "http://news.example:-1/"],
    "octal": ["http://0177.0.0.1/", "http://0300.0250.0.1/", "http://127.0.0.01/"],
    "hex": ["http://0x7f.0.0.1/", "http://0x7f000001/", "http://0x/", "http://127.0.0.0x1/"],
    "dword": ["http://2130706433/", "http://017700000001/"],
    "short": ["http://127.1/", "http://127.0.1/", "http://0/", "http://10.1/"],
    "too large": ["http://256.0.0.1/", "http://1.2.3.4.5/"],
    "full width": ["http://１２７.１/", "http://⑫７.0.1/", "http://0x7f。1/"],
    "IPv6": ["http://[::1%25lo]/", "http://[fe80::1%eth0]/", "http://[1.2.3.4]/", "http://[::1/"],
    "no name": ["http://a..b/", "http://-a.example/", "http://a%2eb/", "http://a_b!c/"],
    "signs": ["http://news.example\\@evil/", "http://a b/", "http://a\t.example/", "http://a/\n"],
    "length": ["http://news.example/" + "a" * 2000],
}


@pytest.mark.parametrize(("url", "spelt"), GOOD.items())
def test_an_address_has_one_spelling(url, spelt) -> None:
    assert target_of(url).url == spelt


@pytest.mark.parametrize(
    "url",
    [pytest.param(url, id=f"{why} {url[:40]!r}") for why, urls in BAD.items() for url in urls],
)
def test_what_is_no_plain_address_is_refused_before_anything_is_asked(url) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise AssertionError("it was asked for")

    with pytest.raises(ForbiddenAddress):
        Fetcher(resolve=resolve).fetch(url, most=1, seconds=5)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1"])
def test_an_address_without_a_name_is_judged_as_well(host) -> None:
    with pytest.raises(ForbiddenAddress, match="private network"):
        Fetcher().fetch(f"http://{host}/", most=1, seconds=5)


@pytest.mark.parametrize("port", [22, 25, 8080, 6379])
def test_other_ports_are_not_fetched_from(port) -> None:
    with pytest.raises(ForbiddenAddress, match=f"port {port}"):
        Fetcher().fetch(f"http://news.example:{port}/", most=1, seconds=5)
