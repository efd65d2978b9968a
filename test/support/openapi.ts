// The served OpenAPI document as a judge: is this answer one that the document allows? Objects may hold nothing that it does not name.
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

type Json = Record<string, unknown>;

export interface DocumentedCall {
  /** Upper case. */
  readonly method: string;
  /** As in the document: `/api/{account_id}/products`. */
  readonly path: string;
  readonly operation: Json;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  /** Parsed JSON, or undefined when there is no body. */
  readonly body: unknown;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const pointer = (...steps: string[]): string =>
  steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

export class OpenApiJudge {
  readonly calls: readonly DocumentedCall[];
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });

  constructor(readonly document: Json) {
    addFormats(this.ajv);
    const closed = structuredClone(document);
    closeObjects(closed);
    this.ajv.addSchema(closed, 'api');
    const paths = Object.entries(document['paths'] as Record<string, Json>);
    this.calls = paths.flatMap(([path, item]) =>
      METHODS.flatMap((method) => (isObject(item[method]) ? [{ method: method.toUpperCase(), path, operation: item[method] }] : [])),
    );
  }

  /** The call that a request is for; undefined where the document knows none. */
  callOf(method: string, url: string): DocumentedCall | undefined {
    const segments = segmentsOf(url.split('?', 1)[0] ?? '');
    const matching = this.calls.filter((call) => call.method === method.toUpperCase() && matches(segmentsOf(call.path), segments));
    return matching.sort((left, right) => parametersIn(left.path) - parametersIn(right.path))[0];
  }

  /** What is wrong with an answer; empty when the document allows it. */
  faultsOf(call: DocumentedCall, answer: Answer): readonly string[] {
    const status = statusOf(call, answer.status);
    if (status === undefined) return [`status ${answer.status} is not in the document`];
    const content = (call.operation['responses'] as Record<string, Json>)[status]?.['content'];
    if (!isObject(content)) return answer.body === undefined ? [] : ['a body where the document has none'];
    const type = answer.contentType.split(';', 1)[0]?.trim() ?? '';
    if (!isObject(content[type])) return [`content type ${type} is not in the document`];
    const place = pointer('paths', call.path, call.method.toLowerCase(), 'responses', status, 'content', type, 'schema');
    const validate = this.ajv.getSchema(`api#/${place}`);
    if (!validate) return [`no schema at ${place}`];
    if (validate(answer.body)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`);
  }
}

function statusOf({ operation }: DocumentedCall, status: number): string | undefined {
  const responses = operation['responses'] as Record<string, Json>;
  if (responses[String(status)]) return String(status);
  return status >= 400 && responses['default'] ? 'default' : undefined;
}

const segmentsOf = (path: string): readonly string[] => path.split('/').filter((segment) => segment !== '');
const isParameter = (segment: string): boolean => segment.startsWith('{');
const parametersIn = (path: string): number => segmentsOf(path).filter(isParameter).length;
const matches = (template: readonly string[], segments: readonly string[]): boolean =>
  template.length === segments.length && template.every((part, index) => isParameter(part) || part === segments[index]);

/** A field that an answer has and the document does not name is a fault of one of them. */
function closeObjects(node: unknown): void {
  if (Array.isArray(node)) return node.forEach(closeObjects);
  if (!isObject(node)) return;
  if (node['type'] === 'object' && isObject(node['properties']) && node['additionalProperties'] === undefined)
    node['additionalProperties'] = false;
  Object.values(node).forEach(closeObjects);
}
