// The part of the API that auditors use.
import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '@tillstream/audit';
import { HistoryController } from './history.controller';

@Module({})
export class AuditApiModule {
  /** @param publicUrl where buyers reach this installation, without a slash at its end */
  static at(publicUrl: string): DynamicModule {
    return { module: AuditApiModule, imports: [AuditModule.at(publicUrl)], controllers: [HistoryController] };
  }
}
