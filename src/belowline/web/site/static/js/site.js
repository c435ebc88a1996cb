// Everything works without this; with it, the page answers without being loaded again.
import { signedInName } from "./reader.js";
import { rememberView } from "./view.js";
import { startDiscussion } from "./discussion.js";

const name = signedInName();
const me = document.getElementById("me");
if (name && me && !me.querySelector('[href="/me"]:not(noscript *)')) {
  const link = document.createElement("a");
  link.href = "/me";
  link.textContent = name;
  link.dir = "auto";
  me.replaceChildren(link);
}

const discussion = document.getElementById("discussion");
if (discussion) {
  rememberView(discussion);
  startDiscussion(discussion, name);
}
