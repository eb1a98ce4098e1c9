import { answer, creation, request, type CreationJson, type RequestJson } from "./json.ts";

/**
 * A form that makes a passkey or signs in with one: the button asks the device, the hidden field takes its answer, the
 * form is sent. `data-passkey` is create, get (options on the page) or login (options asked for when needed).
 */
export function mount(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  const start = form.querySelector<HTMLButtonElement>("[data-passkey-start]");
  const field = form.elements.namedItem("credential");
  if (!start || !(field instanceof HTMLInputElement)) return;
  if (!("PublicKeyCredential" in globalThis)) {
    start.disabled = true;
    form.querySelector("[data-passkey-absent]")?.removeAttribute("hidden");
    return;
  }
  form.hidden = false;
  // A key pressed in a field must not send the form before the device has answered.
  form.addEventListener("submit", (event) => {
    if (!field.value) event.preventDefault();
  });
  start.addEventListener("click", () => {
    start.disabled = true;
    say(form, "");
    ask(form)
      .then((credential) => {
        field.value = JSON.stringify(answer(credential));
        form.submit();
      })
      .catch((fault: unknown) => {
        start.disabled = false;
        say(form, fault instanceof DOMException ? (fault.name === "InvalidStateError" ? "known" : "cancelled") : "broken");
      });
  });
}

async function ask(form: HTMLFormElement): Promise<PublicKeyCredential> {
  const how = form.dataset["passkey"];
  const options = how === "login" ? await fetched(form.action) : written(form);
  const found =
    how === "create"
      ? await navigator.credentials.create(creation(options as CreationJson))
      : await navigator.credentials.get(request(options as RequestJson));
  if (!found) throw new DOMException("no credential", "NotAllowedError");
  return found as PublicKeyCredential;
}

async function fetched(address: string): Promise<unknown> {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${response.status}`);
  return ((await response.json()) as { request_options: unknown }).request_options;
}

function written(form: HTMLFormElement): unknown {
  return JSON.parse(form.querySelector('script[type="application/json"]')?.textContent ?? "{}");
}

/** Show one of the sentences the server wrote into the page; none hides the notice. */
function say(form: HTMLFormElement, word: "" | "cancelled" | "known" | "broken"): void {
  const notice = form.querySelector<HTMLElement>("[data-passkey-said]");
  if (!notice) return;
  notice.hidden = !word;
  const text = notice.querySelector("div");
  if (text) text.textContent = word ? (notice.dataset[word] ?? "") : "";
}
