import { register } from 'node:module';

/** Gives whoever asks for `…/<from>` in the built hub the file at `to` in its place. Before the program is loaded. */
export const replace = (from: string, to: URL): void => {
  const hooks = `
    const from = ${JSON.stringify(from)};
    const to = ${JSON.stringify(to.href)};
    export const resolve = async (specifier, context, next) => {
      const resolved = await next(specifier, context);
      return resolved.url.endsWith(from) ? { ...resolved, url: to } : resolved;
    };`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`);
};
