import Sequencer from '@jest/test-sequencer';

/** What takes longest, by where it lies: browsers, then processes that are killed, then whatever has a store. */
const LONGEST_FIRST = [
  /\/tests\/(pages|browser|cluster)\//,
  /\/tests\/(faults|deploy)\//,
  /\/tests\/.*\.int\.test\.ts$/,
  /\/publish\/.*\.int\.test\.ts$|\/bench\//,
  /\.int\.test\.ts$/,
];

/** What is held to seconds comes when the others are over: beside them it would measure how busy this machine is. */
const AT_THE_END = /\/tests\/cluster\/cluster\.int\.test\.ts$/;

const placeOf = (path) => {
  if (AT_THE_END.test(path)) return LONGEST_FIRST.length + 1;
  const place = LONGEST_FIRST.findIndex((pattern) => pattern.test(path));
  return place === -1 ? LONGEST_FIRST.length : place;
};

/** A fresh checkout remembers no durations: without this, a long suite may begin when all others are over. */
export default class extends Sequencer {
  sort(tests) {
    return [...tests].sort((one, other) => placeOf(one.path) - placeOf(other.path));
  }
}
