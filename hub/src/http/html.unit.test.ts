import { describe, expect, test } from '@jest/globals';
import { html, page } from './html.ts';

describe('a page', () => {
  test.each([
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['" onmouseover="alert(1)', '&quot; onmouseover=&quot;alert(1)'],
    ["' & <b>", '&#39; &amp; &lt;b&gt;'],
    ['abc\u202edef\u2066', 'abcdef'],
  ])('[HTTP-28] shows %s as text', (typed, shown) => {
    expect(html`<p title="${typed}">${typed}</p>`.markup).toBe(`<p title="${shown}">${shown}</p>`);
  });

  test('[HTTP-28] takes as markup only what was made as markup', () => {
    const items = ['<a>', 'b'].map((name) => html`<li>${name}</li>`);
    expect(html`<ul>${items}</ul>`.markup).toBe('<ul><li>&lt;a&gt;</li><li>b</li></ul>');
    expect(page({ title: '</title><script>', language: 'en', body: html`${3}` })).not.toContain('<script');
  });
});
