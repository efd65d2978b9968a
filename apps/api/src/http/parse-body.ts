// From bytes to a parsed body: the only parser of the API. An empty body is an absent one, whatever its content type says.
import { isUtf8 } from 'node:buffer';
import { countMembers, repeatedMembers, scanJson } from './json-scan';
import { inRequestOrder } from './located-fault';
import { Unprocessable } from './problems/problem';
import { problemOf } from './problems/problem-catalog';

export const MAX_BODY_BYTES = 1_048_576;
const MAX_DEPTH = 32;
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i;

/** Undefined when there is no body. Throws ApiProblem 400 or 415, and Unprocessable for a name given twice. */
export function parseBody(bytes: Buffer, contentType: string | undefined): unknown {
  if (bytes.length === 0) return undefined;
  if (contentType === undefined || !JSON_TYPE.test(contentType.trim())) throw problemOf('unsupported-media-type');
  if (!isUtf8(bytes)) throw problemOf('unreadable-body');
  const scan = scanJson(bytes);
  if (scan.depth > MAX_DEPTH) throw problemOf('unreadable-body'); // before parsing: what follows walks it recursively
  const body = parsed(bytes);
  if (scan.members !== countMembers(body)) throw new Unprocessable(inRequestOrder(repeatedMembers(bytes).map(repeatedFault), body));
  return body;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    throw problemOf('unreadable-body');
  }
}

const repeatedFault = (loc: readonly (string | number)[]) => ({
  loc: ['body', ...loc],
  type: 'repeated-field',
  msg: 'is given more than once',
});
