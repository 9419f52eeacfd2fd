import './list-row.css';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export interface ListRowProps {
  readonly title: ComponentChildren;
  readonly icon?: IconName | undefined;
  /** The second line, smaller. */
  readonly more?: ComponentChildren;
  /** At the end: a price, a chip. */
  readonly end?: ComponentChildren;
  /** With it the row is a button. */
  readonly onClick?: (() => void) | undefined;
  readonly selected?: boolean | undefined;
}

const Inside = ({ title, icon, more, end }: ListRowProps) => (
  <>
    {icon && <Icon name={icon} />}
    <span class="grow">
      <span class="row-title">{title}</span>
      {more !== undefined && <span class="row-more">{more}</span>}
    </span>
    {end !== undefined && <span class="row-end">{end}</span>}
  </>
);

/** One line of a list: stands in `<ul class="rows">`. */
export const ListRow = (props: ListRowProps) => (
  <li class="row-item">
    {props.onClick ? (
      <button type="button" class="row" onClick={props.onClick} aria-pressed={props.selected}>
        <Inside {...props} />
      </button>
    ) : (
      <div class="row">
        <Inside {...props} />
      </div>
    )}
  </li>
);
