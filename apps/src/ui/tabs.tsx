import './tabs.css';
import { useId, useRef } from 'preact/hooks';

export interface Tab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** A number after the label; 0 is not shown, and has its place all the same. */
  readonly count?: number;
}

export interface TabsProps<Id extends string> {
  /** What the tabs are of, for a screen reader. */
  readonly label: string;
  readonly tabs: readonly Tab<Id>[];
  readonly selected: Id;
  readonly onSelect: (id: Id) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** How far a key goes: where one reads from the right, the left arrow goes on. */
const stepOf = (key: string, place: Element): number => {
  const step = STEPS[key] ?? 0;
  const isTurned = key.endsWith('t') && getComputedStyle(place).direction === 'rtl';
  return isTurned ? -step : step;
};

/** One of several views; arrows move, as people expect of tabs. What is shown below belongs to the page. */
export const Tabs = <Id extends string>({ label, tabs, selected, onSelect }: TabsProps<Id>) => {
  const list = useRef<HTMLDivElement>(null);
  const name = useId();
  const move = (event: KeyboardEvent) => {
    const { current } = list;
    const step = current ? stepOf(event.key, current) : 0;
    const at = tabs.findIndex(({ id }) => id === selected);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    onSelect(next.id);
    current?.querySelector<HTMLElement>(`[id="${name}-${next.id}"]`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
      {tabs.map(({ id, label: text, count }) => (
        <button
          key={id}
          id={`${name}-${id}`}
          type="button"
          role="tab"
          class="tab"
          aria-selected={id === selected}
          tabIndex={id === selected ? 0 : -1}
          onClick={() => onSelect(id)}
        >
          {text}
          {count !== undefined && <span class={count > 0 ? 'tab-count' : 'tab-count tab-count-none'}>{count}</span>}
        </button>
      ))}
    </div>
  );
};
