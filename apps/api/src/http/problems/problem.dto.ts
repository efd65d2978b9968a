// The answers that are no success, for the OpenAPI document.
import { ApiProperty } from '@nestjs/swagger';
import type { JsonObject } from '@tillstream/event-sourcing';
import { freeObject, listOf } from '../fields/compound.fields';
import { integer, text } from '../fields/scalar.fields';

class ProblemHead {
  @text({ max: 300, description: 'A page of this installation that explains the code.', example: 'https://pay.example/problems/not-found' })
  type!: string;

  @text({ max: 200, description: 'The same for every problem of this code.', example: 'Not found' })
  title!: string;

  @integer({ min: 400, max: 599, description: 'The HTTP status.', example: 404 })
  status!: number;

  @text({ max: 100, description: 'Stable, in kebab case: what programs should look at.', example: 'not-found' })
  code!: string;

  @text({
    max: 200,
    description: 'The X-Request-Id of this answer, for questions about it.',
    example: '7b0c1f7e-6d3c-4d0a-9d6e-2f3a1c9b8e57',
  })
  request_id!: string;
}

export class ProblemAnswer extends ProblemHead {
  @text({ max: 1_000, description: 'A sentence that says what to do.', example: 'Nothing of this account has this id.' })
  detail!: string;

  @freeObject({ omittable: true, description: 'Beside amount-changed: the present offer, as the hosted page shows it.', example: {} })
  offer?: JsonObject;
}

export class FaultAnswer {
  @ApiProperty({
    type: 'array',
    items: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
    minItems: 1,
    maxItems: 40,
    description: 'The place: `body`, `query`, `path` or `header`, then names and list positions.',
    example: ['body', 'line_items', 0, 'price_id'],
  })
  loc!: (string | number)[];

  @text({ max: 1_000, description: 'What is wrong there.', example: 'must be a text' })
  msg!: string;

  @text({ max: 100, description: 'Stable, in kebab case.', example: 'not-text' })
  type!: string;
}

export class InvalidRequestAnswer extends ProblemHead {
  @listOf(() => FaultAnswer, {
    minItems: 1,
    maxItems: 10_000,
    description: 'Every fault of the request, in its order.',
  })
  detail!: FaultAnswer[];

  @freeObject({ omittable: true, description: 'Beside card-unreadable: the present key of the vault.', example: {} })
  vault_key?: JsonObject;
}
