// A survey's form: questions that are asked after an answer appear with it; answers to be mixed are.

for (const options of document.querySelectorAll("[data-shuffled]")) {
  for (const label of [...options.children].sort(() => Math.random() - 0.5)) options.append(label);
}

const asked = [...document.querySelectorAll("fieldset[data-after]")];
const form = document.querySelector("form.survey");

function showAsked() {
  for (const fieldset of asked) {
    const before = document.getElementById(fieldset.dataset.after);
    const isChosen = [...before.querySelectorAll("input:checked")].some((input) => input.value === fieldset.dataset.option);
    fieldset.hidden = fieldset.disabled = !isChosen || before.hidden;
  }
}

form?.addEventListener("change", showAsked);
if (form) showAsked();
