import { direction } from '../i18n/language.ts';
import { toast } from '../ui/toast-list.ts';
import { type Action, actionOf, cardOf } from './key-map.ts';
import { change, settings } from './kitchen-settings.ts';
import { type KitchenScreen, selectedTicket } from './screen.ts';
import { unlockSounds } from './sounds.ts';
import { linesOf, type Ticket } from './ticket.ts';
import { say } from './words.ts';

/** Cards of this page that are still there, each once. */
const cardsOf = ({ cells }: KitchenScreen): readonly Ticket[] => {
  const there = cells.value.filter(({ slot, part }) => slot.goneAtMs === undefined && part === 1);
  return there.map(({ slot }) => slot.ticket);
};

const select = (screen: KitchenScreen, ticket: Ticket | undefined): void => {
  screen.selected.value = ticket?.key;
  screen.line.value = undefined;
  if (ticket) screen.sawCard(ticket.key);
};

/** Goes to another card of the page, as far as there are some. */
const step = (screen: KitchenScreen, by: 1 | -1): void => {
  const cards = cardsOf(screen);
  const at = cards.findIndex(({ key }) => key === screen.selected.value);
  const first = cards[by === 1 ? 0 : cards.length - 1];
  const next = at === -1 ? first : cards[at + by];
  if (next) select(screen, next);
};

const bump = (screen: KitchenScreen, ticket: Ticket): void => {
  const cards = cardsOf(screen);
  const at = cards.findIndex(({ key }) => key === ticket.key);
  select(screen, cards[at + 1] ?? cards[at - 1]);
  screen.steps.bump(ticket);
};

/** The lines that are open first: that is what is meant before somebody has moved. */
const lineAt = (screen: KitchenScreen, ticket: Ticket) => {
  const lines = linesOf(ticket);
  return lines.find(({ line }) => line.lineId === screen.line.value) ?? lines.find((one) => one.standing !== 'done');
};

const moveLine = (screen: KitchenScreen, ticket: Ticket, by: 1 | -1): void => {
  const lines = linesOf(ticket);
  const at = lines.findIndex(({ line }) => line.lineId === screen.line.value);
  const next = at === -1 ? lineAt(screen, ticket) : lines[Math.min(Math.max(0, at + by), lines.length - 1)];
  screen.line.value = next?.line.lineId;
};

const card = (screen: KitchenScreen, index: number): void => {
  // By what stands on the card: a place left open keeps its number.
  const cell = screen.cells.value[index];
  if (!cell || cell.slot.goneAtMs !== undefined) return;
  const { ticket } = cell.slot;
  if (settings.value.numberBumps || screen.selected.value === ticket.key) bump(screen, ticket);
  else select(screen, ticket);
};

const turnPage = ({ page, shownPage, pages }: KitchenScreen, by: 1 | -1): void => {
  page.value = Math.min(Math.max(0, shownPage.value + by), pages.value - 1);
};

/** Silent, or as loud as it was shipped. */
export const toggleSound = (): void => change({ volume: settings.value.volume === 0 ? 7 : 0 });

/** The last card that was done comes back. */
export const recallLast = ({ tickets, steps }: KitchenScreen): void => {
  const last = tickets.value.done[0];
  if (last) steps.recall(last);
  else toast({ text: say('nothingToRecall') });
};

const toggleLine = (screen: KitchenScreen, ticket: Ticket): void => {
  const line = lineAt(screen, ticket);
  screen.line.value = undefined;
  if (line) screen.steps.toggle(ticket, line);
};

/** Actions about the card that is selected; where none is, they select the first. */
const ON_CARD: Partial<Record<Action, (screen: KitchenScreen, ticket: Ticket) => void>> = {
  start: ({ steps }, ticket) => steps.start(ticket),
  bump,
  up: (screen, ticket) => moveLine(screen, ticket, -1),
  down: (screen, ticket) => moveLine(screen, ticket, 1),
  itemDone: toggleLine,
};

/** Where one reads from the right, the next card is on the left. */
const forward = (): 1 | -1 => (direction.value === 'rtl' ? -1 : 1);

const ON_SCREEN: Partial<Record<Action, (screen: KitchenScreen) => void>> = {
  recall: recallLast,
  sound: toggleSound,
  next: (screen) => step(screen, forward()),
  previous: (screen) => step(screen, forward() === 1 ? -1 : 1),
  nextPage: (screen) => turnPage(screen, 1),
  previousPage: (screen) => turnPage(screen, -1),
  allDay({ isAllDay }) {
    isAllDay.value = !isAllDay.value;
  },
  help({ over }) {
    over.value = 'settings';
  },
};

const act = (screen: KitchenScreen, action: Action): void => {
  const index = cardOf(action);
  const onCard = ON_CARD[action];
  const ticket = selectedTicket(screen);
  if (index !== undefined) card(screen, index);
  else if (!onCard) ON_SCREEN[action]?.(screen);
  else if (ticket) onCard(screen, ticket);
  else step(screen, 1);
};

/** A button that has the focus does by these what a button does. */
const isForButton = ({ key, target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  target.closest('button, input, a, [role=tab]') !== null &&
  /^(Enter| |Arrow.*)$/.test(key);

/** Listens to keys, until the function that it returns is called. While something lies over the cards, keys are its own. */
export const listenToKeys = (screen: KitchenScreen): (() => void) => {
  const onKey = (event: KeyboardEvent) => {
    unlockSounds();
    if (event.ctrlKey || event.metaKey || event.altKey || screen.over.value !== undefined) return;
    const action = actionOf(settings.value.keys, event.key);
    if (action === undefined || isForButton(event)) return;
    event.preventDefault();
    screen.touched();
    act(screen, action);
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
};
