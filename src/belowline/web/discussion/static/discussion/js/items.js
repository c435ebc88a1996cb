// Comments as the page holds them: fetched singly, put where they belong, their scores, and what is said about them.
import { figure } from "../../http/js/numbers.js";

export const words = document.getElementById("words")?.dataset ?? {};

export async function fetchItems(thread, comments) {
  const query = new URLSearchParams(comments.map((comment) => ["id", comment]));
  if (isFlat()) query.set("view", "flat");
  const response = await fetch(`/threads/${thread}/items?${query}`).catch(() => null);
  if (!response?.ok) return null;
  const part = document.createElement("template");
  part.innerHTML = await response.text();
  const count = part.content.getElementById("count");
  if (count) document.getElementById("count").textContent = count.textContent;
  return new Map([...part.content.querySelectorAll(".comment")].map((item) => [item.id.slice(1), item]));
}

export function isFlat() {
  return "flat" in document.getElementById("discussion").dataset;
}

// The list of the page's top-level comments; the first one to come finds a sentence in its place.
export function topList() {
  const list = document.getElementById("list");
  let comments = list.querySelector(":scope > .comments");
  if (!comments) {
    comments = element("div", "comments");
    list.replaceChildren(comments);
    document.querySelector(".orders").hidden = false;
  }
  return comments;
}

export function addReply(root, item, { isNew = false } = {}) {
  let fold = root.querySelector(":scope > .replies");
  if (!fold) {
    fold = element("details", "replies");
    fold.open = true;
    fold.append(element("summary"), element("div", "comments"));
    root.append(fold);
  }
  const replies = fold.querySelector(".comments");
  replies.append(item);
  const unread = isNew && !fold.open ? ` · ${words.new.replace("%n", 1)}` : "";
  fold.querySelector("summary").textContent = counted(replies.children.length, words.reply, words.replies) + unread;
}

export function showScore(actions, up, down) {
  actions.querySelector("[name=up]").lastChild.data = ` ${figure(up)}`;
  actions.querySelector("[name=down]").lastChild.data = ` ${figure(down)}`;
}

export function counted(number, one, many) {
  return number === 1 ? one : many.replace("%n", figure(number));
}

// For those who cannot see it; the same sentence is said again only if it was away in between.
export function say(sentence) {
  const status = document.getElementById("status");
  status.textContent = "";
  requestAnimationFrame(() => (status.textContent = sentence));
}

export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
