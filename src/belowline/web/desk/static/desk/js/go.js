// Ctrl-K leads to anything: it asks in a dialog what the page “Find” asks without a script.
const dialog = document.getElementById("go");
const words = document.getElementById("go-words");

function open(event) {
  event.preventDefault();
  if (!dialog.open) dialog.showModal();
  words.select();
}

if (dialog) {
  document.getElementById("go-link").addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") open(event);
  });
}
