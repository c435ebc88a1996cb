// Remembers in which order, and whether flat or nested, somebody reads. Only this browser knows.

// Whether the page is left for the one that was chosen before.
export function rememberView(discussion) {
  discussion.querySelector(".orders").addEventListener("click", ({ target }) => {
    if (!target.href) return;
    const chosen = new URL(target.href).searchParams;
    localStorage.setItem("order", chosen.get("order"));
    localStorage.setItem("view", chosen.get("view") ?? "nested");
  });
  const asked = new URLSearchParams(location.search);
  if (["after", "order", "view"].some((name) => asked.has(name)) || /^#c\w{13}$/.test(location.hash)) return false;
  const order = localStorage.getItem("order") ?? discussion.dataset.order;
  const isFlat = localStorage.getItem("view") === "flat";
  if (order === discussion.dataset.order && !isFlat) return false;
  asked.set("order", order);
  if (isFlat) asked.set("view", "flat");
  location.replace(`${location.pathname}?${asked}${location.hash}`);
  return true;
}
