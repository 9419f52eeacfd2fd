import { language } from '../i18n/language.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../i18n/languages.ts';
import { say } from '../i18n/shared.ts';
import { Button } from '../ui/button.tsx';
import { chooseTheme, speak, theme } from './preferences.ts';

const NEXT = { light: 'dark', dark: 'system', system: 'light' } as const;
const ICON = { light: 'sun', dark: 'moon', system: 'device' } as const;
const NAME = { light: 'themeLight', dark: 'themeDark', system: 'themeSystem' } as const;

/** Language and theme of this device. */
export const SettingsBar = () => (
  <div class="cluster settings-bar">
    {LANGUAGES.map((one) => (
      <Button key={one} kind="quiet" pressed={language.value === one} onClick={() => speak(one)}>
        <span lang={one}>{LANGUAGE_NAMES[one]}</span>
      </Button>
    ))}
    <Button kind="quiet" icon={ICON[theme.value]} onClick={() => chooseTheme(NEXT[theme.value])}>
      <span class="unseen">{say('appearance')}: </span>
      {say(NAME[theme.value])}
    </Button>
  </div>
);
