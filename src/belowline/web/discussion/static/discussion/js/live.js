// What others do while the page is open: counts tick, comments change, replies come in, others wait to be shown.
import { leadTo } from "./reading.js";
import { addReply, counted, element, fetchItems, isFlat, say, showScore, topList, words } from "./items.js";

const LONGEST_WAIT = 60_000;
const RELOADED_WITHIN = 3_000; // all who missed too much come back to the page, not in one moment
const FETCHED_WITHIN = 1_500; // nor do all fetch a reply in the moment in which it is posted

export function followThread(discussion, { reader, onShown, onSwitched }) {
  const thread = discussion.dataset.thread;
  const waiting = new Map();
  const replies = new Map();
  const button = document.getElementById("fresh");
  const title = document.title;
  const list = document.getElementById("list");
  const announce = () => {
    for (const comment of waiting.keys()) if (document.getElementById(`c${comment}`)) waiting.delete(comment);
    const number = waiting.size;
    const told = number ? counted(number, words.fresh, words.freshes) : "";
    button.hidden = number === 0;
    button.textContent = told;
    document.title = number ? `(${number}) ${title}` : title;
    return told;
  };
  // One's own comment may be announced before the answer that puts it in.
  list.addEventListener("shown", announce);
  button.addEventListener("click", async () => {
    const shown = [...waiting].slice(-50);
    const items = await fetchItems(thread, shown.map(([comment]) => comment));
    if (!items) return;
    const read = inView();
    keepingPlace(() => putAll(discussion, items, shown));
    waiting.clear();
    announce();
    onShown();
    const newest = document.getElementById(`c${shown.at(-1)[0]}`);
    if (newest) leadTo(newest, read);
  });
  const putReplies = async () => {
    const shown = [...replies];
    replies.clear();
    const items = await fetchItems(thread, shown.map(([comment]) => comment));
    if (!items) return;
    keepingPlace(() => putAll(discussion, items, shown, { isNew: true }));
    say(counted(shown.length, words.replied, words.replieds));
    onShown();
  };
  const told = {
    posted: ({ comment, root }) => {
      const isReply = comment !== root;
      if (comesLater(discussion, isReply ? root : null)) return;
      if (isReply && !isFlat() && document.getElementById(`c${root}`)) {
        if (!replies.size) setTimeout(putReplies, Math.random() * FETCHED_WITHIN);
        replies.set(comment, root);
        return;
      }
      waiting.set(comment, isReply ? root : null);
      say(announce());
    },
    votes: ({ comment, up, down }) => {
      const actions = document.querySelector(`#c${comment} > .actions`);
      if (actions) showScore(actions, up, down);
    },
    changed: ({ comment }) => {
      replace(thread, comment, onShown);
      if (document.querySelector(`#marked [href="/c/${comment}"]`)) replaceMarked();
    },
    marked: ({ comment }) => {
      replace(thread, comment, onShown);
      replaceMarked();
    },
    switched: () => replaceJoin(discussion, onSwitched),
    notified: () => import("../../http/js/notifications.js").then(({ fetchUnseen }) => fetchUnseen()).catch(() => {}),
    reload,
  };
  const own = reader ? `&reader=${encodeURIComponent(reader)}` : "";
  connect(`/threads/live?thread=${thread}.${discussion.dataset.revision}${own}`, told);
}

function reload() {
  setTimeout(() => location.reload(), Math.random() * RELOADED_WITHIN);
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

// Oldest first, with more pages to come, a new comment has its place on the last of them.
function comesLater(discussion, root) {
  if (discussion.dataset.order !== "oldest" || !document.getElementById("more")) return false;
  return !root || isFlat() || !document.getElementById(`c${root}`);
}

function putAll(discussion, items, shown, options) {
  for (const [comment, root] of shown) {
    const item = items.get(comment);
    if (!item || document.getElementById(item.id)) continue;
    const parent = root && !isFlat() ? document.getElementById(`c${root}`) : null;
    item.classList.add("arrived");
    if (parent) addReply(parent, item, options);
    else if (root && !isFlat()) continue;
    else if (discussion.dataset.order === "oldest") topList().append(item);
    else topList().prepend(item);
  }
  document.getElementById("list").dispatchEvent(new CustomEvent("shown"));
}

async function replace(thread, comment, onShown) {
  const old = document.getElementById(`c${comment}`);
  if (!old) return;
  const items = await fetchItems(thread, [comment]);
  if (!items) return;
  // A comment that is held is no longer there for anybody; what is written to it is.
  const item = items.get(comment) ?? element("article", "comment");
  const form = old.querySelector(":scope > .write");
  if (!form && !items.has(comment)) return keepingPlace(() => old.remove());
  keepingPlace(() => carryOver(old, item, form));
  document.getElementById("list").dispatchEvent(new CustomEvent("shown"));
  onShown();
}

// What is being written, what is open and where the cursor is outlive the comment they stand under.
function carryOver(old, item, form) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const name = focused?.name || focused?.getAttribute("href");
  const popup = old.querySelector(":scope > .actions > .popup");
  const actions = item.querySelector(":scope > .actions");
  if (popup && actions) actions.append(popup);
  if (form) {
    if (actions) actions.after(form);
    else item.append(form);
    if (!actions) form.dispatchEvent(new CustomEvent("orphaned"));
  }
  const replies = old.querySelector(":scope > .replies");
  if (replies) item.append(replies);
  old.replaceWith(item);
  const opener = popup && [...item.querySelectorAll(":scope > .actions a")].find((link) => link.href === popup.dataset.of);
  opener?.setAttribute("aria-expanded", "true");
  const same = name && [...item.querySelectorAll("a, button")].find((it) => (it.name || it.getAttribute("href")) === name);
  (focused?.isConnected ? focused : same)?.focus({ preventScroll: true });
}

async function replaceJoin(discussion, onSwitched) {
  const page = await fetchPage();
  if (!page) return;
  const now = page.getElementById("discussion");
  // Another rule for votes or writers is another page; what is being written is kept as a draft.
  if (["data-voteless", "data-subscribers"].some((name) => now.hasAttribute(name) !== discussion.hasAttribute(name))) return reload();
  for (const name of ["data-closed", "data-uncounted"]) discussion.toggleAttribute(name, now.hasAttribute(name));
  const fresh = now.querySelector(".signin");
  const join = discussion.querySelector(".signin");
  const form = join?.querySelector(".write");
  if (form?.elements.text.value) fresh.append(form);
  join?.replaceWith(fresh);
  const isClosed = discussion.hasAttribute("data-closed");
  const question = document.querySelector("aside.question");
  if (question) question.hidden = isClosed;
  for (const each of discussion.querySelectorAll(".write")) each.dispatchEvent(new CustomEvent("switched", { detail: isClosed }));
  onSwitched();
}

// What editors have put on top of the discussion; only its first page has a row of them.
async function replaceMarked() {
  const page = await fetchPage();
  const fresh = page?.getElementById("marked");
  if (fresh) keepingPlace(() => document.getElementById("marked").replaceWith(fresh));
}

async function fetchPage() {
  const response = await fetch(location.href).catch(() => null);
  return response?.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
}

// What is being read stays where it is, whatever is put in above it.
function keepingPlace(change) {
  const read = inView();
  const before = read?.getBoundingClientRect().top;
  change();
  if (read?.isConnected) scrollBy({ top: read.getBoundingClientRect().top - before, behavior: "instant" });
}

function inView() {
  return [...document.querySelectorAll(".comment[id]")].find((item) => item.getBoundingClientRect().bottom > 0);
}
