import type { MenuItem } from '@cafe/client-sdk';
import { useId } from 'preact/hooks';
import { sayAllergen } from '../i18n/allergens.ts';
import { money } from '../i18n/format.ts';
import { type Choice, type Group, isAnswered, isEither, leastOf, mayAdd, withOption } from './choice.ts';
import type { Allergen } from './filters.ts';
import { OptionRow } from './option-row.tsx';
import { Stepper } from './stepper.tsx';
import { say } from './words.ts';

interface Chosen {
  readonly choice: Choice;
  readonly currency: string;
  readonly avoided: readonly Allergen[];
  readonly onChoose: (choice: Choice) => void;
  /** It was tried without an answer: what is missing is said. */
  readonly isTried: boolean;
}

/** How much has to be, and may be chosen. */
const ruleOf = (group: Group): string => {
  const least = leastOf(group);
  if (isEither(group)) return say(group.required ? 'chooseOne' : 'chooseOneOrNone');
  if (!group.required) return say('chooseUpTo', { n: group.max });
  return least === group.max ? say('chooseExactly', { n: least }) : say('chooseFrom', { n: least, most: group.max });
};

type Option = Group['options'][number];

const GroupOption = ({
  group,
  option,
  name,
  chosen,
}: {
  readonly group: Group;
  readonly option: Option;
  readonly name: string;
  readonly chosen: Chosen;
}) => {
  const { choice, currency, avoided, onChoose } = chosen;
  const { modifierId, price, allergens } = option;
  const quantity = choice.modifiers[modifierId] ?? 0;
  const bad = allergens.filter((one) => avoided.includes(one));
  const set = (next: number) => onChoose(withOption(choice, group, [modifierId, next]));
  const isCounted = group.maxQuantity > 1;
  const end = price === 0 ? undefined : `${price > 0 ? '+' : ''}${money(price, currency)}`;
  const warning = bad.length > 0 ? say('contains', { list: bad.map(sayAllergen).join(', ') }) : undefined;
  if (isCounted && quantity > 0) {
    return (
      <div class="option option-chosen">
        <span class="grow">{option.name}</span>
        {end && <span class="number">{end}</span>}
        <Stepper
          label={option.name}
          value={quantity}
          least={0}
          most={mayAdd(group, choice, modifierId) ? group.maxQuantity : quantity}
          onChange={set}
        />
      </div>
    );
  }
  const isRadio = isEither(group) && group.required;
  return (
    <OptionRow
      kind={isRadio ? 'radio' : 'checkbox'}
      name={name}
      text={option.name}
      end={end}
      warning={warning}
      isChosen={quantity > 0}
      isDisabled={quantity === 0 && !mayAdd(group, choice, modifierId)}
      onToggle={(is) => set(is ? 1 : 0)}
    />
  );
};

/** The options of a dish that belong together, with what may be chosen of them. */
export const GroupField = ({ group, ...chosen }: Chosen & { readonly group: Group }) => {
  const name = useId();
  const isWrong = chosen.isTried && !isAnswered(group, chosen.choice);
  return (
    <fieldset class="options" id={`group-${group.modifierGroupId}`} aria-describedby={`${name}-rule`}>
      <legend class="options-name">{group.name}</legend>
      <p
        id={`${name}-rule`}
        class={isWrong ? 'options-rule guest-wrong' : 'options-rule muted'}
        role={isWrong ? 'alert' : undefined}
      >
        {ruleOf(group)}
      </p>
      {group.options.map((option) => (
        <GroupOption key={option.modifierId} group={group} option={option} name={name} chosen={chosen} />
      ))}
    </fieldset>
  );
};

/** The sizes of a dish. A line in the cart keeps the one that it has. */
export const VariantField = ({
  item,
  isFixed,
  choice,
  currency,
  onChoose,
}: Chosen & { readonly item: MenuItem; readonly isFixed: boolean }) => {
  const name = useId();
  return (
    <fieldset class="options">
      <legend class="options-name">{say('size')}</legend>
      {(item.variants ?? []).map(({ variantId, name: text, price }) => (
        <OptionRow
          key={variantId}
          kind="radio"
          name={name}
          text={text}
          end={money(price, currency)}
          isChosen={choice.variantId === variantId}
          isDisabled={isFixed && choice.variantId !== variantId}
          onToggle={() => onChoose({ ...choice, variantId })}
        />
      ))}
    </fieldset>
  );
};
