import type { OutageResult } from '../outage.ts';
import type { Trial } from '../trial.ts';
import { withCrowd } from '../with-crowd.ts';

/** The server is killed and started again at once: how long until everybody is back, and what was lost on them. */
export const restartTrial: Trial = {
  name: 'restart',
  title: '1,000 screens back after the hub was killed and started again',
  says: `SIGKILL, then the same program at once at the same address. A terminal comes back first and sends 5 orders a second. Ours: screens come back with the SDK’s delays (a quarter of a second, doubling to five, half of
it chance), sign in and ask for what they missed. Stock: Socket.IO’s own reconnection with its defaults (one second, doubling to five); it rejoins its room and is told nothing of the time in between. An order counts as
never shown when it was acknowledged and a screen did not have it three seconds after everybody was back.`,
  sides: ['ours', 'stock'],
  columns: [
    { key: 'upMs', title: 'killed → listens again, ms' },
    { key: 'backP50Ms', title: 'half of the screens back, ms' },
    { key: 'backLastMs', title: 'the last screen back, ms' },
    { key: 'acknowledged', title: 'orders acknowledged meanwhile' },
    { key: 'neverShown', title: 'never shown, orders × screens' },
    { key: 'neverShownShare', title: 'the same as a share' },
    { key: 'notBack', title: 'screens that stayed away' },
  ],
  run: (side, stage) =>
    withCrowd(side, stage, async ({ stand, ask }) => {
      const { screens, everyMs, patienceMs } = stage.plan.outage;
      await ask({ kind: 'seat', screens });
      const outage = ask<OutageResult>({ kind: 'outage', everyMs, patienceMs });
      const killedAt = performance.now();
      await stand.kill();
      await stand.restart();
      const upMs = performance.now() - killedAt;
      return { upMs, ...(await outage) };
    }),
};
