// What is only one reader's, laid over the page that is everybody's: votes, follows, what waits, whom they muted.
import { element, say, words } from "./items.js";
import { showUnseen } from "../../http/js/notifications.js";
import { send, toLogin } from "../../http/js/reader.js";

export async function layOver(thread, mine) {
  const response = await fetch(`/me/threads/${thread}`, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  Object.assign(mine, await response.json());
  pressOwn(document, mine);
  showFollowing(mine);
  showHeld(mine.held);
  showLetters(mine);
  showUnseen(mine.notifications.unseen);
  if (mine.edits) link(`/desk/threads/${thread}`, words.settings, "desk-switch", document.querySelector(".discussion > header"));
  if (mine.moderates) {
    const me = document.getElementById("me");
    link("/desk/", words.desk, "desk", me);
    me.prepend(me.lastElementChild);
  }
  return mine.may_write ? null : shutOut();
}

export function pressOwn(within, mine) {
  const isClosed = "uncounted" in document.getElementById("discussion").dataset;
  for (const up of within.querySelectorAll("[name=up]")) {
    const down = up.nextElementSibling;
    press(up, down, mine.votes[up.value] ?? 0);
    up.disabled = down.disabled = isClosed || mine.own.includes(up.value);
  }
  foldMuted(within, mine);
}

export function press(up, down, own) {
  up.setAttribute("aria-pressed", String(own === 1));
  down.setAttribute("aria-pressed", String(own === -1));
}

// The menu's own form, sent without leaving the page.
export async function muteHere(form, mine) {
  const comment = form.closest(".comment");
  const person = /^\/people\/(\w{13})\/mute$/.exec(form.getAttribute("action"))[1];
  if (!(await setMute(person, "PUT", form))) return;
  form.closest(".popup")?.remove();
  mine.opened.clear();
  mine.muted = [...mine.muted, person];
  foldMuted(document, mine);
  const line = comment.querySelector(":scope > .folded");
  if (!line) return;
  line.firstChild.data = `${words.mutedNow} `;
  const undo = button(words.undo, async () => {
    if (!(await setMute(person, "DELETE"))) return;
    mine.muted = mine.muted.filter((each) => each !== person);
    for (const folded of document.querySelectorAll(`.muted:has(> header [href="/people/${person}"])`)) unfold(folded);
  });
  line.append(undo);
  undo.focus();
  say(words.mutedNow);
}

async function setMute(person, method, form) {
  const response = await send(`/api/v1/people/${person}/mute`, { method }).catch(() => null);
  if (response?.status === 401) toLogin();
  else if (!response?.ok) form?.submit();
  return response?.ok;
}

function foldMuted(within, mine) {
  if (!mine.muted.length) return;
  for (const link of document.querySelectorAll('#marked b a[href^="/people/"]')) {
    link.closest("li, section").hidden = mine.muted.includes(link.getAttribute("href").slice("/people/".length));
  }
  for (const link of within.querySelectorAll('.comment > header a[href^="/people/"]')) {
    const comment = link.closest(".comment");
    const isMuted = mine.muted.includes(link.getAttribute("href").slice("/people/".length));
    if (isMuted && !mine.opened.has(comment.id) && !comment.classList.contains("muted")) fold(comment, mine);
  }
}

function fold(comment, mine) {
  const line = element("p", "folded", `${words.muted} `);
  line.append(
    button(words.show, () => {
      mine.opened.add(comment.id);
      unfold(comment);
      comment.querySelector(":scope > header a")?.focus();
    }),
  );
  comment.prepend(line);
  comment.classList.add("muted");
}

function unfold(comment) {
  comment.classList.remove("muted");
  comment.querySelector(":scope > .folded")?.remove();
}

function showFollowing(mine) {
  const form = document.querySelector("form.follow");
  const pressed = form.querySelector("button");
  const draw = () => {
    pressed.textContent = mine.follows ? form.dataset.unfollow : form.dataset.follow;
    pressed.classList.toggle("on", mine.follows);
  };
  draw();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wanted = !mine.follows;
    pressed.disabled = true;
    const answer = await send(`/api/v1${form.getAttribute("action")}`, { method: wanted ? "PUT" : "DELETE" }).catch(() => null);
    pressed.disabled = false;
    if (answer?.status === 401) return toLogin();
    if (!answer?.ok) return location.assign("/me/following");
    mine.follows = wanted;
    draw();
  });
}

// What the moderators have written and waits to be read; and why one can only read for now.
function showLetters({ letters, barred, further }) {
  if (!letters.length && !barred) return;
  const [first] = letters;
  const line = element("p", "signin");
  const told = element("span", "", first?.subject ?? barred);
  if (first) told.lang = first.language;
  line.append(told);
  if (first) link(`/me/letters/${first.id}`, first.action, "button", line);
  if (further) link("/me/letters", further, "button plain", line);
  (document.getElementById("join") ?? document.getElementById("list")).before(line);
}

// Where only subscribers write: the sentence that the others read in place of the box.
function shutOut() {
  document.getElementById("discussion").toggleAttribute("data-shut", true);
  const join = document.getElementById("join");
  const shut = join?.querySelector(".shut") ?? null;
  if (shut) join.replaceChildren(shut);
  return shut;
}

export async function showWaiting(thread) {
  const response = await fetch(`/me/threads/${thread}`, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  showHeld((await response.json()).held);
  say(words.held);
  document.getElementById("held")?.focus();
}

// One's own comments that wait for a moderator, above the discussion in which nobody sees them yet.
function showHeld(held) {
  document.getElementById("held")?.remove();
  if (!held.length) return;
  const section = element("section");
  section.id = "held";
  section.tabIndex = -1;
  section.append(element("h3", "", words.held));
  for (const { id, html, edit } of held) {
    const body = element("div", "body answered");
    body.dir = "auto";
    body.innerHTML = html;
    section.append(body);
    if (edit) {
      link(`/c/${id}/edit`, edit, "", section);
      section.append(" ");
    }
    link(`/c/${id}/withdraw`, words.withdraw, "", section);
  }
  document.getElementById("list").before(section);
}

function link(href, text, className, place) {
  const made = element("a", className, text);
  made.href = href;
  place.append(made);
}

function button(text, act) {
  const made = element("button", "", text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}
