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

const forWhom = () => (openedBy ? { "Belowline-Reader": encodeURIComponent(openedBy) } : {});

// Sends what changes something, and says for whom.
export function send(address, { headers = {}, ...message }) {
  return fetch(address, { ...message, headers: { ...headers, ...forWhom() } });
}

// Sends a form with a file in it, and says how much of it has gone; `fetch` cannot.
export function sendFile(address, form, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    for (const [name, value] of Object.entries({ Accept: "application/json", ...forWhom() })) request.setRequestHeader(name, value);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => resolve({ ok: request.status < 400, told: request.response }));
    request.addEventListener("error", reject);
    request.send(form);
  });
}

export function toLogin(hash = location.hash) {
  const back = location.pathname + location.search + hash;
  location.assign(`/accounts/login/?next=${encodeURIComponent(back)}`);
}
