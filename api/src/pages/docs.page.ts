import type { ErrorEntry } from '@vidkit/contracts/errors';
import { operations, type Operation } from '@vidkit/contracts/operations';
import type { OperationId } from '@vidkit/contracts/paths';
import { z } from 'zod';

import { methodAndPath } from '../http/operation.ts';
import { html, type Html, type HtmlValue } from './html.ts';
import { mark, renderPage } from './layout.ts';

/** The reference for people, made from the same catalogue as `/openapi.json`. In English, as the API is. */
export const docsPage = (publicUrl: string): string => {
  const groups = Object.groupBy(Object.keys(operations) as OperationId[], (id) => operations[id].tag);
  return renderPage({
    lang: 'en',
    title: 'API reference',
    styles: ['tokens', 'site'],
    body: html`${bar}
      <main class="docs">
        <header>
          <h1>API reference</h1>
          <p>
            JSON over HTTPS. Send an access token as <code>Authorization: Bearer …</code>. Lists answer
            <code>{ items, nextCursor }</code>; errors are <code>application/problem+json</code> with a stable
            <code>code</code>, <a href="/docs/errors">all of them here</a>. The same as a machine reads it:
            <a href="/openapi.json">openapi.json</a>. Base address: <code>${publicUrl}</code>.
          </p>
        </header>
        <nav aria-label="Operations">
          ${Object.entries(groups).map(
            ([tag, ids]) =>
              html`<h2>${tag}</h2>
                <ul>
                  ${(ids ?? []).map((id) => html`<li><a href="#${id}">${operations[id].summary}</a></li>`)}
                </ul>`,
          )}
        </nav>
        <div>
          ${(Object.keys(operations) as OperationId[]).map((id) => operationSection(id, operations[id]))}
        </div>
      </main>`,
  });
};

export const errorsPage = (errors: Readonly<Record<string, ErrorEntry>>): string =>
  renderPage({
    lang: 'en',
    title: 'Error codes',
    styles: ['tokens', 'site'],
    body: html`${bar}
      <main class="docs single">
        <h1>Error codes</h1>
        <p>
          Every answer that is not a success carries one of these in <code>code</code>.
          <a href="/docs">Back to the reference</a>.
        </p>
        <dl class="errors">
          ${Object.entries(errors).map(
            ([code, entry]) =>
              html`<div id="${code}">
                <dt><code>${code}</code></dt>
                <dd class="status"><span class="visually-hidden">Status </span>${entry.status}</dd>
                <dd>${withCode(entry.meaning)}</dd>
              </div>`,
          )}
        </dl>
      </main>`,
  });

/** What stands between backticks is code. */
const withCode = (text: string): HtmlValue =>
  text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));

const bar = html`<header class="bar">
  <a class="home" href="/docs">${mark}<span>Vidkit API</span></a
  ><a class="quiet" href="/studio/">Studio</a>
</header>`;

const operationSection = (id: OperationId, operation: Operation): Html => {
  const [method, path] = methodAndPath(id);
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${operation.summary}</h2>
    <p class="address"><span class="method">${method}</span> <code>${path}</code></p>
    <p class="muted">
      ${authOf(operation)}${operation.idempotent && ' Takes Idempotency-Key.'}${operation.conditional && ' Needs If-Match.'}${operation.stream && ' Answers a stream of server-sent events.'}${operation.file && ` The body is the file: ${operation.file.types.join(', ')}.`}
    </p>
    ${operation.query && details('Query', operation.query, 'input')}
    ${operation.body && details('Body', operation.body, 'input')}
    ${operation.response && details(`Answer ${operation.status}`, operation.response, 'output')}
    ${operation.errors.length > 0 && html`<p class="muted">Refuses with ${operation.errors.map((code, index) => html`${index > 0 && ', '}<a href="/docs/errors#${code}"><code>${code}</code></a>`)}.</p>`}
  </section>`;
};

const authOf = (operation: Operation): string => {
  if (operation.auth === 'none') return 'Needs no token.';
  if (operation.auth === 'optional') return 'A token is optional.';
  return operation.scope ? `Needs a token with the scope ${operation.scope}.` : 'Needs a token.';
};

const details = (label: string, schema: z.ZodType, io: 'input' | 'output'): Html => {
  const { $schema: _, ...shape } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  return html`<details>
    <summary>${label}</summary>
    <pre tabindex="0">${JSON.stringify(shape, null, 2)}</pre>
  </details>`;
};
