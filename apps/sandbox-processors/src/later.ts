// What is to happen after a while, and can be forgotten all at once.

export class Later {
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly onFault: (fault: unknown) => void) {}

  after(ms: number, job: () => void | Promise<void>): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      Promise.resolve().then(job).catch(this.onFault);
    }, ms);
    this.timers.add(timer);
  }

  clear(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}
