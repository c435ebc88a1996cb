// Passkeys: asks the browser to make one, or to answer with one, and sends the form.

const supported = Boolean(globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON);

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!supported) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    use(form);
  });
}

async function use(form) {
  const refusal = form.querySelector(".refusal");
  refusal.hidden = true;
  try {
    const credential = form.dataset.passkey === "create" ? await create() : await answer(form);
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch {
    // Turned down, timed out or not known to the device: each is for the reader to see to.
    refusal.hidden = false;
  }
}

async function create() {
  const { publicKey } = given().creation_options;
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  };
  return navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey),
  });
}

async function answer(form) {
  const { publicKey } = (form.dataset.passkey === "login" ? await asked(form) : given()).request_options;
  return navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey),
  });
}

async function asked(form) {
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.status);
  return response.json();
}

function given() {
  return JSON.parse(document.getElementById("passkey-data").textContent);
}
