// A queue by keyboard: the case changes beside the list, a decision folds its item, and nothing jumps.
import { send } from "../../http/js/reader.js";
import { relativeTime } from "../../http/js/times.js";
import { claim, release, renew } from "./claims.js";
import { keepWords, putWordsBack } from "./kept_words.js";
import { suggestBreak } from "./rest.js";
import { select } from "./selection.js";

const page = document.getElementById("queue");
const pane = document.getElementById("pane");
const said = document.getElementById("said");
const keys = document.getElementById("keys");
const items = () => [...document.querySelectorAll(".item")];
const itemOf = (ref) => document.querySelector(`.item[data-case="${ref}"]`);
const shown = () => pane.querySelector(".the-case");
const refShown = () => shown()?.dataset.case ?? "";
const isWide = matchMedia("(min-width: 48.01rem)");
const WATCH = 4000;
const ago = relativeTime(page.dataset.zone);
let last = null;
let awaitsQueue = false;
let current = refShown();
let pending = 0;
const early = [];

document.getElementById("show-keys").hidden = false;
document.getElementById("show-keys").addEventListener("click", () => keys.showModal());
document.addEventListener("keydown", pressed);
document.addEventListener("submit", submitted);
document.addEventListener("click", (event) => {
  const item = event.target.closest(".item");
  if (!item || event.ctrlKey || event.metaKey || event.shiftKey || !isWide.matches) return;
  event.preventDefault();
  show(item.dataset.case);
});
addEventListener("pagehide", release);
setInterval(watch, WATCH);
tellTimes();
setInterval(() => renew(current), 60000);
if (isWide.matches || page.classList.contains("chosen")) claim(current);

function tellTimes() {
  for (const time of document.querySelectorAll(".item time, .kicker time")) {
    const moment = new Date(time.dateTime);
    time.title ||= time.textContent;
    if (moment < Date.now()) time.textContent = ago(moment);
  }
}

function tell(words) {
  said.textContent = "";
  said.textContent = words;
}

// A case that is there already is not fetched again: its moderator may be at work in it.
function show(ref) {
  if (ref !== current || ref !== refShown()) busy(() => showNow(ref));
  else shown().focus({ preventScroll: true });
}

async function showNow(ref) {
  current = ref;
  release();
  for (const item of items()) item.toggleAttribute("aria-current", false);
  const item = itemOf(ref);
  item?.setAttribute("aria-current", "true");
  item?.scrollIntoView({ block: "nearest" });
  try {
    const answer = await fetch(`/desk/cases/${ref}?part&queue=${page.dataset.queue}`);
    if (!answer.ok) throw new Error(answer.status);
    const html = await answer.text();
    if (current !== ref) return;
    fill(html);
    pane.scrollTop = 0;
    shown().focus({ preventScroll: true });
    claim(ref);
  } catch {
    if (current === ref) location.assign(`/desk/cases/${ref}?queue=${page.dataset.queue}`);
  }
}

function move(by) {
  const all = items();
  const at = all.findIndex((item) => item.dataset.case === current);
  const to = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  if (to && to.dataset.case !== current) show(to.dataset.case);
}

// Whoever is faster than the network presses keys for the case that is on its way: they wait for it.
function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
  if (event.key === "Escape") return escape(event);
  if (event.target.closest("input:not([type=radio]), textarea, select")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (pending) {
    if (event.key.length > 1) return;
    event.preventDefault();
    early.push(key);
  } else if (does(key)) event.preventDefault();
}

async function busy(work) {
  pending += 1;
  try {
    await work();
  } finally {
    pending -= 1;
  }
  while (!pending && early.length) does(early.shift());
}

