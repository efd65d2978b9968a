// Sizes by architecture.md §10: hard limits, and a ratchet for what may only get better. Whoever makes it better lowers sizes.ratchet.json.
import ts from 'typescript';
import { isBarrel, isSpec, lineCount, sourceFiles, type SourceFile } from './source-files';
import ratchet from './sizes.ratchet.json';

const hardLimit = 250;
const hardLimitOfSpecs = 400;
const files = sourceFiles('apps', 'libs', 'test');
const lines = (file: SourceFile): number => lineCount(file.text);
const named = (among: readonly SourceFile[]): string[] => among.map((file) => `${file.path}: ${lines(file)}`);

/** The value that this share of the files does not exceed. */
function quantile(sizes: readonly number[], share: number): number {
  const sorted = [...sizes].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Functions of more lines than this, with their place. */
function longFunctions(file: SourceFile, limit: number): string[] {
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, false);
  const lineOf = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const begin = lineOf(node.getStart(tree));
    const long = ts.isFunctionLike(node) && lineOf(node.end) - begin + 1 > limit;
    if (long) found.push(`${file.path}:${begin + 1}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const product = files.filter((file) => !isSpec(file));
const small = product.filter((file) => lines(file) < 10 && !isBarrel(file) && !file.path.endsWith('.d.ts'));
const long = product.flatMap((file) => longFunctions(file, 50));
const measured = {
  medianLines: quantile(product.map(lines), 0.5),
  p90Lines: quantile(product.map(lines), 0.9),
  filesUnderTen: small.length,
  functionsOver50: long.length,
};
/** How far the record may lie behind what is already reached. */
const slack: typeof measured = { medianLines: 15, p90Lines: 40, filesUnderTen: 10, functionsOver50: 3 };

describe('files', () => {
  it('stay below the hard limit', () => expect(named(product.filter((file) => lines(file) > hardLimit))).toEqual([]));
  it('of specs stay below theirs', () => expect(named(files.filter((file) => isSpec(file) && lines(file) > hardLimitOfSpecs))).toEqual([]));
});

describe('the ratchet', () => {
  const keys = Object.keys(measured) as (keyof typeof measured)[];
  const details = { medianLines: [], p90Lines: [], filesUnderTen: named(small), functionsOver50: long };

  it('never allows more than architecture.md', () => expect(ratchet.medianLines <= 60 && ratchet.p90Lines <= 150).toBe(true));
  it.each(keys)('%s is not exceeded', (key) => {
    expect(measured[key] > ratchet[key] ? { measured: measured[key], details: details[key] } : 'within the record').toBe(
      'within the record',
    );
  });
  it.each(keys)('%s is recorded as good as it is', (key) => expect(ratchet[key] - measured[key]).toBeLessThanOrEqual(slack[key]));
});

describe('the measures', () => {
  it('take quantiles', () => {
    expect(quantile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 100], 0.9)).toBe(9);
  });
  it('see a long function', () => {
    const body = (statements: number) => `function f() {\n${'  g();\n'.repeat(statements)}}\n`;
    expect(longFunctions({ path: 'x.ts', text: body(48) }, 50)).toEqual([]);
    expect(longFunctions({ path: 'x.ts', text: body(49) }, 50)).toEqual(['x.ts:1']);
  });
});
