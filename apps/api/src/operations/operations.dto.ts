// What the health calls answer.
import type { JsonObject } from '@tillstream/event-sourcing';
import { freeObject } from '../http/fields/compound.fields';
import { choice } from '../http/fields/scalar.fields';

export class LiveAnswer {
  @choice({ of: ['ok'], description: 'The process runs.', example: 'ok' })
  status!: 'ok';
}

export const READINESS = ['ok', 'degraded', 'failing'] as const;

export class ReadyAnswer {
  @choice({ of: READINESS, description: 'degraded: without lists. failing: give it no work.', example: 'ok' })
  status!: (typeof READINESS)[number];

  @freeObject({ description: 'By name: ok, milliseconds, and why not.', example: { event_store: { ok: true, ms: 2 } } })
  checks!: JsonObject;
}
