// Asks the browser for notifications once the reader presses, and says to the server where they go.
import { send } from "../../http/js/reader.js";
import { WORKER, subscriptionHere } from "../../http/js/push.js";

const section = document.getElementById("this-device");
const button = section.querySelector("button");
const refusal = section.querySelector(".refusal");

if ("serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis) {
  section.querySelector(".hint").hidden = true;
  section.querySelector(".buttons").hidden = false;
  section.hidden = Notification.permission === "granted" && Boolean(await subscriptionHere());
  button.addEventListener("click", () => ask().catch(() => say(section.dataset.failed)));
}

async function ask() {
  refusal.hidden = true;
  if ((await Notification.requestPermission()) !== "granted") return say(section.dataset.denied);
  button.disabled = true;
  try {
    const told = await send("/me/devices", { method: "POST", body: await subscribed() });
    if (told.ok) return location.reload();
    say((await told.json()).detail);
  } finally {
    button.disabled = false;
  }
}

async function subscribed() {
  const { key } = await (await fetch("/me/devices")).json();
  const registration = await navigator.serviceWorker.register(WORKER, { updateViaCache: "none" });
  await active(registration);
  const given = { userVisibleOnly: true, applicationServerKey: key };
  const made = (await registration.pushManager.subscribe(given)).toJSON();
  return new URLSearchParams({
    endpoint: made.endpoint,
    key,
    browser_key: made.keys.p256dh,
    secret: made.keys.auth,
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
}

function active(registration) {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return null;
  return new Promise((resolve) =>
    worker.addEventListener("statechange", () => worker.state === "activated" && resolve()),
  );
}

function say(sentence) {
  refusal.textContent = sentence;
  refusal.hidden = false;
}
