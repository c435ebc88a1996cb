// Takes pictures that are chosen, dropped or pasted, and puts them in the text.
import { sendFile } from "../../http/js/reader.js";

export function takePictures(form) {
  const part = document.getElementById("pictures");
  const chooser = document.getElementById("upload");
  const refusal = document.getElementById("upload-refusal");
  const button = part.querySelector("[formaction]");
  const progress = document.getElementById("upload-progress");
  const state = document.getElementById("upload-state");
  const tiles = part.querySelector(".tiles");
  const { body } = form.elements;

  async function upload(file, inText) {
    const sent = new FormData();
    sent.append("story", button.value);
    sent.append("upload", file);
    refuse("");
    state.textContent = part.dataset.sending;
    progress.hidden = false;
    progress.removeAttribute("value");
    const answer = await sendFile("/desk/pictures", sent, (share) => share < 1 ? (progress.value = share) : progress.removeAttribute("value")).catch(() => null);
    progress.hidden = true;
    state.textContent = "";
    if (!answer?.ok || !answer.told) return refuse(answer?.told?.detail ?? part.dataset.offline);
    take(answer.told, inText);
    state.textContent = part.dataset.sent;
  }

  function take({ ref, html }, inText) {
    tiles.querySelector(`input[value="${ref}"]`)?.closest("li").remove();
    tiles.insertAdjacentHTML("afterbegin", html);
    showButtons();
    if (inText) return insert(ref);
    tiles.querySelector("input").checked = true;
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // On a line of its own, where the caret is.
  function insert(ref) {
    const { selectionEnd: at, value } = body;
    const before = at && value[at - 1] !== "\n" ? "\n\n" : "";
    const after = value[at] === "\n" ? "\n" : "\n\n";
    body.setRangeText(`${before}![](picture:${ref})${after}`, at, at, "end");
    body.focus();
    body.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function refuse(sentence) {
    refusal.textContent = sentence;
    refusal.hidden = !sentence;
    if (sentence) chooser.setAttribute("aria-invalid", "true");
    else chooser.removeAttribute("aria-invalid");
  }

  function showButtons() {
    for (const button of tiles.querySelectorAll("[data-picture]")) button.hidden = false;
  }

  async function uploadAll(files, inText) {
    for (const file of files) await upload(file, inText);
  }

  // What is copied from a page or a document is its words, even where a picture of them comes along.
  function uploadInText(event, data) {
    const files = [...(data?.files ?? [])];
    if (!files.length || data.types.includes("text/plain")) return;
    event.preventDefault();
    uploadAll(files, true);
  }

  chooser.addEventListener("change", async () => {
    await uploadAll([...chooser.files], false);
    chooser.value = "";
  });
  tiles.addEventListener("click", ({ target }) => {
    const ref = target.closest("[data-picture]")?.dataset.picture;
    if (ref) insert(ref);
  });
  body.addEventListener("paste", (event) => uploadInText(event, event.clipboardData));
  body.addEventListener("drop", (event) => uploadInText(event, event.dataTransfer));
  body.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    body.parentElement.classList.add("dropping");
  });
  for (const left of ["dragleave", "drop"]) body.addEventListener(left, () => body.parentElement.classList.remove("dropping"));
  button.hidden = true; // what is chosen is sent at once
  showButtons();
}
