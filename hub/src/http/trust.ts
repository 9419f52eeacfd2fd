import type { Request, RequestHandler } from 'express';
import { readCertificate, type Tls } from '../tls/tls-files.ts';
import { TRUST_DE, TRUST_EN, type TrustSteps, type TrustWords } from '../tls/trust-words.ts';
import { type Html, html, page } from './html.ts';
import { answering, keptOf } from './mount.ts';
import type { HttpOptions } from './options.ts';

type Route = readonly [path: string, handler: RequestHandler];

const device = ({ device: name, steps }: TrustSteps): Html =>
  html`<h2>${name}</h2><ol>${steps.map((step) => html`<li>${step}</li>`)}</ol>`;

const withAuthority = (
  words: TrustWords,
  authority: string,
  address: string | undefined,
): Html => html`<h1>${words.title}</h1>
<p>${words.why}</p>
<p><a href="/ca.crt" download="cafe-ca.crt"><strong>${words.download}</strong></a></p>
${words.devices.map(device)}
${address === undefined ? html`` : html`<p>${words.afterwards} <a href="${address}">${address}</a></p>`}
<p>${words.fingerprint}</p><p><code>${readCertificate(authority).fingerprint256}</code></p>`;

const bodyOf = (
  words: TrustWords,
  tls: Tls | undefined,
  { isHttps, address }: { isHttps: boolean; address: string | undefined },
): Html => {
  if (tls?.authority !== undefined) return withAuthority(words, tls.authority, address);
  if (isHttps) return html`<h1>${words.title}</h1><p>${words.elsewhere}</p>`;
  return html`<h1>${words.withoutTitle}</h1><p>${words.without}</p><p>${words.withoutHow}</p><pre>npm run cafe -- tls</pre>`;
};

const HOST = /^[\w.-]+(:\d{1,5})?$/;

const addressFor = (request: Request): string | undefined => {
  const host = request.get('host') ?? '';
  return HOST.test(host) ? `https://${host}/` : undefined;
};

/** How a device comes to trust the café, in words; and what it is to trust. Both are there without TLS too, or nobody could begin. */
export const trustRoutes = ({ report, tls, config }: HttpOptions): readonly Route[] => {
  const isHttps = tls !== undefined || config.PUBLIC_URL?.startsWith('https:') === true;
  const trust = answering(report, async (request, response) => {
    keptOf(response).route = '/trust';
    const language = request.acceptsLanguages('en', 'de') === 'de' ? 'de' : 'en';
    const words = language === 'de' ? TRUST_DE : TRUST_EN;
    const body = bodyOf(words, tls, { isHttps, address: addressFor(request) });
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
      Vary: 'Accept-Language',
    };
    return { status: 200, body: page({ title: words.title, language, body }), headers };
  });
  const authority = tls?.authority;
  if (authority === undefined) return [['/trust', trust]];
  const headers = {
    'Content-Type': 'application/x-x509-ca-cert',
    'Content-Disposition': 'attachment; filename="cafe-ca.crt"',
    'Cache-Control': 'no-cache',
  };
  const download = answering(report, async (_request, response) => {
    keptOf(response).route = '/ca.crt';
    return { status: 200, body: readCertificate(authority).raw, headers };
  });
  return [
    ['/trust', trust],
    ['/ca.crt', download],
  ];
};
