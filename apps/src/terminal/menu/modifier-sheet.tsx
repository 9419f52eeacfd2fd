import './modifier-sheet.css';
import type { MenuItem, MenuState } from '@cafe/client-sdk';
import { useCafe, useMenu, useStore } from '@cafe/client-sdk/preact';
import type { Signal } from '@preact/signals';
import { money } from '../../i18n/format.ts';
import { asCount, asCounts, asText, useTyped } from '../../session/typed.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { type Choosing, closeOverlay } from '../screen.ts';
import { say } from '../words.ts';
import { AddButtons } from './add-buttons.tsx';
import { Allergens } from './allergens.tsx';
import { groupsOf, type ModifierGroup } from './menu-parts.ts';
import { type Chosen, defaultsOf, isFull, missingIn, tapOption } from './modifier-choice.ts';
import { useFinish } from './use-finish.ts';

interface GroupProps {
  readonly group: ModifierGroup;
  readonly chosen: Chosen;
  readonly currency: string;
  readonly onTap: (modifierId: string) => void;
}

/** What a group wants, in words. */
const limitsOf = ({ min, max, required }: ModifierGroup): string => {
  if (!required) return max === 1 ? say('chooseOneOrNone') : say('chooseUpTo', { n: max });
  const least = Math.max(min, 1);
  return least === max ? say('chooseExactly', { n: max }) : say('chooseBetween', { least, most: max });
};

const Group = ({ group, chosen, currency, onTap }: GroupProps) => {
  const missing = missingIn(group, chosen);
  const full = isFull(group, chosen) && group.max > 1;
  return (
    <fieldset class="group">
      <legend class="group-head">
        <span class="group-name">{group.name}</span>
        <span class={missing > 0 ? 'group-limits group-missing' : 'group-limits'}>
          {missing > 0 ? say('stillMissing', { n: missing }) : limitsOf(group)}
        </span>
      </legend>
      <div class="options">
        {group.options.map(({ modifierId, name, price }) => {
          const count = chosen[modifierId] ?? 0;
          return (
            <button
              key={modifierId}
              type="button"
              class="option"
              aria-pressed={count > 0}
              disabled={full && count === 0}
              onClick={() => onTap(modifierId)}
            >
              <span class="option-name">
                {name}
                {count > 1 && <strong class="number"> × {count}</strong>}
              </span>
              {price > 0 && <span class="option-price number">+{money(price, currency)}</span>}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
};

interface OpenedProps {
  readonly choosing: Choosing;
  readonly item: MenuItem;
  readonly menu: MenuState;
}

const beginningOf = ({ modifiers }: Choosing, groups: readonly ModifierGroup[]): Chosen =>
  modifiers
    ? Object.fromEntries(modifiers.map(({ modifierId, quantity }) => [modifierId, quantity]))
    : defaultsOf(groups);

const extraOf = (groups: readonly ModifierGroup[], chosen: Chosen): number =>
  groups
    .flatMap(({ options }) => options)
    .reduce((sum, { modifierId, price }) => sum + price * (chosen[modifierId] ?? 0), 0);

/** Of the item and of what is chosen with it, each once. */
const allergensOf = (item: MenuItem, groups: readonly ModifierGroup[], chosen: Chosen): readonly string[] => {
  const options = groups.flatMap((group) => group.options).filter(({ modifierId }) => chosen[modifierId]);
  return [...new Set([...item.allergens, ...options.flatMap(({ allergens }) => allergens)])];
};

const Groups = ({ groups, chosen }: { readonly groups: readonly ModifierGroup[]; readonly chosen: Signal<Chosen> }) => {
  const currency = useStore().value.value?.currency ?? 'EUR';
  return (
    <>
      {groups.map((group) => (
        <Group
          key={group.modifierGroupId}
          group={group}
          chosen={chosen.value}
          currency={currency}
          onTap={(modifierId) => {
            chosen.value = tapOption(group, chosen.value, modifierId);
          }}
        />
      ))}
    </>
  );
};

const Opened = ({ choosing, item, menu }: OpenedProps) => {
  const groups = groupsOf(menu, item);
  const about = `${choosing.orderId} ${item.itemId}`;
  const chosen = useTyped<Chosen>(`chosen ${about}`, beginningOf(choosing, groups), asCounts);
  const quantity = useTyped(`quantity ${about}`, choosing.quantity, asCount);
  const note = useTyped(`note ${about}`, choosing.note ?? '', asText);
  const isChange = choosing.change !== undefined;
  const finish = useFinish(useCafe(), choosing, item);
  const setQuantity = (value: number) => {
    quantity.value = value;
  };
  const foot = (
    <AddButtons
      item={item}
      isChange={isChange}
      isComplete={groups.every((group) => missingIn(group, chosen.value) === 0)}
      extra={extraOf(groups, chosen.value)}
      quantity={quantity.value}
      onQuantity={setQuantity}
      onDone={(variantId) =>
        finish({ chosen: chosen.value, quantity: quantity.value, note: note.value.trim(), variantId })
      }
    />
  );
  const setNote = (value: string) => {
    note.value = value;
  };
  return (
    <Dialog title={item.name} shape="sheet" onClose={closeOverlay} foot={foot}>
      <div class="stack choose">
        <Allergens of={allergensOf(item, groups, chosen.value)} />
        <Groups groups={groups} chosen={chosen} />
        <Field label={say('noteForKitchen')} value={note.value} maxLength={500} onInput={setNote} />
      </div>
    </Dialog>
  );
};

/** What can be chosen of an item: each group within its limits, a size, how many, and a note. */
export const ModifierSheet = ({ choosing }: { readonly choosing: Choosing }) => {
  const menu = useMenu().value.value;
  const item = menu?.items[choosing.itemId];
  return menu && item ? <Opened choosing={choosing} item={item} menu={menu} /> : null;
};
