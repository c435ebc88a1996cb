// The form in which a comment or an answer is written, in the page itself.
import { draft } from "./drafts.js";
import { fetchItems } from "./items.js";
import { figure } from "../../http/js/numbers.js";
import { openedBy, send, signedInName, toLogin } from "../../http/js/reader.js";
import { placeOf, remember } from "./unsent.js";

const segments = new Intl.Segmenter();

export function composer(thread, parent, { onPosted, onCancelled }) {
  const form = document.getElementById("composer").content.firstElementChild.cloneNode(true);
  const field = form.elements.text;
  const kept = draft(thread, parent, openedBy);
  let key = newKey();
  let answered = parent || null;
  field.value = kept.read();
  count(form);

  field.addEventListener("input", () => {
    kept.write(field.value);
    if (!signedInName()) remember(thread, parent);
    count(form);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    onCancelled(form);
  });
  form.addEventListener("orphaned", () => {
    answered = null;
    refuse(form, form.dataset.orphaned);
  });
  form.elements.preview.addEventListener("click", () => preview(form, thread, answered ?? ""));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!signedInName()) return logInAndComeBack();
    const comment = { text: field.value, parent: answered };
    const answer = await ask(form, parent, `/api/v1/threads/${thread}/comments`, {
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body: JSON.stringify(comment),
    });
    // What was refused was not posted under this key; what is sent next is another comment.
    if (answer === false) key = newKey();
    if (!answer) return;
    kept.write("");
    const { id } = await answer.json();
    const item = (await fetchItems(thread, [id]))?.get(id);
    if (item && answered === (parent || null)) onPosted(item, form);
    else location.assign(`/c/${id}`);
  });
  function logInAndComeBack() {
    remember(thread, parent);
    toLogin(placeOf(parent));
  }
  return form;
}

async function preview(form, thread, parent) {
  const answer = await ask(form, parent, "/preview", {
    headers: { Accept: "application/json" },
    body: new URLSearchParams({ text: form.elements.text.value, thread, parent }),
  });
  const shown = form.querySelector(".preview");
  shown.hidden = !answer;
  if (answer) shown.innerHTML = await answer.text();
}

async function ask(form, parent, address, message) {
  const buttons = form.querySelectorAll("button");
  buttons.forEach((button) => (button.disabled = true));
  refuse(form, "");
  try {
    const response = await send(address, { method: "POST", ...message });
    if (response.ok) return response;
    if (response.status === 401) toLogin(placeOf(parent));
    else refuse(form, (await response.json()).detail);
    if (response.status < 500) return false;
  } catch {
    refuse(form, form.dataset.offline);
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
  return null;
}

function refuse(form, sentence) {
  const refusal = form.querySelector(".refusal");
  refusal.textContent = sentence;
  refusal.hidden = !sentence;
}

function count(form) {
  const field = form.elements.text;
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
