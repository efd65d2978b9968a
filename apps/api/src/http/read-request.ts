// The one reading of a request: all parts, all faults at once, in the order of the request. What it answers is typed and clean.
import { plainToInstance } from 'class-transformer';
import { walkBody } from './body-walk';
import { brokenRules } from './broken-rules';
import { type Constructor, fieldsOf } from './fields/field-registry';
import { instanceOf } from './instances';
import { inRequestOrder, type LocatedFault } from './located-fault';
import { Unprocessable } from './problems/problem';
import type { RequestShape } from './request-shape';
import { readTextPart, type TextSection } from './text-parts';

export interface RawRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Undefined when there is none. */
  readonly body: unknown;
}

export interface RequestParts<Path extends object, Query extends object, Headers extends object, Body extends object> {
  readonly path: Path;
  readonly query: Query;
  readonly headers: Headers;
  readonly body: Body;
}

/** Throws Unprocessable with every fault of the request. */
export function readRequest<Path extends object, Query extends object, Headers extends object, Body extends object>(
  shape: RequestShape<Path, Query, Headers, Body>,
  raw: RawRequest,
): RequestParts<Path, Query, Headers, Body> {
  const faults: LocatedFault[] = [];
  const path = readTexts(shape.path, { section: 'path', given: raw.params }, faults);
  const query = readTexts(shape.query, { section: 'query', given: raw.query }, faults);
  const headers = readTexts(shape.headers, { section: 'header', given: raw.headers }, faults);
  const body = readBody(shape.body, raw.body, faults);
  if (faults.length > 0) throw new Unprocessable(inRequestOrder(faults, raw.body));
  return { path, query, headers, body };
}

interface GivenTexts {
  readonly section: TextSection;
  readonly given: unknown;
}

function readTexts<T extends object>(dto: Constructor<T>, { section, given }: GivenTexts, faults: LocatedFault[]): T {
  if (fieldsOf(dto).size === 0 && section === 'header') return new dto();
  const { values, faults: found } = readTextPart(dto, section, (given ?? {}) as Record<string, unknown>);
  const isQuery = section === 'query' && Object.keys(values).length > 0;
  const instance = isQuery ? plainToInstance(dto, values) : Object.assign(new dto(), values);
  faults.push(...found, ...brokenRules(dto, instance, [section]));
  return instance;
}

function readBody<T extends object>(dto: Constructor<T>, given: unknown, faults: LocatedFault[]): T {
  const body = given === undefined ? {} : given;
  const misshapen = walkBody(dto, body);
  faults.push(...misshapen);
  if (misshapen.some(({ loc }) => loc.length === 1)) return new dto(); // no object at all: nothing more can be said
  const instance = instanceOf(dto, body as Record<string, unknown>);
  if (fieldsOf(dto).size > 0) faults.push(...brokenRules(dto, instance, ['body']));
  return instance;
}
