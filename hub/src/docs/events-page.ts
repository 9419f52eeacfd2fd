import { type Html, html, page } from '../http/html.ts';
import { type asyncApi, MESSAGES, wireName } from './asyncapi.ts';

type Document = ReturnType<typeof asyncApi>;

const schemaOf = ({ components }: Document, id: string): Html =>
  html`<pre>${JSON.stringify(components.schemas[id], null, 2)}</pre>`;

const messagesOf = (document: Document, from: 'client' | 'hub'): readonly Html[] =>
  MESSAGES.filter((said) => said.from === from).map((said) => {
    const reply = said.answer === undefined ? html`` : html`<h4>Acknowledgement</h4>${schemaOf(document, said.answer)}`;
    return html`<section><h3><code>${wireName(said)}</code></h3><p>${said.summary}</p>${schemaOf(document, said.payload)}${reply}</section>`;
  });

const schemasOf = (document: Document, prefix: string): readonly Html[] =>
  Object.keys(document.components.schemas)
    .filter((id) => id.startsWith(prefix))
    .map(
      (id) =>
        html`<details id="${id}"><summary><code>${id.slice(prefix.length)}</code></summary>${schemaOf(document, id)}</details>`,
    );

/** The socket's messages, commands and events for people to read, made of the AsyncAPI document. */
export const eventsPage = (document: Document): string => {
  const body = html`<h1>What is said on a socket</h1>
<p>For programs: <a href="/asyncapi.json">asyncapi.json</a>. Over HTTP: <a href="/docs">the API</a>. <a href="/docs/refusals">Refusals</a>.</p>
<h2>From the client</h2>${messagesOf(document, 'client')}
<h2>From the hub</h2>${messagesOf(document, 'hub')}
<h2>Commands</h2>${schemasOf(document, 'command.')}
<h2>Events</h2>${schemasOf(document, 'event.')}`;
  return page({ title: 'Events', language: 'en', body });
};
