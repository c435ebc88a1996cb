// Single comments of a thread, as list items that can be put into the open page.
export async function fetchItems(thread, comments) {
  const query = new URLSearchParams(comments.map((comment) => ["id", comment]));
  const response = await fetch(`/threads/${thread}/items?${query}`).catch(() => null);
  if (!response?.ok) return null;
  const part = document.createElement("template");
  part.innerHTML = await response.text();
  const count = part.content.getElementById("count");
  if (count) document.getElementById("count").textContent = count.textContent;
  return new Map([...part.content.querySelectorAll(".comment")].map((item) => [item.id.slice(1), item]));
}
