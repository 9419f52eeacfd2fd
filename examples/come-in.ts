import {
  type Cafe,
  createCafe,
  createHttp,
  type DeviceKind,
  type GetToken,
  type Http,
  personOf,
  tokensOf,
} from '@cafe/client-sdk';
import type { ExampleConfig } from './config.ts';

/** A device that came in. An app of its own keeps the key of {@link Http.enrolDevice} and does this once. */
export interface Device {
  readonly http: Http;
  readonly cafe: Cafe;
  readonly getToken: GetToken;
}

/** Enrols this process as a device of the store and connects it. */
export const comeIn = async ({ url, manager }: ExampleConfig, name: string, kind: DeviceKind): Promise<Device> => {
  const http = createHttp({ url });
  const { grant } = await http.signInByPassword(manager);
  const { code } = await http.makeEnrolmentCode(grant.accessToken);
  const getToken = tokensOf(http, await http.enrolDevice({ code, name, kind }));
  return { http, getToken, cafe: createCafe({ url, getToken }) };
};

/** Somebody who serves signs in on a device. */
export const signIn = async ({ http, cafe, getToken }: Device, { server }: ExampleConfig): Promise<void> => {
  const token = await getToken('connect');
  const person = (await http.people(token)).find(({ name }) => name === server.name);
  if (!person) throw new Error(`nobody is called ${server.name} here; name somebody in CAFE_SERVER`);
  await cafe.actAs(personOf(http, await http.signInByPin(token, { staffId: person.staffId, pin: server.pin })));
};
