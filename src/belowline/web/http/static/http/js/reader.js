// Who is reading: the name is in a cookie that the server keeps in step with the session.

export function signedInName() {
  const found = document.cookie.match(/(?:^|; )signed_in=([^;]+)/);
  return found ? decodeURIComponent(found[1]) : "";
}

// Who the page was opened by: what is written here is theirs, whoever logs in meanwhile elsewhere.
export const openedBy = signedInName();

addEventListener("pageshow", (event) => {
  if (event.persisted && signedInName() !== openedBy) location.reload();
});

// Sends what changes something, and says for whom.
export function send(address, { headers = {}, ...message }) {
  const reader = openedBy ? { "Belowline-Reader": encodeURIComponent(openedBy) } : {};
  return fetch(address, { ...message, headers: { ...headers, ...reader } });
}

export function toLogin(hash = location.hash) {
  const back = location.pathname + location.search + hash;
  location.assign(`/accounts/login/?next=${encodeURIComponent(back)}`);
}
