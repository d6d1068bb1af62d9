// @ts-check
/** Sign-in: choose a name, enter the PIN by touch or keyboard. */
import { useEffect, useState } from "../../vendor/hooks.js";
import { counter } from "../counter.js";
import { cx, html } from "../html.js";
import { useKeys } from "../keys.js";
import { inWords } from "../orders.js";
import { signIn } from "../session.js";
import { info, link } from "../state.js";
import { sentence } from "../text/words.js";
import { Pad } from "../ui/pad.js";
import { Icon } from "../ui/icon.js";
import { Banner } from "./banner.js";
import { SetUp } from "./set-up.js";

/** @typedef {import("../../client/types.js").Staff} Staff */

const PIN_LEN_MAX = 12;

export function SignIn() {
  const [people, setPeople] = useState(/** @type {Staff[] | null} */ (null));
  const [chosen, setChosen] = useState(/** @type {Staff | null} */ (null));
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(/** @type {ReturnType<typeof inWords> | null} */ (null));
  const ready = link.value === "ready";

  useEffect(() => {
    if (!ready) return;
    counter.call("session.staff", {}).then(
      ({ staff }) => {
        setPeople(staff);
        if (staff.length === 1) setChosen(staff[0]);
      },
      (error) => setProblem(inWords(error)),
    );
  }, [ready]);

  /** @param {Staff} person */
  function choose(person) {
    // Enter on the tile already chosen means the PIN is complete.
    if (person.id === chosen?.id && pin) return void enter();
    setChosen(person);
    setPin("");
    setProblem(null);
  }

  /** @param {string} digit */
  function digit(digit) {
    if (!chosen || busy || pin.length >= PIN_LEN_MAX) return;
    setProblem(null);
    setPin(pin + digit);
  }

  async function enter() {
    if (!chosen || !pin || busy) return;
    setBusy(true);
    try {
      await signIn(chosen.id, pin);
    } catch (error) {
      setProblem(inWords(error));
      setPin("");
      setBusy(false);
    }
  }

  const erase = () => setPin(pin.slice(0, -1));
  const digits = Object.fromEntries([..."0123456789"].map((key) => [key, () => digit(key)]));
  useKeys({ ...digits, Backspace: erase, Escape: () => setPin(""), ...(pin ? { Enter: enter } : {}) });

  const shop = info.value?.shop;
  return html`<main class="sign-in">
    <${Banner} />
    <div class="sign-in-card">
      <header>
        <h1>${shop?.name}</h1>
        <p>Counter ${info.value?.counter}</p>
      </header>
      ${people?.length === 0 && html`<${SetUp} />`}
      <div class="sign-in-body" hidden=${people?.length === 0}>
        <div class="people" role="group" aria-label="Who are you?" onMouseDown=${(/** @type {Event} */ event) => event.preventDefault()}>
          <h2>Who is at the counter?</h2>
          ${people?.map(
            (person) => html`<button
              type="button"
              key=${person.id}
              class=${cx("person", chosen?.id === person.id && "chosen")}
              aria-pressed=${chosen?.id === person.id}
              data-testid=${`staff-${person.name}`}
              onClick=${() => choose(person)}
            >
              <span class="initials" aria-hidden="true">${initials(person.name)}</span>
              <span><span class="person-name">${person.name}</span><small>${sentence(person.role)}</small></span>
            </button>`,
          )}
        </div>
        <div class=${cx("pin", !chosen && "resting")}>
          <h2>${chosen ? `PIN for ${chosen.name}` : "Choose a name first"}</h2>
          <div class="pin-dots" aria-label=${`${pin.length} digits entered`} data-testid="pin-dots">
            ${Array.from({ length: Math.max(4, pin.length) }, (_, index) => html`<i key=${index} class=${cx(index < pin.length && "on")}></i>`)}
          </div>
          <div class="pin-problem" role="alert" data-testid="pin-problem">
            ${problem && html`<strong>${problem.message}</strong>${problem.hint && html`<span>${problem.hint}</span>`}`}
          </div>
          <${Pad}
            testidPrefix="pin"
            onDigit=${digit}
            onErase=${erase}
            last=${html`<button
              type="button"
              class="pad-key go"
              aria-label="Sign in"
              data-testid="pin-enter"
              disabled=${!chosen || !pin || busy || !ready}
              onClick=${enter}
            >
              <${Icon} name="check" />
            </button>`}
          />
        </div>
      </div>
    </div>
  </main>`;
}

/** @param {string} name */
function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return words.length > 1 ? `${words[0][0]}${words.at(-1)?.[0]}` : name.slice(0, 2);
}
