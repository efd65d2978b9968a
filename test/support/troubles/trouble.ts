// One trouble: whose processors behave how, what buyer and merchant do, and all that is told of it in the end.
import { type Sale, type Scene, type SceneOptions } from './scene';
import type { Told } from './told';

export interface Trouble {
  readonly processors?: SceneOptions['processors'];
  /** Resolves when nobody has anything more to do; what goes on by itself is waited for. */
  readonly play: (scene: Scene) => Promise<Sale>;
  readonly ends: Told;
}

export type Troubles = Readonly<Record<string, Trouble>>;

/** Nobody can ask it anything nor close anything there, and it tells nothing of itself. */
export const DEAF = { outage: 'error', outage_on: ['inquire', 'close'], notices: 'none' };
export const HEARS = { outage: 'none', notices: 'normal' };

export const PAID = ['created', 'updated', 'completed', 'payment_intent.succeeded'];
export const FAILED = ['created', 'updated', 'payment_failed', 'payment_intent.failed'];

/** Paid by the first processor that was asked. */
export const paid: Told = {
  session: 'success paid',
  page: ['finished.paid'],
  attempts: ['succeeded'],
  asked: ['0 first succeeded'],
  path: ['processing', 'succeeded'],
  charges: ['0 first succeeded'],
  ledger: ['first captured 2000'],
  refunds: [],
  webhooks: PAID,
};

/** Failed; nothing was taken, and the session is open for another press. */
export const failed: Told = {
  session: 'open none',
  page: [],
  attempts: [],
  asked: [],
  path: ['processing', 'failed'],
  charges: [],
  ledger: [],
  refunds: [],
  webhooks: FAILED,
};
