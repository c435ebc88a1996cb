// Votes without leaving the page.
import { figure } from "../../http/js/numbers.js";
import { send, toLogin } from "../../http/js/reader.js";

export async function vote(button) {
  const actions = button.closest(".actions");
  const { up, down } = buttons(actions);
  const wanted = button.getAttribute("aria-pressed") === "true" ? 0 : button === up ? 1 : -1;
  [up, down].forEach((each) => (each.disabled = true));
  try {
    const response = await send(`/api/v1/comments/${button.value}/vote`, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ value: wanted }),
    });
    if (response.status === 401) return toLogin();
    const answer = await response.json();
    if (!response.ok) return say(actions, answer.detail);
    say(actions, "");
    showScore(actions, answer.up, answer.down);
    press(actions, answer.own);
  } catch {
    say(actions, document.getElementById("composer")?.content.firstElementChild.dataset.offline ?? "");
  } finally {
    [up, down].forEach((each) => (each.disabled = false));
  }
}

export function press(actions, own) {
  const { up, down } = buttons(actions);
  up?.setAttribute("aria-pressed", String(own === 1));
  down?.setAttribute("aria-pressed", String(own === -1));
}

function buttons(actions) {
  return { up: actions.querySelector("[name=up]"), down: actions.querySelector("[name=down]") };
}

export function showScore(actions, up, down) {
  const net = up - down;
  const sign = net > 0 ? "+" : net < 0 ? "\u2212" : "";
  const number = document.createElement("b");
  number.textContent = sign + figure(Math.abs(net));
  actions.querySelector(".score").replaceChildren(number, ` (+${figure(up)} / \u2212${figure(down)})`);
}

function say(actions, sentence) {
  let notice = actions.querySelector(".notice");
  if (!notice && sentence) {
    notice = document.createElement("p");
    notice.className = "notice";
    notice.setAttribute("role", "alert");
    actions.append(notice);
  }
  if (notice) notice.textContent = sentence;
}
