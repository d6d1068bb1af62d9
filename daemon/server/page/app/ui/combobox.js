// @ts-check
/** A search field with results as one types: arrows and Enter, mouse, or touch. Only the newest answer is shown. */
import { useEffect, useId, useRef, useState } from "../../vendor/hooks.js";
import { cx, html } from "../html.js";
import { inWords } from "../orders.js";
import { Icon } from "./icon.js";

/**
 * @template T
 * @typedef {{ key: string, item: T, view: any, group?: string, testid?: string }} Option
 */

/**
 * @param {{
 *   search: (text: string) => Promise<Option<any>[]>,
 *   onPick: (item: any, text: string) => void,
 *   placeholder: string, label: string, hotkey?: string, testid?: string, optionTestid?: string,
 *   inputRef?: { current: HTMLInputElement | null }, onEscape?: () => void, empty?: (text: string) => any,
 *   prefer?: (options: Option<any>[], text: string) => number, class?: string, footer?: (text: string) => any, icon?: any,
 *   disabled?: boolean, initial?: string, focus?: boolean
 * }} props  prefer: which option Enter takes at first (-1: none)
 */
export function Combobox(props) {
  const [text, setText] = useState(props.initial ?? "");
  const [found, setFound] = useState({ text: "", options: /** @type {Option<any>[]} */ ([]), message: "" });
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const ownInput = useRef(/** @type {HTMLInputElement | null} */ (null));
  const input = props.inputRef ?? ownInput;
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const latest = useRef("");
  const enterAt = useRef("");
  const id = useId();
  const query = text.trim();
  latest.current = query;

  useEffect(() => {
    if (!query) {
      setFound({ text: "", options: [], message: "" });
      return undefined;
    }
    const timer = setTimeout(async () => {
      let options = /** @type {Option<any>[]} */ ([]);
      let message = "";
      try {
        options = await props.search(query);
      } catch (error) {
        const words = inWords(error);
        message = words.hint ? `${words.message}. ${words.hint}` : words.message;
      }
      if (latest.current !== query) return;
      const first = props.prefer ? props.prefer(options, query) : 0;
      setFound({ text: query, options, message });
      setActive(first);
      // Enter was pressed before the answer came (a fast typist, or a scanner that types).
      if (enterAt.current === query) {
        enterAt.current = "";
        if (options[first]) pick(options[first]);
      }
    }, 60);
    return () => clearTimeout(timer);
  }, [query]);

  useEffect(() => {
    const outside = (/** @type {PointerEvent} */ event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, []);

  useEffect(() => {
    box.current?.querySelector(".option.active")?.scrollIntoView({ block: "nearest" });
  }, [active, found]);

  /** @param {Option<any>} option */
  function pick(option) {
    const typed = latest.current;
    setText("");
    setOpen(false);
    props.onPick(option.item, typed);
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown(event) {
    const last = found.options.length - 1;
    if (event.key === "ArrowDown") setActive(Math.min(active + 1, last));
    else if (event.key === "ArrowUp") setActive(Math.max(active - 1, 0));
    else if (event.key === "Enter" && query) {
      if (found.text !== query) enterAt.current = query;
      else if (found.options[active]) pick(found.options[active]);
    } else if (event.key === "Escape" && (text || open)) {
      setText("");
      setOpen(false);
    } else if (event.key === "Escape") {
      input.current?.blur();
      props.onEscape?.();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const shown = open && query !== "" && found.text !== "";
  return html`<div class=${cx("combobox", props.class)} ref=${box}>
    <div class="combobox-field">
      <${Icon} name=${props.icon ?? "search"} />
      <input
        ref=${input}
        type="text"
        role="combobox"
        inputmode="search"
        autocomplete="off"
        spellcheck=${false}
        aria-label=${props.label}
        aria-expanded=${shown}
        aria-controls=${id}
        aria-activedescendant=${shown && found.options[active] ? `${id}-${active}` : undefined}
        placeholder=${props.placeholder}
        data-testid=${props.testid}
        data-focus=${props.focus ? "" : undefined}
        disabled=${props.disabled}
        value=${text}
        onInput=${(/** @type {any} */ event) => {
          setText(event.currentTarget.value);
          setOpen(true);
        }}
        onFocus=${() => setOpen(true)}
        onKeyDown=${onKeyDown}
      />
      ${props.hotkey && !text && html`<kbd aria-hidden="true">${props.hotkey}</kbd>`}
    </div>
    ${shown &&
    html`<div class="options" id=${id} role="listbox">
      ${found.options.map((option, index) => {
        const heads = option.group && option.group !== found.options[index - 1]?.group;
        return html`${heads && html`<div class="options-group" key=${`g-${option.group}`}>${option.group}</div>`}
          <div
            key=${option.key}
            id=${`${id}-${index}`}
            role="option"
            aria-selected=${index === active}
            class=${cx("option", index === active && "active")}
            data-testid=${option.testid ?? props.optionTestid}
            onPointerMove=${() => index !== active && setActive(index)}
            onClick=${() => pick(option)}
          >
            ${option.view}
          </div>`;
      })}
      ${found.options.length === 0 &&
      html`<div class="options-empty">${found.message || props.empty?.(query) || "Nothing found."}</div>`}
      ${props.footer?.(query)}
    </div>`}
  </div>`;
}
