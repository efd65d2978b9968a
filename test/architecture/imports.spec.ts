// The import rules of .dependency-cruiser.cjs hold in the tree, and every one of them bites: each is broken once, on purpose, in a
// planted tree, where nothing else may be reported.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { plantedTree } from './planted-tree';
import { root } from './source-files';

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

const configuration = path.join(root, '.dependency-cruiser.cjs');
const command = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** Every violation in the apps, libs and tests below a folder. */
async function violationsIn(folder: string): Promise<Violation[]> {
  const args = [command, '--config', configuration, '--output-type', 'json', 'apps', 'libs', 'test'];
  const output = await new Promise<string>((resolve, reject) => {
    // It ends with the number of violations: only an end without a report is a failure.
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (stdout.startsWith('{')) resolve(stdout);
      else reject(new Error(stderr, { cause: error }));
    });
  });
  return (JSON.parse(output) as { readonly summary: { readonly violations: Violation[] } }).summary.violations;
}

const decide = 'libs/checkout/src/commands/apply-promotion/apply-promotion.decide.ts';
const handler = 'libs/checkout/src/commands/apply-promotion/apply-promotion.handler.ts';

/** One file for each rule, and what it should not have imported. */
const planted: readonly (readonly [rule: string, file: string, ...targets: string[]])[] = [
  ['no-cycles', 'libs/platform/src/a.ts', './b'],
  ['no-missing-modules', 'libs/platform/src/c.ts', './absent'],
  ['no-undeclared-packages', 'libs/platform/src/d.ts', 'by-chance'],
  ['no-development-packages', 'libs/platform/src/e.ts', 'fast-check'],
  ['production-imports-no-tests', 'libs/platform/src/f.ts', '../../../test/support/eventually'],
  ['production-imports-no-tests', 'apps/worker/src/f.ts', '@tillstream/event-sourcing/testing'],
  ['libs-know-no-apps', 'libs/platform/src/g.ts', '../../../apps/api/src/main'],
  ['apps-know-no-apps', 'apps/worker/src/a.ts', '../../api/src/main'],
  ['libs-only-through-their-doors', 'apps/worker/src/b.ts', '../../../libs/checkout/src/core/amounts'],
  ['libs-only-through-their-doors', 'libs/webhooks/src/a.ts', '../../checkout/src/load-prices'],
  ['accounts-comes-before', 'libs/accounts/src/a.ts', '@tillstream/catalog'],
  ['catalog-comes-before', 'libs/catalog/src/a.ts', '@tillstream/audit'],
  ['payments-comes-before', 'libs/payments/src/a.ts', '@tillstream/subscriptions'],
  ['subscriptions-comes-before', 'libs/subscriptions/src/a.ts', '@tillstream/checkout'],
  ['checkout-comes-before', 'libs/checkout/src/a.ts', '@tillstream/webhooks'],
  ['webhooks-comes-before', 'libs/webhooks/src/b.ts', '@tillstream/audit'],
  ['pure-imports-only-pure', 'libs/checkout/src/core/a.ts', 'node:crypto'],
  ['pure-imports-only-pure', 'libs/checkout/src/core/history/b.ts', 'canonicalize'],
  ['pure-imports-only-pure', decide, '../../load-prices'],
  ['pure-imports-only-pure', 'libs/checkout/src/views/a.view.ts', '@nestjs/common'],
  ['pure-imports-only-pure', 'libs/checkout/src/views/a.render.ts', '@tillstream/catalog'],
  ['pure-imports-only-pure', 'libs/checkout/src/processes/a/a.process.ts', 'crypto'],
  ['pure-imports-only-pure', 'libs/checkout/src/webhooks/a.webhook.ts', '@nestjs/common'],
  ['handlers-gather-through-ports', handler, 'node:fs'],
  ['handlers-gather-through-ports', 'libs/checkout/src/views/a.query.ts', '@nestjs/core'],
  ['one-command-knows-no-other', 'libs/checkout/src/commands/start-attempt/a.ts', '../expire-session/expire-session.decide'],
  ['one-command-knows-no-other', 'libs/checkout/src/processes/b/b.ts', '../../commands/expire-session/expire-session.decide'],
  ['domain-knows-no-adapter', 'libs/checkout/src/b.ts', '@tillstream/redis'],
  ['domain-knows-no-adapter', 'libs/checkout/src/c.ts', '@tillstream/platform'],
  ['browser-doors-open-on-no-server', 'libs/checkout/src/index.browser.ts', './signed'],
  ['browser-apps-use-browser-doors', 'apps/checkout-page/src/a.ts', '@tillstream/checkout'],
  ['kernel-stands-alone', 'libs/event-sourcing/src/a.ts', 'node:crypto'],
  ['kernel-stands-alone', 'libs/event-sourcing/src/b.ts', '@nestjs/common'],
  ['kernel-cryptography-only', 'libs/event-sourcing/src/ids.ts', 'node:fs'],
  ['platform-stands-alone', 'libs/platform/src/h.ts', '@tillstream/event-sourcing'],
  ['adapters-know-ports-only', 'libs/jobs/src/c.ts', '@tillstream/runtime'],
  ['domain-knows-no-adapter', 'libs/audit/src/a.ts', '@tillstream/runtime'],
  ['platform-stands-alone', 'libs/platform/src/j.ts', '@tillstream/runtime'],
  ['adapters-know-ports-only', 'libs/redis/src/a.ts', '@tillstream/checkout/core'],
  ['adapters-know-ports-only', 'libs/jobs/src/a.ts', '@tillstream/redis'],
  ['event-store-db-has-one-package', 'libs/event-store-db/src/b.ts', 'luxon'],
  ['redis-has-one-package', 'libs/redis/src/b.ts', 'luxon'],
  ['jobs-has-one-package', 'libs/jobs/src/b.ts', 'luxon'],
  ['eventstore-db-client-only-in-event-store-db', 'apps/till/src/a.ts', '@eventstore/db-client'],
  ['ioredis-only-in-redis', 'libs/platform/src/i.ts', 'ioredis'],
  ['bullmq-only-in-jobs', 'apps/worker/src/c.ts', 'bullmq'],
  ['stripe-only-in-its-adapter', 'libs/payments/src/adapters/a.ts', 'stripe'],
];

