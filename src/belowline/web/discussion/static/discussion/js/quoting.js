// Turns a comment, or the passage selected in it, into a Markdown quote.

export function quoteOf(comment, selected = "") {
  const text = selected || ownWords(comment.querySelector(":scope > .body"));
  const quoted = text.trim().split("\n").map((line) => `> ${line.trim()}`.trim());
  return `${quoted.join("\n")}\n\n`;
}

function ownWords(body) {
  const own = [...body.children].filter((element) => element.localName !== "blockquote");
  return (own.length ? own : [...body.children]).map((element) => element.innerText.trim()).join("\n\n");
}
