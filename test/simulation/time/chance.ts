// Chance that can be repeated. What it decides of a moment follows from the seed and the moment's own name, never from what was decided
// before: so a story that is cut down keeps its other moments as they were.
export class Chance {
  constructor(private readonly seed: number) {}

  /** In [0, 1), the same for the same name. FNV-1a, mixed once more so that neighbouring names are far apart. */
  of(name: string): number {
    let mixed = (this.seed ^ 0x811c9dc5) >>> 0;
    for (let index = 0; index < name.length; index++) mixed = Math.imul(mixed ^ name.charCodeAt(index), 0x01000193);
    mixed ^= mixed >>> 16;
    mixed = Math.imul(mixed, 0x85ebca6b);
    mixed ^= mixed >>> 13;
    mixed = Math.imul(mixed, 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296;
  }

  happens(name: string, probability: number): boolean {
    return this.of(name) < probability;
  }

  below(name: string, limit: number): number {
    return Math.floor(this.of(name) * limit);
  }

  oneOf<T>(name: string, choices: readonly [T, ...T[]]): T {
    return choices[this.below(name, choices.length)] ?? choices[0];
  }
}
