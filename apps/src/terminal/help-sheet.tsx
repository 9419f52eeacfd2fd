import './help-sheet.css';
import { Dialog } from '../ui/dialog.tsx';
import { KEYS, type Key, type KeyPlace } from './keys.ts';
import { closeOverlay } from './screen.ts';
import { say } from './words.ts';

const PLACES = [
  ['anywhere', 'keysAnywhere'],
  ['floor', 'keysFloor'],
  ['order', 'keysOrder'],
  ['cash', 'keysCash'],
] as const satisfies readonly (readonly [KeyPlace, string])[];

/** What is typed rather than pressed. */
const TYPED = {
  anywhere: [
    ['Tab', 'keyTab'],
    ['Esc', 'keyBack'],
  ],
  floor: [['1 2 ↵', 'keyJump']],
  order: [
    ['3', 'keyQuantity'],
    ['104 ↵', 'keyPlu'],
    ['3 ca ↵', 'keyFind'],
    ['⇧ ↵', 'keyOptions'],
  ],
  cash: [
    ['2 0 0 0', 'keyAmount'],
    ['↵', 'keyTake'],
  ],
} as const;

const KeyRow = ({ shown, text }: { readonly shown: string; readonly text: string }) => (
  <li class="help-row">
    <kbd class="help-key">{shown}</kbd>
    <span>{text}</span>
  </li>
);

/** Every key of the terminal. */
export const HelpSheet = () => (
  <Dialog title={say('keysTitle')} onClose={closeOverlay}>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and nothing in it takes the focus */}
    <section class="help" aria-label={say('keysTitle')} tabIndex={0}>
      {PLACES.map(([place, title]) => {
        const keys: readonly Key[] = Object.values(KEYS[place]);
        return (
          <section key={place}>
            <h3 class="help-title">{say(title)}</h3>
            <ul>
              {TYPED[place].map(([shown, word]) => (
                <KeyRow key={shown} shown={shown} text={say(word)} />
              ))}
              {keys.map(({ shown, does }) => (
                <KeyRow key={shown} shown={shown} text={say(does)} />
              ))}
            </ul>
          </section>
        );
      })}
    </section>
  </Dialog>
);
