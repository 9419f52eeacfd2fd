/** Whether faults are played at full length, by `npm run prove:faults`; within `npm test` they are fewer. */
const IS_FULL = process.env['FULL_FAULTS'] === 'true';

/** How often something is done to the café: at full length, or within `npm test`. */
export const timesOf = (full: number, short: number): number => (IS_FULL ? full : short);
