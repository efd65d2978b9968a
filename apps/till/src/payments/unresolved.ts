// till payments unresolved
import { LastTries, type LastTry, type Unresolved, unresolvedCharges } from '@tillstream/checkout';
import { Ids, isFault } from '@tillstream/event-sourcing';
import type { KernelPorts } from '@tillstream/runtime';
import { type CommonOptions, dataFolderOf, type Invocation } from '../command';
import { ExitCode } from '../exit-codes';
import { withStores } from '../installation/stores';
import { processorNamed } from './processor-named';
import { type Described, described, linesOf } from './unresolved-told';

export type UnresolvedFlags = CommonOptions;

export async function unresolved(flags: UnresolvedFlags, { terminal, end }: Invocation): Promise<void> {
  const { found, now } = await withStores(dataFolderOf(flags), async (ports) => ({
    found: await allDescribed(ports),
    now: ports.clock.now(),
  }));
  if (found.length > 0) end(ExitCode.found);
  if (flags.json) {
    terminal.json({ unresolved: found });
    return;
  }
  if (found.length === 0) {
    terminal.say(terminal.colours.green('Everything is settled.'));
    return;
  }
  for (const one of found) for (const line of linesOf(one, now)) terminal.say(line);
  terminal.note('Ask the processor what became of a charge, then: till payments resolve <id> --as … --reason …');
  if (found.some(({ kind }) => kind === 'owed'))
    terminal.note('Money that is owed: give it back elsewhere, and write that down by POST /payments/refunds/ with refunded_out_of_band.');
}

export const unresolvedOf = ({ eventStore, viewStore, clock, environment, keyring }: KernelPorts): Promise<readonly Unresolved[]> =>
  unresolvedCharges({ store: eventStore, views: { store: viewStore, ids: new Ids(environment, keyring) }, now: clock.now() });

export async function allDescribed(ports: KernelPorts): Promise<readonly Described[]> {
  const found = await unresolvedOf(ports);
  const tries = await lastTriesOf(ports, found);
  const names = await processorsNamed(ports, found);
  const [ids, now] = [new Ids(ports.environment, ports.keyring), ports.clock.now()];
  return found.map((one, index) => {
    const id = ids.format('proc', one.processorKey);
    return described({ found: one, processor: { id, name: names.get(one.processorKey) ?? id }, lastTry: tries[index] ?? null, now }, ids);
  });
}

async function processorsNamed(ports: KernelPorts, found: readonly Unresolved[]): Promise<ReadonlyMap<string, string>> {
  const keys = [...new Set(found.map(({ processorKey }) => processorKey))];
  return new Map(await Promise.all(keys.map(async (key) => [key, (await processorNamed(ports, key)).name] as const)));
}

/** Redis may have forgotten them, and may not answer: the list is there all the same. */
async function lastTriesOf({ breakers, clock, log }: KernelPorts, found: readonly Unresolved[]): Promise<readonly (LastTry | null)[]> {
  try {
    return await new LastTries(breakers, clock, log).of(found.map(({ key }) => key));
  } catch (error) {
    if (!isFault(error)) throw error;
    return [];
  }
}
