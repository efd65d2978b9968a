// Ids that the API itself has answered with, by their prefix: generated requests name things that are there as well as things that are not.
const ID = /^([a-z]+)_dev_[0-9A-Za-z]{20}$/;
const MOST_OF_A_KIND = 20;

export class KnownIds {
  private readonly byPrefix = new Map<string, string[]>();

  /** @param secret ids that no request may name: what the requests themselves stand on. */
  constructor(private readonly secret: readonly string[] = []) {}

  /** Learns every id in an answer. */
  learn(answer: unknown): void {
    if (typeof answer === 'string') this.keep(answer);
    else if (typeof answer === 'object' && answer !== null) Object.values(answer).forEach((part) => this.learn(part));
  }

  /** Of the kind that `example` is one of; empty where it is none, or none is known. */
  like(example: unknown): readonly string[] {
    const prefix = typeof example === 'string' ? /^([a-z]+)_dev_/.exec(example)?.[1] : undefined;
    return prefix === undefined ? [] : (this.byPrefix.get(prefix) ?? []);
  }

  private keep(text: string): void {
    const prefix = ID.exec(text)?.[1];
    if (prefix === undefined || this.secret.includes(text)) return;
    const known = this.byPrefix.get(prefix) ?? [];
    if (!known.includes(text)) this.byPrefix.set(prefix, [text, ...known].slice(0, MOST_OF_A_KIND));
  }
}
