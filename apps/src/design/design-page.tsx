import './design.css';
import { SettingsBar } from '../session/settings-bar.tsx';
import { Absence, Banners, Entry, Lists } from './content-parts.tsx';
import { Colours, Icons, Shapes, Tones, Type } from './token-parts.tsx';
import { Buttons, Chips, Connection, Overlays } from './touch-parts.tsx';
import { say } from './words.ts';

const InTheme = ({ theme }: { readonly theme: 'light' | 'dark' }) => (
  <section class="in-theme" data-theme={theme} aria-labelledby={`in-${theme}`}>
    <h2 id={`in-${theme}`} class="display">
      {say(theme === 'light' ? 'themeLight' : 'themeDark')}
    </h2>
    <Type />
    <Tones />
    <Buttons />
    <Chips />
    <Connection />
    <Banners />
    <Lists />
    <Entry />
    <Absence />
    <Overlays />
    <Colours />
    <Shapes />
    <Icons />
  </section>
);

/** Every token and component, in both themes. */
export const DesignPage = () => (
  <main class="design">
    <header class="design-head">
      <h1 class="display">{say('title')}</h1>
      <p class="muted">{say('lead')}</p>
      <SettingsBar />
    </header>
    <div class="themes">
      <InTheme theme="light" />
      <InTheme theme="dark" />
    </div>
  </main>
);
