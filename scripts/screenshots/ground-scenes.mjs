import { SIZES } from './stage.mjs';

const heading = (page) => page.getByRole('heading', { level: 1 }).waitFor();

/** What every page stands on: the start page, enrolling, the PIN pad, the design page. */
export const scenes = ['light', 'dark']
  .flatMap((theme) => [
    { name: `start-${theme}`, path: '/', size: SIZES.terminal, theme, play: heading },
    { name: `enrol-${theme}`, path: '/terminal', size: SIZES.terminal, theme, play: heading },
    {
      name: `people-${theme}`,
      path: '/terminal',
      size: SIZES.terminal,
      theme,
      enrolled: true,
      play: (page) => page.getByRole('button', { name: 'Ana Server' }).waitFor(),
    },
    {
      name: `pin-${theme}`,
      path: '/terminal',
      size: SIZES.tablet,
      theme,
      enrolled: true,
      async play(page) {
        await page.getByRole('button', { name: 'Ana Server' }).click();
        await page.keyboard.type('400');
      },
    },
  ])
  .concat([{ name: 'trust', path: '/trust', size: SIZES.phone, play: heading }])
  .concat([{ name: 'design', path: '/design', size: SIZES.terminal, fullPage: true, play: heading }]);
