// What people call the processors that an answer is about: joined in, since they live on streams of their own.
import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Ids } from '@tillstream/event-sourcing';
import { GetProcessorQuery } from '@tillstream/payments';

@Injectable()
export class ProcessorNames {
  constructor(
    private readonly queries: QueryBus,
    private readonly ids: Ids,
  ) {}

  /** Looks the processors up once; one that is not found is called by its id. */
  async of(accountId: string, processorKeys: readonly string[]): Promise<(processorKey: string) => string> {
    const found = await Promise.all(
      [...new Set(processorKeys)].map(async (key) => [key, await this.queries.execute(new GetProcessorQuery(accountId, key))] as const),
    );
    const names = new Map(found.flatMap(([key, one]) => (one?.state.status === 'present' ? [[key, one.state.fields.name]] : [])));
    return (key) => names.get(key) ?? this.ids.format('proc', key);
  }
}
