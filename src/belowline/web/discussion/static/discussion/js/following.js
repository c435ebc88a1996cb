// The button that follows a discussion, pressed without leaving the page.
import { send, toLogin } from "../../http/js/reader.js";

export function showFollowing(mine) {
  const form = document.querySelector("form.follow");
  if (!form) return;
  draw(form, mine.follows);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wanted = !mine.follows;
    const button = form.querySelector("button");
    button.disabled = true;
    const answer = await send(`/api/v1${form.getAttribute("action")}`, { method: wanted ? "PUT" : "DELETE" }).catch(() => null);
    button.disabled = false;
    if (answer?.status === 401) return toLogin();
    if (!answer?.ok) return location.assign("/me/following");
    mine.follows = wanted;
    draw(form, wanted);
  });
}

function draw(form, follows) {
  const button = form.querySelector("button");
  button.textContent = follows ? form.dataset.unfollow : form.dataset.follow;
  button.classList.toggle("on", follows);
}
