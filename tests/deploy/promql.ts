/** What an expression of PromQL names, read from its words; whether it is one at all is promtool's to say. */
export interface Named {
  readonly metrics: readonly string[];
  /** Labels that it matches, groups or joins by. */
  readonly labels: readonly string[];
}

/** Words that are neither a metric nor a label, where no bracket follows. */
const WORDS = new Set([
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'and',
  'or',
  'unless',
  'bool',
  'offset',
  'inf',
  'nan',
]);

const labelsIn = (list: string): string[] => list.match(/[a-zA-Z_]\w*/g) ?? [];

export const namedIn = (expression: string): Named => {
  const labels: string[] = [];
  const rest = expression
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
    .replaceAll(/\{([^}]*)\}/g, (_all, matchers: string) => {
      labels.push(...matchers.split(',').flatMap((one) => labelsIn(one.split(/[=!]/)[0] ?? '')));
      return ' ';
    })
    .replaceAll(/\b(by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g, (_all, _word, list: string) => {
      labels.push(...labelsIn(list));
      return ' ';
    })
    .replaceAll(/\[[^\]]*\]/g, ' ');
  const words = [...rest.matchAll(/(?<![\w.])([a-zA-Z_:][\w:]*)(?!\w)(\s*\()?/g)];
  const metrics = words.filter(([, word = '', call]) => call === undefined && !WORDS.has(word.toLowerCase()));
  return { metrics: [...new Set(metrics.map(([, word = '']) => word))], labels: [...new Set(labels)] };
};
