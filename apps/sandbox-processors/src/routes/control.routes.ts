// For tests: what the processors did, and how they are to behave from now on. No key; only from this machine, and not from a
// web page that happens to be open in a browser on it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { meaningOf } from '../cards/decline-codes';
import type { TestCard } from '../cards/test-card';
import { testCards } from '../cards/test-cards';
import { type LedgerEntry, totalsOf } from '../core/ledger';
import { isLoopback } from '../loopback';
import { type Settings, settingsChange } from '../processors/settings';
import type { Sandbox } from '../sandbox';
import { isProcessorName, type ProcessorParams } from './gate';

interface LedgerQuery {
  readonly processor?: string;
  readonly merchant_reference?: string;
}

export function controlRoutes(app: FastifyInstance, { sandbox }: { sandbox: Sandbox }, done: () => void): void {
  const { network } = sandbox;
  app.addHook('onRequest', onlyFromHere);

  app.get('/cards', (_request, reply) => reply.send({ cards: testCards.map(renderTestCard) }));

  app.get<{ Querystring: LedgerQuery }>('/ledger', async (request) => {
    const { processor, merchant_reference } = request.query;
    await sandbox.durable();
    const entries = network
      .ledger()
      .filter((entry) => processor === undefined || entry.processor === processor)
      .filter((entry) => merchant_reference === undefined || entry.merchantReference === merchant_reference);
    return renderLedger(entries);
  });

  app.get('/processors', (_request, reply) => reply.send({ processors: Object.fromEntries(network.allProcessors()) }));

  app.put<{ Params: ProcessorParams; Body: Partial<Settings> }>(
    '/processors/:processor',
    { schema: { body: settingsChange } },
    async (request, reply) => {
      const { processor } = request.params;
      if (!isProcessorName(processor)) return reply.code(404).send({ code: 'no_such_route' });
      await sandbox.record({ type: 'SettingsChanged', at: sandbox.now(), processor, changes: request.body });
      return reply.send(network.settings(processor));
    },
  );

  app.post('/reset', async (_request, reply) => {
    await sandbox.forget();
    return reply.code(204).send();
  });

  done();
}

async function onlyFromHere(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const origin = request.headers.origin;
  const foreignPage = origin !== undefined && !(URL.canParse(origin) && isLoopback(new URL(origin).hostname));
  if (isLoopback(request.ip) && isLoopback(request.hostname) && !foreignPage) return undefined;
  return reply.code(403).send({ code: 'loopback_only' });
}

function renderLedger(entries: readonly LedgerEntry[]): object {
  const perCharge = Map.groupBy(entries, (entry) => `${entry.processor}/${entry.merchantReference}`);
  const perCurrency = Map.groupBy(entries, (entry) => entry.currency);
  return {
    entries: entries.map(({ at, merchantReference, amountAtom, ...entry }) => ({
      at: new Date(at).toISOString(),
      ...entry,
      merchant_reference: merchantReference,
      amount_atom: amountAtom,
    })),
    charges: [...perCharge.values()].map((some) => ({
      processor: some[0]?.processor,
      merchant_reference: some[0]?.merchantReference,
      currency: some[0]?.currency,
      ...renderTotals(some),
    })),
    totals: [...perCurrency].map(([currency, some]) => ({ currency, ...renderTotals(some) })),
  };
}

function renderTotals(entries: readonly LedgerEntry[]): object {
  const totals = totalsOf(entries);
  return {
    captured_count: totals.capturedCount,
    captured_atom: totals.capturedAtom,
    refunded_count: totals.refundedCount,
    refunded_atom: totals.refundedAtom,
    voided_count: totals.voidedCount,
    net_atom: totals.netAtom,
  };
}

function renderTestCard({ name, number, brand, funding, country, behaviour, note, ...more }: TestCard): object {
  const code = behaviour.does === 'declines' ? behaviour.code : undefined;
  const category = behaviour.does === 'declines' ? categoryOf(behaviour.code, behaviour.advice) : undefined;
  return { name, number, brand, funding, country, does: behaviour.does, code, category, ...more, note };
}

/** The advice outranks the code. */
function categoryOf(code: Parameters<typeof meaningOf>[0], advice: string | undefined): string {
  if (advice === 'do_not_try_again') return 'hard';
  if (advice === 'retry_after') return 'wait';
  return meaningOf(code).category;
}
