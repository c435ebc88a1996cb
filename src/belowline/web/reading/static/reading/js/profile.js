// A profile is the same page for everybody; whoever moderates is shown the way to the desk.

import { signedInName } from "../../http/js/reader.js";

if (signedInName()) {
  const answer = await fetch("/me/roles", { headers: { Accept: "application/json" } });
  if (answer.ok) document.getElementById("for-desk").hidden = !(await answer.json()).moderates;
}
