// Who is reading: the name is in a cookie that the server keeps in step with the session.

export function signedInName() {
  const found = document.cookie.match(/(?:^|; )signed_in=([^;]+)/);
  return found ? decodeURIComponent(found[1]) : "";
}

export function toLogin(hash = location.hash) {
  const back = location.pathname + location.search + hash;
  location.assign(`/accounts/login/?next=${encodeURIComponent(back)}`);
}
