// The OpenAPI document as one page: calls by tag, each with its parameters, its body and its answer as JSON schema.
import type { OpenAPIObject } from '@nestjs/swagger';
import { escapeHtml, page } from '../html-page';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
interface NamedCall {
  readonly verb: string;
  readonly path: string;
  readonly operation: Operation;
}

export function docsPage(document: OpenAPIObject): string {
  const calls = Object.entries(document.paths).flatMap(([path, item]) => callsOf(path, item));
  const byTag = Map.groupBy(calls, ({ operation }) => operation.tags?.[0] ?? 'Other');
  const sections = [...byTag].map(([tag, own]) => `<h2>${escapeHtml(tag)}</h2>${own.map(callBlock).join('')}`);
  const schemas = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) => `<details id="${escapeHtml(name)}"><summary><code>${escapeHtml(name)}</code></summary>${json(schema)}</details>`,
  );
  const head = `<p>${escapeHtml(document.info.description ?? '')}</p><p><a href="/openapi.json">openapi.json</a> · <a href="/problems">Problems</a></p>`;
  return page(`${document.info.title} API ${document.info.version}`, `${head}${sections.join('')}<h2>Schemas</h2>${schemas.join('')}`);
}

const callsOf = (path: string, item: PathItem): readonly NamedCall[] =>
  METHODS.flatMap((method) => (item[method] ? [{ verb: method.toUpperCase(), path, operation: item[method] }] : []));

function callBlock({ verb, path, operation }: NamedCall): string {
  const summary = `<span class="verb">${verb}</span> <code>${escapeHtml(path)}</code> ${escapeHtml(operation.summary ?? '')}`;
  const parts = [
    operation.description ? `<p>${escapeHtml(operation.description)}</p>` : '',
    operation.parameters?.length ? `<h4>Parameters</h4>${json(operation.parameters)}` : '',
    operation.requestBody ? `<h4>Body</h4>${json(operation.requestBody)}` : '',
    `<h4>Answers</h4>${json(operation.responses)}`,
  ];
  return `<details><summary>${summary}</summary>${parts.join('')}</details>`;
}

const json = (value: unknown): string => `<pre>${linked(escapeHtml(JSON.stringify(value, null, 2)))}</pre>`;

const linked = (text: string): string =>
  text.replace(/#\/components\/schemas\/(\w+)/g, (reference, name: string) => `<a href="#${name}">${reference}</a>`);
