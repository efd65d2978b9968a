// A replay over the stores of this installation, with every view that the product has.
import { isAtRest, Replay, type ReplayListener, type ReplayReport } from '@tillstream/audit';
import { domainViews, type OpenPorts } from '@tillstream/runtime';

/** @param stream undefined: all of them. */
export function replayAll(ports: OpenPorts, stream: string | undefined, listener: ReplayListener): Promise<ReplayReport> {
  const { eventStore, viewStore, clock } = ports;
  const replay = new Replay({ eventStore, viewStore, clock, views: domainViews(), isAtRest }, listener);
  return stream === undefined ? replay.all() : replay.one(stream);
}
