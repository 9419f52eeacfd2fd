import { createHttp } from '@cafe/client-sdk';
import { shareCafe, startHubProcess } from '@cafe/testing';
import { post } from '../e2e/guests-at-table.ts';
import { type Looks, lookAt } from './pages.ts';

const OWNER = { login: 'olga', password: 'espresso-and-croissant' };

/** The demo café served by a process of its own, which can be killed, and a browser that looks at its pages. */
export interface ProcessPages extends Looks {
  /** Changes settings of the store, as its owner. */
  configure(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** SIGKILL. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** Another process takes its place, at the same address. */
  comeBack(): Promise<void>;
}

/** Starts both. Stop them with `close()`. */
export const startProcessPages = async (): Promise<ProcessPages> => {
  const cafe = await shareCafe(process.env['TEST_MONGODB_URI'] ?? '');
  let hub = await startHubProcess(cafe);
  const { base, port } = hub;
  const http = createHttp({ url: base });
  const { accessToken: token } = (await http.signInByPassword(OWNER)).grant;
  const looks = await lookAt({ base, enrolmentCode: async () => (await http.makeEnrolmentCode(token)).code });
  return {
    ...looks,
    async configure(body) {
      const { status } = await post({ base }, '/store/configure', { body, token });
      if (status !== 200) throw new Error(`the store was not configured: ${status}`);
    },
    kill: () => hub.kill(),
    async comeBack() {
      hub = await startHubProcess(cafe, port);
    },
    async close() {
      await looks.close();
      await hub.stop();
      await cafe.remove();
    },
  };
};
