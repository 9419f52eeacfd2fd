import '../tokens.css';
import '../base.css';
import '../tones.css';
import { type ComponentChildren, render } from 'preact';
import { say } from '../i18n/shared.ts';
import { applyPreferences, type Theme } from '../session/preferences.ts';
import { Toasts } from '../ui/toasts.tsx';
import { newVersion, takeNewVersion } from './new-version.ts';
import { NewVersionChip } from './new-version-chip.tsx';

export interface PageOptions {
  /** The page's own theme, until somebody chooses another on this device. */
  readonly theme: Theme;
  readonly title: () => string;
}

/** Draws a page into `<div id="page">`, with what every page has: language, theme, toasts, the hint of a new version. */
export const mountPage = (page: ComponentChildren, { theme, title }: PageOptions): void => {
  applyPreferences(theme);
  document.title = title();
  const place = document.getElementById('page');
  if (!place) throw new Error('the page has no place to be drawn');
  render(
    <>
      {page}
      <NewVersionChip isThere={newVersion} label={() => say('newVersion')} onTake={takeNewVersion} />
      <Toasts />
    </>,
    place,
  );
};
