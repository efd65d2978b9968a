// A merchant of his own, with processors of his own, for one trouble: nothing that happens here makes a processor of another scene unhealthy.
import type { BuyerSession } from '@tillstream/checkout';
import { testCards } from '../../../apps/sandbox-processors/src/cards/test-cards';
import { type Buyer, call, Merchant } from '../merchant';
import type { Stack } from '../stack';
import type { WebhookReceiver } from '../webhook-receiver';
import type { NoticeRelay } from './notice-relay';

export interface Ground {
  readonly stack: Stack;
  readonly receiver: WebhookReceiver;
  readonly relay: NoticeRelay;
}

/** In the smallest unit, of tier 0 and of its cheaper fallback. */
export const AMOUNTS = [2_000, 1_500] as const;
/** Calls that are slow or held are so for long enough to be seen, and no longer. */
const TEMPER = { hang_ms: 500, late_challenge_ms: 1, refund_settle_ms: 300, notice_delay_ms: 300 };

/** Connections to it are refused: the role of that name. */
const NOBODY = 'http://127.0.0.1:1';

interface Connected {
  /** As the simulated network knows it. */
  readonly name: string;
  readonly id: string;
}

export interface SceneOptions {
  /** Of the processors, in the order of the cascade, and how each behaves. */
  readonly processors: Readonly<Record<string, object>>;
  /** Names that cards know are shared by everybody who uses them; absent: the scene's own. */
  readonly isShared?: boolean;
}

let scenes = 0;

export class Scene {
  private constructor(
    readonly ground: Ground,
    readonly merchant: Merchant,
    readonly processors: ReadonlyMap<string, Connected>,
    private readonly priceIds: readonly string[],
  ) {}

  static async open(ground: Ground, { processors, isShared = false }: SceneOptions): Promise<Scene> {
    const { stack, receiver, relay } = ground;
    const merchant = await Merchant.open(stack.apiUrl, stack.operatorToken);
    const [scene, connected] = [`scene-${(scenes += 1)}`, new Map<string, Connected>()];
    for (const [role, settings] of Object.entries(processors)) {
      const own = isShared || role === 'delta' ? role : `${scene}-${role}`;
      const id = await merchant.connect(role === 'nobody' ? NOBODY : stack.sandboxUrl, own);
      connected.set(role, { name: own, id });
      await configure(stack, own, { ...TEMPER, notice_url: relay.urlOf(id), ...settings });
    }
    const priceIds = [await merchant.price(), await merchant.price({ pricing_type: 'one_time', unit_amount_atom: AMOUNTS[1] })];
    await merchant.must('POST', '/webhook-endpoints/', { url: receiver.url, events: ['*'] });
    return new Scene(ground, merchant, connected, priceIds);
  }

  /** How one of its processors behaves from now on. */
  async turns(role: string, settings: object): Promise<void> {
    await configure(this.ground.stack, this.connected(role).name, settings);
  }

  /** Its notices wait here until they are released. */
  hold(role: string): void {
    this.ground.relay.hold(this.connected(role).id);
  }

  held(role: string): number {
    return this.ground.relay.waiting(this.connected(role).id);
  }

  release(role: string): Promise<void> {
    return this.ground.relay.release(this.connected(role).id);
  }

  /** What the API said to its notices. */
  answers(role: string): readonly string[] {
    return this.ground.relay.answersTo(this.connected(role).id).map(({ type, status, result }) => `${type} ${status} ${String(result)}`);
  }

  roleOf(processorId: string): string {
    return [...this.processors].find(([, { id }]) => id === processorId)?.[0] ?? processorId;
  }

  connected(role: string): Connected {
    const found = this.processors.get(role);
    if (!found) throw new Error(`no processor plays the ${role}`);
    return found;
  }

  /** @param tiers how many of them the buyer agrees to */
  async session({ tiers = 2, more = {} }: { tiers?: 1 | 2; more?: object } = {}): Promise<Sale> {
    const [first = '', cheaper] = this.priceIds;
    const fallback = tiers === 2 ? { cascade_line_items: [{ line_items: [{ price_id: cheaper, quantity: 1 }] }] } : {};
    const session = await this.merchant.session(first, { ...fallback, ...more });
    return new Sale(this, { id: session.id ?? '', secureToken: session.secure_token ?? '', tiers });
  }

  /** What is set for the whole account. */
  async settings(body: object): Promise<void> {
    const { apiUrl, accountId, token } = this.merchant;
    const answer = await call(`${apiUrl}/api/accounts/${accountId}/checkout-settings`, 'PATCH', { token, body });
    if (answer.status !== 200) throw new Error(`settings were answered ${answer.status}`);
  }
}

interface Offered {
  readonly id: string;
  readonly secureToken: string;
  readonly tiers: 1 | 2;
}

/** One session and its buyer. */
export class Sale {
  readonly buyer: Buyer;
  readonly id: string;
  presses = 0;

  constructor(
    readonly scene: Scene,
    readonly offered: Offered,
  ) {
    this.id = offered.id;
    this.buyer = scene.merchant.buyer(offered.secureToken);
  }

  /** @param card by its name in the table */
  press(card: string) {
    this.presses += 1;
    const accepted_tiers = this.offered.tiers === 2 ? [0, 1] : [0];
    return this.buyer.pay(this.presses, numberOf(card), { accepted_tiers });
  }

  look(): Promise<BuyerSession> {
    return this.buyer.look();
  }

  read(): Promise<SessionRead> {
    return this.scene.merchant.must<SessionRead>('GET', `/checkout-sessions/${this.id}`);
  }

  /** The hosted page as the server sends it. */
  async page(): Promise<string> {
    const answer = await fetch(`${this.scene.ground.stack.apiUrl}/checkout/${this.offered.secureToken}`, {
      headers: { 'accept-language': 'en' },
    });
    return answer.text();
  }

  async expire(): Promise<number> {
    return (await this.scene.merchant.call('POST', `/checkout-sessions/${this.id}/expire`)).status;
  }
}

export interface SessionRead {
  readonly state: string;
  readonly payment_state: string;
  readonly revision: number;
}

const numberOf = (name: string): string => testCards.find((card) => card.name === name)?.number ?? name;

async function configure({ sandboxUrl }: Stack, processor: string, body: object): Promise<void> {
  const answer = await call(`${sandboxUrl}/_control/processors/${processor}`, 'PUT', { body });
  if (answer.status !== 200) throw new Error(`${processor} was not configured: ${JSON.stringify(answer.body)}`);
}
