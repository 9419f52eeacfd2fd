import { listOf } from '../../i18n/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { say } from '../words.ts';

const NAME = {
  gluten: 'allergenGluten',
  crustaceans: 'allergenCrustaceans',
  eggs: 'allergenEggs',
  fish: 'allergenFish',
  peanuts: 'allergenPeanuts',
  soybeans: 'allergenSoybeans',
  milk: 'allergenMilk',
  nuts: 'allergenNuts',
  celery: 'allergenCelery',
  mustard: 'allergenMustard',
  sesame: 'allergenSesame',
  sulphites: 'allergenSulphites',
  lupin: 'allergenLupin',
  molluscs: 'allergenMolluscs',
} as const;

const isNamed = (code: string): code is keyof typeof NAME => Object.hasOwn(NAME, code);

/** What an allergen is called; of a newer hub's, its code. */
export const nameOfAllergen = (code: string): string => (isNamed(code) ? say(NAME[code]) : code);

/** What is in it that somebody may not bear. */
export const Allergens = ({ of }: { readonly of: readonly string[] }) =>
  of.length === 0 ? (
    <p class="allergens muted">{say('allergensNone')}</p>
  ) : (
    <p class="allergens tone-warn">
      <Icon name="alert" size={20} />
      <span>{say('allergensAre', { names: listOf(of.map(nameOfAllergen)) })}</span>
    </p>
  );
