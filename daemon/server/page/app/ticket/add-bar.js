// @ts-check
/** Adds to the ticket: part search as one types, and labor. */
import { useEffect, useRef } from "../../vendor/hooks.js";
import { counter } from "../counter.js";
import { html } from "../html.js";
import { Button } from "../ui/button.js";
import { Combobox } from "../ui/combobox.js";
import { PartOption } from "../ui/part-option.js";
import { AddLabor } from "./add-labor.js";

/** @typedef {import("../../client/types.js").Part} Part */
/** @typedef {import("./use-ticket.js").TicketDesk} TicketDesk */

const RESULTS_MAX = 20;

/**
 * @param {{ desk: TicketDesk, labor: boolean, onLabor: (open: boolean) => void, onAdded: (lineId: string) => void,
 *   searchFor: { text: string, turn: number } }} props  searchFor: a text put into the search from outside
 */
export function AddBar({ desk, labor, onLabor, onAdded, searchFor }) {
  const { ticket, editable, act } = desk;
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const vehicleId = ticket.vehicle?.id;
  useEffect(() => {
    if (searchFor.turn > 0) input.current?.focus();
  }, [searchFor.turn]);

  return html`<div class="add-bar">
      <${Combobox}
        key=${searchFor.turn}
        initial=${searchFor.text}
        class="part-search"
        testid="part-search"
        optionTestid="part-result"
        label="Add a part: number, name or scan"
        placeholder="Add a part: number, name, or scan"
        hotkey="F7"
        icon="parts"
        inputRef=${input}
        disabled=${!editable}
        search=${(/** @type {string} */ text) => searchParts(text, vehicleId)}
        prefer=${exactOrFirst}
        empty=${(/** @type {string} */ text) => html`No part matches “${text}”. Try fewer words, or the number without its ending.`}
        onPick=${(/** @type {Part} */ part) => {
          void act("ticket.add_part", { part_id: part.id }, { done: (accepted) => onAdded(accepted.line_id ?? "") });
          input.current?.focus();
        }}
      />
      <${Button} icon="wrench" hotkey="F4" testid="add-labor" disabled=${!editable} pressed=${labor} onClick=${() => onLabor(!labor)}>Labor<//>
    </div>
    ${labor &&
    html`<${AddLabor}
      desk=${desk}
      onClose=${() => onLabor(false)}
      onAdded=${(/** @type {string} */ lineId) => {
        onLabor(false);
        onAdded(lineId);
      }}
    />`}`;
}

/**
 * Parts that fit the vehicle first, then the others.
 * @param {string} text
 * @param {string | undefined} vehicleId
 */
async function searchParts(text, vehicleId) {
  const [fitting, all] = await Promise.all([
    vehicleId ? counter.call("part.search", { query: text, limit: RESULTS_MAX, vehicle_id: vehicleId }) : { parts: [] },
    counter.call("part.search", { query: text, limit: RESULTS_MAX }),
  ]);
  const first = fitting.parts.map((part) => ({ ...part, fits: part.fits ?? true }));
  const seen = new Set(first.map((part) => part.id));
  const parts = [...first, ...all.parts.filter((part) => !seen.has(part.id))].slice(0, RESULTS_MAX);
  return parts.map((part) => ({ key: part.id, item: part, view: html`<${PartOption} part=${part} fit=${vehicleId !== undefined} />` }));
}

/**
 * A typed or scanned number takes the part of that very number, else the first.
 * @param {{ item: Part }[]} options
 * @param {string} text
 */
function exactOrFirst(options, text) {
  const plain = (/** @type {string | null} */ word) => (word ?? "").toUpperCase().replace(/[^A-Z0-9]/g, "");
  const exact = options.findIndex(({ item }) => plain(item.number) === plain(text) || plain(item.upc) === plain(text));
  return Math.max(exact, 0);
}
