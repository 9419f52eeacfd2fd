import { REFUSALS } from '@cafe/contract';
import { html, page } from '../http/html.ts';
import { statusOf } from '../http/status.ts';

/** Every refusal: its code, its HTTP status, whether the same may succeed later, and what to do. */
export const refusalsPage = (): string => {
  const rows = Object.entries(REFUSALS).map(
    ([code, { remedy, retryable }]) =>
      html`<tr id="${code}"><td><code>${code}</code></td><td>${statusOf(code)}</td><td>${retryable ? 'yes' : 'no'}</td><td>${remedy}</td></tr>`,
  );
  const body = html`<h1>Refusals</h1><p>Every way the hub can say no. Apps match on the code; it keeps its meaning for ever.</p><table><thead><tr><th>Code</th><th>HTTP</th><th>Retry</th><th>What to do</th></tr></thead><tbody>${rows}</tbody></table>`;
  return page({ title: 'Refusals', language: 'en', body });
};
