// What comes in at a processor's address for notices, verified and read. A secret that was changed a moment ago is looked up again before
// anything is refused.
import { Injectable } from '@nestjs/common';
import { Clock, Facts, type Freshness } from '@tillstream/event-sourcing';
import type { ReadNotice } from './core/notice';
import { processor } from './core/processor';
import { type ArrivedNotice, ProcessorAdapters } from './processor-adapter';

/** Null: there is no such processor. */
export type NoticeReading = { readonly accountId: string; readonly notice: ReadNotice } | null;

@Injectable()
export class NoticeReader {
  constructor(
    private readonly facts: Facts,
    private readonly adapters: ProcessorAdapters,
    private readonly clock: Clock,
  ) {}

  async read(processorKey: string, arrived: Omit<ArrivedNotice, 'now'>): Promise<NoticeReading> {
    const recent = await this.readAs(processorKey, arrived, 'recent');
    return recent && recent.notice.kind !== 'refused' ? recent : this.readAs(processorKey, arrived, 'fresh');
  }

  private async readAs(key: string, arrived: Omit<ArrivedNotice, 'now'>, freshness: Freshness): Promise<NoticeReading> {
    const { state, accountId } = await this.facts.get(processor, key, freshness);
    if (state.status !== 'present') return null;
    const adapter = this.adapters.for({ key, fields: state.fields });
    return { accountId, notice: await adapter.readNotice({ ...arrived, now: this.clock.now() }) };
  }
}
