// Opens what a link leads to (more actions, replies) right under the comment; one at a time.

export async function togglePopup(link) {
  const open = document.querySelector(".popup");
  const from = open?.contains(link) ? opener(open) : link;
  if (open) close(open);
  if (open?.dataset.of === link.href) return link.focus();
  const response = await fetch(link.href, { headers: { "X-Fragment": "1" } }).catch(() => null);
  if (!response?.ok) return location.assign(link.href);
  const html = await response.text();
  // The comment may have been replaced meanwhile: the menu opens under the one that is there.
  const here = from.isConnected ? from : [...document.querySelectorAll(".actions a")].find((each) => each.href === from.href);
  if (!here) return;
  const popup = document.createElement("div");
  popup.className = "popup";
  popup.dataset.of = here.href;
  popup.innerHTML = html;
  popup.addEventListener("keydown", (event) => step(event, popup));
  here.closest(".actions").append(popup);
  here.setAttribute("aria-expanded", "true");
  choices(popup)[0]?.focus();
}

document.addEventListener("click", ({ target }) => {
  const open = document.querySelector(".popup");
  if (open && !open.parentElement.contains(target)) close(open);
});
document.addEventListener("keydown", (event) => {
  const open = document.querySelector(".popup");
  if (event.key !== "Escape" || !open) return;
  opener(open)?.focus();
  close(open);
});

function close(popup) {
  opener(popup)?.setAttribute("aria-expanded", "false");
  popup.remove();
}

function opener(popup) {
  return [...popup.parentElement.querySelectorAll("a")].find((link) => link.href === popup.dataset.of);
}

function step(event, popup) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  const all = choices(popup);
  all.at((all.indexOf(document.activeElement) + by) % all.length).focus();
}

function choices(popup) {
  return [...popup.querySelectorAll("a, button")];
}
