import pytest
from belowline.core.ids import encode
from belowline.core.tasks.running import run_due
from belowline.moderation.services.rules import save_rule, switch_rule
from belowline.moderation.services.rule_trials import ask_for_trial
from belowline.moderation.services.decisions import remove_comment
from browser.steps import case_ref

@pytest.fixture(scope="module")
def made(newspaper):
    chief = newspaper.person("look chief", "administrator")
    below = newspaper.thread()
    loud = newspaper.person("look loud")
    bad = [newspaper.comment(below, f"You turnip number {n}! What a silly thing to say about the harbour.", by=loud) for n in range(3)]
    fine = newspaper.comment(below, "I grow a turnip or two, behind the house by the quay.")
    for k in bad[:2]: remove_comment(actor=chief, comment_id=k, version=1, reason="attack")
    r = save_rule(actor=chief, rule_id=None, name="Insults that go by the name of vegetables", why="We agreed on Monday.", typed={"words":"turnip*\ncabbage head\npotato\nleek\nbean", "first-comments":"5","action":"hold","takes":"all"}, chosen={})
    r2 = save_rule(actor=chief, rule_id=None, name="Links of newcomers", why="", typed={"links":"1", "new-account":"7","action":"ask","takes":"all","sentence":"Please say what is behind the link."}, chosen={})
    ask_for_trial(actor=chief, rule_id=r); run_due({"try-rule"})
    switch_rule(actor=chief, rule_id=r, mode="live")
    switch_rule(actor=chief, rule_id=r2, mode="live")
    held = newspaper.comment(below, "What a t u r n i p and a cabb4ge head!", by=newspaper.person("look new"))
    yield r, below, held
    switch_rule(actor=chief, rule_id=r, mode="off"); switch_rule(actor=chief, rule_id=r2, mode="off")

@pytest.mark.parametrize("w,scheme", [(1280,"light"),(390,"dark")])
def test_look(page_of, newspaper, made, w, scheme):
    r, below, held = made
    page = page_of(newspaper.known("look chief"), viewport={"width": w, "height": 900}, color_scheme=scheme)
    for name, path in (("rules","/desk/rules"),("rule",f"/desk/rules/{encode(r)}"),("case",f"/desk/cases/{case_ref(held)}")):
        page.goto(path); page.wait_for_timeout(300)
        page.screenshot(path=f"/tmp/look-{name}-{w}.png", full_page=True)
    p = page_of(newspaper.known("look loud"), viewport={"width": w, "height": 900}, color_scheme=scheme, java_script_enabled=False)
    p.goto(f"/threads/{below.ref}/comments"); p.get_by_label("Your comment").fill("See https://a.example/")
    p.get_by_role("button", name="Post", exact=True).click(); p.screenshot(path=f"/tmp/look-ask-{w}.png", full_page=True)
