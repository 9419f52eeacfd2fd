import { describe, expect, test } from '@jest/globals';
import { createLog, createReport } from './log.ts';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl';

const logging = () => {
  const lines: string[] = [];
  return { lines, log: createLog({ level: 'debug', write: (line) => void lines.push(line) }) };
};

describe('the log', () => {
  test.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['by name', { token: 'hunter2hunter2' }],
    ['by name, deep inside', { a: { b: [{ approval: { pin: 'hunter2hunter2' } }] } }],
    ['in headers', { headers: { authorization: 'Bearer hunter2hunter2', Cookie: 'hunter2hunter2' } }],
    ['in a text', { text: 'asked with Bearer hunter2hunter2 today' }],
    ['in an address', { url: '/orders?limit=3&token=hunter2hunter2' }],
    [
      'in a connection’s address',
      { uri: 'mongodb://ana:hunter2hunter2@db/cafe', said: 'mongodb://ana:hunter2hunter2@db' },
    ],
    ['in an error', { err: new Error('no login for mongodb://ana:hunter2hunter2@db') }],
    [
      'in what hangs on an error',
      { err: Object.assign(new Error('write failed'), { document: { text: 'hunter2hunter2' } }) },
    ],
    ['in what caused an error', { err: new Error('a', { cause: new Error('Bearer hunter2hunter2') }) }],
    ['as bytes', { body: Buffer.from('hunter2hunter2') }],
    ['in variables', { JWT_KEYS: 'k1:hunter2hunter2', PIN_PEPPER: 'hunter2hunter2', METRICS_TOKEN: 'hunter2hunter2' }],
    ['as a code for a device', { code: 'hunter2hunter2' }],
  ])('[HTTP-20] does not show a secret that comes %s', (_how, fields) => {
    const { lines, log } = logging();
    log.info(fields, 'something');
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/hunter2/);
  });

  test('[HTTP-20] nor one in its message', () => {
    const { lines, log } = logging();
    log.warn({}, `refused ${TOKEN}`);
    expect(lines[0]).not.toContain(TOKEN);
  });

  test('[HTTP-20] shows everything else, one JSON object a line, also where somebody typed line breaks', () => {
    const { lines, log } = logging();
    log.error({ code: 'order.closed', note: 'a\n{"level":"fatal"}\u001b[31m', n: 3 }, 'refused');
    expect(lines[0]?.split('\n')).toEqual([expect.any(String), '']);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'error',
      code: 'order.closed',
      note: 'a\n{"level":"fatal"}\u001b[31m',
      n: 3,
      msg: 'refused',
    });
    expect(lines[0]).not.toContain('\u001b');
  });

  test('[HTTP-20] says of a bug what it was and where, and counts it', () => {
    const { lines, log } = logging();
    let count = 0;
    createReport(log, () => {
      count += 1;
    })(Object.assign(new TypeError('x is undefined'), { code: 11_000 }));
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      err: {
        type: 'TypeError',
        message: 'x is undefined',
        code: 11_000,
        stack: expect.stringContaining('log.unit.test'),
      },
    });
    expect(count).toBe(1);
  });
});
