// The two bundles of the hosted page as the build left them, read once: another build may replace the files while a suite runs.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PageManifest, PageRenderer } from '@tillstream/checkout/browser';
import { buildOnce } from '../../support/build';

export interface PageBundles {
  readonly manifest: PageManifest;
  /** By file name. */
  readonly scripts: ReadonlyMap<string, Buffer>;
  readonly renderer: PageRenderer;
}

export async function pageBundles(): Promise<PageBundles> {
  const dist = path.join(await buildOnce(), 'checkout-page');
  const manifest = JSON.parse(await readFile(path.join(dist, 'browser/manifest.json'), 'utf8')) as PageManifest;
  const files = await Promise.all(
    manifest.scripts.map(async ({ file }) => [file, await readFile(path.join(dist, 'browser', file))] as const),
  );
  return { manifest, scripts: new Map(files), renderer: (await import(path.join(dist, 'server/page.cjs'))) as PageRenderer };
}
