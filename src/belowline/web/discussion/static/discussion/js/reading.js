// What helps to read: times as one speaks of them, what is new, the next comment by key, the way back from a parent.
import { counted, element, words } from "./items.js";
import { relativeTime } from "../../http/js/times.js";

export function startReading(discussion, list) {
  const told = relativeTime(discussion.dataset.zone);
  const tellTimes = () => {
    for (const time of list.querySelectorAll("time")) {
      time.title ||= time.textContent;
      time.textContent = told(new Date(time.dateTime));
    }
  };
  tellTimes();
  setInterval(tellTimes, 60_000);
  new MutationObserver(tellTimes).observe(list, { childList: true });
  list.addEventListener("shown", tellTimes);
  markUnseen(discussion, list);
  discussion.addEventListener("keydown", (event) => stepByKey(event, list));
}

// The newest comment that was on the page when somebody was last here; a reload is the same visit.
function markUnseen({ dataset: { thread, count } }, list) {
  const key = `seen:${thread}`;
  const before = sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? "";
  sessionStorage.setItem(key, before);
  const [newest, number] = before.split(" ");
  const shown = [...list.querySelectorAll(".comment[id]")].map(({ id }) => id.slice(1)).sort();
  const last = [newest, shown.at(-1) ?? ""].sort()[1];
  localStorage.setItem(key, `${last} ${count}`);
  if (!newest || !(count > number)) return;
  const unseen = shown.filter((ref) => ref > newest).map((ref) => document.getElementById(`c${ref}`));
  for (const comment of unseen) comment.querySelector("header").append(element("small", "unseen", words.unseen));
  const line = document.getElementById("since");
  const link = line.querySelector("a");
  link.textContent = counted(count - number, words.since, words.sinces);
  line.hidden = false;
  link.addEventListener("click", (event) => {
    const first = list.querySelector(".comment:has(> header > .unseen)");
    if (!first) return;
    event.preventDefault();
    goTo(first);
  });
}

// Single keys work only while the discussion has the focus, and never while somebody writes (WCAG 2.1.4).
function stepByKey(event, list) {
  const by = { j: 1, k: -1 }[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  const comments = [...list.querySelectorAll(".comment[id]")].filter((comment) => comment.checkVisibility());
  const at = comments.indexOf(event.target.closest(".comment"));
  const next = at < 0 ? comments.find((comment) => comment.getBoundingClientRect().top >= 0) : comments[at + by];
  if (next) goTo(next);
}

export function goTo(comment) {
  comment.closest("details:not([open])")?.setAttribute("open", "");
  comment.tabIndex = -1;
  comment.focus({ preventScroll: true });
  const { top, bottom } = comment.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) comment.scrollIntoView({ block: "start", behavior: "instant" });
}

// Leads to a comment of this page, which then has a link back to the one from which it led there.
export function leadTo(target, from) {
  document.querySelector(".comment .back")?.remove();
  const before = from?.getBoundingClientRect().top;
  goTo(target);
  if (!from || from === target) return;
  const back = element("a", "back", words.back);
  back.href = `#${from.id}`;
  back.addEventListener("click", (event) => {
    event.preventDefault();
    back.remove();
    goTo(from);
    scrollBy({ top: from.getBoundingClientRect().top - before, behavior: "instant" });
  });
  target.querySelector(":scope > header").append(back);
}
