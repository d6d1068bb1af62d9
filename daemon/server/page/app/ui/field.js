// @ts-check
/** A labelled input. */
import { cx, html } from "../html.js";

/**
 * @param {{ label: string, value: string, onInput: (value: string) => void, testid?: string, type?: string, inputmode?: string,
 *   placeholder?: string, required?: boolean, focus?: boolean, hint?: string | null, class?: string, suffix?: string,
 *   maxlength?: number, multiline?: boolean, uppercase?: boolean }} props
 */
export function Field(props) {
  const shared = {
    value: props.value,
    placeholder: props.placeholder,
    required: props.required,
    maxlength: props.maxlength,
    autocomplete: "off",
    "data-testid": props.testid,
    "data-focus": props.focus ? "" : undefined,
    class: cx("input", props.uppercase && "uppercase"),
    onInput: (/** @type {any} */ event) => props.onInput(event.currentTarget.value),
  };
  return html`<label class=${cx("field", props.class)}>
    <span class="field-label">${props.label}</span>
    ${props.multiline
      ? html`<textarea rows="3" ...${shared}></textarea>`
      : html`<input type=${props.type ?? "text"} inputmode=${props.inputmode} ...${shared} />`}
    ${props.hint && html`<span class="field-hint">${props.hint}</span>`}
  </label>`;
}
