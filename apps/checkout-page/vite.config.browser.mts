// The browser's half: one script, named by its hash, and its inventory. Styles are in the document (see the server's half).
import path from 'node:path';
import { defineConfig } from 'vite';
import { scriptInventory } from './script-inventory.mts';

// Whoever builds (a test has NODE_ENV=test), the same script comes out of it.
process.env['NODE_ENV'] = 'production';

export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  resolve: { tsconfigPaths: true },
  plugins: [scriptInventory(mode === 'reviewed')],
  build: {
    outDir: path.resolve(import.meta.dirname, '../../dist/checkout-page/browser'),
    emptyOutDir: true,
    // The script that was reviewed is the one that runs, on every machine: no source map, no preload helper, nothing split off.
    modulePreload: false,
    rolldownOptions: {
      input: path.resolve(import.meta.dirname, 'src/browser/main.tsx'),
      output: { entryFileNames: 'page.[hash].js', codeSplitting: false },
    },
  },
}));
