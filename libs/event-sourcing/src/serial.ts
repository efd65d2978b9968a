// Commands for one stream run one after another inside a process, so that conflicts come only from other processes.
export class SerialQueues {
  private readonly tails = new Map<string, Promise<unknown>>();

  /** Runs `task` once all earlier tasks of the same `name` have ended, whatever became of them. */
  run<T>(name: string, task: () => Promise<T>): Promise<T> {
    const before = this.tails.get(name);
    const mine = before ? before.then(task, task) : task();
    const tail = mine.catch(() => undefined);
    this.tails.set(name, tail);
    void tail.then(() => {
      if (this.tails.get(name) === tail) this.tails.delete(name);
    });
    return mine;
  }
}
