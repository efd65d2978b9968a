// The hosted page's two halves, built apart from this app and found by a configured path: the renderer, and the script with its inventory.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { PageManifest, PageRenderer } from '@tillstream/checkout';

/** Its name among the providers. */
export const PAGE_BUNDLE = Symbol('PageBundle');

export interface PageBundle {
  readonly renderer: PageRenderer;
  readonly manifest: PageManifest;
  /** The script's bytes by file name; nothing else is served. */
  readonly scripts: ReadonlyMap<string, Buffer>;
}

/** @param folder holds `server/page.cjs` and `browser/manifest.json`. Throws, saying so, when the page was not built. */
export function loadPageBundle(folder: string): PageBundle {
  const absolute = path.resolve(folder);
  const browser = path.join(absolute, 'browser');
  try {
    const manifest = JSON.parse(readFileSync(path.join(browser, 'manifest.json'), 'utf8')) as PageManifest;
    const renderer = createRequire(path.join(absolute, 'server/'))('./page.cjs') as PageRenderer;
    const scripts = manifest.scripts.map(({ file }) => [file, readFileSync(path.join(browser, file))] as const);
    return { renderer, manifest, scripts: new Map(scripts) };
  } catch (cause) {
    throw new Error(`the hosted page is not built in ${absolute}: run "npm run build", or set the path of its build`, { cause });
  }
}
