import type { MenuState } from '@cafe/client-sdk';
import { type Signal, useSignal } from '@preact/signals';
import { ALLERGENS, sayAllergen } from '../i18n/allergens.ts';
import { Button } from '../ui/button.tsx';
import { FilterChip } from '../ui/chip.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { EVERYTHING, foundIn, toggled, type Wanted } from './filters.ts';
import { DIETS, sayDiet } from './say-food.ts';
import { say } from './words.ts';

interface FilterProps {
  readonly menu: MenuState;
  readonly wanted: Signal<Wanted>;
}

const change = (wanted: Signal<Wanted>, changed: Partial<Wanted>): void => {
  wanted.value = { ...wanted.value, ...changed };
};

const DietChips = ({ menu, wanted, onlyChosen = false }: FilterProps & { readonly onlyChosen?: boolean }) => {
  const { diets } = wanted.value;
  const there = DIETS.filter((diet) => (onlyChosen ? diets.includes(diet) : foundIn(menu).diets.has(diet)));
  return there.map((diet) => (
    <FilterChip
      key={diet}
      icon="leaf"
      selected={diets.includes(diet)}
      onToggle={() => change(wanted, { diets: toggled(diets, diet) })}
    >
      {sayDiet(diet)}
    </FilterChip>
  ));
};

const AllergenChips = ({ menu, wanted, onlyChosen = false }: FilterProps & { readonly onlyChosen?: boolean }) => {
  const { without } = wanted.value;
  const there = ALLERGENS.filter((one) => (onlyChosen ? without.includes(one) : foundIn(menu).allergens.has(one)));
  return there.map((one) => (
    <FilterChip
      key={one}
      selected={without.includes(one)}
      onToggle={() => change(wanted, { without: toggled(without, one) })}
    >
      {onlyChosen ? say('withoutOne', { allergen: sayAllergen(one) }) : sayAllergen(one)}
    </FilterChip>
  ));
};

const FilterSheet = ({ menu, wanted, onClose }: FilterProps & { readonly onClose: () => void }) => (
  <Dialog
    title={say('filters')}
    shape="sheet"
    onClose={onClose}
    foot={
      <>
        <Button kind="quiet" onClick={() => change(wanted, { ...EVERYTHING, text: wanted.value.text })}>
          {say('clearFilters')}
        </Button>
        <Button kind="primary" onClick={onClose}>
          {say('showMenu')}
        </Button>
      </>
    }
  >
    <div class="stack">
      <fieldset class="filter-group">
        <legend>{say('iEat')}</legend>
        <div class="cluster">
          <DietChips menu={menu} wanted={wanted} />
        </div>
      </fieldset>
      <fieldset class="filter-group">
        <legend>{say('iAvoid')}</legend>
        <div class="cluster">
          <AllergenChips menu={menu} wanted={wanted} />
        </div>
      </fieldset>
      <p class="muted">{say('traces')}</p>
    </div>
  </Dialog>
);

/** A word to look for, and what must and must not be in it. */
export const FilterBar = ({ menu, wanted }: FilterProps) => {
  const isOpen = useSignal(false);
  const { text, diets, without } = wanted.value;
  const open = (is: boolean) => {
    isOpen.value = is;
  };
  return (
    <div class="stack filter-bar">
      <search class="filter-row">
        <input
          type="search"
          class="field-input grow"
          aria-label={say('search')}
          placeholder={say('search')}
          value={text}
          maxLength={60}
          onInput={({ currentTarget }) => change(wanted, { text: currentTarget.value })}
        />
        <Button icon="sliders" pressed={diets.length + without.length > 0} onClick={() => open(true)}>
          {say('filters')}
        </Button>
      </search>
      {diets.length + without.length > 0 && (
        <div class="cluster">
          <DietChips menu={menu} wanted={wanted} onlyChosen />
          <AllergenChips menu={menu} wanted={wanted} onlyChosen />
        </div>
      )}
      {isOpen.value && <FilterSheet menu={menu} wanted={wanted} onClose={() => open(false)} />}
    </div>
  );
};
