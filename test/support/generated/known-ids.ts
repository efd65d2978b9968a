// Ids that the API itself has answered with, by their prefix: generated requests name things that are there as well as things that are not.
const ID = /^([a-z]+)_dev_[0-9A-Za-z]{20}$/;
const SECURE_TOKEN = /^[0-9A-Za-z]{20}1[\w-]{27}$/;
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
    return (typeof example === 'string' && this.byPrefix.get(kindOf(example))) || [];
  }

  private keep(text: string): void {
    const kind = kindOf(text);
    if (kind === '' || this.secret.includes(text)) return;
    const known = this.byPrefix.get(kind) ?? [];
    if (!known.includes(text)) this.byPrefix.set(kind, [text, ...known].slice(0, MOST_OF_A_KIND));
  }
}

/** The prefix of an id, a word for the secret of a page, nothing for other texts. */
function kindOf(text: string): string {
  if (SECURE_TOKEN.test(text)) return 'secure token';
  return ID.exec(text)?.[1] ?? '';
}
