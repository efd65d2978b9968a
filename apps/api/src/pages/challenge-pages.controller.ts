// What stands in the page's frame while the buyer is at his bank: a document of ours around the bank's page, under a policy that lets in this
// one bank while its challenge runs; and the page into which the bank sends the frame back. Seeing its address tells the page's script that the
// bank is done. Who comes back without the frame is led to his session.
import { randomBytes } from 'node:crypto';
import { All, Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import {
  type BuyerAttempt,
  type CheckoutSessionState,
  FinishActionCommand,
  GetSessionByKeyQuery,
  SecureTokens,
} from '@tillstream/checkout';
import { isFault, type Resource } from '@tillstream/event-sourcing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BuyerAnswers } from '../checkout/buyer-answers';
import { HttpEdge } from '../http/http-edge';
import { challengeFrame } from './challenge-frame';
import { PAGE_BUNDLE, type PageBundle } from './page-bundle';
import { framedHeaders } from './page-headers';

type Request = FastifyRequest<{ Params: { readonly secure_token: string; readonly attempt_id: string } }>;
type Session = Resource<CheckoutSessionState>;

/** A bank may send whatever it likes: nothing of it is read. */
const unread = { access: { scopes: [], body: 'raw' as const } };

@ApiExcludeController()
@Controller('checkout/:secure_token/challenge/:attempt_id')
export class ChallengePagesController {
  constructor(
    @Inject(PAGE_BUNDLE) private readonly bundle: PageBundle,
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
    private readonly tokens: SecureTokens,
    private readonly answers: BuyerAnswers,
    private readonly edge: HttpEdge,
  ) {}

  @Get()
  async frame(@Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    const session = await this.session(request);
    const attempt = session && (await this.attemptShown(session));
    const url = attempt?.id === request.params.attempt_id ? attempt.action?.url : undefined;
    if (!session || url === undefined || !URL.canParse(url)) return this.notice(request, reply);
    const nonce = nonceOf();
    const hosts = await this.answers.frameHosts(session.accountId);
    await reply.headers(framedHeaders(nonce, hosts, new URL(url).origin)).send(challengeFrame(url, nonce));
  }

  @All('return')
  @RouteConfig(unread)
  async back(@Req() request: Request, @Res() reply: FastifyReply): Promise<void> {
    const session = await this.session(request);
    if (!session || request.headers['sec-fetch-dest'] !== 'document') return this.notice(request, reply, session);
    await this.finish(request, session);
    await reply.redirect(this.tokens.url(session.key), 303);
  }

  /** Without its frame nobody else would say that the bank is done. Where that fails, the page shows the challenge again. */
  private async finish(request: Request, session: Session): Promise<void> {
    const attempt = await this.attemptShown(session);
    if (!attempt?.action || attempt.id !== request.params.attempt_id) return;
    const context = { ...this.edge.contextOf(request), accountId: session.accountId };
    const attemptKey = this.edge.keyOf('ca', attempt.id);
    const challenge = { attemptKey, number: attempt.action.number, outcome: 'returned' as const };
    const { settled } = await this.commands.execute(new FinishActionCommand(context, session.key, challenge));
    settled?.catch(() => undefined); // goes on whether or not it is waited for: what fails is the timer's
  }

  private async notice(request: Request, reply: FastifyReply, session: Session | null = null): Promise<void> {
    const nonce = nonceOf();
    const locale = this.bundle.renderer.chooseLocale(request.headers['accept-language']);
    const kind = session ? 'challenge-returned' : 'link-unknown';
    const html = this.bundle.renderer.renderNotice({ kind, nonce, locale, pageUrl: session && this.tokens.url(session.key) });
    const hosts = session ? await this.answers.frameHosts(session.accountId) : [];
    await reply
      .status(session ? 200 : 404)
      .headers(framedHeaders(nonce, hosts, null))
      .send(html);
  }

  private async attemptShown(session: Session): Promise<BuyerAttempt | null> {
    return (await this.answers.session(session)).attempt;
  }

  /** Null as well while nobody can say: the page's own script knows what to do. */
  private async session(request: Request): Promise<Session | null> {
    const key = this.tokens.sessionKey(request.params.secure_token);
    try {
      return key === null ? null : await this.queries.execute(new GetSessionByKeyQuery(key));
    } catch (error) {
      if (!isFault(error)) throw error;
      return null;
    }
  }
}

const nonceOf = (): string => randomBytes(16).toString('base64');
