import { type StoreId, TableCode } from '@cafe/contract';
import { uuidV5 } from '@cafe/services/kernel';

/** The letters of a table's code (`TableCode`), in which nothing looks like something else. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const CODE_LENGTH = 8;

/** Makes ids of the demo café's things: uuid v5 of the store and what a thing is called, so a second time they are the same. */
export const demoIds = (storeId: StoreId) => ({
  /** @param path says what the thing is, for ever: `item:Coffee/Espresso` */
  of: (path: string): string => uuidV5(path, storeId),
  /** What stands in a table's QR: derived as well, so that a sheet that was printed stays good. */
  tableCode(path: string): TableCode {
    const bytes = Buffer.from(uuidV5(`code:${path}`, storeId).replaceAll('-', ''), 'hex').subarray(-CODE_LENGTH);
    return TableCode.parse(Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join(''));
  },
});
export type DemoIds = ReturnType<typeof demoIds>;
