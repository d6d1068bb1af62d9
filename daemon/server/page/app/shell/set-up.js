// @ts-check
/** The first start of a shop: its owner chooses a name and a PIN. */
import { useState } from "../../vendor/hooks.js";
import { html } from "../html.js";
import { useKeys } from "../keys.js";
import { order } from "../orders.js";
import { signIn } from "../session.js";
import { Button } from "../ui/button.js";
import { Field } from "../ui/field.js";

const PIN = /^\d{4,8}$/;

export function SetUp() {
  const [name, setName] = useState("");
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const [busy, setBusy] = useState(false);
  const ready = name.trim() !== "" && PIN.test(pin) && pin === again;

  async function save() {
    if (!ready || busy) return;
    setBusy(true);
    const saved = await order("session.set_up", { name: name.trim(), pin });
    if (saved) await signIn(saved.staff.id, pin).catch(() => {});
    setBusy(false);
  }

  useKeys({ Enter: save });
  const differs = PIN.test(pin) && again.length >= pin.length && again !== pin;
  return html`<div class="set-up">
    <h2>Welcome</h2>
    <p class="muted">Nobody can sign in yet. The first person is the owner, who may do everything.</p>
    <${Field} label="Your name" value=${name} onInput=${setName} testid="owner-name" focus />
    <${Field} label="PIN, 4 to 8 digits" value=${pin} onInput=${setPin} testid="owner-pin" type="password" />
    <${Field} label="PIN again" value=${again} onInput=${setAgain} testid="owner-pin-again" type="password" />
    <div class="pin-problem" role="alert">${differs && html`<strong>The two PINs differ.</strong>`}</div>
    <${Button} kind="primary" hotkey="Enter" testid="owner-save" disabled=${!ready} busy=${busy} onClick=${save}>Open the shop<//>
  </div>`;
}
