// The shape of the tree: what lies where, under which name, and what every part of it has.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { foldersIn, isBarrel, isSpec, lineCount, root, sourceFiles, type SourceFile } from './source-files';

const files = sourceFiles('apps', 'libs', 'test');
const parts = ['apps', 'libs'].flatMap(foldersIn);

describe('top level', () => {
  const given = ['apps', 'libs', 'test', 'docker', 'nest-cli.json', 'package.json', 'tsconfig.base.json', 'README.md'];
  const tools = ['package-lock.json', 'tsconfig.json', 'jest.config.cjs', 'eslint.config.mjs'];
  const papers = ['CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE'];
  const madeHere = ['node_modules', 'dist', 'coverage'];

  it('has what is given', () => expect(given.filter((entry) => !existsSync(path.join(root, entry)))).toEqual([]));
  it('has nothing else than tools and papers', () => {
    const agreed = [...given, ...tools, ...papers, ...madeHere];
    expect(readdirSync(root).filter((entry) => !agreed.includes(entry) && !entry.startsWith('.') && !entry.endsWith('.log'))).toEqual([]);
  });
});

describe('README', () => {
  const longest = 60;
  const readme = (part: string) => path.join(root, part, 'README.md');

  it('is in every app and lib', () => expect(parts.filter((part) => !existsSync(readme(part)))).toEqual([]));
  it('is one page', () => {
    const long = parts.map(readme).filter((file) => existsSync(file) && lineCount(readFileSync(file, 'utf8')) > longest);
    expect(long).toEqual([]);
  });
});

describe('barrels', () => {
  const agreed = /^libs\/[^/]+\/src\/index(\.core|\.browser)?\.ts$|^libs\/[^/]+\/src\/(testing|in-memory)\/index\.ts$/;
  const strayBarrels = (among: readonly SourceFile[]) =>
    among.filter((file) => isBarrel(file) && !agreed.test(file.path)).map((file) => file.path);
  const hiddenBarrels = (among: readonly SourceFile[]) =>
    among.filter((file) => !isBarrel(file) && /^export \* from/m.test(file.text)).map((file) => file.path);
  const planted = (file: string, text = '') => [{ path: file, text }];

  it('are the doors of the libs', () => expect(strayBarrels(files)).toEqual([]));
  it('would be found elsewhere', () => {
    expect(strayBarrels(planted('libs/checkout/src/core/index.ts'))).toHaveLength(1);
    expect(strayBarrels(planted('apps/api/src/index.ts'))).toHaveLength(1);
    expect(strayBarrels(planted('libs/checkout/src/index.core.ts'))).toEqual([]);
  });
  it('do not hide under another name', () => {
    expect(hiddenBarrels(files)).toEqual([]);
    expect(hiddenBarrels(planted('libs/checkout/src/core/all.ts', "export * from './amounts';\n"))).toHaveLength(1);
  });
});

describe('one slug, whole path', () => {
  const withRole =
    /^libs\/[^/]+\/src\/(?:commands|processes)\/([^/]+)\/([^/]+?)\.(?:decide|decide\.spec|handler|handler\.spec|process|process\.spec)\.ts$/;
  const misnamed = (paths: readonly string[]) =>
    paths.filter((file) => {
      const [, folder, stem] = withRole.exec(file) ?? [];
      return folder !== stem;
    });
  const nameless = (paths: readonly string[]) => {
    const folderOf = (file: string) => /^libs\/[^/]+\/src\/(?:commands|processes)\/[^/]+(?=\/)/.exec(file)?.[0];
    const folders = new Set(paths.map(folderOf).filter((folder) => folder !== undefined));
    return [...folders].filter((folder) => !paths.some((file) => file.startsWith(`${folder}/${path.basename(folder)}.`)));
  };
  const paths = files.map((file) => file.path);

  it('names the files of a command or process as its folder', () => {
    expect(misnamed(paths)).toEqual([]);
    expect(misnamed(['libs/checkout/src/commands/apply-promotion/promotion.decide.ts'])).toHaveLength(1);
    expect(misnamed(['libs/checkout/src/commands/apply-promotion/apply-promotion.decide.spec.ts'])).toEqual([]);
  });
  it('is carried by at least one file of the folder', () => {
    expect(nameless(paths)).toEqual([]);
    expect(nameless(['libs/checkout/src/processes/close-session/notes.ts'])).toEqual(['libs/checkout/src/processes/close-session']);
  });
});

describe('names', () => {
  const vague = /^(?:export )?(?:abstract )?(?:class|interface|type|enum) \w*(?:Manager|Helper|Utils?|Data|Info)\b.*$/gm;
  const vagueNames = (among: readonly SourceFile[]) =>
    among.flatMap((file) => [...file.text.matchAll(vague)].map(([line]) => `${file.path} ${line}`));
  const vagueWords = /(^|[/.-])(managers?|helpers?|utils?|misc|common)(?=[/.-])|(^|[/.])(data|info)(?=[/.])/;
  const vagueFiles = files.map((file) => file.path).filter((file) => vagueWords.test(file));

  it('say what a thing is', () => {
    expect(vagueNames(files)).toEqual([]);
    expect(vagueFiles).toEqual([]);
    expect(vagueNames([{ path: 'x.ts', text: 'export class SessionManager {}\ntype Metadata = 1;' }])).toEqual([
      'x.ts export class SessionManager {}',
    ]);
  });
});

describe('the first line', () => {
  const silent = (among: readonly SourceFile[]) =>
    among.filter((file) => !isSpec(file) && !isBarrel(file) && !/^(#!.*\n)?(\/\/|\/\*)/.test(file.text)).map((file) => file.path);

  it('says where a file stands on the path', () => {
    expect(silent(files)).toEqual([]);
    expect(silent([{ path: 'libs/checkout/src/core/offer.ts', text: 'export const x = 1;\n' }])).toHaveLength(1);
  });
});
