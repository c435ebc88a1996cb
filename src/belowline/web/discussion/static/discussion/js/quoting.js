// Turns a comment, or the passage selected in it, into a Markdown quote.

export function quoteOf(comment) {
  const body = comment.querySelector(":scope > .body");
  const selection = getSelection();
  const chosen =
    selection && !selection.isCollapsed && body.contains(selection.anchorNode) && body.contains(selection.focusNode)
      ? selection.toString()
      : ownWords(body);
  const lines = chosen.trim().split("\n");
  return `${lines.map((line) => `> ${line.trim()}`.trim()).join("\n")}\n\n`;
}

function ownWords(body) {
  const own = [...body.children].filter((element) => element.localName !== "blockquote");
  return (own.length ? own : [...body.children]).map((element) => element.innerText.trim()).join("\n\n");
}
