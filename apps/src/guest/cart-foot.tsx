import type { OrderLine } from '@cafe/client-sdk';
import { money } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { sumOf } from './amounts.ts';
import { mayFill } from './stage.ts';
import type { Visit } from './visit.ts';
import type { QuotedWish } from './wishes.ts';
import { say } from './words.ts';

interface FootProps {
  readonly visit: Visit;
  readonly mine: readonly OrderLine[];
  readonly wishes: readonly QuotedWish[];
}

const unitsOf = (lines: readonly { readonly quantity: number }[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** Why nothing can be sent just now; undefined: it can. */
const hindranceOf = ({ visit, mine, wishes }: FootProps): string | undefined => {
  const { value: stage } = visit.stage;
  const isOnline = visit.table.value?.connection.value.state === 'online';
  if (!mayFill(stage)) return say('sendWhenIn');
  if (!isOnline) return say('sendNeedsConnection');
  return wishes.length > 0 && mine.length === 0 ? say('beingAdded') : undefined;
};

const Send = (props: FootProps) => {
  const { visit, mine } = props;
  const table = visit.table.value;
  if (!table) return null;
  const { currency = 'EUR' } = visit.facts.value?.store ?? {};
  const hindrance = hindranceOf(props);
  const n = unitsOf(mine);
  const text = n > 0 ? say('send', { n, sum: money(sumOf(mine), currency) }) : say('sendNothing');
  return (
    <>
      {hindrance !== undefined && <p class="cart-hint">{hindrance}</p>}
      <Button
        kind="primary"
        size="large"
        icon="send"
        wide
        busy={table.sending.isBusy.value}
        disabled={hindrance !== undefined || n === 0}
        onClick={() => table.sending.send(mine.map(({ lineId }) => lineId))}
      >
        {text}
      </Button>
    </>
  );
};

/** Sends what is mine; before one has joined, the way there. Above the thumb, always in the same place. */
export const CartFoot = (props: FootProps) => {
  const { visit, mine, wishes } = props;
  if (mine.length + wishes.length === 0) return null;
  if (visit.stage.value.kind !== 'looking') {
    return (
      <div class="cart-foot">
        <Send {...props} />
      </div>
    );
  }
  return (
    <div class="cart-foot">
      <Button
        kind="primary"
        size="large"
        icon="people"
        wide
        onClick={() => {
          visit.isJoining.value = true;
        }}
      >
        {say('joinToOrder')}
      </Button>
    </div>
  );
};
