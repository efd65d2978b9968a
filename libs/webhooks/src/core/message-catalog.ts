// Every kind of news there is: the sources of all domain libs, found by category, by letter and by outside id.
import { categoryOf, ID_PREFIXES, type IdPrefix, type MessageSource, type MessageType, type StreamType } from '@tillstream/event-sourcing';

/** A kind of resource, with the letter that names it in message ids. */
export interface AggregateKind {
  readonly source: MessageSource;
  readonly letter: string;
}

export class MessageCatalog {
  readonly types: readonly MessageType[];
  private readonly byCategory: ReadonlyMap<string, MessageSource>;
  private readonly byLetter: ReadonlyMap<string, MessageSource>;
  private readonly typeNames: ReadonlySet<string>;

  constructor(readonly sources: readonly MessageSource[]) {
    this.types = sources.flatMap((source) => source.types).sort((left, right) => (left.type < right.type ? -1 : 1));
    this.byCategory = new Map(sources.map((source) => [source.type.category, source]));
    this.byLetter = new Map(sources.map((source) => [source.letter, source]));
    this.typeNames = new Set(this.types.map(({ type }) => type));
    if (this.byCategory.size !== sources.length || this.byLetter.size !== sources.length)
      throw new Error('two message sources for one category');
    if (this.typeNames.size !== this.types.length) throw new Error('a message type is described twice');
  }

  ofStream(stream: string): MessageSource | undefined {
    return this.byCategory.get(categoryOf(stream));
  }

  ofLetter(letter: string): MessageSource | undefined {
    return this.byLetter.get(letter);
  }

  knows(type: string): boolean {
    return this.typeNames.has(type);
  }

  /** The kind of resource that an outside id like `cs_dev_…` names, or null. */
  ofPrefix(id: string): (AggregateKind & { readonly prefix: IdPrefix }) | null {
    const prefix = ID_PREFIXES.find((known) => id.startsWith(`${known}_`));
    if (prefix === undefined) return null;
    const kind = this.find((resource) => resource.prefix === prefix);
    return kind && { ...kind, prefix };
  }

  /** The kind of resource with this `aggregate_type`, or null. */
  ofAggregateType(aggregateType: string): AggregateKind | null {
    return this.find((resource) => resource.aggregateType === aggregateType);
  }

  get streamTypes(): readonly StreamType[] {
    return this.sources.map((source) => source.type);
  }

  /** Stream-name prefixes of everything that is told about. */
  get prefixes(): readonly string[] {
    return this.sources.map((source) => `${source.type.category}-`);
  }

  private find(test: (resource: MessageSource['resources'][string]) => boolean): AggregateKind | null {
    for (const source of this.sources) {
      const letter = Object.keys(source.resources).find((candidate) => {
        const resource = source.resources[candidate];
        return resource !== undefined && test(resource);
      });
      if (letter !== undefined) return { source, letter };
    }
    return null;
  }
}
