// The discussion: acts on what is pressed, and has what is the reader's own laid over it.
import { element, say, words } from "./items.js";
import { followThread } from "./live.js";
import { leadTo, startReading } from "./reading.js";

// What only some need is loaded when they do; where that fails, the page works as without a script.
const load = (loading) => (act, otherwise = () => {}) => loading().then(act, otherwise);
const writing = load(() => import("./writing.js"));
const own = load(() => import("./own.js"));
const votes = load(() => import("./votes.js"));
const popups = load(() => import("../../http/js/popups.js"));

const loadAll = () => [writing, own, votes, popups].forEach((part) => part(() => {}));

export async function startDiscussion(discussion, name) {
  const thread = discussion.dataset.thread;
  const list = document.getElementById("list");
  const mine = { votes: {}, muted: [], own: [], opened: new Set() };
  const place = { thread, list, mine, name, pages: 0 };
  startReading(discussion, list);
  const laidOver = name ? own(({ layOver }) => layOver(thread, mine)) : null;
  // Where only subscribers write, it is known who is one before there is a box.
  const isForSome = "subscribers" in discussion.dataset;
  if (name) {
    writing(async ({ openForms, shutForms }) => {
      openForms(place, isForSome && (await laidOver));
      await laidOver;
      if (mine.barred) shutForms(mine.barred);
    });
  }
  // What is missed until then is told afterwards: the page says its revision.
  Promise.resolve(laidOver).finally(() =>
    followThread(discussion, {
      reader: mine.notifications?.reader,
      onShown: () => name && own(({ pressOwn }) => pressOwn(list, mine)),
      onSwitched: () => name && writing(({ openTopComposer }) => openTopComposer(place)),
    }),
  );
  discussion.addEventListener("submit", (event) => {
    if (!event.target.matches("form.mute")) return;
    event.preventDefault();
    own(({ muteHere }) => muteHere(event.target, mine), () => event.target.submit());
  });
  document.querySelector("form.ask")?.addEventListener("submit", (event) => {
    event.preventDefault();
    writing(({ replyToQuestion }) => replyToQuestion(event.target, place), () => event.target.submit());
  });
  discussion.addEventListener("click", (event) => {
    const pressed = event.target.closest("button, a");
    if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const act = action(pressed, place);
    if (!act) return;
    event.preventDefault();
    act();
  });
  // Whoever turns to the discussion may be in a tunnel when they press something.
  for (const turned of ["pointerover", "focusin"]) discussion.addEventListener(turned, loadAll, { once: true });
  document.addEventListener("selectionchange", () => offerQuote(discussion, place));
  addEventListener("pagehide", () => keepPlace(place));
  await comeBack(place);
}

function action(pressed, place) {
  const path = pressed.getAttribute("href") ?? "";
  const follow = () => location.assign(pressed.href);
  if (place.name && pressed.matches("[name=up], [name=down]")) return () => votes(({ vote }) => vote(pressed), () => pressed.form.requestSubmit(pressed));
  if (pressed.matches("#join .first")) return () => writing(({ openInPlaceOf }) => openInPlaceOf(pressed, place), follow);
  const asked = /^\/c\/\w{13}\/(reply|quote)$/.exec(path)?.[1];
  if (asked === "reply") return () => writing(({ answer }) => answer(place, pressed), follow);
  if (asked === "quote") return () => writing(({ quote }) => quote(place, pressed), follow);
  if (/^\/c\/\w{13}\/(more|answers)$/.test(path)) return () => popups(({ togglePopup }) => togglePopup(pressed), follow);
  if (pressed.matches("[data-copy]") && navigator.clipboard) return () => copyLink(pressed);
  if (pressed.closest("#more")) return () => showMore(place, pressed);
  const target = /^(?:\/c\/|#c)(\w{13})$/.exec(path);
  const found = target && !pressed.matches("header h3 > a, header h4 > a, .back") && document.getElementById(`c${target[1]}`);
  return found ? () => visit(found, pressed.closest(".comment")) : null;
}

// By an entry of the history, so that the browser's own way back leads back as well.
function visit(comment, from) {
  history.pushState(null, "", `#${comment.id}`);
  leadTo(comment, from);
  comment.dispatchEvent(new CustomEvent("shown", { bubbles: true }));
}

async function copyLink(link) {
  await navigator.clipboard.writeText(link.href);
  link.textContent = words.copied;
  say(words.copied);
}

async function showMore(place, button) {
  button.setAttribute("aria-busy", "true");
  const fresh = await fetchMore(place, button);
  if (!fresh) return location.assign(button.href);
  say(words.loaded);
  fresh[0].tabIndex = -1;
  fresh[0].focus({ preventScroll: true });
}

async function fetchMore(place, button) {
  const { thread, list, mine, name } = place;
  const response = await fetch(`/threads/${thread}${new URL(button.href).search}`).catch(() => null);
  if (!response?.ok) return null;
  const part = document.createElement("template");
  part.innerHTML = await response.text();
  const fresh = [...part.content.querySelector(".comments").children];
  list.querySelector(":scope > .comments").append(...fresh.filter((item) => !document.getElementById(item.id)));
  list.querySelector("#more").remove();
  const next = part.content.querySelector("#more");
  if (next) list.append(next);
  list.dispatchEvent(new CustomEvent("shown"));
  if (name) await own(({ pressOwn }) => pressOwn(list, mine));
  place.pages += 1;
  return fresh;
}

// Whoever comes back to the page finds it as long as it was, at the comment that was being read.
function keepPlace({ list, pages }) {
  const read = [...list.querySelectorAll(".comment[id]")].find((item) => item.getBoundingClientRect().bottom > 0);
  const kept = { pages, id: read?.id, top: read?.getBoundingClientRect().top };
  sessionStorage.setItem(`place:${location.pathname}${location.search}`, JSON.stringify(kept));
}

async function comeBack(place) {
  const kept = JSON.parse(sessionStorage.getItem(`place:${location.pathname}${location.search}`));
  const [entry] = performance.getEntriesByType("navigation");
  if (!kept?.pages || entry.type === "navigate") return;
  for (let page = 0; page < kept.pages; page += 1) {
    const button = place.list.querySelector("#more a");
    if (!button || !(await fetchMore(place, button))) return;
  }
  const read = document.getElementById(kept.id);
  if (read) scrollBy({ top: read.getBoundingClientRect().top - kept.top, behavior: "instant" });
}

// A press may clear the selection before it is heard, so what was selected is kept for a moment.
function offerQuote(discussion, place) {
  const selection = getSelection();
  const body = selection.anchorNode?.parentElement?.closest("#list .body");
  const known = document.getElementById("quoter");
  const reply = body?.parentElement.querySelector(":scope > .actions [href$='/reply']");
  if (selection.isCollapsed || !body?.contains(selection.focusNode) || !reply || "closed" in discussion.dataset) {
    return setTimeout(() => getSelection().isCollapsed && known?.remove(), 300);
  }
  const button = known ?? element("button", "", words.quote);
  const { bottom, left, width } = selection.getRangeAt(0).getBoundingClientRect();
  const edge = discussion.getBoundingClientRect();
  const selected = selection.toString();
  button.id = "quoter";
  button.type = "button";
  button.style.top = `${bottom - edge.top + 8}px`;
  button.style.left = `${left - edge.left + width / 2}px`;
  button.onmousedown = (event) => event.preventDefault();
  button.onclick = () => {
    button.remove();
    writing(({ quote }) => quote(place, reply, selected));
  };
  if (!known) discussion.append(button);
}
