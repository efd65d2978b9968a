// Whether payments come to an end here: what nobody has settled, and processors that do not do their work.
import { account, INSTALLATION } from '@tillstream/accounts';
import type { Unresolved } from '@tillstream/checkout';
import { Ids, isFault, wholeList } from '@tillstream/event-sourcing';
import { processor, ProcessorHealth } from '@tillstream/payments';
import type { KernelPorts } from '@tillstream/runtime';
import { unresolvedOf } from '../payments/unresolved';
import { duration } from '../terminal/duration';
import { type Finding, fine, ill } from './finding';

/** By then whatever was only in passing has been asked about seven times. */
const LONG_MS = 3_600_000;
const MOST_NAMED = 5;

export async function unresolved(ports: KernelPorts): Promise<Finding> {
  const found = await unresolvedOf(ports);
  const [oldest] = found;
  if (!oldest) return fine('unresolved payments', 'none');
  const kinds = [count(found, 'charge', 'charge'), count(found, 'refund', 'refund'), count(found, 'owed', 'refused refund')];
  const id = new Ids(ports.environment, ports.keyring).format(oldest.kind === 'refund' ? 're' : 'pa', oldest.key);
  const forMs = ports.clock.now() - oldest.since;
  const text = `${kinds.filter(Boolean).join(', ')}; the oldest for ${duration(forMs)}: ${id}`;
  if (forMs < LONG_MS) return fine('unresolved payments', `${text}; asked about again by itself`);
  return ill(
    'unresolved payments',
    text,
    'See npm run till -- payments unresolved: what its processor cannot tell, somebody has to find out.',
  );
}

function count(found: readonly Unresolved[], kind: Unresolved['kind'], word: string): string {
  const number = found.filter((one) => one.kind === kind).length;
  return number === 0 ? '' : `${number} ${word}${number === 1 ? '' : 's'}`;
}

export async function processors(ports: KernelPorts): Promise<Finding> {
  try {
    const all = await everyProcessor(ports);
    if (!all) return fine('processors', 'not known while the views are being made');
    const complaints = (await Promise.all(all.map((one) => complaintOf(ports, one)))).filter((text) => text !== null);
    if (complaints.length === 0) return fine('processors', `${all.length} connected, none is known to fail`);
    const more = complaints.length > MOST_NAMED ? [`and ${complaints.length - MOST_NAMED} more`] : [];
    const found = [...complaints.slice(0, MOST_NAMED), ...more].join('; ');
    const advice = 'One that fails is left alone for half a minute at a time; credentials and configuration are its merchant’s to mend.';
    return ill('processors', `${complaints.length} of ${all.length} fail: ${found}`, advice);
  } catch (error) {
    if (!isFault(error)) throw error;
    return ill('processors', error.message, 'Redis did not answer in time: look again.');
  }
}

interface Connected {
  readonly key: string;
  readonly name: string;
  readonly accountId: string;
}

/** Those that are switched on. Null: nobody can say now. */
async function everyProcessor({ viewStore, environment, keyring }: KernelPorts): Promise<readonly Connected[] | null> {
  if (!(await viewStore.checkpoint())?.complete) return null;
  const ids = new Ids(environment, keyring);
  const found: Connected[] = [];
  for await (const { key } of wholeList(viewStore, { accountId: INSTALLATION, category: account.category, index: 'all' })) {
    const accountId = ids.format('acc', key);
    for await (const one of wholeList(viewStore, { accountId, category: processor.category, index: 'all' })) {
      const state = one.state as typeof processor.initial;
      if (state.status === 'present' && state.fields.enabled) found.push({ key: one.key, name: state.fields.name, accountId });
    }
  }
  return found;
}

/** Null: nothing is known against it. */
async function complaintOf(ports: KernelPorts, { key, name, accountId }: Connected): Promise<string | null> {
  const { status, reason, lastFailureAgoMs, alarm } = await new ProcessorHealth(ports).of(key);
  const failing = status === 'healthy' ? [] : [`${status} (${reason ?? 'unknown'}, ${duration(lastFailureAgoMs ?? 0)} ago)`];
  const said = [...failing, ...(alarm ? [`its configuration is refused (${alarm.said}, ${duration(alarm.agoMs)} ago)`] : [])];
  if (said.length === 0) return null;
  return `${name} (${new Ids(ports.environment, ports.keyring).format('proc', key)} of ${accountId}): ${said.join(', ')}`;
}
