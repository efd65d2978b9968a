// A server that plays the buyer's half of the API with scripted answers, under the very policy that the real one sends, so that the
// hosted page can be tried in a browser without the service behind it. It opens every encrypted card, as the vault would.
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { AttemptAnswer, AttemptRequest, BuyerAttempt, BuyerProblem, BuyerSession } from '@tillstream/checkout/browser';
import type { CardPlaintext, VaultPublicKey } from '@tillstream/payments/browser';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { compactDecrypt, type CryptoKey, exportJWK, generateKeyPair } from 'jose';
import { attempt } from './buyer-sessions';
import type { PageBundles } from './page-bundles';

export const token = 'tok3nOfTheHarness00001';
const pagePath = `/checkout/${token}`;
const apiPath = `/api/checkout/${token}`;

export interface Posted {
  readonly request: AttemptRequest;
  /** As the vault reads it; null: none was sent. */
  readonly card: CardPlaintext | null;
}

export type Refusal = {
  readonly problem: Partial<BuyerProblem> & { readonly status: number; readonly code: string };
  readonly retryAfter?: number;
};
/** What comes of an attempt: how it stands when the answer is sent; a refusal; or no answer at all. */
export type Reaction = { readonly attempt: Partial<BuyerAttempt>; readonly session?: Partial<BuyerSession> } | Refusal | 'hang up';

export interface Script {
  onAttempt?: (posted: Posted, times: number) => Reaction | Promise<Reaction>;
  onCode?: (code: string) => Partial<BuyerSession> | Refusal;
  onRemove?: () => Partial<BuyerSession>;
  onActionFinished?: (outcome: string) => Partial<BuyerSession>;
  onRenewal?: () => string | Refusal;
  /** `mute`: opened, and held back by somebody between. */
  stream?: 'on' | 'off' | 'mute';
}

