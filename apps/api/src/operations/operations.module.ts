// Health and numbers of this process.
import { Module } from '@nestjs/common';
import { Metrics } from '@tillstream/platform';
import { OperationsController } from './operations.controller';
import { Readiness } from './readiness';

@Module({
  controllers: [OperationsController],
  providers: [Readiness, { provide: Metrics, useFactory: () => new Metrics('api') }],
  exports: [Metrics],
})
export class OperationsModule {}
