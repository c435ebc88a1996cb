// What a moderator has entered about a case, and unfolded in it, stays with the case when another is shown in between.
const kept = new Map();
const unfolded = new Set();
const FIELDS = "input:not([type=hidden]), textarea, select";

export function keepWords(pane) {
  const entered = [...pane.querySelectorAll(FIELDS)].filter(isEntered);
  const ref = refIn(pane);
  if (pane.querySelector(".hard[open]")) unfolded.add(ref);
  else unfolded.delete(ref);
  if (!entered.length) kept.delete(ref);
  else kept.set(ref, entered.map((field) => [actionOf(field), field.name, field.value]));
}

export function putWordsBack(pane) {
  if (unfolded.has(refIn(pane))) pane.querySelector(".hard")?.setAttribute("open", "");
  const fields = [...pane.querySelectorAll(FIELDS)];
  for (const [action, name, value] of kept.get(refIn(pane)) ?? []) {
    const same = fields.filter((field) => field.name === name && actionOf(field) === action);
    const field = same.find((each) => each.type !== "radio" || each.value === value);
    if (!field) continue;
    if (field.type === "radio") field.checked = true;
    else field.value = value;
    field.closest("details")?.setAttribute("open", "");
  }
}

const refIn = (pane) => pane.querySelector(".the-case")?.dataset.case ?? "";
const actionOf = (field) => field.form?.getAttribute("action") ?? "";

function isEntered(field) {
  if (field.type === "radio") return field.checked && !field.defaultChecked;
  if (field.matches("select")) return !field.selectedOptions[0]?.defaultSelected && field.selectedIndex > 0;
  return field.value !== field.defaultValue;
}
