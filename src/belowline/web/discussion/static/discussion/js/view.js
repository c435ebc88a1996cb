// Remembers whether somebody reads flat or nested. Only this browser knows; no cookie is set.

const KEY = "view";

export function rememberView(discussion) {
  const isFlat = "flat" in discussion.dataset;
  for (const link of discussion.querySelectorAll("[data-view]")) {
    link.addEventListener("click", () => localStorage.setItem(KEY, link.dataset.view));
  }
  const asked = new URLSearchParams(location.search);
  if (!isFlat && localStorage.getItem(KEY) === "flat" && !asked.has("after") && !location.hash.startsWith("#c")) {
    asked.set("view", "flat");
    location.replace(`${location.pathname}?${asked}${location.hash}`);
  }
}
