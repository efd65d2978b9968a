// till payments resolve: an operator's word, written down with his reason. The charge's id is typed again on a terminal, since money hangs on it.
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import { CheckoutModule, ResolveByHandCommand, type ResolveCharge, type ResolvedByHand, type Unresolved } from '@tillstream/checkout';
import { type CommandContext, Ids } from '@tillstream/event-sourcing';
import { announcedCategories, domainViews, KernelModule, type OpenPorts } from '@tillstream/runtime';
import { SubscriptionsModule } from '@tillstream/subscriptions';
import { type CommonOptions, dataFolderOf, type Invocation } from '../command';
import { CommandFailure, ExitCode } from '../exit-codes';
import { findRunning } from '../installation/running';
import { withStores } from '../installation/stores';
import { unresolvedOf } from './unresolved';

export interface ResolveFlags extends CommonOptions {
  readonly as: ResolveCharge['result'];
  readonly reason: string;
  readonly reference?: string;
  readonly yes?: true;
}

export async function resolve(id: string, flags: ResolveFlags, { terminal, end }: Invocation): Promise<void> {
  const data = dataFolderOf(flags);
  if (flags.reason.trim() === '') throw new CommandFailure(ExitCode.usage, 'Say how you know: --reason may not be empty.');
  const publicUrl = findRunning(data)?.public_url ?? '';
  const { chargeId, result } = await withStores(data, async (ports) => {
    const ids = new Ids(ports.environment, ports.keyring);
    const charge = chargeOf(await unresolvedOf(ports), ids, id);
    const chargeId = ids.format('pa', charge.key);
    if (!flags.yes) await confirmed(chargeId, flags.as);
    return { chargeId, result: await settle(ports, charge, { publicUrl, flags }) };
  });
  if (result !== 'resolved') end(ExitCode.failed);
  if (flags.json) {
    terminal.json({ id: chargeId, as: flags.as, result });
    return;
  }
  const { green, yellow } = terminal.colours;
  terminal.say(
    result === 'resolved'
      ? green(`${chargeId} is settled as ${flags.as}.`)
      : yellow(`${chargeId} was settled meanwhile; nothing was written.`),
  );
}

function chargeOf(found: readonly Unresolved[], ids: Ids, id: string): Unresolved {
  const [chargeKey, attemptKey] = [ids.parse('pa', id), ids.parse('ca', id)];
  const isMeant = ({ kind, ...one }: Unresolved) => kind === 'charge' && (one.key === chargeKey || one.attemptKey === attemptKey);
  const [charge, ...others] = found.filter(isMeant);
  if (!charge) throw new CommandFailure(ExitCode.usage, `No charge ${id} waits to be settled here. See: till payments unresolved`);
  if (others.length > 0) throw new CommandFailure(ExitCode.usage, `Several charges of ${id} wait: name one. See: till payments unresolved`);
  return charge;
}

/** Throws unless the very id was typed. */
async function confirmed(chargeId: string, as: ResolveFlags['as']): Promise<void> {
  if (!process.stdin.isTTY) throw new CommandFailure(ExitCode.usage, 'Nobody is here to confirm it: add --yes.');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const typed = await lines.question(`Type ${chargeId} to settle it as ${as}: `).finally(() => lines.close());
  if (typed.trim() !== chargeId) throw new CommandFailure(ExitCode.usage, 'That is another id; nothing was written.');
}

/** In this process, by the same handlers as everybody's; the worker does what follows later. */
async function settle(
  ports: OpenPorts,
  { sessionKey, key: chargeKey, accountId }: Unresolved,
  { publicUrl, flags }: { readonly publicUrl: string; readonly flags: ResolveFlags },
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
    const told = { result: flags.as, reference: flags.reference ?? null };
    return await app.get(CommandBus).execute(new ResolveByHandCommand(contextOf(accountId, flags.reason), { sessionKey, chargeKey }, told));
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
