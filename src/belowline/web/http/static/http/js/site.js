// Says in the masthead who is logged in; the page itself is the same for everybody. Where a form
// was refused, the keyboard is at the first field to correct, or at the sentence that says why.
import { signedInName } from "./reader.js";

const name = signedInName();
const me = document.getElementById("me");
if (name && me && !me.querySelector('[href="/me"]:not(noscript *)')) {
  const link = document.createElement("a");
  link.href = "/me";
  link.textContent = name;
  link.dir = "auto";
  me.replaceChildren(link);
}

// On a phone sections and queues are one row each; where one is, is in sight.
for (const current of document.querySelectorAll("nav [aria-current]")) {
  const row = current.closest("nav");
  row.scrollLeft += current.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - current.offsetWidth) / 2;
}

// Where there is a discussion, what is laid over it brings the number.
if (name && me && !document.getElementById("discussion")) {
  import("./notifications.js").then(({ fetchUnseen }) => fetchUnseen()).catch(() => {});
}

if (name && globalThis.Notification?.permission === "granted") {
  import("./push.js").then(({ renew }) => renew()).catch(() => {});
}

const survey = document.querySelector(".survey-line");
if (survey) import("./survey_line.js").then(({ showLine }) => showLine(survey)).catch(() => {});

const refused = document.querySelector('main :is([aria-invalid="true"], .refusal[role="alert"]:not([hidden]))');
if (refused && !refused.matches("input, textarea, select")) refused.tabIndex = -1;
refused?.focus();
