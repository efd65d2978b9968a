// Everything that anybody is told of a sale, in short lines: by the session, its attempts, their rows and transitions, the processors' own
// ledgers and the webhooks. What stands in one of them and not in another is a fault.
import { insist } from '../chaos/insist';
import { call } from '../merchant';
import { textsShownIn } from './shown';
import type { Sale, Scene, SessionRead } from './scene';

export interface Told {
  /** state and payment_state */
  readonly session: string;
  /** The texts of the hosted page. */
  readonly page: readonly string[];
  /** Each press: state, and why it failed in the buyer's words. */
  readonly attempts: readonly string[];
  /** Each processor that was asked or left out: tier, role, status and error. */
  readonly asked: readonly string[];
  /** The states that the latest attempt went through. */
  readonly path: readonly string[];
  /** Each charge: tier, role, the API's status. */
  readonly charges: readonly string[];
  /** What the processors have moved for this sale. */
  readonly ledger: readonly string[];
  /** status, amount, reason */
  readonly refunds: readonly string[];
  /** What its endpoint was told of the session, then of its intents, then of its refunds. */
  readonly webhooks: readonly string[];
}

interface Row {
  readonly processor_id: string;
  readonly tier_index: number;
  readonly charge_status: string;
  readonly charge_error_message: string | null;
}

interface Charge {
  readonly id: string;
  readonly status: string;
  readonly processor_id: string;
  readonly metadata: { readonly tier_index: number };
}

interface Transition {
  readonly to_state: string;
  readonly context: { readonly result?: string; readonly settled_by?: string };
}

interface Refund {
  readonly id: string;
  readonly status: string;
  readonly amount_atom: number;
  readonly reason: string | null;
}

interface Entry {
  readonly kind: string;
  readonly processor: string;
  readonly amount_atom: number;
}

/** Lists may be refused for a moment on a busy machine. */
const get = <T>({ merchant }: Scene, path: string): Promise<T> =>
  insist<T>([merchant.apiUrl], { method: 'GET', path: `/api/${merchant.accountId}${path}`, token: merchant.token });

export async function attemptsOf({ scene, id }: Sale): Promise<readonly { readonly id: string; readonly state: string }[]> {
  const filter = encodeURIComponent(JSON.stringify({ checkout_session_id: id }));
  const list = await get<{ items: { id: string; state: string }[] }>(scene, `/checkout-attempts/?sortOrder=1&filter=${filter}`);
  return list.items;
}

export async function chargesOf({ scene }: Sale, attemptId: string): Promise<readonly Charge[]> {
  const intent = attemptId.replace(/^ca_/, 'pi_');
  return (await get<{ items: Charge[] }>(scene, `/payments/payment_attempts/by_intent/${intent}`)).items;
}

export async function toldOf(sale: Sale): Promise<Told> {
  const { scene } = sale;
  const attempts = await attemptsOf(sale);
  const details = await Promise.all(
    attempts.map(({ id }) =>
      get<{ state: string; error_message_for_debug: string | null; processor_attempts: Row[] }>(scene, `/checkout-attempts/${id}/details`),
    ),
  );
  const latest = attempts.at(-1)?.id ?? '';
  const { transitions } = await get<{ transitions: Transition[] }>(scene, `/checkout-attempts/${latest}/state-transitions`);
  const charges = (await Promise.all(attempts.map(({ id }) => chargesOf(sale, id)))).flat();
  const refunds = await refundsOf(sale, charges);
  const session = await get<SessionRead>(scene, `/checkout-sessions/${sale.id}`);
  const rows = details.flatMap(({ processor_attempts }) => processor_attempts);
  const role = (processorId: string) => scene.roleOf(processorId);
  return {
    session: `${session.state} ${session.payment_state}`,
    page: textsShownIn(await sale.page()),
    attempts: details.map(({ state, error_message_for_debug: why }) => words(state, why)),
    asked: rows
      .filter(({ charge_status: status }) => status !== 'not_attempted')
      .map((row) => words(row.tier_index, role(row.processor_id), row.charge_status, row.charge_error_message)),
    path: transitions.map(({ to_state, context }) => words(to_state, context.result, settledBy(context))),
    charges: charges.map(({ status, processor_id, metadata }) => words(metadata.tier_index, role(processor_id), status)),
    ledger: await ledgerOf(sale, charges),
    refunds: refunds.map(({ status, amount_atom, reason }) => `${status} ${amount_atom} ${reason}`),
    webhooks: [sale.id, ...attempts.map(({ id }) => id.replace(/^ca_/, 'pi_')), ...refunds.map(({ id }) => id)].flatMap((id) =>
      webhooksAbout(sale, id),
    ),
  };
}

/** Of this sale's charges, by the processors' own ledgers; closing moves nothing and is left out. */
export async function ledgerOf({ scene }: Sale, charges: readonly Charge[]): Promise<readonly string[]> {
  const byName = new Map([...scene.processors].map(([role, { name }]) => [name, role]));
  const ledgers = await Promise.all(
    charges.map(({ id }) =>
      call<{ entries: Entry[] }>(`${scene.ground.stack.sandboxUrl}/_control/ledger?merchant_reference=${id}`, 'GET', {}),
    ),
  );
  return ledgers
    .flatMap(({ body }) => body.entries)
    .filter(({ kind }) => kind !== 'voided')
    .map(({ kind, processor, amount_atom }) => words(byName.get(processor), kind, amount_atom));
}

async function refundsOf({ scene }: Sale, charges: readonly Charge[]): Promise<readonly Refund[]> {
  const lists = await Promise.all(charges.map(({ id }) => get<Refund[]>(scene, `/payments/refunds/by_attempt/${id}`)));
  return lists.flat();
}

/** What its endpoint was told of a resource so far. */
export const webhooksAbout = ({ scene }: Pick<Sale, 'scene'>, id: string): readonly string[] =>
  scene.ground.receiver.about(id).map(({ type }) => type.replace('checkout_session.', ''));

const words = (...parts: readonly (string | number | null | undefined)[]): string => parts.filter((part) => part != null).join(' ');

/** Of two who ask at once, one closes and the other finds it closed: who wrote it down first is no matter. */
const settledBy = ({ result, settled_by: by }: Transition['context']): string | undefined =>
  by === undefined || result === 'not_charged' ? undefined : `by ${by}`;
