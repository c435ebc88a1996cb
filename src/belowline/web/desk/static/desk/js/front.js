// The order of a front page by dragging; the buttons do the same without.
const form = document.getElementById("order");
const places = form.querySelector("ol.places");
let dragged = null;
let before = null;

places?.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("li");
  before = order();
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  dragged.classList.add("dragged");
});

places?.addEventListener("dragover", (event) => {
  const over = event.target.closest("li");
  if (!dragged) return;
  event.preventDefault();
  if (!over || over === dragged) return;
  const { top, height } = over.getBoundingClientRect();
  places.insertBefore(dragged, event.clientY > top + height / 2 ? over.nextSibling : over);
});

places?.addEventListener("drop", (event) => event.preventDefault());

places?.addEventListener("dragend", () => {
  dragged.classList.remove("dragged");
  dragged = null;
  if (order() !== before) form.requestSubmit();
});

const order = () => [...places.querySelectorAll("[name=place]")].map(({ value }) => value).join(" ");
