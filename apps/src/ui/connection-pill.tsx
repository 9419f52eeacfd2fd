import './connection-pill.css';
import { useConnection, useSync } from '@cafe/client-sdk/preact';
import { say } from '../i18n/shared.ts';
import { useSecondsOf } from './elapsed.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import type { Tone } from './tone.ts';

/** What the pill says of how things stand. */
export interface PillState {
  readonly state: 'connecting' | 'online' | 'reconnecting' | 'offline' | 'stopped';
  /** How many commands wait. */
  readonly waiting: number;
  /** For how long it has been so. */
  readonly seconds: number;
}

interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly text: string;
}

const lookOf = ({ state, waiting, seconds }: PillState): Look => {
  switch (state) {
    case 'online':
      return waiting > 0
        ? { tone: 'info', icon: 'sync', text: say('pillSaving') }
        : { tone: 'good', icon: 'wifi', text: say('pillLive') };
    case 'connecting':
      return { tone: 'neutral', icon: 'sync', text: say('pillConnecting') };
    case 'reconnecting':
      return { tone: 'warn', icon: 'sync', text: say('pillReconnecting', { seconds }) };
    case 'offline':
      return {
        tone: 'bad',
        icon: 'wifiOff',
        text: waiting > 0 ? say('pillQueued', { n: waiting }) : say('pillOffline'),
      };
    case 'stopped':
      return { tone: 'bad', icon: 'ban', text: say('pillStopped') };
  }
};

/** The pill itself; on a page, `ConnectionPill` draws it from the café. It keeps its width as it changes its words. */
export const Pill = (state: PillState) => {
  const { tone, icon, text } = lookOf(state);
  return (
    <span class={`pill tone-${tone}`} data-state={state.state}>
      <Icon name={icon} size={18} />
      <span aria-live={state.state === 'reconnecting' ? 'off' : 'polite'}>{text}</span>
    </span>
  );
};

/** How things stand with the hub: live, reconnecting since n s, offline with n queued. On every page, in the same corner. */
export const ConnectionPill = () => {
  const connection = useConnection().value;
  const sync = useSync().value;
  const waiting = sync.state === 'saved' ? 0 : sync.count;
  return <Pill state={connection.state} waiting={waiting} seconds={useSecondsOf(connection.state)} />;
};
