// Gathers everything that a new session refers to, then makes it in one append.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { account, accountKeyOf } from '@tillstream/accounts';
import { customer } from '@tillstream/catalog';
import { Clock, type CommandContext, Executor, Facts, type Freshness, Ids, PersonKeys, streamName } from '@tillstream/event-sourcing';
import type { CreateSession, UrlRules } from '../../core/checkout-session.commands';
import type { SessionCustomer, SessionMode, ThreeDsMode } from '../../core/checkout-session.events';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';
import { ReferenceFacts } from '../references';
import { lineItemKeyOf, sessionKeyOf } from '../session-ids';

/** Keys that are null stand for ids that are none of ours: the decision says so with their place. */
export interface WantedTierPayload {
  readonly lineItems: readonly { readonly priceKey: string | null; readonly quantity: number; readonly description: string | null }[];
  readonly routeKey?: string | null;
}

export interface CreateSessionPayload {
  readonly mode: SessionMode;
  readonly successUrl: string;
  readonly returnUrl: string;
  readonly customerKey?: string | null;
  /** How long it shall live; null: as the account says, else 24 hours. */
  readonly lifeMinutes: number | null;
  readonly tiers: readonly [WantedTierPayload, ...WantedTierPayload[]];
  readonly threeDsMode: ThreeDsMode;
  readonly setupProcessorKeys: readonly (string | null)[] | null;
  readonly allowPromotionCodes: boolean | null;
  readonly reference: string | null;
}

export class CreateSessionCommand extends Command<SessionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly payload: CreateSessionPayload,
  ) {
    super();
  }
}

const DEFAULT_LIFE_MINUTES = 24 * 60;
const MINUTE_MS = 60_000;

@CommandHandler(CreateSessionCommand)
export class CreateSessionHandler implements ICommandHandler<CreateSessionCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly facts: Facts,
    private readonly references: ReferenceFacts,
    private readonly personKeys: PersonKeys,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute(command: CreateSessionCommand) {
    const outcome = await this.run(command, 'recent');
    return outcome.kind === 'rejected' ? this.run(command, 'fresh') : outcome;
  }

  private async run(command: CreateSessionCommand, freshness: Freshness) {
    const key = sessionKeyOf(this.ids, command.context.commandId);
    return this.executor.run(checkoutSession, { key, context: command.context }, await this.gather(command, key, freshness));
  }

  private async gather({ context, payload }: CreateSessionCommand, sessionKey: string, freshness: Freshness): Promise<CreateSession> {
    const { accountId, commandId } = context;
    const { customerKey, lifeMinutes, ...wanted } = payload;
    const [settings, references, buyer] = await Promise.all([
      this.settings(accountId, freshness),
      this.references.gather(
        {
          accountId,
          priceKeys: payload.tiers.flatMap((tier) => tier.lineItems.map((item) => item.priceKey)),
          routeKeys: payload.tiers.map((tier) => tier.routeKey),
          processorKeys: payload.setupProcessorKeys ?? [],
        },
        freshness,
      ),
      this.customer(accountId, customerKey, sessionKey),
    ]);
    const now = this.clock.now();
    const [first, ...fallbacks] = payload.tiers.map(({ lineItems, routeKey }, tier) => ({
      lineItems: lineItems.map((item, index) => ({ ...item, key: lineItemKeyOf(this.ids, commandId, { tier, index }) })),
      ...(routeKey === undefined ? {} : { routeKey }),
    }));
    return {
      ...wanted,
      type: 'CreateSession',
      now,
      expiresAt: now + (lifeMinutes ?? settings.lifeMinutes) * MINUTE_MS,
      tiers: [first ?? { lineItems: [] }, ...fallbacks],
      ...(buyer === undefined ? {} : { customer: buyer }),
      references,
      urlRules: settings.urlRules,
    };
  }

  private async settings(accountId: string, freshness: Freshness): Promise<{ lifeMinutes: number; urlRules: UrlRules }> {
    const { state } = await this.facts.get(account, accountKeyOf(accountId), freshness);
    const fields = state.status === 'absent' ? null : state.fields;
    return {
      lifeMinutes: fields?.sessionExpirationMinutes ?? DEFAULT_LIFE_MINUTES,
      urlRules: { allowLoopbackHttp: this.ids.environment !== 'prod', allowedHosts: fields?.allowedRedirectHosts ?? [] },
    };
  }

  /** The e-mail is sealed anew for its place in the session's stream, under the customer's own key: erasing him erases it here too. */
  private async customer(
    accountId: string,
    key: string | null | undefined,
    sessionKey: string,
  ): Promise<SessionCustomer | null | undefined> {
    if (key === null || key === undefined) return key;
    const found = await this.facts.get(customer, key, 'recent');
    if (found.state.status !== 'present' || found.accountId !== accountId) return null;
    const open = await this.personKeys.opener(found.state.fields.email);
    const email = open(found.state.fields.email, { stream: streamName('customer', key), field: 'email' });
    if (email === null) return null;
    const seal = await this.personKeys.sealer(key);
    return { key, email: seal(email, { stream: streamName(checkoutSession.category, sessionKey), field: 'customerEmail' }) };
  }
}
