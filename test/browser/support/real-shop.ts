// A shop on the real stack, for the hosted page in a real browser: the real API, event store, Redis and processors, and a site to come back to.
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser';
import { Merchant } from '../../support/merchant';
import { type Stack, startStack } from '../../support/stack';
import { WebhookReceiver } from '../../support/webhook-receiver';

export type ShopSession = Readonly<Record<string, string>>;

interface Running {
  readonly stack: Stack;
  readonly browser: Browser;
  readonly site: WebhookReceiver;
  readonly merchant: Merchant;
  readonly priceId: string;
}

/** Made at the top of a suite: opened before its tests, closed after them. */
export class RealShop {
  private running: Running | undefined;

  /** @param processors in the order in which they are asked */
  constructor(...processors: readonly string[]) {
    jest.setTimeout(120_000);
    beforeAll(async () => {
      const [stack, browser, site] = await Promise.all([startStack(), launchBrowser(), WebhookReceiver.start()]);
      const merchant = await Merchant.open(stack.apiUrl, stack.operatorToken);
      for (const name of processors) await merchant.connect(stack.sandboxUrl, name);
      this.running = { stack, browser, site, merchant, priceId: await merchant.price() };
    });
    afterAll(async () => {
      await this.running?.browser.close();
      await this.running?.site.stop();
      await this.running?.stack.stop();
    });
  }

  get stack(): Stack {
    return this.open.stack;
  }

  get merchant(): Merchant {
    return this.open.merchant;
  }

  /** That sells one mug, and leads to /thanks and /cart of the shop's site, each with the session's id. */
  session(more: object = {}): Promise<ShopSession> {
    const { merchant, priceId, site } = this.open;
    const { origin } = new URL(site.url);
    return merchant.session(priceId, {
      success_url: `${origin}/thanks?session={CHECKOUT_SESSION_ID}`,
      return_url: `${origin}/cart?session={CHECKOUT_SESSION_ID}`,
      ...more,
    });
  }

  /** A phone, in a context of its own. */
  async phone(): Promise<Page> {
    const context = await this.open.browser.newContext({ locale: 'en-US', viewport: { width: 390, height: 844 } });
    return context.newPage();
  }

  async visit(url: string): Promise<Page> {
    const page = await this.phone();
    await page.goto(url);
    return page;
  }

  read({ id }: ShopSession) {
    return this.merchant.must('GET', `/checkout-sessions/${id}`);
  }

  private get open(): Running {
    if (!this.running) throw new Error('the shop is not open yet');
    return this.running;
  }
}
