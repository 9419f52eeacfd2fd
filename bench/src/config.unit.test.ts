import { describe, expect, test } from '@jest/globals';
import { hubEnvironment, readConfig } from './config.ts';

describe('the command line', () => {
  test('measures everything and writes no profile unless it is asked to', () => {
    expect(readConfig([])).toMatchObject({ smoke: false, only: undefined, profileDir: undefined });
  });

  test('takes the contestants to measure', () => {
    expect(readConfig(['--smoke', '--only', 'relay,our-hub', '--profile', 'there'])).toMatchObject({
      smoke: true,
      only: ['relay', 'our-hub'],
      profileDir: 'there',
    });
  });

  test('names who is not known', () => {
    expect(() => readConfig(['--only', 'relay,nobody'])).toThrow('not nobody');
    expect(() => readConfig(['--fast'])).toThrow('--fast');
  });
});

describe('the environment of our hub', () => {
  test('is a demo on the database of the turn, and lets nothing of our own environment in', () => {
    const setting = { storeUri: 'mongodb://127.0.0.1:1/cafe', database: 'bench_1_our-hub', dataDir: '/tmp/there' };
    const { PATH: _path, ...environment } = hubEnvironment(setting);
    expect(environment).toMatchObject({
      MONGODB_URI: setting.storeUri,
      DATABASE: setting.database,
      DATA_DIR: setting.dataDir,
      DEMO: 'true',
      PORT: '0',
    });
    expect(Object.keys(environment)).not.toContain('HOME');
  });
});
