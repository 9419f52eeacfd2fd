import { sayAllergen } from '../../i18n/allergens.ts';
import { listOf } from '../../i18n/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { say } from '../words.ts';

/** What is in it that somebody may not bear. */
export const Allergens = ({ of }: { readonly of: readonly string[] }) =>
  of.length === 0 ? (
    <p class="allergens muted">{say('allergensNone')}</p>
  ) : (
    <p class="allergens tone-warn">
      <Icon name="alert" size={20} />
      <span>{say('allergensAre', { names: listOf(of.map(sayAllergen)) })}</span>
    </p>
  );
