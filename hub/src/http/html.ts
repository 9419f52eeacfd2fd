/** A piece of a page. Only {@link html} makes one, so nothing that people typed becomes markup (S30). */
export interface Html {
  readonly markup: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that turn a line of text around or stand in the way of what follows (Unicode's bidirectional controls). */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;

/** A text as markup that shows it. */
export const escaped = (text: string): string =>
  text.replace(BIDI, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

type Value = string | number | Html | readonly Html[];

const markupOf = (value: Value): string => {
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
};

/** A template of markup; what is put into it is text, unless it is markup made the same way. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  markup: parts.map((part, index) => `${part}${index < values.length ? markupOf(values[index] ?? '') : ''}`).join(''),
});

/** A whole page without a script. */
export const page = ({ title, language, body }: { title: string; language: string; body: Html }): string =>
  `<!doctype html>\n${
    html`<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="stylesheet" href="/docs/plain.css"></head><body>${body}</body></html>`
      .markup
  }\n`;
