import { useEffect, useRef } from 'preact/hooks';
import { money } from '../../i18n/format.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { say } from '../words.ts';
import type { Unusual } from './unusual.ts';

/** An amount that looks like a slip: taken when somebody says so, counted again otherwise. */
export const UnusualPart = ({ asked, currency }: { readonly asked: Unusual; readonly currency: string }) => {
  const { tendered, due, answer } = asked;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector('button')?.focus(), []);
  useEffect(() => () => answer(false), [answer]); // the sheet was closed over it
  const amounts = { tendered: money(tendered, currency), due: money(due, currency) };
  return (
    <div class="stack" ref={place}>
      <Banner tone="warn" icon="alert" urgent title={say('unusualTitle', amounts)}>
        {say('unusualText')}
      </Banner>
      <Button kind="primary" size="large" icon="back" wide onClick={() => answer(false)}>
        {say('unusualAgain')}
      </Button>
      <Button size="large" icon="check" wide onClick={() => answer(true)}>
        {say('unusualTake', { amount: amounts.tendered })}
      </Button>
    </div>
  );
};