/** The policy of docs and server alike: only what carries the answer's nonce runs, only our origin is talked to. */
export const contentSecurityPolicy = (nonce: string): string =>
  [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `connect-src 'self'`,
    `frame-src 'self'`,
    `form-action 'none'`,
    `base-uri 'none'`,
    `frame-ancestors 'self'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');

export class BuyerServer {
  readonly posted: Posted[] = [];
  readonly outcomes: string[] = [];
  /** Requests by method and path, in their order. */
  readonly log: string[] = [];
  script: Script = {};
  private readonly listeners = new Set<FastifyReply>();
  private vaultKey: VaultPublicKey | undefined;
  private privateKey: CryptoKey | undefined;

  private constructor(
    private readonly app: FastifyInstance,
    private readonly bundles: PageBundles,
    public session: BuyerSession,
  ) {}

  static async start(bundles: PageBundles, session: BuyerSession): Promise<BuyerServer> {
    const server = new BuyerServer(fastify({ forceCloseConnections: true }), bundles, session);
    await server.newVaultKey('1');
    server.routes();
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    server.session = {
      ...session,
      success_url: `${server.origin}/done?id=${session.id}`,
      return_url: `${server.origin}/back?id=${session.id}`,
    };
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.app.server.address() as AddressInfo).port}`;
  }

  get pageUrl(): string {
    return `${this.origin}${pagePath}`;
  }

  close(): Promise<void> {
    for (const reply of this.listeners) reply.raw.end();
    return this.app.close();
  }

  /** Changes the session, as a handler or a notice would, and tells every page that listens. */
  change(change: Partial<BuyerSession>): void {
    this.session = { ...this.session, ...change, revision: this.session.revision + 1 };
    for (const reply of this.listeners) reply.raw.write(`event: changed\ndata: ${this.session.revision}\n\n`);
  }

  async newVaultKey(kid: string): Promise<VaultPublicKey> {
    const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
    const { x = '', y = '' } = await exportJWK(publicKey);
    this.privateKey = privateKey;
    return (this.vaultKey = { kid, jwk: { kty: 'EC', crv: 'P-256', x, y } });
  }

  private fresh(): BuyerSession {
    return { ...this.session, now: new Date().toISOString() };
  }

  private routes(): void {
    this.app.addHook('onRequest', async ({ method, url }) => void this.log.push(`${method} ${url.replace(token, '…')}`));
    this.app.get(pagePath, async ({ headers }, reply) => this.page(headers['accept-language'], reply));
    this.app.get<{ Params: { file: string } }>('/checkout/assets/:file', async ({ params: { file } }, reply) => {
      reply.header('content-type', 'text/javascript').header('cache-control', 'public, max-age=31536000, immutable');
      return this.bundles.scripts.get(file) ?? reply.code(404).send();
    });
    this.app.get('/done', async (_request, reply) => reply.type('text/html').send('<title>Done</title>Thanks for the order'));
    this.app.get('/back', async (_request, reply) => reply.type('text/html').send('<title>Back</title>The shop'));
    this.app.get(apiPath, async () => this.fresh());
    this.app.get(`${apiPath}/stream`, (_request, reply) => this.stream(reply));
    this.app.post<{ Body: AttemptRequest }>(`${apiPath}/attempts`, async ({ body }, reply) => this.onAttempt(body, reply));
    this.app.post<{ Body: { outcome: string } }>(`${apiPath}/attempts/:id/action-finished`, async ({ body: { outcome } }) => {
      this.outcomes.push(outcome);
      this.change(this.script.onActionFinished?.(outcome) ?? {});
      return this.attemptAnswer();
    });
    this.app.post<{ Body: { code: string } }>(`${apiPath}/promotion-code`, async ({ body: { code } }, reply) =>
      this.answer(this.script.onCode?.(code) ?? {}, reply),
    );
    this.app.delete(`${apiPath}/promotion-code`, async (_request, reply) => this.answer(this.script.onRemove?.() ?? {}, reply));
    this.app.post(`${apiPath}/renewal`, async (_request, reply) => {
      const renewed = this.script.onRenewal?.() ?? '';
      return typeof renewed === 'string' ? { url: renewed } : this.refuse(renewed, reply);
    });
    this.app.get(`${pagePath}/challenge/:id`, async (_request, reply) =>
      reply.type('text/html').send(`<!doctype html><iframe src="${this.session.attempt?.action?.url ?? ''}"></iframe>`),
    );
    this.app.get(`${pagePath}/challenge/:id/return`, async (_request, reply) => this.notice(reply));
  }

  private page(acceptLanguage: string | undefined, reply: FastifyReply): string {
    const { renderer, manifest } = this.bundles;
    const nonce = this.secure(reply);
    if (!this.vaultKey) throw new Error('no vault key');
    return renderer.renderPage({
      session: this.fresh(),
      vaultKey: this.vaultKey,
      locale: renderer.chooseLocale(acceptLanguage),
      nonce,
      apiBase: apiPath,
      assetsBase: '/checkout/assets/',
      manifest,
    });
  }

  private notice(reply: FastifyReply): string {
    return this.bundles.renderer.renderNotice({ kind: 'challenge-returned', locale: 'en', nonce: this.secure(reply), pageUrl: pagePath });
  }

  private secure(reply: FastifyReply): string {
    const nonce = randomBytes(16).toString('base64url');
    reply.type('text/html; charset=utf-8').headers({
      'content-security-policy': contentSecurityPolicy(nonce),
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    return nonce;
  }

  private stream(reply: FastifyReply): void {
    reply.hijack();
    if (this.script.stream === 'off') {
      reply.raw.writeHead(503).end();
      return;
    }
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).write(': open\n\n');
    if (this.script.stream !== 'mute') this.listeners.add(reply);
    reply.raw.on('close', () => this.listeners.delete(reply));
  }

  private async onAttempt(request: AttemptRequest, reply: FastifyReply): Promise<unknown> {
    // As the real one: a number that is known is the attempt that is known.
    const posted = { request, card: request.card_jwe === null ? null : await this.open(request.card_jwe) };
    if (this.session.attempt?.number === request.number) return this.attemptAnswer();
    this.posted.push(posted);
    const reaction = (await this.script.onAttempt?.(posted, this.posted.length)) ?? { attempt: { state: 'succeeded' } };
    if (reaction === 'hang up') {
      reply.hijack();
      reply.raw.destroy();
      return undefined;
    }
    if ('problem' in reaction) return this.refuse(reaction, reply);
    const made = attempt({ number: request.number, ...reaction.attempt });
    this.change({ attempt: made, ...(made.state === 'succeeded' && { state: 'success', payment_state: 'paid' }), ...reaction.session });
    return this.attemptAnswer();
  }

  private attemptAnswer(): AttemptAnswer {
    if (!this.session.attempt) throw new Error('no attempt');
    return { attempt: this.session.attempt, session: this.fresh() };
  }

  private answer(result: Partial<BuyerSession> | Refusal, reply: FastifyReply): unknown {
    if ('problem' in result) return this.refuse(result, reply);
    this.change(result);
    return this.fresh();
  }

  private refuse({ problem, retryAfter }: Refusal, reply: FastifyReply): unknown {
    if (retryAfter !== undefined) reply.header('retry-after', retryAfter);
    return reply
      .code(problem.status)
      .type('application/problem+json')
      .send({ detail: 'refused by the script', ...problem });
  }

  private async open(jwe: string): Promise<CardPlaintext> {
    if (!this.privateKey) throw new Error('no vault key');
    const { plaintext } = await compactDecrypt(jwe, this.privateKey, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return JSON.parse(new TextDecoder().decode(plaintext)) as CardPlaintext;
  }
}
