// Cases that are selected, to be decided on together.
const button = document.getElementById("decide-selected");

document.addEventListener("change", (event) => event.target.closest(".pick") && count());
count();

export function select(ref) {
  const box = document.querySelector(`.pick input[value="${ref}"]`);
  if (!box) return;
  box.checked = !box.checked;
  count();
}

function count() {
  if (!button) return;
  const number = document.querySelectorAll(".pick input:checked").length;
  button.querySelector("[data-selected]").textContent = number || "";
  button.disabled = !number;
}
