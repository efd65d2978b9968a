// What an answer of the catalog shows only when asked for.
import type { JsonObject } from '@tillstream/event-sourcing';
import { texts } from '../http/fields/compound.fields';

const EXPANDABLE = ['custom_fields'] as const;

export const expandable = (): PropertyDecorator =>
  texts({
    of: EXPANDABLE,
    maxLength: 30,
    maxItems: EXPANDABLE.length,
    optional: true,
    description: 'What to show that is null otherwise; repeatable or comma-separated.',
    example: ['custom_fields'],
  });

export class ExpandQuery {
  @expandable()
  expand?: string[] | null;
}

export type Shown<Answer> = Omit<Answer, 'custom_fields'> & { readonly custom_fields: JsonObject | null };

export const shown = <Answer extends { readonly custom_fields: JsonObject }>(
  answer: Answer,
  { expand }: { readonly expand?: readonly string[] | null | undefined },
): Shown<Answer> => ({ ...answer, custom_fields: expand?.includes('custom_fields') ? answer.custom_fields : null });
