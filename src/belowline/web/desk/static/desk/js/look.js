// The page shows the colours as they are chosen, before they are saved.
const form = document.querySelector("form.look");

form.addEventListener("input", (event) => {
  const { name, value, type } = event.target;
  if (type !== "color") return;
  event.target.nextElementSibling.textContent = value;
  const token = name.slice(0, name.lastIndexOf("-"));
  const shade = (mode) => form.elements[`${token}-${mode}`].value;
  document.documentElement.style.setProperty(`--${token}`, `light-dark(${shade("light")}, ${shade("dark")})`);
});
