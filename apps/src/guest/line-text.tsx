import './lines.css';
import type { OrderLine } from '@cafe/client-sdk';
import { count, money } from '../i18n/format.ts';
import { Icon } from '../ui/icon.tsx';
import { lineTotal, type Priced } from './amounts.ts';

/** What of a line is read: one of the table's, or one that still waits on this phone. */
export type ReadLine = Priced &
  Pick<OrderLine, 'name'> & {
    readonly modifiers: readonly Pick<OrderLine['modifiers'][number], 'modifierId' | 'name' | 'price' | 'quantity'>[];
    readonly variantName?: string | undefined;
    readonly note?: string | undefined;
  };

const modifierText = ({ name, quantity }: ReadLine['modifiers'][number]): string =>
  quantity > 1 ? `${count(quantity)} × ${name}` : name;

/** A line in words: how many of what, with what, and what it comes to. */
export const LineText = ({
  line,
  currency,
  isGone = false,
}: {
  readonly line: ReadLine;
  readonly currency: string;
  readonly isGone?: boolean;
}) => (
  <div class="line-text">
    <p class="line-head">
      <span class={isGone ? 'line-name line-gone' : 'line-name'}>
        <span class="line-count number">{count(line.quantity)} ×</span> {line.name}
        {line.variantName !== undefined && `, ${line.variantName}`}
      </span>
      <span class={isGone ? 'number line-gone' : 'number line-price'}>{money(lineTotal(line), currency)}</span>
    </p>
    {line.modifiers.length > 0 && <p class="muted">{line.modifiers.map(modifierText).join(', ')}</p>}
    {line.note !== undefined && (
      <p class="line-note">
        <Icon name="note" size={18} />
        <span>{line.note}</span>
      </p>
    )}
  </div>
);
