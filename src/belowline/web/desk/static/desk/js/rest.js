// A break is suggested in a corner, until it is pressed away.
const rest = document.getElementById("rest");
rest.querySelector("button").addEventListener("click", () => (rest.hidden = true));

export function suggestBreak(words) {
  if (!words) return;
  rest.querySelector("p").textContent = words;
  rest.hidden = false;
}
