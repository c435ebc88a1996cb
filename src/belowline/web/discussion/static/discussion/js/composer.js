// The form in which a comment or an answer is written, in the page itself.
import { draft } from "./drafts.js";
import { element, fetchItems, say, words } from "./items.js";
import { figure } from "../../http/js/numbers.js";
import { openedBy, send, signedInName, toLogin } from "../../http/js/reader.js";
import { dropQuestion, placeOf, remember, takenQuestion } from "./unsent.js";

const segments = new Intl.Segmenter();

export function composer(thread, parent, { to = "", onPosted, onHeld = () => location.assign("/me#held"), onClosed = null }) {
  const form = document.getElementById("composer").content.firstElementChild.cloneNode(true);
  const field = form.elements.text;
  const kept = draft(thread, parent, openedBy);
  let key = newKey();
  let answered = parent || null;
  field.value = kept.read();
  if (to) form.querySelector("label > span").textContent = form.dataset.to.replace("%s", to);
  form.elements.close.hidden = !onClosed;
  showState(form);
  if (!parent) showQuestion(form, thread);

  field.addEventListener("input", () => {
    kept.write(field.value);
    if (!signedInName()) remember(thread, parent);
    showState(form);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    if (event.key === "Escape" && !event.isComposing) onClosed?.(field.value);
  });
  form.elements.close.addEventListener("click", () => onClosed(field.value));
  form.elements.copy.addEventListener("click", () => copy(field));
  for (const tool of form.querySelectorAll("[data-around]")) tool.addEventListener("click", () => put(field, tool.dataset.around));
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    discard(form);
  });
  form.addEventListener("orphaned", () => {
    answered = null;
    refuse(form, form.dataset.orphaned);
  });
  form.addEventListener("switched", ({ detail: isClosed }) => {
    form.elements.post.disabled = isClosed;
    refuse(form, isClosed ? form.dataset.closed : "");
  });
  form.addEventListener("shut", ({ detail: sentence }) => {
    form.elements.post.disabled = true;
    refuse(form, sentence);
  });
  form.elements.preview.addEventListener("click", () => preview(form, thread, answered ?? ""));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!signedInName()) return logInAndComeBack();
    const comment = { text: field.value, parent: answered, question: form.dataset.question };
    if (form.dataset.asked === field.value) comment.sure = true;
    const answer = await ask(form, `/api/v1/threads/${thread}/comments`, {
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify(comment),
    });
    if (answer?.status === 401) return logInAndComeBack();
    // What was refused was not posted under this key; what is sent next is another comment.
    if (answer === false) key = newKey();
    if (!answer) return;
    kept.write("");
    if (comment.question) forgetQuestion(form, thread);
    const { id, status } = await answer.json();
    if (status === "held") {
      field.value = "";
      showState(form);
      onHeld();
      return;
    }
    const item = (await fetchItems(thread, [id]))?.get(id);
    if (item && onPosted && answered === (parent || null)) onPosted(item);
    else location.assign(`/c/${id}`);
  });
  function logInAndComeBack() {
    remember(thread, parent);
    toLogin(placeOf(parent));
  }
  return form;
}

// The article's question above the box, while the page still asks it.
export function showQuestion(form, thread) {
  const question = takenQuestion(thread);
  const asked = question && document.querySelector(`form.ask [value="${question}"]`)?.closest("aside")?.querySelector("p");
  if (!asked || form.dataset.question) return;
  form.dataset.question = question;
  form.classList.remove("resting");
  form.prepend(element("p", "asked", asked.textContent));
}

function forgetQuestion(form, thread) {
  dropQuestion(thread);
  delete form.dataset.question;
  form.querySelector(".asked").remove();
}

// One press takes the text away, and the next brings it back.
function discard(form) {
  const field = form.elements.text;
  const text = field.value;
  const set = (value) => {
    field.value = value;
    field.dispatchEvent(new Event("input"));
    field.focus();
  };
  const line = element("p", "folded", `${words.discarded} `);
  const undo = element("button", "", words.undo);
  undo.type = "button";
  undo.addEventListener("click", () => {
    line.remove();
    set(field.value ? `${text}\n\n${field.value}` : text);
  });
  line.append(undo);
  refuse(form, "");
  form.querySelector(".preview").hidden = true;
  form.querySelector(".folded")?.remove();
  form.querySelector(".buttons").before(line);
  set("");
  say(words.discarded);
}

async function copy(field) {
  field.select();
  if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
  else document.execCommand("copy");
  say(words.copied);
}

// What is chosen is set between the marks; marks of a line go before each of its lines.
function put(field, around) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const [before, after] = around.split("|");
  const chosen = value.slice(from, to);
  const marked = after === undefined ? chosen.replace(/^/gm, before) : `${before}${chosen}${after}`;
  field.setRangeText(marked, from, to, chosen ? "end" : "preserve");
  field.focus();
  if (!chosen) field.setSelectionRange(from + before.length, from + before.length);
  field.dispatchEvent(new Event("input"));
}

async function preview(form, thread, parent) {
  const answer = await ask(form, "/preview", {
    headers: { Accept: "application/json" },
    body: new URLSearchParams({ text: form.elements.text.value, thread, parent }),
  });
  if (answer?.status === 401) return toLogin(placeOf(parent));
  const shown = form.querySelector(".preview");
  shown.hidden = !answer;
  if (answer) shown.innerHTML = await answer.text();
}

async function ask(form, address, message) {
  const buttons = form.querySelectorAll("button");
  buttons.forEach((button) => (button.disabled = true));
  refuse(form, "");
  let wait = 0;
  try {
    const response = await send(address, { method: "POST", ...message });
    if (response.ok || response.status === 401) return response;
    if (response.status === 429 && address.endsWith("/comments")) wait = Number(response.headers.get("Retry-After"));
    const { code, detail } = await response.json();
    // A rule asks to read it once more: what is sent again unchanged is meant.
    if (code === "asked-again") form.dataset.asked = form.elements.text.value;
    refuse(form, code === "asked-again" ? `${detail} ${form.dataset.again}` : detail);
    if (response.status < 500) return false;
  } catch {
    refuse(form, form.dataset.offline);
  } finally {
    buttons.forEach((button) => (button.disabled = false));
    if (wait) countDown(form.elements.post, wait);
  }
  return null;
}

// Where one has to wait, the button says for how long, and is there again by itself.
function countDown(button, seconds) {
  const label = button.textContent;
  const until = Date.now() + seconds * 1000;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.disabled = left > 0;
    button.textContent = left > 0 ? `${label} (${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")})` : label;
    if (left <= 0) clearInterval(ticking);
  };
  const ticking = setInterval(tick, 1000);
  tick();
}

function refuse(form, sentence) {
  const refusal = form.querySelector(".refusal");
  refusal.textContent = sentence;
  refusal.hidden = form.elements.copy.hidden = !sentence;
  if (sentence) form.classList.remove("resting");
}

function showState(form) {
  const field = form.elements.text;
  form.querySelector("[type=reset]").hidden = !field.value.trim();
  const most = Number(field.dataset.most);
  const length = [...segments.segment(field.value.trim())].length;
  form.querySelector(".counter").textContent = length > most * 0.8 ? `${figure(length)} / ${figure(most)}` : "";
}

// randomUUID exists only on secure origins; an installation may be tried over plain HTTP.
function newKey() {
  return crypto.randomUUID?.() ?? fallbackKey();
}

function fallbackKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
