// Calls to processors that failed, as a number for whoever watches this installation.
import { Injectable } from '@nestjs/common';
import { type HealthReason, ProcessorFailureCounts } from '@tillstream/payments';
import { Metrics } from '@tillstream/platform';

@Injectable()
export class ProcessorFailures extends ProcessorFailureCounts {
  private readonly failures;

  constructor(metrics: Metrics) {
    super();
    this.failures = metrics.counter({
      name: 'tillstream_processor_failures_total',
      help: 'Calls to processors that they did not do their work in: not reached, too busy, wrong credentials, no readable answer.',
      labels: ['reason'],
    });
  }

  count(reason: HealthReason): void {
    this.failures.inc({ reason });
  }
}
