const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const path = require('node:path');

// The transformer's own cache key does not hold the rules that it follows: another .swcrc, another cache.
const rules = ['.swcrc', 'apps/checkout-page/.swcrc'].map((file) => readFileSync(path.join(__dirname, file)));
const key = createHash('sha256').update(Buffer.concat(rules)).digest('hex').slice(0, 16);

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  cacheDirectory: path.join(__dirname, 'node_modules/.cache/jest', key),
  testEnvironment: 'node',
  testTimeout: 30_000, // machines are shared: a spec that takes seconds here takes ten there
  testMatch: ['<rootDir>/{apps,libs,test}/**/*.spec.{ts,tsx}'],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  setupFiles: ['reflect-metadata'],
  transform: { '^.+\\.tsx?$': ['@swc/jest', { swcrc: true }] },
};
