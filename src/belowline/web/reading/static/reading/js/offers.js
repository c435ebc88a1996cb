// Tells which offers were before somebody's eyes for a second, once a page, and not whose.
const seen = new Set();
const timers = new Map();
let planned = 0;

const watch = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    clearTimeout(timers.get(target));
    if (isIntersecting) timers.set(target, setTimeout(() => note(target), 1000));
  }
}, { threshold: 0.5 });

for (const offer of document.querySelectorAll("[data-offer]")) watch.observe(offer);

function note(offer) {
  watch.unobserve(offer);
  seen.add(offer.dataset.offer);
  clearTimeout(planned);
  planned = setTimeout(tell, 2000);
}

function tell() {
  if (!seen.size) return;
  const body = [...seen].join(" ");
  seen.clear();
  fetch("/offers/views", { method: "POST", body, keepalive: true, credentials: "omit" }).catch(() => {});
}

addEventListener("pagehide", tell);
