// The same fact stands in several files of the tools: here they are held together.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { foldersIn, root } from './source-files';

type Paths = Readonly<Record<string, readonly string[]>>;
interface SwcConfiguration {
  readonly jsc: { readonly paths: Paths };
}
interface NestConfiguration {
  readonly projects: Readonly<
    Record<string, { readonly type: string; readonly root: string; readonly compilerOptions: { readonly tsConfigPath: string } }>
  >;
}
interface PackageFile {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));
const aliases = (read('tsconfig.base.json') as { readonly compilerOptions: { readonly paths: Paths } }).compilerOptions.paths;

describe('import aliases', () => {
  it('are the same for the compiler and the type checker', () => expect((read('.swcrc') as SwcConfiguration).jsc.paths).toEqual(aliases));
  it('are the same for the checkout page', () => {
    const { paths } = (read('apps/checkout-page/.swcrc') as SwcConfiguration).jsc;
    expect(aliases).toMatchObject(paths);
    expect(Object.keys(paths).every((alias) => alias.endsWith('/browser'))).toBe(true);
  });
  it('lead to a file', () => {
    const targets = Object.values(aliases).flat();
    expect(targets.filter((target) => !existsSync(path.join(root, target)))).toEqual([]);
  });
  it('exist for every lib', () => {
    const named = foldersIn('libs').map((lib) => `@tillstream/${path.basename(lib)}`);
    expect(named.filter((alias) => aliases[alias] === undefined)).toEqual([]);
  });
});

describe('nest-cli.json', () => {
  const { projects } = read('nest-cli.json') as NestConfiguration;

  it('lists the apps that use Nest, and every lib', () => {
    const expected = ['apps/api', 'apps/worker', ...foldersIn('libs')];
    const listed = Object.values(projects).map((project) => project.root);
    expect(listed.sort()).toEqual(expected.sort());
  });
  it('points to configurations that exist', () => {
    const files = Object.values(projects).map((project) => project.compilerOptions.tsConfigPath);
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });
});

describe('package.json', () => {
  const { dependencies, devDependencies, optionalDependencies } = read('package.json') as PackageFile;

  it('pins exact versions', () => {
    const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
  it('has a lock that lists the packages of every system', () => {
    const { packages } = read('package-lock.json') as { readonly packages: Readonly<Record<string, object>> };
    expect(Object.keys(optionalDependencies).filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual([]);
  });
});
