// One's own comments that wait for a moderator, above the discussion in which nobody sees them yet.
export function showHeld(held) {
  if (!held.length) return;
  const { held: waits, withdraw } = document.getElementById("discussion").dataset;
  const section = document.createElement("section");
  section.id = "held";
  section.append(element("h3", waits));
  for (const { id, html } of held) {
    const body = element("div", "");
    body.className = "body answered";
    body.dir = "auto";
    body.innerHTML = html;
    const link = element("a", withdraw);
    link.href = `/c/${id}/withdraw`;
    section.append(body, link);
  }
  document.getElementById("list").before(section);
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
