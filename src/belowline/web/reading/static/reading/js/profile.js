// A profile is the same page for everybody; moderators are shown the way to the desk, and nobody is
// offered to follow, mute or block themselves.

import { signedInName } from "../../http/js/reader.js";

const name = signedInName();
if (name) {
  const isOwn = name === document.querySelector("h1").textContent;
  for (const regard of document.querySelectorAll(".regard")) regard.hidden = isOwn;
  const answer = await fetch("/me/roles", { headers: { Accept: "application/json" } });
  if (answer.ok) document.getElementById("for-desk").hidden = !(await answer.json()).moderates;
}
