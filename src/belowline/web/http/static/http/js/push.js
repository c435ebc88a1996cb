// Keeps the server in step with the browser, where the reader has asked for notifications in it.
import { send } from "./reader.js";

// By the name that stays: the browser looks there itself whether there is a newer one.
export const WORKER = "/static/account/js/push_worker.js";
const RENEWED = "push-renewed";

export async function subscriptionHere() {
  const registration = await navigator.serviceWorker?.getRegistration(WORKER);
  return registration?.pushManager?.getSubscription();
}

// Once a visit; where the server knows nothing of it any more, the browser forgets it too.
export async function renew() {
  if (sessionStorage.getItem(RENEWED)) return;
  const subscription = await subscriptionHere();
  if (!subscription) return;
  const body = new URLSearchParams({ endpoint: subscription.endpoint });
  const told = await send("/me/devices/renew", { method: "POST", body });
  if (told.ok) sessionStorage.setItem(RENEWED, "1");
  else if (told.status === 404) await subscription.unsubscribe();
}
