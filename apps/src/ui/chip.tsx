import './chip.css';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import type { Tone } from './tone.ts';

interface ChipProps {
  readonly tone?: Tone;
  readonly icon?: IconName | undefined;
  readonly children: ComponentChildren;
}

/** A state in a word, with its icon: never the colour alone. */
export const Chip = ({ tone = 'neutral', icon, children }: ChipProps) => (
  <span class={`chip tone-${tone}`}>
    {icon && <Icon name={icon} size={16} />}
    <span>{children}</span>
  </span>
);

interface FilterChipProps extends ChipProps {
  readonly selected: boolean;
  readonly onToggle: () => void;
}

/** A choice among several that may be on at once. */
export const FilterChip = ({ icon, children, selected, onToggle }: FilterChipProps) => (
  <button
    type="button"
    class={icon ? 'chip chip-filter' : 'chip chip-filter chip-plain'}
    aria-pressed={selected}
    onClick={onToggle}
  >
    {(selected || icon) && <Icon name={selected ? 'check' : (icon ?? 'check')} size={18} />}
    <span>{children}</span>
  </button>
);
