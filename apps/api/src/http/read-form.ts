// From multipart/form-data to a body: texts, and files in memory. A part without content is as if it were not there.
import { createHash } from 'node:crypto';
import type { MultipartFile, MultipartValue } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { UploadedFile } from './fields/file.field';
import { Unprocessable } from './problems/problem';
import { problemOf } from './problems/problem-catalog';

const MAX_FILE_BYTES = 524_288;
const MAX_TEXT_BYTES = 16_384;

/** One byte of a file more than any may have: that it is too large is for the rules of its field to say, with its place. */
export const FORM_LIMITS = {
  limits: { fileSize: MAX_FILE_BYTES + 1, files: 5, fields: 50, parts: 55, fieldSize: MAX_TEXT_BYTES, fieldNameSize: 200, headerPairs: 50 },
  throwFileSizeLimit: false,
} as const;

interface Form {
  readonly body: Map<string, unknown>;
  readonly repeated: Set<string>;
  isCut: boolean;
}

/** Throws ApiProblem 400 or 413, and Unprocessable for a name given twice. */
export async function readForm(request: FastifyRequest): Promise<Readonly<Record<string, unknown>>> {
  const { body, repeated, isCut } = await readParts(request).catch(asUnreadable);
  if (isCut) throw problemOf('body-too-large');
  if (repeated.size > 0) throw new Unprocessable([...repeated].map(repeatedFault));
  return Object.fromEntries(body);
}

/** To the end, also past a fault: what is left unread would hold the connection. */
async function readParts(request: FastifyRequest): Promise<Form> {
  const form: Form = { body: new Map(), repeated: new Set(), isCut: false };
  for await (const part of request.parts()) {
    const value = part.type === 'file' ? await fileOf(part) : textOf(part);
    form.isCut ||= part.type === 'field' && part.valueTruncated;
    if (value === null) continue;
    if (form.body.has(part.fieldname)) form.repeated.add(part.fieldname);
    form.body.set(part.fieldname, value);
  }
  return form;
}

/** What the parser says of a broken form is a plain Error; everything else tells by itself what it is. */
function asUnreadable(error: unknown): never {
  throw error instanceof Error && error.constructor === Error ? problemOf('unreadable-body') : error;
}

const repeatedFault = (name: string) => ({ loc: ['body', name.toWellFormed()], type: 'repeated-field', msg: 'is given more than once' });

async function fileOf(part: MultipartFile): Promise<UploadedFile | null> {
  const bytes = await part.toBuffer();
  return bytes.length === 0 ? null : new UploadedFile(bytes, createHash('sha256').update(bytes).digest('hex'));
}

const textOf = ({ value }: MultipartValue): unknown => (value === '' ? null : value);
