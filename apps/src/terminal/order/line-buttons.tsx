import { sayAllergen } from '../../i18n/allergens.ts';
import { listOf } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { overlay } from '../screen.ts';
import { say } from '../words.ts';
import {
  approveLines,
  askReject,
  askVoid,
  type OnBill,
  oneLess,
  oneMore,
  removeGroup,
  serveGroup,
} from './line-actions.ts';
import { isUnsent, type LineGroup } from './line-groups.ts';

interface Props {
  readonly group: LineGroup;
  readonly on: OnBill;
}

const InCart = ({ group, on }: Props) => {
  const [line] = group.lines;
  const change = () => {
    const { itemId, modifiers, note } = line;
    const lines = group.lines.map(({ lineId, version }) => ({ lineId, version }));
    const { orderId } = on;
    overlay.value = {
      kind: 'choose',
      choosing: { orderId, itemId, quantity: group.quantity, change: lines, modifiers, note },
    };
  };
  return (
    <>
      <Button icon="minus" label={say('oneLess')} onClick={() => oneLess(on, group)} />
      <Button icon="plus" label={say('oneMore')} onClick={() => oneMore(on, group)} />
      <Button icon="note" onClick={change}>
        {say('changeLine')}
      </Button>
      <Button kind="danger" icon="trash" label={say('removeLine')} onClick={() => removeGroup(on, group)} />
    </>
  );
};

const Asked = ({ group, on }: Props) => {
  const ids = group.lines.map(({ lineId }) => lineId);
  return (
    <>
      <Button kind="primary" icon="check" onClick={() => approveLines(on, ids)}>
        {say('approve')}
      </Button>
      <Button kind="danger" icon="close" onClick={() => askReject(on, ids)}>
        {say('reject')}
      </Button>
    </>
  );
};

const Sent = ({ group, on }: Props) => (
  <>
    {group.lines[0].state === 'ready' && (
      <Button kind="primary" icon="check" onClick={() => serveGroup(on, group)}>
        {say('serve')}
      </Button>
    )}
    <Button icon="plus" onClick={() => oneMore(on, group)}>
      {say('again')}
    </Button>
    <Button kind="danger" icon="trash" onClick={() => askVoid(on, group)}>
      {say('voidIt')}
    </Button>
  </>
);

const buttonsFor = (group: LineGroup) => {
  const [line] = group.lines;
  if (isUnsent(line)) return InCart;
  if (line.state === 'pending') return Asked;
  return line.state === 'voided' ? undefined : Sent;
};

/** What can be done with a line just now, and what is in it. */
export const LineButtons = ({ group, on }: Props) => {
  const Buttons = buttonsFor(group);
  const { allergens } = group.lines[0];
  return (
    <div class="line-buttons">
      {allergens.length > 0 && (
        <p class="line-allergens">
          <Icon name="alert" size={16} />
          <span>{say('allergensAre', { names: listOf(allergens.map(sayAllergen)) })}</span>
        </p>
      )}
      {Buttons && (
        <div class="cluster">
          <Buttons group={group} on={on} />
        </div>
      )}
    </div>
  );
};
