// Collects what comes for one stream while an append to it is under way, so that a thousand at once become a few appends.

/** What runs a group: an answer for each item, in their order. */
export type RunGroup<Item, Answer> = (name: string, items: readonly Item[]) => Promise<readonly Answer[]>;

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export class CommandGroups<Item, Answer> {
  private readonly lines = new Map<string, Waiting<Item, Answer>[]>();

  constructor(
    private readonly run: RunGroup<Item, Answer>,
    /** `most`: how many items a group has. `pause`: between two groups of one name, so that other processes have their turn. */
    private readonly options: { readonly most: number; readonly pause: () => Promise<void> },
  ) {}

  /** Answers when the group that `item` came into has run; a group that failed fails all that were in it. */
  add(name: string, item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const waiting = { item, resolve, reject };
      const line = this.lines.get(name);
      if (line) return void line.push(waiting);
      const begun = [waiting];
      this.lines.set(name, begun);
      void this.drain(name, begun);
    });
  }

  private async drain(name: string, line: Waiting<Item, Answer>[]): Promise<void> {
    while (line.length > 0) {
      await this.runOne(name, line.splice(0, this.options.most));
      if (line.length > 0) await this.options.pause();
    }
    this.lines.delete(name);
  }

  private async runOne(name: string, group: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.run(
        name,
        group.map(({ item }) => item),
      );
      group.forEach(({ resolve, reject }, index) => {
        const answer = answers[index];
        if (answer === undefined) reject(new Error(`a group for ${name} left a command without an answer`));
        else resolve(answer);
      });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
