// Who may import whom. Each rule says why; test/architecture/imports.spec.ts shows that each of them bites.
const { builtinModules } = require('node:module');

// From the first to the last: a lib may use what stands before it, never what stands behind.
const domain = ['accounts', 'catalog', 'payments', 'subscriptions', 'checkout', 'webhooks', 'audit'];
const adapters = { 'event-store-db': '@eventstore/db-client', redis: 'ioredis', jobs: 'bullmq' };
const browserApps = ['checkout-page', 'dashboard'];

const anyOf = (names) => `(?:${names.join('|')})`;
const package_ = (name) => `(^|/)node_modules/(@types/)?${name}/`;
const domainLib = `^libs/${anyOf(domain)}/`;
const builtin = `^(node:)?${anyOf(builtinModules)}$`;
const roles = anyOf(['decide', 'decider', 'view', 'render', 'process', 'webhook']);
const pureFile = `(?:core/.+|webhooks/.+|index\\.core|.+\\.${roles})\\.ts$`;
const doors = '^libs/[^/]+/src/(index(\\.core|\\.browser)?|testing/index|in-memory/index)\\.ts$';
const kernel = '^libs/event-sourcing/src/index\\.ts$';
// What exists for tests is held to nothing but the order of the libs.
const forTests = ['\\.spec\\.tsx?$', '^(apps|libs)/[^/]+/(src/)?testing/'];
const forBuilding = '^apps/till/(toolchain/)?[^/]+\\.mjs$';

const shape = [
  {
    name: 'no-cycles',
    comment: 'In a circle nothing can be understood, moved or loaded first.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-missing-modules',
    comment: 'The target exists in the tree or in package.json.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-undeclared-packages',
    comment: 'A package that is there by chance is gone with the next install.',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: package_('@jest/globals') }, // comes with jest, in its version
  },
  {
    name: 'no-development-packages',
    comment: 'What runs in production is a dependency, not a devDependency.',
    from: { path: '^(apps|libs)/', pathNot: [...forTests, forBuilding, `^apps/${anyOf(browserApps)}/`] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
  },
  {
    name: 'production-imports-no-tests',
    comment: 'Tests and their tools are not part of the product.',
    from: { path: '^(apps|libs)/', pathNot: forTests },
    to: { path: ['^test/', ...forTests] },
  },
  {
    name: 'libs-know-no-apps',
    comment: 'Apps are the arrows, libs are the nouns.',
    from: { path: '^libs/' },
    to: { path: '^apps/' },
  },
  {
    name: 'apps-know-no-apps',
    comment: 'Processes speak over the network, not through each other’s modules.',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'libs-only-through-their-doors',
    comment: 'The barrel is what a lib promises; all else may change without a word.',
    from: { path: '^(apps|test|libs)/([^/]+)/' },
    to: { path: '^libs/', pathNot: [doors, '^$1/$2/'] },
  },
];

const domainOrder = domain.slice(0, -1).map((lib, place) => ({
  name: `${lib}-comes-before`,
  comment: `Domain libs import in this order only: ${domain.join(' < ')}.`,
  from: { path: `^libs/${lib}/` },
  to: { path: `^libs/${anyOf(domain.slice(place + 1))}/` },
}));

