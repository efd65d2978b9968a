// Where the answers of one Read go, as finished bytes. Waits while the client does not take them, and knows when it has left.
import { once } from 'node:events';
import { type StoredEvent, TOMBSTONE } from '../core/event';
import type { Reader } from '../storage/reader';
import { resolveLink } from '../store/scan';
import type { ReadCall } from './messages';
import { encodeReadAnswer } from './protocol';
import { wirePosition } from './service';

/** An event is encoded once, however many subscriptions it goes to. */
const encoded = new WeakMap<StoredEvent, Buffer>();

export class Outlet {
  private readonly left = new AbortController();

  constructor(
    private readonly call: ReadCall,
    private readonly reader: Reader,
    private readonly resolveLinks: boolean,
  ) {
    for (const event of ['close', 'cancelled', 'error']) call.once(event, () => this.left.abort(event)); // without a reason an error is made for each read
  }

  isClosed(): boolean {
    return this.left.signal.aborted;
  }

  onClose(listener: () => void): void {
    this.left.signal.addEventListener('abort', listener);
  }

  send(answer: object): Promise<void> {
    return this.write(encodeReadAnswer(answer));
  }

  sendEvent(event: StoredEvent): Promise<void> {
    if (this.resolveLinks && event.type === '$>') return this.sendLink(event);
    const frame = encoded.get(event) ?? encodeReadAnswer({ event: { event: recorded(event), commitPosition: event.position } });
    encoded.set(event, frame);
    return this.write(frame);
  }

  /** A link whose target is gone goes alone. */
  private sendLink(link: StoredEvent): Promise<void> {
    const target = resolveLink(this.reader, link);
    return this.send({ event: { event: target && recorded(target), link: recorded(link), commitPosition: link.position } });
  }

  private async write(frame: Buffer): Promise<void> {
    if (this.isClosed() || this.call.write(frame)) return;
    await once(this.call, 'drain', { signal: this.left.signal }).catch(() => undefined);
  }
}

const recorded = ({ id, stream, revision, position, type, createdMs, json, metadata, data }: StoredEvent): object => ({
  id: { string: id },
  streamIdentifier: { streamName: Buffer.from(stream) },
  streamRevision: revision === TOMBSTONE ? '9223372036854775807' : revision,
  ...wirePosition(position),
  // `created` counts 100 ns since 1970
  metadata: { type, created: `${createdMs}0000`, 'content-type': json ? 'application/json' : 'application/octet-stream' },
  customMetadata: metadata,
  data,
});
