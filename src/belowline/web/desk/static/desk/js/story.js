// Keeps a story while it is written: at the server every few seconds, in the browser at once.
import { openedBy, send } from "../../http/js/reader.js";
import { takePictures } from "./story-pictures.js";

const PAUSE = 1500; // ms without a key before what was typed is sent
const HEARTBEAT = 20000; // ms after which the others hear that somebody is still here
const form = document.getElementById("story");
const body = form.elements.body;
const told = document.getElementById("saved");
const others = document.getElementById("others");
const at = form.getAttribute("action"); // this page may be the answer to a picture
const place = `story:${openedBy}:${at}`;
let waiting = 0;
let sent = fields();
let isLeaving = false;
let isSubmitted = false;

function fields() {
  const given = new URLSearchParams(new FormData(form));
  for (const name of ["revision", "change_kind", "change_note", "upload"]) given.delete(name);
  return given.toString();
}

function keep() {
  const typed = fields();
  if (typed === sent && !isLeaving) localStorage.removeItem(place);
  else localStorage.setItem(place, JSON.stringify({ typed, from: form.dataset.state, isSubmitted }));
}

async function save() {
  clearTimeout(waiting);
  const typed = fields();
  const answer = await send(at, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(`${typed}&revision=${form.elements.revision.value}`),
  }).catch(() => null);
  if (!answer) return tell(form.dataset.offline);
  if (!answer.ok) return tell((await answer.json().catch(() => ({}))).detail ?? form.dataset.unsaved);
  const { revision, others: names } = await answer.json();
  form.elements.revision.value = revision;
  sent = typed;
  keep();
  tell(fields() === sent ? form.dataset.saved : form.dataset.unsaved);
  others.hidden = !names.length;
  others.textContent = (names.length === 1 ? others.dataset.one : others.dataset.many).replace("{names}", names.join(", "));
}

function tell(words) {
  told.textContent = words;
}

// What is chosen is set between the marks; marks of a line go before each of its lines.
function put(around) {
  const { selectionStart: from, selectionEnd: to, value } = body;
  const [before, after] = around.split("|");
  const chosen = value.slice(from, to);
  const marked = after === undefined ? chosen.replace(/^/gm, before) : `${before}${chosen}${after}`;
  body.setRangeText(marked, from, to, chosen ? "end" : "preserve");
  body.focus();
  if (!chosen) body.setSelectionRange(from + before.length, from + before.length);
  body.dispatchEvent(new Event("input", { bubbles: true }));
}

async function showPreview() {
  const answer = await send(`${at}/preview`, {
    method: "POST",
    body: new URLSearchParams({ body: body.value }),
  }).catch(() => null);
  if (answer?.ok) document.getElementById("preview").innerHTML = await answer.text();
}

function restore() {
  const kept = JSON.parse(localStorage.getItem(place) ?? "null");
  // What a button sent, and the server took, is not to be brought back.
  if (kept?.isSubmitted && kept.from !== form.dataset.state) localStorage.removeItem(place);
  else if (!kept || kept.typed === sent || form.querySelector("[aria-invalid]") || document.querySelector(".theirs")) return;
  else putBack(kept.typed);
}

function putBack(typed) {
  const values = new URLSearchParams(typed);
  for (const box of form.querySelectorAll("[type=checkbox]")) box.checked = values.getAll(box.name).includes(box.value);
  for (const [name, value] of values) {
    const field = form.elements[name];
    if (field && !(field instanceof RadioNodeList && field[0].type === "checkbox")) field.value = value;
  }
  tell(form.dataset.restored);
}

form.addEventListener("input", () => {
  keep();
  tell(form.dataset.unsaved);
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    await save();
    if (document.querySelector(".preview-side").open) showPreview();
  }, PAUSE);
});
form.addEventListener("submit", () => {
  clearTimeout(waiting);
  isSubmitted = true;
  keep();
});
form.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const tool = event.target === body && { b: "**|**", i: "*|*", k: "[|](https://)" }[event.key];
  if (!tool && event.key !== "s") return;
  event.preventDefault();
  if (tool) put(tool);
  else save();
});
for (const tool of form.querySelectorAll("[data-around]")) tool.addEventListener("click", () => put(tool.dataset.around));
form.querySelector(".tools").hidden = false;
takePictures(form);
document.querySelector(".preview-side").addEventListener("toggle", showPreview);
// The next page may have been asked for before the server got the last words: it finds them here.
addEventListener("beforeunload", () => (isLeaving = true));
addEventListener("pageshow", () => (isLeaving = isSubmitted = false));
addEventListener("online", () => fields() !== sent && save());
setInterval(() => document.visibilityState === "visible" && fields() === sent && save(), HEARTBEAT);
restore();
