// What the audit lib offers to a process: the histories. Replays need no Nest, see replay/.
import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { GetHistoryHandler } from './views/session-history.query';

@Module({})
export class AuditModule {
  /** @param checkout the checkout lib's module as the process has it: its links stand in what is rendered */
  static beside(checkout: DynamicModule): DynamicModule {
    return { module: AuditModule, imports: [CqrsModule, checkout], providers: [GetHistoryHandler] };
  }
}
