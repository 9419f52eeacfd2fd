import type { IconName } from '../../ui/icons.ts';
import type { Tone } from '../../ui/tone.ts';
import type { say } from '../words.ts';
import type { ShownLine } from './shown-line.ts';

export interface LineLook {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly word: Extract<Parameters<typeof say>[0], `line${string}`>;
}

/** How a line says where it is: a colour, a picture and a word. */
export const LINE_LOOK: Readonly<Record<ShownLine['state'], LineLook>> = {
  unsaved: { tone: 'neutral', icon: 'sync', word: 'lineUnsaved' },
  draft: { tone: 'neutral', icon: 'note', word: 'lineDraft' },
  pending: { tone: 'accent', icon: 'bell', word: 'linePending' },
  held: { tone: 'neutral', icon: 'wait', word: 'lineHeld' },
  fired: { tone: 'info', icon: 'send', word: 'lineFired' },
  preparing: { tone: 'warn', icon: 'flame', word: 'linePreparing' },
  ready: { tone: 'good', icon: 'bell', word: 'lineReady' },
  served: { tone: 'neutral', icon: 'check', word: 'lineServed' },
  voided: { tone: 'bad', icon: 'ban', word: 'lineVoided' },
};
