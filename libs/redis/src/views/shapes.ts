// Names of fields that most documents share are kept here, once, and not in each document: an object of a known shape is stored as the
// number of its shape and its values, a list as 0 and its items, everything else as it is. Half of a session's document was names.
import { sha256 } from '@tillstream/event-sourcing';

const LIST = 0;
/** Between names: none of a shape holds it. */
const BETWEEN = '\0';
const FINGERPRINT_LENGTH = 8;

export class Shapes {
  private readonly names: string[][] = [];
  private readonly numbers = new Map<string, number>();

  /** @param samples whatever is in them is a known shape. The same samples make the same numbers. */
  constructor(samples: readonly unknown[]) {
    for (const sample of samples) this.learn(sample);
  }

  /** Differs when something that was packed by others would be read as something else; null when nothing is packed. */
  get fingerprint(): string | null {
    return this.names.length === 0 ? null : sha256(JSON.stringify(this.names)).slice(0, FINGERPRINT_LENGTH);
  }

  pack(value: unknown): unknown {
    if (this.names.length === 0 || typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return [LIST, ...value.map((item) => this.pack(item))];
    const names = Object.keys(value);
    const values: unknown[] = Object.values(value);
    const number = values.includes(undefined) ? undefined : this.numberOf(names);
    const packed = values.map((part) => this.pack(part));
    return number === undefined ? Object.fromEntries(names.map((name, index) => [name, packed[index]])) : [number, ...packed];
  }

  unpack(value: unknown): unknown {
    if (this.names.length === 0 || typeof value !== 'object' || value === null) return value;
    if (!Array.isArray(value)) return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, this.unpack(part)]));
    const [number, ...parts] = value as [number, ...unknown[]];
    if (number === LIST) return parts.map((part) => this.unpack(part));
    const shaped: Record<string, unknown> = {};
    this.names[number - 1]?.forEach((name, index) => (shaped[name] = this.unpack(parts[index])));
    return shaped;
  }

  private numberOf(names: readonly string[]): number | undefined {
    const number = this.numbers.get(names.join(BETWEEN));
    return number !== undefined && this.names[number - 1]?.length === names.length ? number : undefined;
  }

  private learn(sample: unknown): void {
    if (typeof sample !== 'object' || sample === null) return;
    const names = Object.keys(sample);
    if (!Array.isArray(sample) && names.length > 0 && this.numberOf(names) === undefined) {
      this.numbers.set(names.join(BETWEEN), this.names.push(names));
    }
    for (const part of Object.values(sample) as unknown[]) this.learn(part);
  }
}
