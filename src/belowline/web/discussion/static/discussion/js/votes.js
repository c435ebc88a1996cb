// A vote without leaving the page.
import { element, say as tell, showScore, words } from "./items.js";
import { press } from "./own.js";
import { send } from "../../http/js/reader.js";

export async function vote(button) {
  const actions = button.closest(".actions");
  const [up, down] = ["up", "down"].map((name) => actions.querySelector(`[name=${name}]`));
  const wanted = button.getAttribute("aria-pressed") === "true" ? 0 : button === up ? 1 : -1;
  [up, down].forEach((each) => (each.disabled = true));
  try {
    const response = await send(`/api/v1/comments/${button.value}/vote`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ value: wanted }),
    });
    // Whose session has ended votes by the form, which leads through the login.
    if (response.status === 401) return voteByForm(button);
    const answer = await response.json();
    if (!response.ok) return refuse(actions, answer.detail);
    refuse(actions, "");
    showScore(actions, answer.up, answer.down);
    press(up, down, answer.own);
    tell(answer.own ? words.counted : words.uncounted);
  } catch {
    refuse(actions, document.getElementById("composer")?.content.firstElementChild.dataset.offline ?? "");
  } finally {
    [up, down].forEach((each) => (each.disabled = false));
    button.focus({ preventScroll: true });
  }
}

function voteByForm(button) {
  button.disabled = false;
  button.form.requestSubmit(button);
}

function refuse(actions, sentence) {
  let notice = actions.querySelector(".notice");
  if (!notice && sentence) {
    notice = element("p", "notice");
    notice.setAttribute("role", "alert");
    actions.append(notice);
  }
  if (notice) notice.textContent = sentence;
}
