// Folds the comments of readers whom one has muted; everybody else's page stays as it is.
import { send, toLogin } from "../../http/js/reader.js";

export function foldMuted(within, mine) {
  if (!mine.muted?.length) return;
  for (const link of within.querySelectorAll('.comment > header a[href^="/people/"]')) {
    const comment = link.closest(".comment");
    if (!mine.muted.includes(refOf(link)) || mine.opened.has(comment.id)) continue;
    if (!comment.classList.contains("muted")) fold(comment, mine);
  }
}

// The menu's own form, sent without leaving the page.
export async function muteHere(form, mine) {
  const comment = form.closest(".comment");
  const person = /^\/people\/([0-9a-z]{13})\/mute$/.exec(form.getAttribute("action"))[1];
  const response = await send(`/api/v1/people/${person}/mute`, { method: "PUT" }).catch(() => null);
  if (response?.status === 401) return toLogin();
  if (!response?.ok) return form.submit();
  form.closest(".popup")?.remove();
  mine.opened.clear();
  mine.muted = [...(mine.muted ?? []), person];
  foldMuted(document, mine);
  comment.querySelector(":scope > .folded button")?.focus();
}

function fold(comment, mine) {
  const { muted, show } = document.getElementById("discussion").dataset;
  const line = document.createElement("p");
  const button = document.createElement("button");
  line.className = "folded";
  line.textContent = muted;
  button.type = "button";
  button.textContent = show;
  button.addEventListener("click", () => {
    mine.opened.add(comment.id);
    comment.classList.remove("muted");
    line.remove();
    comment.querySelector(":scope > header a")?.focus();
  });
  line.append(button);
  comment.prepend(line);
  comment.classList.add("muted");
}

function refOf(link) {
  return link.getAttribute("href").slice("/people/".length);
}
