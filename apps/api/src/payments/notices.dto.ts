// A processor's notices over HTTP: the address names the processor, and the answer says no more than it has to.
import { choice, identifier } from '../http/fields/scalar.fields';

const RESULTS = ['taken', 'ignored'] as const;

export class NoticePath {
  @identifier('proc', { description: 'The processor that sends it.' })
  processor_id!: string;
}

export class NoticeTaken {
  @choice({ of: RESULTS, description: '`ignored`: it is about nothing of this installation.', example: 'taken' })
  result!: (typeof RESULTS)[number];
}
