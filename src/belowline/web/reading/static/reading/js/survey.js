// A survey's form: questions that are asked after an answer appear with it, those that an answer skips
// go; answers to be mixed are. Whoever was not drawn finds no form.
import { neverAgain, winningTicket } from "../../http/js/survey_line.js";

for (const options of document.querySelectorAll("[data-shuffled]")) {
  const labels = [...options.children];
  for (let last = labels.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [labels[last], labels[other]] = [labels[other], labels[last]];
  }
  options.append(...labels);
}

const form = document.querySelector("form.survey");
const questions = [...document.querySelectorAll("fieldset.survey-question")];

const chosen = (fieldset) => [...fieldset.querySelectorAll("input:checked")].map((input) => input.value);
const place = (fieldset) => Number(fieldset.id.slice(1));

function showAsked() {
  let next = 1;
  for (const fieldset of questions) {
    const before = fieldset.dataset.after && document.getElementById(fieldset.dataset.after);
    const isAsked = !before || (!before.hidden && chosen(before).includes(fieldset.dataset.option));
    fieldset.hidden = fieldset.disabled = !isAsked || place(fieldset) < next;
    if (!fieldset.hidden) next = Math.max(next, ...jumps(fieldset));
  }
}

function jumps(fieldset) {
  const known = (fieldset.dataset.jumps ?? "").trim().split(" ").map((each) => each.split(":"));
  return known.filter(([option]) => chosen(fieldset).includes(option)).map(([, to]) => Number(to));
}

if (form) {
  for (const hint of form.querySelectorAll(".jump")) hint.hidden = true;
  form.addEventListener("change", showAsked);
  showAsked();
}

if (form?.dataset.sample) {
  const ticket = await winningTicket(form.dataset.survey, Number(form.dataset.sample));
  form.elements.ticket.value = ticket ?? "";
  form.hidden = !ticket;
  document.getElementById("not-drawn").hidden = Boolean(ticket);
}

const done = document.getElementById("taken-part");
if (done) neverAgain(done.dataset.survey);
