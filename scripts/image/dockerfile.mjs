/** Reads a Dockerfile as far as ours go: no ARG, no here-documents, no flags but those that are named here. */

const INSTRUCTION = /^([A-Z]+)\s+([\s\S]*)$/;

/** Its instructions in order, each on one line, without comments. */
const instructionsOf = (text) =>
  text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => {
      const [, name, rest] = INSTRUCTION.exec(line) ?? [];
      if (name === undefined) throw new Error(`no instruction of a Dockerfile: ${line}`);
      return { name, rest };
    });

/** `--from=build /a b` → its flags and its words. */
export const wordsOf = (rest) => {
  const words = rest.split(/\s+/);
  const flags = words.filter((word) => word.startsWith('--'));
  const from = flags.find((flag) => flag.startsWith('--from='))?.slice('--from='.length);
  return { from, words: words.filter((word) => !word.startsWith('--')) };
};

/** What a RUN gives to the shell. A cache is for the engine to keep. */
export const commandOf = (rest) => rest.replace(/^(--mount=type=cache,\S+\s+)*/, '');

/** Its stages in order: what each begins with, its name, and its instructions. */
export const stagesOf = (text) => {
  const stages = [];
  for (const { name, rest } of instructionsOf(text)) {
    if (name === 'FROM') {
      const [, base, stage] = /^(\S+)(?:\s+AS\s+(\S+))?$/.exec(rest) ?? [];
      stages.push({ base, name: stage ?? String(stages.length), instructions: [] });
    } else {
      stages.at(-1).instructions.push({ name, rest });
    }
  }
  return stages;
};

/** What holds at the end of a stage, the stages it stands on included: its variables, user, health check and command. */
export const settingsOf = (stages, stageName) => {
  const stage = stages.find(({ name }) => name === stageName);
  if (stage === undefined) return { env: {} };
  const settings = settingsOf(stages, stage.base);
  for (const { name, rest } of stage.instructions) {
    if (name === 'ENV')
      Object.assign(settings.env, Object.fromEntries(rest.split(/\s+/).map((one) => one.split('=', 2))));
    if (name === 'USER') settings.user = rest;
    if (name === 'WORKDIR') settings.folder = rest;
    if (name === 'CMD') settings.command = JSON.parse(rest);
    if (name === 'HEALTHCHECK') settings.health = JSON.parse(rest.slice(rest.indexOf('[')));
  }
  return settings;
};
