import type { Page } from 'playwright-core';

/** What went wrong on pages, in words. */
export type Problems = string[];

/** In the page, before its own scripts: what the policy forbids is said aloud. */
const TELL_VIOLATIONS = `addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
  console.error('forbidden: ' + violatedDirective + ' ' + blockedURI + ' ' + sample));`;

/** A network that is away is what some tests are about; a page's own mistakes never are. */
const isMistake = (text: string): boolean =>
  /forbidden: |Content Security Policy|Trusted ?(Type|Script|HTML)/i.test(text);

/** Writes down every script that threw and everything that the policy forbade, from now on. */
export const watchProblems = async (page: Page, problems: Problems): Promise<void> => {
  page.on('pageerror', (error) => problems.push(`threw: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && isMistake(message.text())) problems.push(message.text());
  });
  await page.addInitScript(TELL_VIOLATIONS);
};
