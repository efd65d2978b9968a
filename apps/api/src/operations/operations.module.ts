// Health and numbers of this process, for all of its parts.
import { Global, Module } from '@nestjs/common';
import { ProcessorFailureCounts } from '@tillstream/payments';
import { Metrics } from '@tillstream/platform';
import { OperationsController } from './operations.controller';
import { ProcessorFailures } from './processor-failures';
import { Readiness } from './readiness';

@Global()
@Module({
  controllers: [OperationsController],
  providers: [
    Readiness,
    { provide: Metrics, useFactory: () => new Metrics('api') },
    { provide: ProcessorFailureCounts, useClass: ProcessorFailures },
  ],
  exports: [Metrics, ProcessorFailureCounts],
})
export class OperationsModule {}