const domainLayers = [
  {
    name: 'pure-imports-only-pure',
    comment:
      'Decisions, states, views and reactions know no framework, no clock, no chance and no I/O: facts come in. luxon only computes.',
    from: { path: `^libs/(${anyOf(domain)})/src/${pureFile}`, pathNot: forTests },
    to: { pathNot: [`^libs/$1/src/${pureFile}`, kernel, `${domainLib}src/index\\.core\\.ts$`, package_('luxon')] },
  },
  {
    name: 'handlers-gather-through-ports',
    comment: 'Handlers and queries reach the world through ports only, and earlier libs through their doors.',
    from: { path: `^libs/(${anyOf(domain)})/src/.+\\.(handler|query)\\.ts$`, pathNot: forTests },
    to: { pathNot: ['^libs/$1/src/', kernel, `${domainLib}src/index(\\.core)?\\.ts$`, package_('@nestjs/(common|cqrs)')] },
  },
  {
    name: 'one-command-knows-no-other',
    comment: 'What two commands or processes share belongs to core.',
    from: { path: '^libs/([^/]+)/src/(commands|processes)/([^/]+)/' },
    to: { path: '^libs/$1/src/(commands|processes)/[^/]+/', pathNot: '^libs/$1/src/$2/$3/' },
  },
  {
    name: 'domain-knows-no-adapter',
    comment: 'A domain lib speaks to ports; which adapter stands behind them is decided where an app is composed.',
    from: { path: domainLib },
    to: { path: `^libs/${anyOf([...Object.keys(adapters), 'runtime', 'platform'])}/` },
  },
  {
    name: 'stripe-only-in-its-adapter',
    comment: 'One place knows this library, its errors and its traps; everybody else speaks to our port.',
    from: { path: '^(apps|libs|test)/', pathNot: '^libs/payments/src/adapters/stripe/' },
    to: { path: package_('stripe') },
  },
  {
    name: 'browser-doors-open-on-no-server',
    comment: 'What the browser loads holds no Nest, no module of Node and no client of a server, however deep.',
    from: { path: '^libs/[^/]+/src/index\\.browser\\.ts$' },
    to: { reachable: true, path: [builtin, package_('@nestjs/[^/]+'), ...Object.values(adapters).map(package_)] },
  },
  {
    name: 'browser-apps-use-browser-doors',
    comment: 'The other doors would pull the server into the bundle.',
    from: { path: `^apps/${anyOf(browserApps)}/`, pathNot: forTests },
    to: { path: '^libs/', pathNot: '^libs/[^/]+/src/index\\.browser\\.ts$' },
  },
];

const foundations = [
  {
    name: 'kernel-stands-alone',
    comment: 'event-sourcing imports itself; its files on hashes, ids and keys also node:crypto and the canonical JSON.',
    from: { path: '^libs/event-sourcing/', pathNot: [...forTests, '^libs/event-sourcing/src/(hashing|ids|keyring|personal/[^/]+)\\.ts$'] },
    to: { pathNot: '^libs/event-sourcing/' },
  },
  {
    name: 'kernel-cryptography-only',
    comment: 'event-sourcing imports itself; its files on hashes, ids and keys also node:crypto and the canonical JSON.',
    from: { path: '^libs/event-sourcing/src/(hashing|ids|keyring|personal/[^/]+)\\.ts$', pathNot: forTests },
    to: { pathNot: ['^libs/event-sourcing/', '^(node:)?crypto$', package_('canonicalize')] },
  },
  {
    name: 'platform-stands-alone',
    comment: 'Configuration, logs and health serve everybody and know nobody.',
    from: { path: '^libs/platform/' },
    to: { path: '^libs/', pathNot: '^libs/platform/' },
  },
  {
    name: 'adapters-know-ports-only',
    comment: 'An adapter serves the kernel’s ports: upcasters, categories and job types are handed in.',
    from: { path: `^libs/(${anyOf(Object.keys(adapters))})/` },
    to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/(event-sourcing|platform)/'] },
  },
  ...Object.entries(adapters).map(([lib, client]) => ({
    name: `${lib}-has-one-package`,
    comment: 'An adapter is about one client package.',
    from: { path: `^libs/${lib}/`, pathNot: forTests },
    to: { path: '(^|/)node_modules/', pathNot: package_(client) },
  })),
  ...Object.entries(adapters).map(([lib, client]) => ({
    name: `${client.replace(/\W+/g, '-').replace(/^-/, '')}-only-in-${lib}`,
    comment: 'One place knows this client, its errors and its traps.',
    from: { path: '^(apps|libs)/', pathNot: [`^libs/${lib}/`, '^(apps|libs)/.+\\.spec\\.ts$'] },
    to: { path: package_(client) },
  })),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...shape, ...domainOrder, ...domainLayers, ...foundations].map((rule) => ({ ...rule, severity: 'error' })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^apps/[^/]+/vite\\.config[^/]*$'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true, // what is imported for its types only is imported
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    cache: false,
  },
};
