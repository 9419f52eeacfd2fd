/** How long something took, for people: `0.3 s`. */
export const secondsSince = (start) => `${((performance.now() - start) / 1_000).toFixed(1)} s`;

/** Does one piece of set-up and says so in one line: what is being done, and when it ended, how long it took. */
export const step = async (what, work) => {
  const start = performance.now();
  process.stdout.write(`${what} … `);
  try {
    const result = await work();
    process.stdout.write(`${secondsSince(start)}\n`);
    return result;
  } catch (error) {
    process.stdout.write(`failed after ${secondsSince(start)}\n`);
    throw error;
  }
};
