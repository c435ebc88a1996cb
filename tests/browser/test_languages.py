"""A reader chooses a language; and a page whose language runs from right to left is drawn so."""

from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from belowline.core.ids import encode
from belowline.moderation.services.decisions import remove_comment
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.sections import ensure_section
from browser.steps import comment
from newspaper import Newspaper
from serving import SECOND_HOST

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (390, 1280)]
BODY = """قررت هيئة الميناء أمس إعادة تشغيل العبّارات الليلية، وستبدأ الرحلات في العاشرة مساءً.

> لن نترك الضفة الأخرى بلا وسيلة نقل بعد منتصف الليل.

وأضافت أن الخط سيُراجَع بعد ستة أشهر."""
FIRST = "كنت أمشي ساعة كاملة كل ليلة بعد نهاية الدوام، ولا توجد حافلة واحدة بعد منتصف الليل."


def test_a_reader_chooses_a_language_and_everything_is_in_it(
    site, newspaper, open_browser, has_script
) -> None:
    article = newspaper.article(headline="The pier speaks")
    thread = newspaper.thread_below(article)
    said = newspaper.comment(thread, "In whatever language.")
    page = open_browser(java_script_enabled=has_script).new_page()
    page.goto(f"{article.path}?order=oldest")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.context.cookies() == []
    page.get_by_role("button", name="日本語").click()
    expect(page).to_have_url(f"{site.url}{article.path}?order=oldest")
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.locator("#count")).to_have_text("コメント 1 件")
    expect(comment(page, said).get_by_role("link", name="返信")).to_be_visible()
    assert [cookie["name"] for cookie in page.context.cookies()] == ["language"]
    page.goto("/accounts/login/")
    expect(page.get_by_role("heading", name="ログイン")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    assert page.context.cookies() == []


def test_what_comes_while_a_page_is_open_is_in_its_language(newspaper, page) -> None:
    article = newspaper.article()
    thread = newspaper.thread_below(article)
    newspaper.comment(thread, "The first.")
    page.goto(article.path)
    page.get_by_role("button", name="日本語").click()
    expect(page.locator("#count")).to_have_text("コメント 1 件")
    with page.expect_request("**/threads/live?**"):
        page.reload()
    new = newspaper.comment(thread, "The second.")
    page.get_by_role("button", name="新しいコメント 1 件を表示").click()
    expect(comment(page, new).get_by_role("button", name="賛成")).to_be_visible()
    expect(page.locator("#count")).to_have_text("コメント 2 件")


@pytest.fixture(scope="module")
def harbour(django_db_setup) -> Newspaper:
    """A newspaper in Arabic, at another name of the same server."""
    publication_id = create_publication(
        slug="marfa",
        name="صحيفة المرفأ",
        time_zone="Africa/Cairo",
        language="ar",
        owner="دار المرفأ للنشر",
        host=SECOND_HOST,
    )
    section_id = ensure_section(publication_id=publication_id, name="المدينة")
    return Newspaper(publication_id, section_id, count(10_001))  # its readers are other people


@pytest.fixture(scope="module")
def story(harbour) -> dict[str, str]:
    """An article with a discussion: its path, and the comments in it by what they are."""
    article = harbour.article(
        headline="العبّارات الليلية تعود إلى المرفأ الداخلي",
        standfirst="تبحر أول عبّارة مساء الجمعة بعد عامين من التوقف.",
        byline="ليلى حداد",
        body=BODY,
    )
    harbour.article(headline="أسعار الخبز تستقر للشهر الثالث")
    thread = harbour.thread_below(article)
    salma, karim = harbour.person("سلمى"), harbour.person("كريم البحّار")
    nour = harbour.person("نور", role="moderator")
    first = harbour.comment(thread, FIRST, by=salma)
    quoting = harbour.comment(
        thread, f"> {FIRST}\n\nوأنا كذلك.\n\n- الجسر مغلق", by=karim, to=first
    )
    english = harbour.comment(thread, "In English: the boat is at `/ferries`.", to=quoting)
    removed = harbour.comment(thread, "كلام سيئ", by=karim)
    remove_comment(
        actor=nour, comment_id=removed, version=1, reason="attack", explanation="الرجاء الاحترام"
    )
    return {
        "path": article.path,
        "first": f"#c{encode(first)}",
        "quoting": f"#c{encode(quoting)}",
        "english": f"#c{encode(english)}",
    }


def _box(page: Page, selector: str) -> tuple[float, float]:
    """How far the left and the right side are from the window's left side."""
    box = page.locator(selector).first.bounding_box()
    return box["x"], box["x"] + box["width"]


def _style(page: Page, selector: str, name: str) -> str:
    ask = "(element, name) => getComputedStyle(element)[name]"
    return page.locator(selector).first.evaluate(ask, name)


def _words(page: Page, selector: str) -> tuple[float, float]:
    """The same sides of the words themselves."""
    ask = """(element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const { left, right } = range.getBoundingClientRect();
        return [left, right];
    }"""
    return tuple(page.locator(selector).first.evaluate(ask))


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_a_page_in_arabic_runs_from_right_to_left(site, open_browser, story, scheme, width) -> None:
    page = open_browser(color_scheme=scheme, viewport={"width": width, "height": 844}).new_page()
    page.goto(site.url.replace("127.0.0.1", SECOND_HOST) + story["path"])
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") == width
    # The name stands at the right, what is one's own at the left.
    assert _box(page, ".masthead .name")[0] > _box(page, "#me")[1]
    if width > 900:
        assert _box(page, "main")[0] > _box(page, "aside")[1]
    # Texts begin at the right, those in English within them at the left.
    for selector in ("h1", ".standfirst", ".text p", f"{story['first']} > .body p", "#count"):
        within = page.locator(selector).first.locator("xpath=..")
        right = within.evaluate("(element) => element.getBoundingClientRect().right")
        assert abs(_words(page, selector)[1] - right) < 2, selector
    assert _style(page, f"{story['english']} > .body", "direction") == "ltr"
    assert _style(page, f"{story['quoting']} > .body", "direction") == "rtl"
    # What is quoted has its line at the right, with whoever said it beside it.
    for quote in (".text blockquote", f"{story['quoting']} > .body blockquote"):
        assert _style(page, quote, "borderRightWidth") == "3px"
        assert _style(page, quote, "borderLeftWidth") == "0px"
    cite, quote = (f"{story['quoting']} > .body {part}" for part in ("cite", "blockquote"))
    assert _box(page, quote)[1] - _words(page, cite)[1] < 20
    # Answers are drawn in from the right.
    assert _box(page, story["quoting"])[1] < _box(page, story["first"])[1]
    # Whoever speaks is at the right of the line, whatever the name is written in.
    for each in (story["quoting"], story["english"]):
        assert _box(page, f"{each} > header b bdi")[1] < _box(page, f"{each} > header b")[1] - 25
    # Figures with signs are not turned around.
    assert _style(page, ".actions button[form]", "direction") == "ltr"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_in_arabic_is_accessible(site, open_browser, story, scheme) -> None:
    page = open_browser(color_scheme=scheme).new_page()
    page.goto(site.url.replace("127.0.0.1", SECOND_HOST) + story["path"])
    page.evaluate(AXE.read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run().then((result) => result.violations)")
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in violations] == []


def test_a_page_in_arabic_that_a_reader_wants_in_japanese_runs_from_the_left(
    site, open_browser, story
) -> None:
    page = open_browser().new_page()
    page.goto(site.url.replace("127.0.0.1", SECOND_HOST) + story["path"])
    page.get_by_role("button", name="日本語").click()
    assert page.locator("html").get_attribute("dir") == "ltr"
    assert page.locator("h1").get_attribute("lang") == "ar"
    assert _style(page, "h1", "direction") == "rtl"
    assert _box(page, "main")[1] < _box(page, "aside")[0]
    page.get_by_role("button", name="العربيّة").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.context.cookies() == []
