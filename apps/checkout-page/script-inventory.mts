// The script inventory: every script that the page can run, with its hash. The build writes it beside the scripts, where the server
// reads it for `integrity`; the copy in this folder is what was reviewed, and a test holds the two against each other.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

export const reviewedFile = path.join(import.meta.dirname, 'script-inventory.json');

/** @param reviewed also write the copy in the repository (`vite build --mode reviewed`) */
export function scriptInventory(reviewed: boolean): Plugin {
  return {
    name: 'script-inventory',
    writeBundle({ dir = '' }, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const scripts = chunks.map(({ fileName, code }) => ({ file: fileName, ...measured(code) }));
      const entry = chunks.find((chunk) => chunk.isEntry)?.fileName;
      const text = `${JSON.stringify({ entry, scripts }, null, 2)}\n`;
      writeFileSync(path.join(dir, 'manifest.json'), text);
      if (reviewed) writeFileSync(reviewedFile, text);
    },
  };
}

function measured(code: string): { readonly integrity: string; readonly bytes: number; readonly gzip_bytes: number } {
  const bytes = Buffer.from(code);
  return {
    integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
    bytes: bytes.length,
    gzip_bytes: gzipSync(bytes, { level: 9 }).length,
  };
}
