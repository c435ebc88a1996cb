// Opens what a link leads to (more actions, answers) right under the comment.

export async function togglePopup(link) {
  const actions = link.closest(".actions");
  const open = actions.querySelector(".popup");
  open?.remove();
  link.setAttribute("aria-expanded", "false");
  if (open?.dataset.of === link.href) return link.focus();
  let response;
  try {
    response = await fetch(link.href, { headers: { "X-Fragment": "1" } });
  } catch {
    return location.assign(link.href);
  }
  if (!response.ok) return location.assign(link.href);
  const popup = document.createElement("div");
  popup.className = "popup";
  popup.dataset.of = link.href;
  popup.innerHTML = await response.text();
  popup.addEventListener("keydown", (event) => {
    if (event.key === "Escape") togglePopup(link);
  });
  actions.append(popup);
  link.setAttribute("aria-expanded", "true");
  popup.querySelector("a")?.focus();
}
