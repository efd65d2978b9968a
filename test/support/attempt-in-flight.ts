// A buyer who has pressed "Pay", and a processor that has not answered: written by the session's own decision, without any processor.
import { checkoutSession, offerId, type StartAttempt } from '@tillstream/checkout';
import { type CommandContext, Executor, Ids, StreamReader, uuidV5 } from '@tillstream/event-sourcing';
import type { InMemoryApi } from './api-in-memory';

const plan = {
  routes: [{ tier: 0, steps: [{ processorKey: 'slow', disposition: 'charge_and_setup' as const }] }],
  processors: { slow: { enabled: true, currencies: [], minimumAtom: 0 } },
};
const card = { brand: 'visa', lastFour: '4242', expMonth: 1, expYear: 2040, funding: null, country: null, fingerprint: 'f' };

/** @param number which press of the button it is */
export async function attemptInFlight({ app, ports }: InMemoryApi, sessionId: string, number = 1): Promise<void> {
  const [executor, reader, ids] = [app.get(Executor), app.get(StreamReader), app.get(Ids)];
  const key = ids.parse('cs', sessionId) ?? '';
  const { state, accountId } = await reader.current(checkoutSession, key);
  if (state.status === 'absent') throw new Error(`no session ${sessionId}`);
  const name = `pay ${key} ${number}`;
  const context: CommandContext = {
    commandId: uuidV5(name), requestHash: name, requestId: null, accountId, actor: { kind: 'buyer', id: null }, correlationId: uuidV5(name),
    causationId: uuidV5(name), net: null, reason: null,
  }; // prettier-ignore
  const command: StartAttempt = {
    type: 'StartAttempt', now: ports.clock.now(), attemptKey: ids.derivedKey(name), number, card, paymentMethod: null, saveCard: false,
    customer: state.customer ?? { key: ids.derivedKey('customer', key), email: { k: 'k', c: 'c', h: 'h' }, emailKey: 'e' }, offerId: offerId(state) ?? '', firstTier: 0, acceptedTiers: [0],
    mandateTextId: null, locale: null, ...plan, promotion: null, chargeKey: ids.derivedKey('charge', name), subscriptionKeys: [],
  }; // prettier-ignore
  const outcome = await executor.run(checkoutSession, { key, context }, command);
  if (outcome.kind === 'rejected') throw new Error(`the attempt was refused: ${JSON.stringify(outcome.reasons)}`);
}
