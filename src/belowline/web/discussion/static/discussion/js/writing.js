// Where one writes in the page: above the list, and under what is answered.
import { composer, showQuestion } from "./composer.js";
import { adopt, parentsOfDrafts } from "./drafts.js";
import { addReply, element, isFlat, say, topList, words } from "./items.js";
import { showWaiting } from "./own.js";
import { quoteOf } from "./quoting.js";
import { goTo } from "./reading.js";
import { recall, takeQuestion } from "./unsent.js";

// What is open when the page is: the form above the list, and what was begun before the login.
// Whoever may not write (`shut`, the sentence that says so) finds what they wrote, to copy it.
export function openForms(place, shut = null) {
  const { thread, list, name } = place;
  const begun = recall(thread);
  if (begun !== null) adopt(thread, begun, name);
  if (shut) return openShut(place, shut);
  openTopComposer(place);
  for (const parent of parentsOfDrafts(thread, name)) markDraft(place, parent);
  if (begun === null) return;
  const link = list.querySelector(`#c${begun || "none"} > .actions [href$="/reply"]`);
  if (link) answer(place, link);
  else document.querySelector("#join textarea")?.focus();
}

function openShut({ thread }, shut) {
  const form = composer(thread, "", {});
  if (!form.elements.text.value) return;
  form.dispatchEvent(new CustomEvent("shut", { detail: shut.textContent }));
  shut.after(form);
}

// Whoever can only read for now finds what they wrote, and why it is not taken.
export function shutForms(sentence) {
  for (const form of document.querySelectorAll("#discussion form.write")) form.dispatchEvent(new CustomEvent("shut", { detail: sentence }));
}

export function openTopComposer(place) {
  const join = document.getElementById("join");
  if (!join) return;
  const begun = join.querySelector(".write");
  if (begun) return join.replaceChildren(begun);
  const form = composer(place.thread, "", {
    onPosted: (item) => {
      join.replaceChildren();
      openTopComposer(place);
      topList().prepend(item);
      arrive(item);
    },
    onHeld: () => showWaiting(place.thread),
  });
  // Until it is turned to, the box fills the place of what it replaces: no comment moves under a press.
  join.style.minBlockSize ||= `${join.offsetHeight}px`;
  form.classList.toggle("resting", !form.elements.text.value && !form.dataset.question);
  form.addEventListener("focusin", () => form.classList.remove("resting"), { once: true });
  join.replaceChildren(form);
}

// For whoever is not logged in yet.
export function openInPlaceOf(link, { thread }) {
  const form = composer(thread, "", { onClosed: () => form.replaceWith(link) });
  link.replaceWith(form);
  form.elements.text.focus();
}

// The press is counted without waiting for it; whoever has no box here goes where there is one.
export function replyToQuestion(ask, place) {
  const pressed = ask.elements.question;
  const link = document.querySelector("#join .first");
  if (!document.querySelector("#join .write") && link) openInPlaceOf(link, place);
  const form = document.querySelector("#join .write");
  if (!form || form.elements.post.disabled) {
    ask.append(hidden(pressed));
    return ask.submit();
  }
  fetch(ask.action, { method: "POST", body: new URLSearchParams({ question: pressed.value }), redirect: "manual", keepalive: true }).catch(() => {});
  takeQuestion(place.thread, pressed.value);
  showQuestion(form, place.thread);
  form.scrollIntoView({ block: "center" });
  form.elements.text.focus({ preventScroll: true });
}

function hidden(pressed) {
  const made = element("input");
  Object.assign(made, { type: "hidden", name: pressed.name, value: pressed.value });
  return made;
}

// The whole comment, or what is selected in it.
export function quote(place, link, selected = "") {
  const comment = link.closest(".comment");
  comment.querySelector(":scope > .actions > .popup")?.remove();
  const quoted = quoteOf(comment, selected);
  const field = write(place, comment);
  if (!field.value.includes(quoted.trim())) {
    field.value = field.value ? `${field.value.trimEnd()}\n\n${quoted}` : quoted;
    field.dispatchEvent(new Event("input"));
  }
  field.setSelectionRange(field.value.length, field.value.length);
}

export function answer(place, link) {
  write(place, link.closest(".comment"));
}

function write(place, comment) {
  const form = comment.querySelector(":scope > .write") ?? openReply(place, comment);
  const field = form.elements.text;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  return field;
}

function openReply({ thread }, comment) {
  const parent = comment.id.slice(1);
  const actions = () => comment.querySelector(":scope > .actions");
  const form = composer(thread, parent, {
    to: comment.querySelector("bdi")?.textContent,
    onPosted: (item) => {
      const current = form.closest(".comment"); // the comment may have been replaced meanwhile
      form.remove();
      if (isFlat()) current.after(item);
      else addReply(current.parentElement.closest(".comment") ?? current, item);
      arrive(item);
    },
    onHeld: () => {
      form.remove();
      showWaiting(thread);
    },
    onClosed: (text) => {
      const current = form.closest(".comment");
      form.remove();
      const link = current?.querySelector(":scope > .actions [href$='/reply']");
      if (!link) return;
      if (text) link.dataset.draft = words.draft;
      link.focus();
    },
  });
  const link = actions()?.querySelector("[href$='/reply']");
  if (link) delete link.dataset.draft;
  (actions() ?? comment.querySelector(":scope > header")).after(form);
  return form;
}

// A reply that was begun is kept; one to a comment that is no longer shown can still be posted.
function markDraft(place, parent) {
  const comment = place.list.querySelector(`#c${parent}`);
  if (!comment) return;
  const link = comment.querySelector(":scope > .actions [href$='/reply']");
  if (link) link.dataset.draft = words.draft;
  else openReply(place, comment).dispatchEvent(new CustomEvent("orphaned"));
}

function arrive(comment) {
  comment.dispatchEvent(new CustomEvent("shown", { bubbles: true }));
  comment.classList.add("arrived");
  goTo(comment);
  say(words.posted);
}
