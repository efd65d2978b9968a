// till audit replay: every difference is named as it is found.
import { type Difference, isAtRest, Replay, type ReplayListener, type ReplayReport } from '@tillstream/audit';
import { domainViews, type OpenPorts } from '@tillstream/runtime';
import { type CommonOptions, dataFolderOf, type Invocation } from '../command';
import { ExitCode } from '../exit-codes';
import { withStores } from '../installation/stores';
import { progressBar } from '../terminal/progress';
import { describeDifference } from './describe-difference';
import { streamOf, unknownSession } from './session-stream';

export interface ReplayFlags extends CommonOptions {
  readonly session?: string;
}

const MOST_KEPT = 1_000;

export async function replay(flags: ReplayFlags, { terminal, end }: Invocation): Promise<void> {
  const begunAt = performance.now();
  const kept: Difference[] = [];
  const bar = progressBar('replaying');
  const listener = {
    progress: ({ done, total }: { readonly done: number; readonly total: number }) => bar.at(done, total),
    difference: (found: Difference) => {
      if (kept.length < MOST_KEPT) kept.push(found);
      if (!flags.json) terminal.say(describeDifference(terminal, found));
    },
  };
  const report = await withStores(dataFolderOf(flags), (ports) => {
    const stream = flags.session === undefined ? undefined : streamOf(ports, flags.session);
    return replayAll(ports, stream, listener);
  }).finally(() => bar.end());
  if (flags.session !== undefined && report.streams === 0) throw unknownSession(flags.session);
  const seconds = Number(((performance.now() - begunAt) / 1_000).toFixed(1));
  if (report.differences > 0) end(ExitCode.found);
  if (flags.json) {
    terminal.json({ ...report, differences: kept, difference_count: report.differences, seconds });
    return;
  }
  const { green, red } = terminal.colours;
  terminal.say(`${report.events} events of ${report.streams} streams, replayed in ${seconds} s.`);
  terminal.say(
    report.differences === 0
      ? green('Every view is as the events say, and every chain is whole.')
      : red(`${report.differences} ${report.differences === 1 ? 'difference' : 'differences'}.`),
  );
}

/** @param stream undefined: all of them. */
function replayAll(ports: OpenPorts, stream: string | undefined, listener: ReplayListener): Promise<ReplayReport> {
  const { eventStore, viewStore, clock } = ports;
  const replaying = new Replay({ eventStore, viewStore, clock, views: domainViews(), isAtRest }, listener);
  return stream === undefined ? replaying.all() : replaying.one(stream);
}
