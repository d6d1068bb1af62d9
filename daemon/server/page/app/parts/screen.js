// @ts-check
/** Finds parts. */
import { useEffect, useRef, useState } from "../../vendor/hooks.js";
import { counter } from "../counter.js";
import { useSettled } from "../customers/screen.js";
import { html } from "../html.js";
import { useLive } from "../live.js";
import { hrefOf } from "../route.js";
import { Icon } from "../ui/icon.js";
import { PartOption } from "../ui/part-option.js";
import { Empty, Inline, Loading } from "../ui/states.js";

/** @param {{ query: string }} props  query: what to look for at first */
export function PartsScreen({ query: first }) {
  const [text, setText] = useState(first);
  const query = useSettled(text.trim());
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => input.current?.focus(), []);
  const { value, problem } = useLive(
    async () => (query ? (await counter.call("part.search", { query, limit: 60 })).parts : []),
    [query],
    (event) => /^(stock|part)\./.test(event.kind),
  );
  return html`<section class="panel page">
    <header class="panel-head">
      <h1>Parts</h1>
      <div class="find">
        <${Icon} name="search" />
        <input class="input" ref=${input} aria-label="Find a part" placeholder="Number, with or without dashes, or words" autocomplete="off" data-testid="parts-query" value=${text} onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)} />
      </div>
    </header>
    ${problem
      ? html`<${Inline} problem=${problem} />`
      : !value
        ? html`<${Loading} />`
        : value.length
          ? html`<div class="rows">
              ${value.map((part) => html`<a class="row" key=${part.id} href=${hrefOf("part", part.id)} data-testid="part-row"><${PartOption} part=${part} /></a>`)}
            </div>`
          : html`<${Empty} icon="parts" title=${query ? `No part matches “${query}”` : "Find a part"}>
              ${query ? "Try fewer words, or the number without its ending." : "Type a number, a piece of one, or what it is. Or scan it."}
            <//>`}
  </section>`;
}
