// Turns a comment, or the passage selected in it, into a Markdown quote.

export function quoteOf(comment, selected = "") {
  const text = selected || ownWords(comment.querySelector(":scope > .body"));
  const lines = text.trim().split("\n");
  return `${lines.map((line) => `> ${line.trim()}`.trim()).join("\n")}\n\n`;
}

function ownWords(body) {
  const own = [...body.children].filter((element) => element.localName !== "blockquote");
  return (own.length ? own : [...body.children]).map((element) => element.innerText.trim()).join("\n\n");
}
