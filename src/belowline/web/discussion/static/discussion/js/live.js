// What others do while the page is open: counts tick, comments change, new ones wait to be shown.
import { fetchItems } from "./items.js";
import { figure } from "../../http/js/numbers.js";
import { showScore } from "./votes.js";

const LONGEST_WAIT = 60_000;
const RELOADED_WITHIN = 3_000; // all who missed too much come back to the page, not in one moment

export function followThread(discussion, { onShown, onSwitched }) {
  const thread = discussion.dataset.thread;
  const waiting = new Map();
  const button = document.getElementById("fresh");
  // One's own comment may be announced before the answer that puts it in.
  document.getElementById("list").addEventListener("shown", () => announce(button, waiting));
  button.addEventListener("click", () => showNew(discussion, waiting, button, onShown));
  const told = {
    posted: ({ comment, root }) => {
      if (comesLater(discussion, comment === root ? null : root)) return;
      waiting.set(comment, root);
      announce(button, waiting);
    },
    votes: ({ comment, up, down }) => {
      const actions = document.querySelector(`#c${comment} > .actions`);
      if (actions) showScore(actions, up, down);
    },
    changed: ({ comment }) => replace(thread, comment, onShown),
    switched: () => replaceJoin(onSwitched),
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

// Oldest first, with more pages to come, a new comment has its place on the last of them.
function comesLater(discussion, root) {
  if (discussion.dataset.order !== "oldest" || !document.getElementById("more")) return false;
  return !root || "flat" in discussion.dataset || !document.getElementById(`c${root}`);
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
  } else if (discussion.dataset.order === "oldest") list.append(item);
  else list.prepend(item);
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
  // A comment that is held is no longer there for anybody; what is written to it is.
  const item = items.get(comment) ?? emptyPlace();
  const form = old.querySelector(":scope > .write");
  if (!form && !items.has(comment)) return keepingPlace(() => old.remove());
  keepingPlace(() => carryOver(old, item, form));
  onShown();
}

// What is being written, what is open and where the cursor is outlive the comment they stand under.
function carryOver(old, item, form) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const popup = old.querySelector(":scope > .actions > .popup");
  const actions = item.querySelector(":scope > .actions");
  if (popup && actions) actions.append(popup);
  if (form) {
    if (actions) actions.after(form);
    else item.append(form);
    if (!actions) form.dispatchEvent(new CustomEvent("orphaned"));
  }
  const replies = old.querySelector(":scope > .comments");
  if (replies) item.append(replies);
  old.replaceWith(item);
  if (focused?.isConnected) focused.focus({ preventScroll: true });
}

function emptyPlace() {
  const place = document.createElement("li");
  place.className = "comment";
  return place;
}

async function replaceJoin(onSwitched) {
  const response = await fetch(location.href).catch(() => null);
  if (!response?.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = page.querySelector(".signin");
  const join = document.querySelector(".signin");
  const form = join?.querySelector(".write");
  if (form?.elements.text.value) fresh.append(form);
  join?.replaceWith(fresh);
  onSwitched();
}

// What is being read stays where it is, whatever is put in above it.
function keepingPlace(change) {
  const read = [...document.querySelectorAll(".comment")].find((item) => item.getBoundingClientRect().bottom > 0);
  const before = read?.getBoundingClientRect().top;
  change();
  if (read?.isConnected) scrollBy({ top: read.getBoundingClientRect().top - before, behavior: "instant" });
}
