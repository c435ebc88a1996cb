// Says in the masthead who is logged in; the page itself is the same for everybody.
import { signedInName } from "./reader.js";

const name = signedInName();
const me = document.getElementById("me");
if (name && me && !me.querySelector('[href="/me"]:not(noscript *)')) {
  const link = document.createElement("a");
  link.href = "/me";
  link.textContent = name;
  link.dir = "auto";
  me.replaceChildren(link);
}
