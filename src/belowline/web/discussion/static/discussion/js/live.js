// What others do while the page is open: counts tick, comments change, new ones wait to be shown.
import { fetchItems } from "./items.js";
import { figure } from "../../http/js/numbers.js";
import { showScore } from "./votes.js";

const LONGEST_WAIT = 60_000;
const RELOADED_WITHIN = 3_000; // all who missed too much come back to the page, not in one moment

export function followThread(discussion, { onShown }) {
  const thread = discussion.dataset.thread;
  const waiting = new Map();
  const button = document.getElementById("fresh");
  // One's own comment may be announced before the answer that puts it in.
  document.getElementById("list").addEventListener("shown", () => announce(button, waiting));
  button.addEventListener("click", () => showNew(discussion, waiting, button, onShown));
  const told = {
    posted: ({ comment, root }) => {
      waiting.set(comment, root);
      announce(button, waiting);
    },
    votes: ({ comment, up, down }) => {
      const actions = document.querySelector(`#c${comment} > .actions`);
      if (actions) showScore(actions, up, down);
    },
    changed: ({ comment }) => replace(thread, comment, onShown),
    switched: () => replaceJoin(),
    reload: () => setTimeout(() => location.reload(), Math.random() * RELOADED_WITHIN),
  };
  connect(`/threads/live?thread=${thread}.${discussion.dataset.revision}`, told);
}

// EventSource comes back by itself after a lost connection; after a refusal it does not.
function connect(address, told, wait = 2_000) {
  const source = new EventSource(address);
  source.addEventListener("open", () => (wait = 2_000));
  for (const [name, act] of Object.entries(told)) {
    source.addEventListener(name, (event) => act(JSON.parse(event.data)));
  }
  source.addEventListener("error", () => {
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => connect(address, told, Math.min(wait * 2, LONGEST_WAIT)), wait * (0.5 + Math.random()));
  });
}

function announce(button, waiting) {
  for (const comment of waiting.keys()) {
    if (document.getElementById(`c${comment}`)) waiting.delete(comment);
  }
  const number = waiting.size;
  button.hidden = number === 0;
  button.textContent = number === 1 ? button.dataset.one : button.dataset.many.replace("%n", figure(number));
}

async function showNew(discussion, waiting, button, onShown) {
  const shown = [...waiting].slice(-50);
  const items = await fetchItems(discussion.dataset.thread, shown.map(([comment]) => comment));
  if (!items) return;
  keepingPlace(() => {
    for (const [comment, root] of shown) {
      const item = items.get(comment);
      if (item && !document.getElementById(item.id)) put(discussion, item, comment === root ? null : root);
    }
  });
  waiting.clear();
  announce(button, waiting);
  onShown();
}

function put(discussion, item, root) {
  const list = document.querySelector("#list > .comments") ?? startList();
  if (root && !("flat" in discussion.dataset)) {
    const parent = document.getElementById(`c${root}`);
    if (!parent) return;
    let replies = parent.querySelector(":scope > .comments");
    if (!replies) {
      replies = document.createElement("ol");
      replies.className = "comments";
      parent.append(replies);
    }
    replies.append(item);
  } else if (discussion.dataset.order === "newest") list.prepend(item);
  else list.append(item);
}

function startList() {
  const list = document.createElement("ol");
  list.className = "comments";
  document.getElementById("list").replaceChildren(list);
  return list;
}

async function replace(thread, comment, onShown) {
  const old = document.getElementById(`c${comment}`);
  if (!old) return;
  const items = await fetchItems(thread, [comment]);
  if (!items) return;
  const item = items.get(comment);
  // A comment that is held is no longer there for anybody.
  if (!item) return keepingPlace(() => old.remove());
  const replies = old.querySelector(":scope > .comments");
  if (replies) item.append(replies);
  keepingPlace(() => old.replaceWith(item));
  onShown();
}

async function replaceJoin() {
  const response = await fetch(location.href).catch(() => null);
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  document.querySelector(".signin")?.replaceWith(page.querySelector(".signin"));
}

// What is being read stays where it is, whatever is put in above it.
function keepingPlace(change) {
  const read = [...document.querySelectorAll(".comment")].find((item) => item.getBoundingClientRect().bottom > 0);
  const before = read?.getBoundingClientRect().top;
  change();
  if (read?.isConnected) scrollBy({ top: read.getBoundingClientRect().top - before, behavior: "instant" });
}