function does(key) {
  if (awaitsQueue) {
    awaitsQueue = false;
    const link = document.querySelector(`.queues a[data-key="${CSS.escape(key)}"]`);
    link?.click();
    return link;
  }
  const sheet = shown()?.querySelector(".reasons[open]");
  const choice = sheet?.querySelector(`[data-number="${CSS.escape(key)}"]`);
  const acts = { j: () => move(1), k: () => move(-1), g: () => (awaitsQueue = true), x: () => select(current), "?": () => keys.showModal(), ".": again };
  if (choice) {
    choice.click();
    sheet.querySelector("[value=remove]")?.click();
    return true;
  }
  if (acts[key]) {
    acts[key]();
    return true;
  }
  const target = [...(shown()?.querySelectorAll(`[aria-keyshortcuts="${CSS.escape(key)}"]`) ?? [])].find((it) => it.checkVisibility());
  if (!target) return false;
  target.click();
  if (target.matches("summary")) target.parentElement.querySelector("input:not([type=hidden])")?.focus();
  return true;
}

function escape(event) {
  const open = event.target.closest("details[open]") ?? shown()?.querySelector(".reasons[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
}

// The last decision on the case that is shown now: the same act for the same reason and with the same words.
function again() {
  const form = shown()?.querySelector(".decide");
  if (!last || !form) return;
  const data = new FormData(form);
  for (const [name, value] of last) data.set(name, value);
  act(form, data);
}

function submitted(event) {
  const form = event.target;
  if (!shown()?.contains(form) || form.matches(".leaves")) return;
  event.preventDefault();
  act(form, new FormData(form, event.submitter));
}

const act = (form, data) => busy(() => actNow(form, data));

async function actNow(form, data) {
  const item = itemOf(refShown());
  const ref = refShown();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    const answer = await send(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (!answer.ok) return refuse(form, told.detail ?? told.title);
    if (data.has("act")) last = ["act", "reason", "clause", "explanation", "note"].filter((name) => data.has(name)).map((name) => [name, data.get(name)]);
    form.reset();
    if (current === ref) await refreshed(ref);
    if (item) fold(item, told);
    tell([told.line, told.rest].filter(Boolean).join(" "));
    suggestBreak(told.rest);
    watch();
  } catch {
    refuse(form, page.dataset.lost);
  } finally {
    form.ariaBusy = "false";
  }
}

// What was entered stays where it is; what happened meanwhile is told above it.
function refuse(form, words) {
  let line = form.querySelector(".refusal");
  if (!line) {
    line = document.createElement("p");
    line.className = "refusal";
    form.prepend(line);
  }
  line.role = "alert";
  line.textContent = words;
  watch();
}

async function refreshed(ref) {
  const answer = await fetch(`/desk/cases/${ref}?part&queue=${page.dataset.queue}`);
  const html = await answer.text();
  if (!answer.ok || current !== ref) return;
  const top = pane.scrollTop;
  fill(html);
  pane.scrollTop = top;
  shown().focus({ preventScroll: true });
}

function fill(html) {
  keepWords(pane);
  pane.innerHTML = html;
  putWordsBack(pane);
  tellTimes();
}

function fold(item, { is_open: isOpen, line }) {
  item.classList.toggle("done", !isOpen);
  item.querySelector("[data-line]").textContent = isOpen ? "" : line;
}

async function watch() {
  if (document.hidden) return;
  const refs = items().map((item) => item.dataset.case);
  try {
    const answer = await fetch(`/desk/queues/${page.dataset.queue}/state?cases=${refs.slice(0, 100).join(",")}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { counts, cases } = await answer.json();
    for (const [queue, number] of Object.entries(counts)) {
      const count = document.querySelector(`[data-count="${queue}"]`);
      if (count && number < 1000) count.textContent = number;
    }
    for (const [ref, told] of Object.entries(cases)) noted(ref, told);
  } catch {
    // The next look will tell.
  }
}

function noted(ref, told) {
  const item = itemOf(ref);
  if (!item) return;
  const claimant = item.querySelector("[data-claimant]");
  claimant.textContent = told.claimant;
  claimant.hidden = !told.claimant;
  if (page.dataset.queue !== "done") fold(item, told);
}