/** What the rules allow, close to what they forbid. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'libs/platform/src/b.ts': ['./a'], // the other half of the circle
  'libs/checkout/src/signed.ts': ['node:crypto'], // what the browser must not reach
  'libs/checkout/src/core/ok.ts': ['./amounts', 'luxon', '@tillstream/event-sourcing', '@tillstream/catalog/core'],
  'libs/checkout/src/commands/ok.decider.ts': ['./expire-session/expire-session.decide', '../core/ok'],
  'libs/checkout/src/commands/ok/ok.decide.spec.ts': ['@tillstream/event-sourcing/testing', 'fast-check', 'node:fs'],
  'libs/checkout/src/commands/ok/ok.handler.ts': [
    '@nestjs/common',
    '@nestjs/cqrs',
    '@tillstream/catalog',
    '../../load-prices',
    '../ok.decider',
  ],
  'libs/event-sourcing/src/keyring.ts': ['node:crypto', 'canonicalize', './hashing'],
  'libs/payments/src/adapters/stripe/ok.ts': ['stripe'],
  'libs/redis/src/ok.ts': ['ioredis', '@tillstream/event-sourcing', '@tillstream/platform', 'node:fs'],
  'libs/runtime/src/ok.ts': ['@tillstream/checkout', '@tillstream/event-sourcing', '@tillstream/redis', '@nestjs/common'],
  'apps/checkout-page/src/ok.ts': ['@tillstream/payments/browser', './a'],
  'apps/worker/src/ok.ts': ['@tillstream/checkout', '@tillstream/runtime', 'node:fs', './a'],
  'test/e2e/ok.spec.ts': ['../support/eventually', '@tillstream/checkout', 'ioredis', '../../apps/api/src/main'],
};

describe('import rules', () => {
  it('hold in the tree', async () => {
    const violations = await violationsIn(root);
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  }, 60_000);

  it('bite, each of them, and nothing else does', async () => {
    const targets = Object.groupBy(planted, ([, file]) => file);
    const merged = Object.entries(targets).map(
      ([file, entries]) => [file, (entries ?? []).flatMap(([, , ...imports]) => imports)] as const,
    );
    const tree = await plantedTree({ ...allowed, ...Object.fromEntries(merged) });
    const violations = await violationsIn(tree.path).finally(() => tree.remove());
    const found = new Set(violations.map(({ rule, from }) => `${rule.name} ${from}`));
    found.delete('no-cycles libs/platform/src/b.ts'); // a circle has no beginning
    expect([...found].sort()).toEqual([...new Set(planted.map(([rule, file]) => `${rule} ${file}`))].sort());
  }, 60_000);

  it('are all tried', async () => {
    const { forbidden } = (await import(configuration)) as { readonly forbidden: readonly { readonly name: string }[] };
    expect(forbidden.map(({ name }) => name).filter((name) => !planted.some(([rule]) => rule === name))).toEqual([]);
  });
});
