// @ts-check
/** A button that shows its hot key and rests while its work is under way. */
import { cx, html } from "../html.js";
import { Icon } from "./icon.js";

/**
 * @param {{ children?: any, kind?: "primary" | "plain" | "quiet" | "danger", icon?: any, hotkey?: string, testid?: string,
 *   disabled?: boolean, busy?: boolean, onClick?: (event: MouseEvent) => void, title?: string, wide?: boolean,
 *   type?: "button" | "submit", label?: string, large?: boolean, pressed?: boolean }} props
 */
export function Button(props) {
  const { kind = "plain", icon, hotkey, testid, disabled, busy, onClick, title, wide, type = "button", large } = props;
  return html`<button
    type=${type}
    class=${cx("button", kind, wide && "wide", large && "large", busy && "busy", !props.children && "icon-only")}
    data-testid=${testid}
    disabled=${disabled || busy}
    aria-label=${props.label}
    aria-pressed=${props.pressed}
    title=${title}
    onClick=${onClick}
  >
    ${icon && html`<${Icon} name=${icon} />`}
    ${props.children && html`<span class="button-text">${props.children}</span>`}
    ${hotkey && html`<kbd aria-hidden="true">${hotkey}</kbd>`}
  </button>`;
}
