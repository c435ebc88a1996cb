// The line on top that leads to a survey: who is asked, and how often. Nothing of it is sent anywhere
// before somebody answers.
import { signedInName } from "./reader.js";

const DAY = 24 * 3600 * 1000;
const NEVER = "never";
const drawn = (survey) => `survey-ticket ${survey}`;
const putOff = (survey) => `survey-later ${survey}`;

export async function showLine(line) {
  const { survey, sample, later } = line.dataset;
  const until = localStorage.getItem(putOff(survey));
  const isPutOff = until === NEVER || Number(until) > Date.now();
  line.hidden = isPutOff || (Boolean(sample) && !(await isAsked(survey, Number(sample))));
  if (line.hidden) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = later;
  button.addEventListener("click", () => {
    const days = Number(line.dataset.again);
    localStorage.setItem(putOff(survey), days ? String(Date.now() + days * DAY) : NEVER);
    line.hidden = true;
  });
  line.firstElementChild.append(button);
}

export function neverAgain(survey) {
  localStorage.setItem(putOff(survey), NEVER);
}

// Whoever is logged in is drawn by their account, the same in every browser.
async function isAsked(survey, sample) {
  const name = signedInName();
  if (!name) {
    draw(survey);
    return Boolean(await winningTicket(survey, sample));
  }
  const known = `survey-drawn ${survey} ${name}`;
  if (!sessionStorage.getItem(known)) {
    const told = await fetch(`/surveys/${survey}/drawn`, { headers: { Accept: "application/json" } });
    if (!told.ok) return false;
    sessionStorage.setItem(known, (await told.json()).drawn ? "yes" : "no");
  }
  return sessionStorage.getItem(known) === "yes";
}

// One random number for each browser and survey, drawn where the line would stand, and kept.
function draw(survey) {
  if (localStorage.getItem(drawn(survey))) return;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const ticket = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  localStorage.setItem(drawn(survey), ticket);
}

// The number where it wins, as the server reckons it too: its hash leaves nothing when divided.
export async function winningTicket(survey, sample) {
  const ticket = localStorage.getItem(drawn(survey));
  if (!ticket || !crypto.subtle) return null;
  const words = new TextEncoder().encode(`${survey} ${ticket}`);
  const hash = new DataView(await crypto.subtle.digest("SHA-256", words));
  const number = hash.getUint16(0) * 2 ** 32 + hash.getUint32(2);
  return number % sample === 0 ? ticket : null;
}
