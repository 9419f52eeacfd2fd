import { modifierText } from './all-day.ts';
import type { Slot } from './slots.ts';
import type { Ticket, TicketBlock, TicketLine } from './ticket.ts';
import { isAboutAllergy } from './ticket-words.ts';

/** A card as it is drawn, or a part of one that is longer than a place. */
export interface Cell {
  readonly slot: Slot;
  readonly blocks: readonly TicketBlock[];
  /** From 1. */
  readonly part: number;
  readonly parts: number;
}

/** How a page of cards is laid out; how high a card's middle is, in pixels. */
export interface GridShape {
  readonly columns: number;
  readonly rows: number;
  readonly middlePx: number;
}

// What things are high on a card, in pixels; what is guessed too low can still be scrolled to.
const LINE_PX = 57;
const WRAPPED_PX = 25;
const MODIFIERS_PX = 24;
const BAND_PX = 41;
const MORE_PX = 26;
const BLOCK_PX = 40;
/** So many letters of a name, of modifiers and of a note stand in one row. */
const NAME_LETTERS = 20;
const MODIFIER_LETTERS = 25;
const NOTE_LETTERS = 28;
/** A modifier begins with a plus. */
const AROUND_MODIFIER = 2;

const rowsOf = (text: string, letters: number): number => Math.max(1, Math.ceil(text.length / letters));

/** Modifiers stand one after another in as many rows as they need. */
const modifiersHeight = (modifiers: TicketLine['line']['modifiers']): number => {
  if (modifiers.length === 0) return 0;
  const text = modifiers.map((modifier) => modifierText(modifier) + ' '.repeat(AROUND_MODIFIER)).join('');
  return rowsOf(text, MODIFIER_LETTERS) * MODIFIERS_PX;
};

/** What is about an allergy says below it what is in the dish. */
const noteHeight = (note: string, allergens: readonly string[]): number => {
  const contained = isAboutAllergy(note) ? rowsOf(allergens.join(', '), NOTE_LETTERS) : 0;
  return BAND_PX + (rowsOf(note, NOTE_LETTERS) - 1 + contained) * WRAPPED_PX;
};

/** How high a line is, about. */
export const lineHeight = ({ line, alsoAt }: TicketLine): number => {
  const name = `${line.name} ${line.variantName ?? ''}`;
  const note = line.note === undefined ? 0 : noteHeight(line.note, line.allergens);
  const wrapped = (rowsOf(name, NAME_LETTERS) - 1) * WRAPPED_PX;
  const more = (alsoAt.length > 0 ? MORE_PX : 0) + (line.void ? MORE_PX : 0);
  return LINE_PX + wrapped + modifiersHeight(line.modifiers) + note + more;
};

interface Part {
  blocks: TicketBlock[];
  usedPx: number;
}

const put = (part: Part, block: TicketBlock, line: TicketLine): void => {
  const last = part.blocks.at(-1);
  if (last?.round === block.round) part.blocks.splice(-1, 1, { ...last, lines: [...last.lines, line] });
  else part.blocks.push({ ...block, lines: [line] });
};

/** A ticket's lines in parts that fit; one part at least, and a line too high for any has one of its own. */
export const partsOf = ({ blocks }: Pick<Ticket, 'blocks'>, middlePx: number): readonly (readonly TicketBlock[])[] => {
  const parts: Part[] = [{ blocks: [], usedPx: 0 }];
  for (const block of blocks) {
    for (const line of block.lines) {
      let part = parts.at(-1) ?? { blocks: [], usedPx: 0 };
      const isFirst = part.blocks.at(-1)?.round !== block.round;
      const height = lineHeight(line) + (isFirst && block.isAddOn ? BLOCK_PX : 0);
      if (part.usedPx > 0 && part.usedPx + height > middlePx) {
        part = { blocks: [], usedPx: 0 };
        parts.push(part);
      }
      put(part, block, line);
      part.usedPx += height;
    }
  }
  return parts.map((part) => part.blocks);
};

/** What stands on the screen, place after place. */
export const cellsOf = (slots: readonly Slot[], { middlePx }: GridShape): readonly Cell[] =>
  slots.flatMap((slot) => {
    const parts = partsOf(slot.ticket, middlePx);
    return parts.map((blocks, at) => ({ slot, blocks, part: at + 1, parts: parts.length }));
  });

export const pageCount = (cells: readonly Cell[], { columns, rows }: GridShape): number =>
  Math.max(1, Math.ceil(cells.length / (columns * rows)));

/** The cells of a page, counted from 0. */
export const cellsOnPage = (cells: readonly Cell[], page: number, { columns, rows }: GridShape): readonly Cell[] =>
  cells.slice(page * columns * rows, (page + 1) * columns * rows);
