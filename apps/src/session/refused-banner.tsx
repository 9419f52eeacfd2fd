import type { Command, OutboxState } from '@cafe/client-sdk';
import { signalOf, useCafe } from '@cafe/client-sdk/preact';
import { say } from '../i18n/shared.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';

/** So many are read in passing; the rest is counted. */
const AT_MOST = 5;

type Refusal = NonNullable<OutboxState['commands'][number]['refusal']>;

export interface RefusedBannerProps {
  /** What was asked for, as people at this device call it. */
  readonly whatOf: (command: Command) => string;
  readonly whyOf: (refusal: Refusal) => string;
}

/** What the hub refused after its sender had gone, over any number of reloads: it stays until somebody has seen it. */
export const RefusedBanner = ({ whatOf, whyOf }: RefusedBannerProps) => {
  const { outbox } = useCafe();
  const refused = signalOf(outbox).value.commands.flatMap(({ id, command, refusal }) =>
    refusal ? [{ id, command, refusal }] : [],
  );
  if (refused.length === 0) return null;
  const seen = () => {
    for (const { id } of refused) void outbox.discard(id);
  };
  const title = say('refusedWhileAway', { n: refused.length });
  return (
    <Banner tone="bad" icon="alert" urgent title={title} action={<Button onClick={seen}>{say('seen')}</Button>}>
      <ul>
        {refused.slice(0, AT_MOST).map(({ id, command, refusal }) => (
          <li key={id}>
            {whatOf(command)}: {whyOf(refusal)}
          </li>
        ))}
        {refused.length > AT_MOST && <li>{say('andMore', { n: refused.length - AT_MOST })}</li>}
      </ul>
    </Banner>
  );
};
