// Writes an operator's word down in this process, by the same handlers as everybody's; the worker does what follows later.
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import { CheckoutModule, type OperatorsWord, ResolveByHandCommand, type ResolvedByHand, type Unresolved } from '@tillstream/checkout';
import type { CommandContext } from '@tillstream/event-sourcing';
import { announcedCategories, domainViews, KernelModule, type OpenPorts } from '@tillstream/runtime';
import { SubscriptionsModule } from '@tillstream/subscriptions';

export interface ToldByHand {
  readonly publicUrl: string;
  readonly reason: string;
  readonly word: OperatorsWord;
}

export async function settleByHand(
  ports: OpenPorts,
  { sessionKey, key: chargeKey, accountId }: Unresolved,
  { publicUrl, reason, word }: ToldByHand,
): Promise<ResolvedByHand> {
  class PaymentsModule {}
  const imports = [
    CqrsModule.forRoot(),
    KernelModule.over(ports, { views: domainViews(), writeViewsInline: true, announced: announcedCategories }),
    CheckoutModule.at(publicUrl),
    SubscriptionsModule,
  ];
  const app = await NestFactory.createApplicationContext({ module: PaymentsModule, imports }, { logger: false, abortOnError: false });
  try {
    return await app.get(CommandBus).execute(new ResolveByHandCommand(contextOf(accountId, reason), { sessionKey, chargeKey }, word));
  } finally {
    await app.close();
  }
}

function contextOf(accountId: string, reason: string): CommandContext {
  const commandId = randomUUID();
  const actor = { kind: 'operator' as const, id: `till:${userInfo().username}` };
  return {
    commandId,
    requestHash: commandId,
    requestId: null,
    accountId,
    actor,
    correlationId: commandId,
    causationId: commandId,
    net: null,
    reason,
  };
}
