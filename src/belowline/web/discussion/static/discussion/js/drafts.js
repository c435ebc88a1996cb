// Keeps what somebody began to write until it has been posted.

export function draft(thread, parent) {
  const key = `draft:${thread}:${parent}`;
  return {
    read: () => localStorage.getItem(key) ?? "",
    write: (text) => (text ? localStorage.setItem(key, text) : localStorage.removeItem(key)),
  };
}
