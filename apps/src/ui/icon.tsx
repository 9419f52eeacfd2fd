import './icon.css';
import { ICONS, type IconName } from './icons.ts';

/** These point somewhere: where people read from the right, they point the other way. */
const POINTING: ReadonlySet<IconName> = new Set(['back', 'chevron', 'previous', 'send', 'undo']);

/** A picture beside a word; it says nothing to a screen reader, so a word must be there. */
export const Icon = ({ name, size = 24 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    class={POINTING.has(name) ? 'icon icon-pointing' : 'icon'}
    width={size}
    height={size}
    viewBox="0 0 24 24"
    aria-hidden="true"
    focusable="false"
  >
    <path d={ICONS[name]} />
  </svg>
);
