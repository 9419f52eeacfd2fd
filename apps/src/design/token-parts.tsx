import { money } from '../i18n/format.ts';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { ICONS, type IconName } from '../ui/icons.ts';
import type { Tone } from '../ui/tone.ts';
import { Part } from './part.tsx';
import { say } from './words.ts';

const SURFACES = ['ground', 'surface', 'surface-sunk', 'border', 'border-strong', 'text-muted', 'text', 'accent'];
const SPACES = [1, 2, 3, 4, 5, 6, 7, 8];
const RADII = ['radius-small', 'radius', 'radius-large', 'radius-round'];

export const Colours = () => (
  <Part title={say('colours')}>
    <ul class="swatches">
      {SURFACES.map((name) => (
        <li key={name}>
          <span class="swatch" style={{ background: `var(--${name})` }} />
          <code class="small">{name}</code>
        </li>
      ))}
    </ul>
  </Part>
);

const STATES: readonly (readonly [
  tone: Tone,
  icon: IconName,
  name: 'toneNeutral' | 'toneAccent' | 'toneInfo' | 'toneGood' | 'toneWarn' | 'toneBad',
])[] = [
  ['neutral', 'table', 'toneNeutral'],
  ['accent', 'check', 'toneAccent'],
  ['info', 'send', 'toneInfo'],
  ['good', 'bell', 'toneGood'],
  ['warn', 'wait', 'toneWarn'],
  ['bad', 'alert', 'toneBad'],
];

/** Each state twice: soft beside other things, solid where it is the thing itself. */
export const Tones = () => (
  <Part title={say('tones')}>
    <ul class="tones">
      {STATES.map(([tone, icon, name]) => (
        <li key={tone} class={`tone-${tone}`}>
          <span class="tone-solid">
            <Icon name={icon} />
            {say(name)}
          </span>
          <Chip tone={tone} icon={icon}>
            {say(name)}
          </Chip>
        </li>
      ))}
    </ul>
  </Part>
);

export const Type = () => (
  <Part title={say('type')}>
    <div class="stack">
      <p class="display type-display">{say('sampleDisplay')}</p>
      <p class="type-title">{say('sampleTitle')}</p>
      <p>{say('sampleBody', { total: money(123_450, 'EUR') })}</p>
      <p class="muted small">{say('sampleSmall')}</p>
    </div>
  </Part>
);

export const Shapes = () => (
  <Part title={say('shapes')}>
    <ul class="spaces">
      {SPACES.map((step) => (
        <li key={step}>
          <code class="small">{step}</code>
          <span class="space-bar" style={{ inlineSize: `var(--space-${step})` }} />
        </li>
      ))}
    </ul>
    <ul class="swatches">
      {RADII.map((name) => (
        <li key={name}>
          <span class="swatch" style={{ borderRadius: `var(--${name})`, background: 'var(--accent-soft)' }} />
          <code class="small">{name}</code>
        </li>
      ))}
    </ul>
  </Part>
);

const names = Object.keys(ICONS) as IconName[]; // Object.keys of a record that is written out here

export const Icons = () => (
  <Part title={say('icons')}>
    <ul class="icons">
      {names.map((name) => (
        <li key={name}>
          <Icon name={name} size={28} />
          <code class="small">{name}</code>
        </li>
      ))}
    </ul>
  </Part>
);
