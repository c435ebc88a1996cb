// Where there is no queue: V shows what is folded, and folds it again.
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "v" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=radio]), textarea, select")) return;
  document.querySelector(".hard > summary")?.click();
});
