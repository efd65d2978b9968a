// The served OpenAPI document itself: sound by a linter's rules, and complete: every field says what it is, every call what it may answer.
import { createConfig, lintFromString, type NormalizedProblem } from '@redocly/openapi-core';
import { apiSuite } from '../support/api-suite';

const suite = apiSuite();
type Schema = Record<string, unknown>;
type Calls = Record<string, Record<string, { parameters?: { schema: Schema }[]; responses: Record<string, unknown> }>>;

const document = () => suite().anonymous.judge.document as { paths: Calls; components: { schemas: Record<string, Schema> } };
const said = ({ ruleId, message, location }: NormalizedProblem): string => `${ruleId}: ${message} at ${location[0]?.pointer ?? ''}`;

it('passes a linter', async () => {
  // The contract fixes the paths: `accounts` stands where an account's id may stand, and no id is such a word.
  const rules = { 'no-ambiguous-paths': 'off' } as const;
  const config = await createConfig({ extends: ['recommended-strict'], rules });
  const problems = await lintFromString({ source: JSON.stringify(document()), config });
  expect(problems.map(said)).toEqual([]);
});

describe('every field of every schema', () => {
  const fields = (): readonly (readonly [string, Schema])[] =>
    Object.entries(document().components.schemas).flatMap(([name, schema]) =>
      Object.entries((schema['properties'] ?? {}) as Record<string, Schema>).map(([field, own]) => [`${name}.${field}`, own] as const),
    );

  it('says what it means, and shows one', () => {
    const silent = fields().filter(([, field]) => typeof field['description'] !== 'string' || field['example'] === undefined);
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it('has a type, and bounds where it has a size', () => {
    const unbounded = fields().filter(([, field]) => !isTyped(field));
    expect(unbounded.map(([name, field]) => `${name} ${JSON.stringify(field)}`)).toEqual([]);
  });
});

it('says of every call how it may fail', () => {
  const silent = Object.entries(document().paths).flatMap(([path, calls]) =>
    Object.entries(calls)
      .filter(([, { responses }]) => !('default' in responses) || !('422' in responses))
      .map(([method]) => `${method} ${path}`),
  );
  expect(silent).toEqual([]);
});

/** What bounds a value of each type; other schemas are held by what they refer to. */
const BOUNDED_BY: Readonly<Record<string, readonly (readonly string[])[]>> = {
  string: [['maxLength'], ['enum'], ['format']],
  integer: [['minimum', 'maximum']],
  number: [['minimum', 'maximum']],
  array: [['maxItems', 'items']],
};
const COMPOSED = ['$ref', 'allOf', 'oneOf', 'anyOf'];

function isTyped(field: Schema): boolean {
  const type = [field['type']].flat().find((one) => one !== 'null');
  const bounds = BOUNDED_BY[String(type)];
  if (!bounds) return type !== undefined || COMPOSED.some((word) => word in field);
  return bounds.some((words) => words.every((word) => word in field));
}
