import './item-sheet.css';
import { isSoldOut, type MenuItem, type MenuState } from '@cafe/client-sdk';
import { priceLine } from '@cafe/client-sdk/pricing';
import { useSignal } from '@preact/signals';
import { sayAllergen } from '../i18n/allergens.ts';
import { listOf, money } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { unitOf } from './amounts.ts';
import { type Choice, groupsOf, MOST, missingIn, modifiersOf, wishOf } from './choice.ts';
import type { Allergen } from './filters.ts';
import { GroupField, VariantField } from './group-field.tsx';
import { closeItem, type OpenItem } from './open-item.ts';
import { sayDiet, shownDiets } from './say-food.ts';
import { Stepper } from './stepper.tsx';
import type { Visit } from './visit.ts';
import { say } from './words.ts';

export interface ItemSheetProps {
  readonly visit: Visit;
  readonly menu: MenuState;
  readonly open: OpenItem;
  /** What somebody said they avoid: it is marked where it stands. */
  readonly avoided: readonly Allergen[];
}

const NOTE_MOST = 200;

/** What a choice holds, and what one of it costs; as far as it can be had. */
const quoteOf = (menu: MenuState, item: MenuItem, { choice, at }: { readonly choice: Choice; readonly at: string }) => {
  const { variantId } = choice;
  const asked = { itemId: item.itemId, variantId, modifiers: modifiersOf(groupsOf(menu, item), choice) };
  const priced = priceLine(menu, asked, { serviceType: 'dine_in', at });
  return priced.ok ? priced.line : undefined;
};

const About = ({ item, allergens }: { readonly item: MenuItem; readonly allergens: readonly string[] }) => {
  const diets = shownDiets(item.diets);
  return (
    <div class="sheet-about">
      {item.description !== undefined && <p>{item.description}</p>}
      {diets.length > 0 && (
        <p class="item-diets">
          <Icon name="leaf" size={18} />
          {diets.map(sayDiet).join(' · ')}
        </p>
      )}
      <p class="muted">
        {allergens.length > 0 ? say('contains', { list: listOf(allergens.map(sayAllergen)) }) : say('containsNone')}
      </p>
    </div>
  );
};

/** What becomes of the choice: a new line, another quantity of an old one. */
const put = ({ visit, menu, open }: ItemSheetProps): void => {
  const { item, line, wish } = open;
  const choice = open.choice.peek();
  const asked = wishOf(menu, item, choice);
  if (line) {
    const { quantity, modifiers = [], note = null } = asked;
    const all = modifiers.map(({ modifierId, quantity: each = 1 }) => ({ modifierId, quantity: each }));
    void visit.table.peek()?.edits.change(line, { quantity, note, modifiers: all });
  } else if (wish) visit.wishes.change(wish.lineId, asked);
  else visit.wishes.add(asked);
  closeItem();
};

const Foot = ({ props, isTried }: { readonly props: ItemSheetProps; readonly isTried: (is: true) => void }) => {
  const { visit, menu, open } = props;
  const at = new Date(visit.nowMs()).toISOString();
  const choice = open.choice.value;
  const quote = quoteOf(menu, open.item, { choice, at });
  const price = quote && money(choice.quantity * unitOf(quote), visit.facts.value?.store.currency ?? 'EUR');
  if (visit.scan.value?.mode === 'off') return <p class="grow">{say('menuOnlyText')}</p>;
  if (isSoldOut(open.item, at)) return <Chip tone="bad" icon="ban" children={say('soldOut')} />;
  const tap = () => {
    const missing = missingIn(groupsOf(menu, open.item), choice);
    if (missing) {
      isTried(true);
      document.getElementById(`group-${missing.modifierGroupId}`)?.scrollIntoView({ block: 'center' });
    } else put(props);
  };
  const isNew = !open.line && !open.wish;
  return (
    <>
      <Stepper
        label={say('quantity')}
        value={choice.quantity}
        least={1}
        most={MOST}
        onChange={(quantity) => {
          open.choice.value = { ...choice, quantity };
        }}
      />
      <div class="sheet-put">
        <Button kind="primary" size="large" wide onClick={tap}>
          <span class="sheet-put-text">
            <span>{say(isNew ? 'addToCart' : 'save')}</span>
            <span class="number">{price}</span>
          </span>
        </Button>
      </div>
    </>
  );
};

/** A dish with everything that can be chosen of it. */
export const ItemSheet = (props: ItemSheetProps) => {
  const { visit, menu, open, avoided } = props;
  const isTried = useSignal(false);
  const { item } = open;
  const choice = open.choice.value;
  const currency = visit.facts.value?.store.currency ?? 'EUR';
  const quote = quoteOf(menu, item, { choice, at: new Date(visit.nowMs()).toISOString() });
  const choose = (chosen: Choice) => {
    open.choice.value = chosen;
  };
  const common = { choice, currency, avoided, onChoose: choose, isTried: isTried.value };
  const tried = (is: true) => {
    isTried.value = is;
  };
  return (
    <Dialog title={item.name} shape="sheet" onClose={closeItem} foot={<Foot props={props} isTried={tried} />}>
      <div class="stack">
        <About item={item} allergens={quote?.allergens ?? item.allergens} />
        {(item.variants ?? []).length > 0 && <VariantField {...common} item={item} isFixed={open.line !== undefined} />}
        {groupsOf(menu, item).map((group) => (
          <GroupField key={group.modifierGroupId} {...common} group={group} />
        ))}
        <Field
          label={say('note')}
          value={choice.note}
          onInput={(note) => choose({ ...open.choice.peek(), note })}
          help={say('noteHelp')}
          maxLength={NOTE_MOST}
          multiline
        />
      </div>
    </Dialog>
  );
};
