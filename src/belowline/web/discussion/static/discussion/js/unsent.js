// What a reader began to write before logging in: after it, the form is open again where it was.

export function remember(thread, parent) {
  sessionStorage.setItem(key(thread), parent);
  const hash = placeOf(parent);
  const join = document.getElementById("join");
  for (const field of join?.querySelectorAll("[name=next]") ?? []) field.value = here(hash);
  for (const link of join?.querySelectorAll("[href*='next=']") ?? []) {
    const address = new URL(link.href);
    address.searchParams.set("next", here(hash));
    link.href = address.pathname + address.search;
  }
}

export function recall(thread) {
  const parent = sessionStorage.getItem(key(thread));
  sessionStorage.removeItem(key(thread));
  return parent;
}

// The article's question that the reader's next comment here is written from.
export function takeQuestion(thread, question) {
  sessionStorage.setItem(`question:${thread}`, question);
}

export function takenQuestion(thread) {
  return sessionStorage.getItem(`question:${thread}`);
}

export function dropQuestion(thread) {
  sessionStorage.removeItem(`question:${thread}`);
}

export function placeOf(parent) {
  return parent ? `#c${parent}` : "#discussion";
}

function here(hash) {
  return location.pathname + location.search + hash;
}

function key(thread) {
  return `unsent:${thread}`;
}
