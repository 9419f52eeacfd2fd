import './start.css';
import { SettingsBar } from '../session/settings-bar.tsx';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icons.ts';
import { say } from './words.ts';

interface DoorProps {
  readonly href: string;
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly big?: boolean;
}

const Door = ({ href, icon, title, text, big = false }: DoorProps) => (
  <a class={big ? 'door door-big' : 'door'} href={href}>
    <Icon name={icon} size={big ? 40 : 24} />
    <span>
      <strong class="door-title">{title}</strong>
      <span class="muted">{text}</span>
    </span>
  </a>
);

/** The hub's own address: which pages there are. */
export const StartPage = () => (
  <main class="start">
    <header class="start-head">
      <span class="start-mark">
        <Icon name="cup" size={36} />
      </span>
      <h1 class="display">{say('title')}</h1>
      <p class="muted">{say('lead')}</p>
    </header>
    <nav class="doors" aria-label={say('title')}>
      <Door big href="/terminal" icon="device" title={say('terminal')} text={say('terminalText')} />
      <Door big href="/kitchen" icon="flame" title={say('kitchen')} text={say('kitchenText')} />
      <Door href="/docs" icon="code" title={say('docs')} text={say('docsText')} />
      <Door href="/design" icon="palette" title={say('design')} text={say('designText')} />
    </nav>
    <p class="muted small">{say('guests')}</p>
    <SettingsBar />
  </main>
);
