// Lets plain Node run the simulation's TypeScript: through the same compiler and rules as everything else, without a test runner around it.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
require('reflect-metadata');
const { transformSync } = require('@swc/core');

const root = path.resolve(__dirname, '../..');

Module._extensions['.ts'] = (module, filename) => {
  const source = readFileSync(filename, 'utf8');
  const { code } = transformSync(source, { filename, root, cwd: root, swcrc: true, sourceMaps: 'inline' });
  module._compile(code, filename);
};
