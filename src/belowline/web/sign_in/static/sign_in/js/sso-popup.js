// The pop-up of a publisher's page: waits for a login, and hands a one-time code to the opener.

import { signedInName } from "../../http/js/reader.js";

const place = document.getElementById("handover");
const { origin, state } = place.dataset;
const opener = window.opener;

if (!opener) say("alone");
else if ("reader" in place.dataset) handOver();
else wait();

function wait() {
  new BroadcastChannel("login").addEventListener("message", () => location.reload());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && signedInName()) location.reload();
  });
}

async function handOver() {
  try {
    const answer = await fetch(location.pathname, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ origin }),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const { code } = await answer.json();
    opener.postMessage({ type: "belowline:code", code, state }, origin);
    window.close();
  } catch {
    // The line is down, or the login has just ended: a second try begins at the page.
    say("failed");
  }
}

function say(name) {
  for (const line of place.querySelectorAll("[data-said]")) line.hidden = line.dataset.said !== name;
}
