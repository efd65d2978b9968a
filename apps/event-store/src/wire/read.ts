// Read: a bounded walk over a stream or over all events. With `subscription` it goes on for ever, see subscription.ts.
import { Checkpoints, type EventFilter, eventFilter } from '../core/filter';
import type { Reader } from '../storage/reader';
import { type Fetch, fetchAll, fetchStream, readableStream, scan, type Start } from '../store/scan';
import { invalidArgument, streamDeleted } from './faults';
import type { FilterOptions, ReadCall, ReadOptions } from './messages';
import { Outlet } from './outlet';
import { streamName } from './proposals';
import { fail, type Service } from './service';
import { allSource, type Source, streamSource } from './source';
import { Subscription } from './subscription';

/** Events looked at per checkpoint and multiplier, unless the client names a search window. */
const SEARCH_WINDOW = 32;

export const readHandler =
  (service: Service) =>
  (call: ReadCall): void => {
    const { options = {} } = call.request;
    const outlet = new Outlet(call, service.reader, options.resolveLinks ?? false);
    const work = options.subscription ? subscribe(service, call, outlet) : read(service, outlet, options);
    work.then(
      () => call.end(),
      (error: unknown) => call.emit('error', fail(service, error)),
    );
  };

async function read({ reader }: Service, outlet: Outlet, options: ReadOptions): Promise<void> {
  const direction = options.readDirection === 1 ? 'backward' : 'forward';
  const fetch = options.stream ? streamFetch(reader, options.stream, direction) : allFetch(reader, options.all, direction);
  if (!fetch) return outlet.send({ streamNotFound: { streamIdentifier: options.stream?.streamIdentifier } });
  const accepts = filterOf(options.filter);
  let left = Number(options.count ?? 0);
  if (left === 0) return;
  for await (const page of scan(fetch, options.filter ? undefined : left)) {
    const wanted = page.filter(accepts).slice(0, left);
    left -= wanted.length;
    for (const event of wanted) await outlet.sendEvent(event);
    if (left === 0 || outlet.isClosed()) return;
  }
}

/** Undefined if there is no such stream. */
function streamFetch(reader: Reader, from: NonNullable<ReadOptions['stream']>, direction: Start['direction']): Fetch | undefined {
  const name = streamName(from.streamIdentifier);
  const stream = readableStream(reader, name);
  if (stream === 'deleted') throw streamDeleted(name);
  if (stream === 'absent') return undefined;
  const end = direction === 'forward' ? stream.last + 1 : stream.last;
  return fetchStream(reader, stream, { direction, from: from.end ? end : numberOf(from.revision, 0) });
}

function allFetch(reader: Reader, from: ReadOptions['all'], direction: Start['direction']): Fetch {
  return fetchAll(reader, { direction, from: from?.end ? reader.lastPosition() + 1 : numberOf(from?.position?.commitPosition, 0) });
}

async function subscribe(service: Service, call: ReadCall, outlet: Outlet): Promise<void> {
  const { filter, ...options } = call.request.options ?? {};
  const source = sourceOf(service.reader, options);
  const checkpoints = filter && new Checkpoints((filter.checkpointIntervalMultiplier ?? 1) * (filter.max ?? SEARCH_WINDOW));
  await new Subscription({ service, outlet, source, accepts: filterOf(filter), checkpoints }).run(call);
}

function sourceOf(reader: Reader, { stream, all }: ReadOptions): Source {
  if (!stream) return allSource(reader, all?.end ? reader.lastPosition() : numberOf(all?.position?.commitPosition, 0));
  const name = streamName(stream.streamIdentifier);
  return streamSource(reader, name, stream.end ? (reader.stream(name)?.last ?? -1) : numberOf(stream.revision, -1));
}

/** 64-bit numbers beyond what SQLite and a number share stand for "behind everything". */
const numberOf = (text: string | undefined, absent: number): number => Math.min(Number(text ?? absent), Number.MAX_SAFE_INTEGER - 1);

function filterOf(options: FilterOptions | undefined): EventFilter {
  const expression = options?.streamIdentifier ?? options?.eventType;
  if (!expression) return () => true;
  try {
    return eventFilter(options?.streamIdentifier ? 'stream' : 'type', expression.regex, expression.prefix ?? []);
  } catch {
    throw invalidArgument(`The filter is not a pattern that can be used: ${expression.regex}`);
  }
}
