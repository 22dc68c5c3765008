/** The document of the API as a page to read: no script, no address but ours. */
import { html } from 'hono/html';
import type { OpenApi } from './openapi.ts';
import { type Operation, parametersOf } from './operation.ts';

export const DOCS_PATH = '/api/docs';
export const DOCS_STYLE_PATH = '/api/docs/style.css';
export const OPENAPI_PATH = '/api/openapi.json';

type Html = ReturnType<typeof html>;

export function docsPage(operations: readonly Operation[], document: OpenApi): Html {
  const groups = [...new Set(operations.map(({ group }) => group))];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The API of adgen</title>
<link rel="stylesheet" href="${DOCS_STYLE_PATH}">
</head>
<body>
<header>
<h1>The API of adgen</h1>
<p>${document.info.description}</p>
<p>Send your token with each request: <code>Authorization: Bearer …</code>. Errors are <code>{ "error": { "code", "message" } }</code>: the code is for programs, the message says what to do. Times are ISO 8601 in UTC; money is in millionths of a dollar. For programs there is <a href="${OPENAPI_PATH}">the OpenAPI document</a>.</p>
</header>
<nav aria-label="Contents"><ul>${groups.map((group) => html`<li><a href="#${anchor(group)}">${group}</a></li>`)}</ul></nav>
<main>${groups.map((group) => section(group, operations, document))}</main>
</body>
</html>`;
}

function section(group: string, operations: readonly Operation[], document: OpenApi): Html {
  const own = operations.filter((operation) => operation.group === group);
  return html`<section aria-labelledby="${anchor(group)}"><h2 id="${anchor(group)}">${group}</h2>${own.map((one) => article(one, document))}</section>`;
}

function article(operation: Operation, document: OpenApi): Html {
  const { method, path, summary, description = '', body, answers, refusals } = operation;
  const statuses = [...Object.keys(answers), ...refusals.map(String)].sort();
  return html`<article>
<h3>${summary}</h3>
<p><code><b>${method.toUpperCase()}</b> ${path}</code></p>
${description === '' ? '' : html`<p>${description}</p>`}
${fields('In the address', inAddress(operation))}
${body ? fields(`Send as ${body.type}`, propertiesOf(operation, document)) : ''}
<p class="small">Answers: ${statuses.join(', ')}${operation.isOpen ? '. Needs no token.' : ''}</p>
</article>`;
}

type Field = { readonly name: string; readonly note: string };

function fields(title: string, list: readonly Field[]): Html | string {
  if (list.length === 0) return '';
  return html`<h4>${title}</h4><dl>${list.map(({ name, note }) => html`<dt><code>${name}</code></dt><dd>${note}</dd>`)}</dl>`;
}

function inAddress({ path, query = {} }: Operation): readonly Field[] {
  const asked = Object.entries(query).map(([name, note]) => ({ name: `?${name}`, note }));
  return parametersOf(path).length === 0
    ? asked
    : [...parametersOf(path).map((name) => ({ name, note: 'required' })), ...asked];
}

function propertiesOf({ id }: Operation, { components }: OpenApi): readonly Field[] {
  const name = `${id.slice(0, 1).toUpperCase()}${id.slice(1)}Request`;
  const schema = components.schemas[name] ?? {};
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(properties).map(([field, property]) => {
    const { description, type } = isRecord(property) ? property : {};
    const notes = [
      typeof type === 'string' ? type : '',
      required.includes(field) ? 'required' : 'optional',
      description,
    ];
    return { name: field, note: notes.filter((note) => typeof note === 'string' && note !== '').join('; ') };
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function anchor(group: string): string {
  return group.toLowerCase().replace(/[^a-z]+/g, '-');
}

export const DOCS_STYLE = `:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem 5rem; }
h1, h2, h3 { line-height: 1.2; }
h2 { margin-top: 3rem; }
article { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 0.5rem 0 1rem; }
h4 { margin: 0.75rem 0 0.25rem; }
code { font-family: ui-monospace, monospace; font-size: 0.9em; overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; padding: 0; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0.25rem 1rem; margin: 0; }
dd { margin: 0; }
.small { font-size: 0.875rem; }
@media (max-width: 36rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: 0.5rem; } }
`;
