// How far the projector has come: kept with the views, so that it is lost exactly when they are, and moved by compare-and-set.
import type { ViewCheckpoint } from '@tillstream/event-sourcing';
import type { Redis } from 'ioredis';
import { answerOf } from '../redis-faults';
import type { ViewKeys } from './view-keys';

export class ViewCheckpointKeeper {
  constructor(
    private readonly client: Redis,
    private readonly keys: ViewKeys,
  ) {}

  async read(): Promise<ViewCheckpoint | null> {
    const text = await answerOf(this.client.get(this.keys.checkpoint));
    return text === null ? null : fromText(text);
  }

  async move(from: ViewCheckpoint | null, to: ViewCheckpoint): Promise<boolean> {
    return (await answerOf(this.client.moveCheckpoint(this.keys.checkpoint, from ? toText(from) : '', toText(to)))) === 1;
  }
}

/** Always the same text for the same checkpoint: it is compared as text. Positions are larger than JSON's numbers. */
const toText = ({ generation, position, complete }: ViewCheckpoint): string =>
  JSON.stringify({ generation, position: position === null ? null : String(position), complete });

function fromText(text: string): ViewCheckpoint {
  const { generation, position, complete } = JSON.parse(text) as { generation: string; position: string | null; complete: boolean };
  return { generation, position: position === null ? null : BigInt(position), complete };
}
