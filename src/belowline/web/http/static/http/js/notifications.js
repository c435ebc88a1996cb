// How many notifications the reader has not seen, beside their name in the masthead.

export function showUnseen(number) {
  const me = document.getElementById("me");
  me.querySelector(".unseen")?.remove();
  if (!number) return;
  const link = document.createElement("a");
  link.className = "unseen";
  link.href = "/me/notifications";
  const label = `${me.dataset.unseen}: ${number}`;
  link.setAttribute("aria-label", label);
  link.title = label;
  const badge = document.createElement("span");
  badge.className = "badge";
  badge.textContent = number;
  link.append(badge);
  me.append(link);
}

export async function fetchUnseen() {
  const response = await fetch("/me/notifications/unseen", { headers: { Accept: "application/json" } });
  if (response.ok) showUnseen((await response.json()).unseen);
}
