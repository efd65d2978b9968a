// A browser is to be had on every machine: Debian's where it is installed, and always the one that comes through npm.
import { chromium } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { bundledChromium } from '../support/bundled-chromium';

const page = 'data:text/html,<h1>Pay</h1><script>document.title = String(1 + 1)</script>';

it('is the one of this machine', async () => {
  const browser = await launchBrowser();
  const tab = await (await browser.newContext()).newPage();
  await tab.goto(page);
  expect([await tab.textContent('h1'), await tab.title()]).toEqual(['Pay', '2']);
  await browser.close();
});

it('comes through npm', async () => {
  const browser = await chromium.launch({
    ...(await bundledChromium()),
    headless: true,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  const tab = await browser.newPage();
  await tab.goto(page);
  expect([await tab.textContent('h1'), await tab.title()]).toEqual(['Pay', '2']);
  await browser.close();
}, 60_000);
