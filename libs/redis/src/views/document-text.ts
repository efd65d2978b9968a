// A document as one string: `revision \n contributions \n body` (formats.md §5). The first two lines are what the write script reads.
import type { Contributions, Resource, ViewDocument } from '@tillstream/event-sourcing';
import { Shapes } from './shapes';

/** What the place of a document says already, and its text therefore does not. */
export type Place = Pick<Resource, 'accountId' | 'category' | 'key'>;
type Body = Pick<Resource, 'createdAt' | 'updatedAt' | 'state'>;

/** Enough of a text to hold any revision and the line's end. */
export const REVISION_BYTES = 17;

export class DocumentText {
  private readonly shapes: Shapes;

  /** @param typical states whose fields' names need not be in each document. */
  constructor(typical: readonly object[]) {
    const body = { createdAt: 0, updatedAt: 0, state: null } satisfies Body;
    this.shapes = new Shapes(typical.length === 0 ? [] : [body, ...typical]);
  }

  /** Differs when a document that others wrote would be read wrongly; null: anybody can read them. */
  get fingerprint(): string | null {
    return this.shapes.fingerprint;
  }

  write({ revision, contributions, createdAt, updatedAt, state }: ViewDocument): string {
    const body: Body = { createdAt, updatedAt, state };
    return `${revision}\n${JSON.stringify(compact(contributions))}\n${JSON.stringify(this.shapes.pack(body))}`;
  }

  read(place: Place, text: string): Resource {
    const body = JSON.parse(text.slice(text.indexOf('\n', text.indexOf('\n') + 1) + 1)) as unknown;
    return { ...place, revision: revisionOf(text), ...(this.shapes.unpack(body) as Body) };
  }
}

/** `[[score, index, index …] …], counters, due`: most indexes of a document have the same score, and each byte is there for each session. */
function compact({ indexes, counters, due }: Contributions): unknown {
  const byScore = Map.groupBy(Object.entries(indexes), ([, score]) => score);
  return [[...byScore].map(([score, entries]) => [score, ...entries.map(([index]) => index)]), counters, due];
}

/** Of a text or of its first bytes. */
export const revisionOf = (text: string): number => Number(text.slice(0, text.indexOf('\n')));
