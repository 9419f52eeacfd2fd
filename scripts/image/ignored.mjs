/** A pattern of .dockerignore as an expression for paths: it covers a folder with all that is below. */
const expressionOf = (pattern) => {
  const source = pattern
    .replace(/\/+$/, '')
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*\*\/|\*|\?/g, (sign) => ({ '**/': '(.*/)?', '*': '[^/]*', '?': '[^/]' })[sign]);
  return new RegExp(`^${source}(/|$)`);
};

/** Whether a path of the context stays outside; the last line that fits decides. */
export const ignoredBy = (text) => {
  const lines = text.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  const rules = lines.map((line) => ({
    keeps: line.startsWith('!'),
    fits: expressionOf(line.replace(/^!/, '').trim()),
  }));
  return (path) => rules.findLast(({ fits }) => fits.test(path))?.keeps === false;
};
