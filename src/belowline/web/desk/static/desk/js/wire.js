// The inbox by keyboard: J and K move, the letter on a button of the item presses it.
const items = [...document.querySelectorAll(".case")];
const here = () => items.indexOf(document.activeElement.closest?.(".case"));

for (const hint of document.querySelectorAll(".keys")) hint.hidden = false;
document.getElementById(location.hash.slice(1))?.focus();

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
  else items[here()]?.querySelector(`button[aria-keyshortcuts="${CSS.escape(key)}"]`)?.click();
});

function move(by) {
  const to = items[Math.min(Math.max(here() + by, 0), items.length - 1)];
  to?.focus();
  to?.scrollIntoView({ block: "nearest" });
}
