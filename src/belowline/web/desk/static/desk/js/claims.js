// Who has a case open: told to the others for three minutes, and renewed while it is looked at.
import { send } from "../../http/js/reader.js";

const headers = { Accept: "application/json" };
let claimed = "";

export async function claim(ref) {
  if (!ref || document.hidden) return;
  claimed = ref;
  await send(`/desk/cases/${ref}/claim`, { method: "POST", headers }).catch(() => {});
}

export function renew(ref) {
  if (claimed === ref) claim(ref);
}

export function release() {
  if (!claimed) return;
  send(`/desk/cases/${claimed}/release`, { method: "POST", headers, keepalive: true }).catch(() => {});
  claimed = "";
}
