import { expect, test } from '@jest/globals';
import { publisherCheck } from './open-publisher.ts';

test('[PUB-15] who only publishes is ready while it does or stands by, and not without a broker', () => {
  const ready = (['publishing', 'standby', 'away', 'stopped'] as const).filter(
    (standing) => publisherCheck({ standing }).ok,
  );
  expect(ready).toEqual(['publishing', 'standby']);
});
