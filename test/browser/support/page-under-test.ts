// The hosted page in a real browser: opened against the scripted server, with everything that must never happen written down.
import type { BuyerSession } from '@tillstream/checkout/browser';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser';
import { BuyerServer, type Script } from './buyer-server';
import { buyerSession } from './buyer-sessions';
import { pageBundles, type PageBundles } from './page-bundles';

export interface Opened {
  readonly page: Page;
  readonly server: BuyerServer;
  /** Policy violations, script errors, requests to foreign origins; empty at the end of every test. */
  readonly misdeeds: string[];
}

export interface Opening {
  readonly session?: Partial<BuyerSession>;
  readonly script?: Script;
  readonly context?: BrowserContextOptions;
}

/** One browser for a suite; a server and a context for each page, closed after each test. */
export class PageSuite {
  private browser: Browser | undefined;
  private found: PageBundles | undefined;
  private readonly opened: { readonly server: BuyerServer; readonly close: () => Promise<void>; readonly misdeeds: string[] }[] = [];

  constructor() {
    jest.setTimeout(60_000);
    beforeAll(async () => {
      this.found = await pageBundles();
      this.browser = await launchBrowser();
    }, 120_000);
    afterEach(async () => {
      const all = this.opened.splice(0);
      await Promise.all(all.map(({ close }) => close()));
      await Promise.all(all.map(({ server }) => server.close()));
      expect(all.flatMap(({ misdeeds }) => misdeeds)).toEqual([]);
    });
    afterAll(() => this.browser?.close());
  }

  /** Once the suite has begun. */
  get bundles(): PageBundles {
    if (!this.found) throw new Error('the page is not built yet');
    return this.found;
  }

  async open({ session = {}, script = {}, context = {} }: Opening = {}): Promise<Opened> {
    const server = await BuyerServer.start(this.bundles, buyerSession(session));
    server.script = script;
    const opened = await this.another(server, context);
    return { ...opened, server };
  }

  /** One more tab, in a context of its own, on the same session. */
  async another(
    server: BuyerServer,
    options: BrowserContextOptions = {},
    load = (page: Page): Promise<unknown> => page.goto(server.pageUrl),
  ): Promise<Omit<Opened, 'server'>> {
    if (!this.browser) throw new Error('no browser');
    const context = await this.browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const misdeeds = watched(page, server.origin);
    this.opened.push({ server, misdeeds, close: () => context.close() });
    await load(page);
    if (options.javaScriptEnabled !== false) await ready(page);
    return { page, misdeeds };
  }
}

function watched(page: Page, origin: string): string[] {
  const misdeeds: string[] = [];
  page.on('pageerror', (error) => misdeeds.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // The browser's own line about an answer that was refused is no misdeed: the script of the test asked for it.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) misdeeds.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const isOurs = request.url().startsWith(origin) || request.url().startsWith('data:') || request.isNavigationRequest();
    if (!isOurs) misdeeds.push(`foreign request: ${request.url()}`);
  });
  return misdeeds;
}

/** The script has taken the page over: the button can be pressed, or there is none. */
const ready = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => document.querySelector('button.main[type=submit]:disabled') === null);

export const payButton = (page: Page): Locator => page.locator('form.form button.main');
/** Not the one for pages without a script, which hydration may leave as an element. */
export const notice = (page: Page): Locator => page.locator('.notice:not(noscript .notice)');

export const goodCard = { number: '4242424242424242', expiry: '1234', code: '123', name: 'Ada Lovelace', country: 'DE' };

/** Types what a new buyer types. */
export async function fillIn(
  page: Page,
  card: Partial<typeof goodCard> & { readonly email?: string | null; readonly postal?: string } = {},
): Promise<void> {
  const { number, expiry, code, name, country, email = 'ada@example.com', postal } = { ...goodCard, ...card };
  if (email !== null) await page.locator('#field-email').fill(email);
  // These two key by key, because they are spaced while somebody types.
  for (const [name, keys] of Object.entries({ number, expiry })) {
    await page.locator(`#field-${name}`).fill('');
    await page.locator(`#field-${name}`).pressSequentially(keys);
  }
  await page.locator('#field-code').fill(code);
  await page.locator('#field-name').fill(name);
  await page.locator('#field-country').selectOption(country);
  if (postal !== undefined) await page.locator('#field-postal').fill(postal);
}
