import { expect, test } from '@jest/globals';
import { type BannerFacts, bannerOf } from './banner.ts';

const FACTS: BannerFacts = {
  url: 'http://127.0.0.1:8080',
  storeName: 'Corner Café',
  storeFoundBy: 'MONGODB_URI',
  isDemo: true,
  people: [{ name: 'Olga', role: 'owner', pin: '918273' }],
  enrolmentCode: 'ENROLCODE7',
  table: { label: '4', code: 'TABLECOD' },
};
const printed = async (facts: Partial<BannerFacts>): Promise<string> =>
  (await bannerOf({ ...FACTS, ...facts })).join('\n');

test('a demo says how to sign in and how to enrol a device', async () => {
  const text = await printed({});
  for (const said of ['Corner Café is open (demo)', 'Olga', 'PIN 918273', 'code ENROLCODE7'])
    expect(text).toContain(said);
});

test('a real store prints no person, no PIN and no enrolment code, whatever it is handed', async () => {
  const text = await printed({ isDemo: false });
  expect(text).toContain('Corner Café is open\n');
  for (const secret of ['Olga', '918273', 'PIN', 'ENROLCODE7', 'sign-in']) expect(text).not.toContain(secret);
  for (const said of ['http://127.0.0.1:8080/api/v1', 'MONGODB_URI', 'Table 4: http://127.0.0.1:8080/t/TABLECOD']) {
    expect(text).toContain(said);
  }
});
