// Chromium for browser tests: Debian's where it is installed, else the one that comes through npm.
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { bundledChromium } from './bundled-chromium';
import { onPath } from './on-path';

// No sandbox: containers and CI machines run as root, where Chromium refuses to have one. It only ever loads our own pages.
const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];

/** Starts a headless Chromium; whoever starts it closes it. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const installed = onPath('chromium', 'chromium-browser');
  const program = installed === undefined ? await bundledChromium() : { executablePath: installed };
  return chromium.launch({ ...program, headless: true, args, ...options });
}
