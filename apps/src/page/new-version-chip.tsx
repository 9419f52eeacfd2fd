import './new-version-chip.css';
import type { ReadonlySignal } from '@preact/signals';
import { Icon } from '../ui/icon.tsx';

export interface NewVersionChipProps {
  readonly isThere: ReadonlySignal<boolean>;
  readonly label: () => string;
  readonly onTake: () => void;
}

/** Nothing is reloaded under somebody's fingers: a chip says that there is a newer page, and waits. */
export const NewVersionChip = ({ isThere, label, onTake }: NewVersionChipProps) =>
  isThere.value ? (
    <button type="button" class="new-version" onClick={onTake}>
      <Icon name="sync" size={20} />
      {label()}
    </button>
  ) : null;
