// The form in which a comment or an answer is written, in the page itself.
import { draft } from "./drafts.js";
import { toLogin } from "./reader.js";

const segments = new Intl.Segmenter();

export function composer(thread, parent, { onPosted, onCancelled }) {
  const form = document.getElementById("composer").content.firstElementChild.cloneNode(true);
  const field = form.elements.text;
  const kept = draft(thread, parent);
  const key = crypto.randomUUID?.() ?? fallbackKey();
  field.value = kept.read();
  count(form);

  field.addEventListener("input", () => {
    kept.write(field.value);
    count(form);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    onCancelled(form);
  });
  form.elements.preview.addEventListener("click", () => preview(form, thread, parent));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const html = await send(form, form.action, { text: field.value, parent, key });
    if (html === null) return;
    kept.write("");
    onPosted(html, form);
  });
  return form;
}

async function preview(form, thread, parent) {
  const html = await send(form, "/preview", { text: form.elements.text.value, thread, parent });
  const shown = form.querySelector(".preview");
  shown.hidden = html === null;
  if (html !== null) shown.innerHTML = html;
}

async function send(form, address, fields) {
  const buttons = form.querySelectorAll("button");
  buttons.forEach((button) => (button.disabled = true));
  refuse(form, "");
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: { Accept: "application/json", "X-Fragment": "1" },
      body: new URLSearchParams(fields),
    });
    if (response.ok) return await response.text();
    if (response.status === 401) toLogin();
    else refuse(form, (await response.json()).detail);
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
  form.querySelector(".counter").textContent = length > most * 0.8 ? `${length} / ${most}` : "";
}

// randomUUID exists only on secure origins; an installation may be tried over plain HTTP.
function fallbackKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
