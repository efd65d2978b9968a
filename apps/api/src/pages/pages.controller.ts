// The hosted page, rendered with the order in it before any script ran; and its one script.
import { randomBytes } from 'node:crypto';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiExcludeController } from '@nestjs/swagger';
import { type CheckoutSessionState, GetSessionByKeyQuery, SecureTokens } from '@tillstream/checkout';
import { isFault, type Resource } from '@tillstream/event-sourcing';
import { CardVault } from '@tillstream/payments';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BuyerAnswers } from '../checkout/buyer-answers';
import { PAGE_BUNDLE, type PageBundle } from './page-bundle';
import { pageHeaders } from './page-headers';

const ASSETS_BASE = '/checkout-assets/';
const FOR_EVER = 'public, max-age=31536000, immutable';

@ApiExcludeController()
@Controller()
export class PagesController {
  constructor(
    @Inject(PAGE_BUNDLE) private readonly bundle: PageBundle,
    private readonly queries: QueryBus,
    private readonly tokens: SecureTokens,
    private readonly answers: BuyerAnswers,
    private readonly vault: CardVault,
  ) {}

  @Get('checkout/:secure_token')
  async page(@Req() request: FastifyRequest<{ Params: { secure_token: string } }>, @Res() reply: FastifyReply): Promise<void> {
    const token = request.params.secure_token;
    const nonce = randomBytes(16).toString('base64');
    const locale = this.bundle.renderer.chooseLocale(request.headers['accept-language']);
    try {
      const session = await this.session(token);
      if (!session) {
        this.notice(reply.status(404), { kind: 'link-unknown', nonce, locale });
        return;
      }
      const html = this.bundle.renderer.renderPage({
        session: await this.answers.session(session),
        vaultKey: this.vault.publicKey(),
        locale,
        nonce,
        apiBase: `/api/checkout/${token}`,
        assetsBase: ASSETS_BASE,
        manifest: this.bundle.manifest,
      });
      await reply.headers(pageHeaders(nonce, await this.answers.frameHosts(session.accountId))).send(html);
    } catch (error) {
      if (!isFault(error)) throw error;
      this.notice(reply.status(503).header('retry-after', '1'), { kind: 'service-unavailable', nonce, locale });
    }
  }

  @Get(`${ASSETS_BASE}:file`)
  async script(@Req() request: FastifyRequest<{ Params: { file: string } }>, @Res() reply: FastifyReply): Promise<void> {
    const script = this.bundle.scripts.get(request.params.file);
    if (!script) return void (await reply.status(404).send());
    await reply
      .headers({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': FOR_EVER, 'x-content-type-options': 'nosniff' })
      .send(script);
  }

  private notice(
    reply: FastifyReply,
    notice: { readonly kind: 'link-unknown' | 'service-unavailable'; readonly nonce: string; readonly locale: string },
  ): void {
    const html = this.bundle.renderer.renderNotice({ ...notice, pageUrl: null });
    void reply.headers(pageHeaders(notice.nonce, [])).send(html);
  }

  private session(token: string): Promise<Resource<CheckoutSessionState> | null> {
    const key = this.tokens.sessionKey(token);
    return key === null ? Promise.resolve(null) : this.queries.execute(new GetSessionByKeyQuery(key));
  }
}
