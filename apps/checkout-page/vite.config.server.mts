// The server's half: one CommonJS file that needs nothing beside it, styles included.
import path from 'node:path';
import { defineConfig } from 'vite';

// Whoever builds (a test has NODE_ENV=test), the same script comes out of it.
process.env['NODE_ENV'] = 'production';

export default defineConfig({
  root: import.meta.dirname,
  resolve: { tsconfigPaths: true },
  ssr: { noExternal: true },
  build: {
    ssr: path.resolve(import.meta.dirname, 'src/server/render.tsx'),
    outDir: path.resolve(import.meta.dirname, '../../dist/checkout-page/server'),
    emptyOutDir: true,
    cssMinify: true,
    rolldownOptions: { output: { format: 'cjs', entryFileNames: 'page.cjs', exports: 'named' } },
  },
});
