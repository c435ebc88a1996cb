// The discussion: lays what is the reader's own over the page, and acts on what is pressed.
import { composer } from "./composer.js";
import { adopt, parentsOfDrafts } from "./drafts.js";
import { togglePopup } from "../../http/js/popups.js";
import { followThread } from "./live.js";
import { showFollowing } from "./following.js";
import { showHeld } from "./held.js";
import { foldMuted, muteHere } from "./muting.js";
import { quoteOf } from "./quoting.js";
import { recall } from "./unsent.js";
import { press, vote } from "./votes.js";

export function startDiscussion(discussion, name) {
  const thread = discussion.dataset.thread;
  const list = document.getElementById("list");
  const mine = { votes: {}, muted: [], opened: new Set() };
  if (name) {
    const begun = recall(thread);
    if (begun !== null) adopt(thread, begun, name);
    openTopComposer(thread, list);
    layOver(thread, mine);
    if (begun !== null) goOn(thread, list, begun);
    for (const parent of parentsOfDrafts(thread, name)) openOrphan(thread, parent, list);
  } else {
    offerToWrite(thread);
  }
  followThread(discussion, {
    onShown: () => pressOwn(list, mine),
    onSwitched: () => (name ? openTopComposer(thread, list) : offerToWrite(thread)),
  });
  list.addEventListener("submit", (event) => {
    if (!event.target.matches("form.mute")) return;
    event.preventDefault();
    muteHere(event.target, mine);
  });
  list.addEventListener("click", (event) => {
    const pressed = event.target.closest("button, a");
    if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const act = action(pressed, { thread, list, mine, name });
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function action(pressed, { thread, list, mine, name }) {
  const path = pressed.getAttribute("href") ?? "";
  if (name && pressed.matches("[name=up], [name=down]")) return () => vote(pressed);
  if (/\/(reply|quote)$/.test(path)) return () => answer(thread, pressed, path.endsWith("quote"));
  if (/\/(more|answers)$/.test(path)) return () => togglePopup(pressed);
  if (pressed.closest("#more")) return () => showMore(thread, pressed, list, mine);
  const target = /^\/c\/([0-9a-z]{13})$/.exec(path);
  if (target && !pressed.matches("header > a:not(.to)") && document.getElementById(`c${target[1]}`)) {
    return () => (location.hash = `c${target[1]}`);
  }
  return null;
}

async function layOver(thread, mine) {
  const response = await fetch(`/me/threads/${thread}`, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  Object.assign(mine, await response.json());
  pressOwn(document, mine);
  showFollowing(mine);
  showHeld(mine.held);
  if (mine.edits) link(`/desk/threads/${thread}`, "desk-switch");
  if (mine.moderates) link("/desk/", "desk");
}

function link(href, name) {
  const text = document.getElementById("discussion").dataset[name === "desk" ? "desk" : "switch"];
  const place = name === "desk" ? document.getElementById("me") : document.querySelector(".discussion > header");
  const element = document.createElement("a");
  element.href = href;
  element.textContent = text;
  element.className = name;
  place.append(element);
}

function pressOwn(within, mine) {
  for (const actions of within.querySelectorAll(".actions")) {
    press(actions, mine.votes[actions.querySelector("[name=up]")?.value] ?? 0);
  }
  foldMuted(within, mine);
}

function goOn(thread, list, parent) {
  const link = list.querySelector(`#c${parent || "none"} > .actions [href$="/reply"]`);
  if (link) answer(thread, link, false);
  else document.querySelector("#join textarea")?.focus();
}

function offerToWrite(thread) {
  const link = document.querySelector("#join .first");
  link?.addEventListener("click", (event) => {
    event.preventDefault();
    const form = composer(thread, "", { onCancelled: (cancelled) => cancelled.replaceWith(link) });
    link.replaceWith(form);
    form.elements.text.focus();
  });
}

// What was begun as an answer to a comment that is no longer shown can still be posted.
function openOrphan(thread, parent, list) {
  const comment = list.querySelector(`#c${parent}`);
  if (!comment || comment.querySelector(":scope > .actions")) return;
  const form = composer(thread, parent, { onCancelled: (cancelled) => cancelled.remove() });
  comment.querySelector(":scope > .body").after(form);
  form.dispatchEvent(new CustomEvent("orphaned"));
}

function openTopComposer(thread, list) {
  const join = document.getElementById("join");
  if (!join || join.querySelector(".write")) return;
  const form = composer(thread, "", {
    onPosted: (item, posted) => {
      posted.elements.text.value = "";
      posted.querySelector(".preview").hidden = true;
      join.replaceChildren();
      openTopComposer(thread, list);
      insertTop(list, item);
    },
    onCancelled: (cancelled) => {
      cancelled.elements.text.value = "";
      cancelled.elements.text.dispatchEvent(new Event("input"));
    },
  });
  join.replaceChildren(form);
}

function insertTop(list, item) {
  list.querySelector(".empty")?.remove();
  let comments = list.querySelector(":scope > .comments");
  if (!comments) {
    comments = document.createElement("ol");
    comments.className = "comments";
    list.append(comments);
  }
  comments.prepend(item);
  arrive(item);
}

function answer(thread, link, isQuote) {
  const comment = link.closest(".comment");
  const parent = comment.id.slice(1);
  const quoted = isQuote ? quoteOf(comment) : "";
  let form = comment.querySelector(":scope > .write");
  if (!form) {
    form = composer(thread, parent, {
      onPosted: (item, posted) => {
        insertAnswer(comment, item);
        posted.remove();
      },
      onCancelled: (cancelled) => {
        cancelled.remove();
        link.focus();
      },
    });
    comment.querySelector(":scope > .actions").after(form);
  }
  const field = form.elements.text;
  if (quoted && !field.value.includes(quoted.trim())) {
    field.value = field.value ? `${field.value.trimEnd()}\n\n${quoted}` : quoted;
    field.dispatchEvent(new Event("input"));
  }
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

function insertAnswer(comment, item) {
  if ("flat" in document.getElementById("discussion").dataset) {
    comment.after(item);
    return arrive(item);
  }
  const root = comment.parentElement.closest(".comment") ?? comment;
  let replies = root.querySelector(":scope > .comments");
  if (!replies) {
    replies = document.createElement("ol");
    replies.className = "comments";
    root.append(replies);
  }
  replies.append(item);
  return arrive(item);
}

function arrive(comment) {
  comment.dispatchEvent(new CustomEvent("shown", { bubbles: true }));
  press(comment.querySelector(".actions"), 0);
  comment.classList.add("marked");
  comment.tabIndex = -1;
  comment.focus({ preventScroll: true });
  comment.scrollIntoView({ block: "nearest" });
}

async function showMore(thread, button, list, mine) {
  button.setAttribute("aria-busy", "true");
  const response = await fetch(`/threads/${thread}${new URL(button.href).search}`).catch(() => null);
  if (!response?.ok) return location.assign(button.href);
  const part = document.createElement("template");
  part.innerHTML = await response.text();
  const fresh = [...part.content.querySelector(".comments").children];
  const unknown = fresh.filter((item) => !document.getElementById(item.id));
  list.querySelector(":scope > .comments").append(...unknown);
  list.querySelector("#more").remove();
  const next = part.content.querySelector("#more");
  if (next) list.append(next);
  pressOwn(list, mine);
  fresh[0].tabIndex = -1;
  fresh[0].focus({ preventScroll: true });
}
