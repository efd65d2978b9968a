// The stand-in's door: reads a request, checks it, answers it, and gets into the trouble that was planned for it.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cardRoutes } from './card.routes';
import { answerChallenge, CHALLENGE, challengePage } from './challenge';
import { checkForm, readForm } from './form';
import { Idempotency, type Answer } from './idempotency';
import { Notices, type SignedEvent } from './notices';
import { paymentIntentRoutes } from './payment-intent.routes';
import { Refusal } from './refusal';
import { refundRoutes } from './refund.routes';
import { checkRequest } from './request-checks';
import type { Asked, Route } from './route';
import { setupIntentRoutes } from './setup-intent.routes';
import { spoil, type Trouble, Troubles } from './troubles';
import { World } from './world';

export const STAND_IN_KEY = 'sk_test_standin0123456789';
export const STAND_IN_WEBHOOK_SECRET = 'whsec_standin0123456789';
const VERSION = '2026-10-28.endive';

const routes: readonly Route[] = [...paymentIntentRoutes, ...setupIntentRoutes, ...cardRoutes, ...refundRoutes];

interface Call {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

export class StripeStandIn {
  readonly world: World;
  readonly troubles = new Troubles();
  readonly keys = new Idempotency();
  /** Method, path and answer of every call; never what was sent. */
  readonly log: string[] = [];
  /** A bug of the stand-in itself: a spec looks at it at its end. */
  readonly faults: unknown[] = [];

  private constructor(
    private readonly server: Server,
    now: () => number,
  ) {
    this.world = new World(now);
    this.world.notices = new Notices(this.world.store, STAND_IN_WEBHOOK_SECRET, VERSION);
  }

  /** @param now its clock, in ms */
  static async start(now: () => number = Date.now): Promise<StripeStandIn> {
    const server = createServer((request, response) => {
      standIn.serve(request, response).catch((fault: unknown) => {
        standIn.faults.push(fault);
        response.destroy();
      });
    });
    const standIn = new StripeStandIn(server, now);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    standIn.world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return standIn;
  }

  get url(): string {
    return this.world.url;
  }

  get credentials() {
    return { secret_key: STAND_IN_KEY, webhook_secret: STAND_IN_WEBHOOK_SECRET, api_base: this.url };
  }

  get events(): readonly SignedEvent[] {
    return this.world.notices.events;
  }

  /** In Stripe's units. */
  captures(merchantReference: string): readonly number[] {
    return this.entries('captured', merchantReference);
  }

  refunds(merchantReference: string): readonly number[] {
    return this.entries('refunded', merchantReference);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private entries(kind: string, reference: string): readonly number[] {
    return this.world.ledger.filter((entry) => entry.kind === kind && entry.merchantReference === reference).map(({ amount }) => amount);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', this.url);
    const call: Call = { method: request.method ?? '', url, body: Buffer.concat(chunks).toString('utf8'), headers: request.headers };
    const [, challenge] = CHALLENGE.exec(url.pathname) ?? [];
    if (!challenge) this.answer(call, response);
    else if (call.method === 'GET') challengePage(this.world, challenge, response);
    else answerChallenge(this.world, { id: challenge, result: new URLSearchParams(call.body).get('result') }, response);
  }

  private answer(call: Call, response: ServerResponse): void {
    const requestId = this.world.store.id('req');
    const planned = this.troubles.next(call.method, call.url.pathname);
    const done = planned?.when === 'before' ? { trouble: planned, answer: null, replayed: false } : this.done(call);
    const trouble = planned ?? done.trouble;
    this.log.push(`${call.method} ${call.url.pathname} ${trouble ? trouble.what : (done.answer?.status ?? '')} ${requestId}`);
    if (trouble || !done.answer) return spoil(response, trouble ?? { when: 'before', what: 'error' });
    const headers = {
      'content-type': 'application/json',
      'request-id': requestId,
      ...(done.replayed ? { 'idempotent-replayed': 'true' } : {}),
    };
    response.writeHead(done.answer.status, headers).end(JSON.stringify(done.answer.json));
  }

  private done(call: Call): { readonly answer: Answer | null; readonly replayed: boolean; readonly trouble: Trouble | null } {
    try {
      checkRequest(call.method, call.headers, { key: STAND_IN_KEY, version: VERSION });
      const { route, asked } = this.routed(call);
      const make = (): Answer => ({ status: 200, json: route.handle(asked) });
      if (route.method === 'GET') return { answer: make(), replayed: false, trouble: null };
      const trouble = route.trouble?.(asked) ?? null;
      if (trouble?.when === 'before') return { answer: null, replayed: false, trouble };
      const said = this.keys.answer(String(call.headers['idempotency-key']), `${call.method} ${call.url.pathname} ${call.body}`, make);
      return { ...said, trouble: said.replayed ? null : trouble };
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      return { answer: { status: refusal.status, json: { error: refusal.error } }, replayed: false, trouble: null };
    }
  }

  private routed({ method, url, body }: Call): { readonly route: Route; readonly asked: Asked } {
    const route = routes.find((one) => one.method === method && one.path.test(url.pathname));
    if (!route) throw new Refusal(404, { type: 'invalid_request_error', message: `Unrecognized request URL (${method})` }, false);
    const form = readForm(method === 'POST' ? body : url.search.slice(1));
    checkForm(form, route.params);
    return { route, asked: { world: this.world, form, id: route.path.exec(url.pathname)?.[1] ?? '' } };
  }
}
