// The buyer came too late and begins again. The key of the fresh session follows from the old one's, so that renewing twice, also at the
// same time, leads to the same one; once that has run out as well, its own renewal is next. A crash in here leaves the fresh session, which
// the next renewal finds.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { account, accountKeyOf } from '@tillstream/accounts';
import {
  Clock,
  type CommandContext,
  derivedCommandId,
  Facts,
  Ids,
  type Resource,
  StreamReader,
  streamName,
} from '@tillstream/event-sourcing';
import type { CheckoutSessionState } from '../../core/checkout-session.state';
import { refusalToRenew, type RenewalRefusal } from '../../core/session-again';
import { checkoutSession, type SessionOutcome } from '../checkout-session.decider';
import { renewalKeyOf } from '../session-ids';
import { SessionsAgain } from '../sessions-again';

export class RenewSessionCommand extends Command<SessionOutcome> {
  constructor(
    readonly context: CommandContext,
    readonly sessionKey: string,
  ) {
    super();
  }
}

/** Nobody comes too late more often; the link is given up then. */
const MOST_RENEWALS = 50;

@CommandHandler(RenewSessionCommand)
export class RenewSessionHandler implements ICommandHandler<RenewSessionCommand> {
  constructor(
    private readonly reader: StreamReader,
    private readonly facts: Facts,
    private readonly again: SessionsAgain,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async execute({ context, sessionKey }: RenewSessionCommand): Promise<SessionOutcome> {
    let old = await this.reader.current(checkoutSession, sessionKey);
    if (!(await this.isAllowed(old.accountId))) return refused('renewal-not-allowed', old);
    for (let renewals = 0; renewals < MOST_RENEWALS; renewals++) {
      const refusal = refusalToRenew(old.state, this.clock.now());
      if (refusal) return renewals === 0 ? refused(refusal, old) : { kind: 'accepted', resource: old, events: [], replayed: false };
      const key = renewalKeyOf(this.ids, old.key);
      const next = await this.reader.current(checkoutSession, key);
      if (next.state.status === 'absent') return this.again.create(ownContext(context, old.key), key, { old, supersedesOnly: old.key });
      old = next;
    }
    return refused('renewal-not-allowed', old);
  }

  private async isAllowed(accountId: string): Promise<boolean> {
    const { state } = await this.facts.get(account, accountKeyOf(accountId), 'recent');
    return state.status === 'present' && state.fields.allowRenewal;
  }
}

const refused = (code: RenewalRefusal, resource: Resource<CheckoutSessionState>): SessionOutcome => ({
  kind: 'rejected',
  reasons: [{ code }],
  resource,
});

/** One command for each old session, whoever sends it. */
const ownContext = (context: CommandContext, oldKey: string): CommandContext => ({
  ...context,
  commandId: derivedCommandId(streamName(checkoutSession.category, oldKey), 'renew-session'),
  requestHash: 'renew-session',
});
