import { signal } from '@preact/signals';
import { say } from '../i18n/shared.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { keep, kept } from './browser-storage.ts';

const KEY = 'cafe.plain-seen';

const isSeen = signal(kept(KEY, (value) => value === true) ?? false);

/**
 * By plain http from another machine a browser gives a page less. It works all the same; what is missing is said once on this
 * device, with the way to it.
 */
export const PlainHint = () => {
  if (globalThis.isSecureContext || isSeen.value) return null;
  const seen = () => {
    isSeen.value = true;
    keep(KEY, true);
  };
  const action = (
    <span class="cluster">
      <a class="button" href="/trust" target="_blank" rel="noopener">
        {say('plainHow')}
      </a>
      <Button kind="quiet" onClick={seen}>
        {say('plainSeen')}
      </Button>
    </span>
  );
  return (
    <Banner tone="info" icon="lock" title={say('plainTitle')} action={action}>
      {say('plainText')}
    </Banner>
  );
};
