// Asks for drains. One that cannot be asked for now is asked for again soon: the pending sets know who has something to do.
import { Injectable } from '@nestjs/common';
import { type DrainJob, isFault, JobQueue, Log } from '@tillstream/event-sourcing';

@Injectable()
export class DrainWaker {
  constructor(
    private readonly jobs: JobQueue,
    private readonly log: Log,
  ) {}

  async wake(drains: readonly DrainJob[]): Promise<void> {
    if (drains.length === 0) return;
    try {
      await this.jobs.add(drains);
    } catch (error) {
      if (!isFault(error)) throw error;
      this.log.warn({ drains: drains.length, error: String(error) }, 'deliveries could not be woken; they will be soon');
    }
  }
}
