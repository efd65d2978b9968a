// What must not be written anywhere, and what only in one place. Each entry is first shown to find its own example.
import { isSpec, sourceFiles, type SourceFile } from './source-files';

interface Forbidden {
  readonly what: string;
  readonly pattern: RegExp;
  readonly found: string;
  readonly notFound: string;
  /** Where it does not count. */
  readonly except?: (file: SourceFile, line: string) => boolean;
}

/** What runs before, or beside, the service: the installation, the build, the bundler. */
const ofTools = /^apps\/till\/(toolchain\/)?[^/]+\.mjs$|^apps\/[^/]+\/vite\.config[^/]*\.mts$/;

const forbidden: Forbidden[] = [
  { what: 'work put off', pattern: /\b(TODO|FIXME|XXX|HACK)\b/, found: '// TODO: later', notFound: 'const method = 1;' },
  {
    what: 'something that is not there',
    pattern: /not (yet )?implemented|\bstub/i,
    found: "throw new Error('Not implemented')",
    notFound: 'Status.UNIMPLEMENTED',
  },
  { what: 'a type forced on a value', pattern: /\bas unknown as\b|\bas never as\b/, found: 'x as unknown as Y', notFound: 'x as unknown' },
  {
    what: 'a check switched off',
    pattern: /eslint-disable|@ts-(ignore|nocheck|expect-error)/,
    found: '// eslint-disable-next-line',
    notFound: '// prettier-ignore',
  },
  {
    what: 'a test that does not run',
    pattern: /\b(it|test|describe)\.(only|skip|todo|failing)\b|\b(fit|fdescribe|xit|xtest|xdescribe)\(/,
    found: "it.only('x', () => 1)",
    notFound: "submit('x'); audit.skipped()",
    except: (_, line) => line.includes('hasRealRedis()'), // they need what the embedded Redis cannot do
  },
  {
    what: 'the environment, outside of its one home',
    pattern: /process\.env\b|process\[['"]env['"]\]|import \{[^}]*\benv\b[^}]*\} from 'node:process'/,
    found: "const url = process.env['REDIS_URL'];",
    notFound: 'config.environment',
    except: (file) => /^(libs\/platform|test)\//.test(file.path) || isSpec(file) || ofTools.test(file.path),
  },
  {
    what: 'a path of somebody’s machine',
    pattern: /['"` ]\/(home|root|work|Users)\/\w/,
    found: "'/home/ada/tillstream'",
    notFound: "'/v1/work'",
  },
];

const files = sourceFiles('apps', 'libs', 'test').filter((file) => file.path !== 'test/architecture/words.spec.ts');

function findings({ pattern, except }: Forbidden, file: SourceFile): string[] {
  const lines = file.text.split('\n').map((line, index) => ({ line, place: `${file.path}:${index + 1}` }));
  return lines
    .filter(({ line }) => pattern.test(line) && except?.(file, line) !== true)
    .map(({ line, place }) => `${place} ${line.trim()}`);
}

describe.each(forbidden)('$what', (entry) => {
  const planted = (text: string) => findings(entry, { path: 'libs/checkout/src/planted.ts', text: `const before = 1;\n${text}\n` });

  it('would be found', () => expect(planted(entry.found)).toEqual([`libs/checkout/src/planted.ts:2 ${entry.found}`]));
  it('is not seen where it is not', () => expect(planted(entry.notFound)).toEqual([]));
  it('is nowhere', () => expect(files.flatMap((file) => findings(entry, file))).toEqual([]));
});
