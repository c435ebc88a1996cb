// Keeps what somebody began to write until it has been posted, for whoever wrote it and nobody else.

export function draft(thread, parent, writer) {
  const key = `draft:${thread}:${parent}:${encodeURIComponent(writer)}`;
  return {
    read: () => localStorage.getItem(key) ?? "",
    write: (text) => (text ? localStorage.setItem(key, text) : localStorage.removeItem(key)),
  };
}

// The comments that somebody has begun to answer in this thread.
export function parentsOfDrafts(thread, writer) {
  const found = Object.keys(localStorage).map((key) => key.split(":"));
  return found
    .filter(([kind, below, parent, by]) => kind === "draft" && below === thread && parent && by === encodeURIComponent(writer))
    .map(([, , parent]) => parent);
}

// Whoever began to write in this tab, and then logged in, has what was begun.
export function adopt(thread, parent, writer) {
  const begun = draft(thread, parent, "");
  const own = draft(thread, parent, writer);
  const texts = [own.read(), begun.read()].filter(Boolean);
  own.write([...new Set(texts)].join("\n\n"));
  begun.write("");
}
