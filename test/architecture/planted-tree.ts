// A small tree that keeps every import rule, into which a spec plants what breaks them.
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';
import { root } from './source-files';

const libs = ['event-sourcing', 'platform', 'runtime', 'accounts', 'catalog', 'payments', 'subscriptions', 'checkout', 'webhooks', 'audit'];
const adapters = ['event-store-db', 'redis', 'jobs'];
const packages = [
  '@eventstore/db-client',
  '@nestjs/common',
  '@nestjs/cqrs',
  '@nestjs/core',
  'bullmq',
  'canonicalize',
  'ioredis',
  'luxon',
  'stripe',
];

const doors = [...libs, ...adapters].map((lib) => `libs/${lib}/src/index.ts`);
const others = [
  'libs/catalog/src/index.core.ts',
  'libs/checkout/src/index.core.ts',
  'libs/checkout/src/core/amounts.ts',
  'libs/checkout/src/load-prices.ts',
  'libs/checkout/src/commands/expire-session/expire-session.decide.ts',
  'libs/event-sourcing/src/hashing.ts',
  'libs/event-sourcing/src/testing/index.ts',
  'libs/payments/src/index.browser.ts',
  'apps/api/src/main.ts',
  'test/support/eventually.ts',
];

/** Writes the tree, and files that each import what is named beside them, into a folder of its own. */
export async function plantedTree(imports: Readonly<Record<string, readonly string[]>>): Promise<TemporaryFolder> {
  const folder = await temporaryFolder('imports');
  const write = async (file: string, text: string) => {
    await mkdir(path.join(folder.path, path.dirname(file)), { recursive: true });
    await writeFile(path.join(folder.path, file), text);
  };
  const dependencies = Object.fromEntries(packages.map((name) => [name, '1.0.0']));
  await write('package.json', JSON.stringify({ name: 'planted', dependencies, devDependencies: { 'fast-check': '1.0.0' } }));
  for (const name of [...packages, 'fast-check', 'by-chance']) {
    await write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    await write(`node_modules/${name}/index.js`, 'module.exports = {};\n');
  }
  for (const file of [...doors, ...others]) await write(file, 'export const innocent = 1;\n');
  for (const [file, targets] of Object.entries(imports)) {
    await write(file, `${targets.map((target) => `import '${target}';\n`).join('')}export const planted = 1;\n`);
  }
  for (const file of ['tsconfig.json', 'tsconfig.base.json']) await copyFile(path.join(root, file), path.join(folder.path, file));
  return folder;
}
