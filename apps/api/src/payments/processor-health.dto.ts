// How a connected processor is, as answers show it.
import { nested } from '../http/fields/compound.fields';
import { choice, dateTime, identifier, integer, text } from '../http/fields/scalar.fields';

export class ConfigurationFaultAnswer {
  @text({ max: 200, description: 'In the processor’s words.', example: 'bad_credentials' })
  message!: string;

  @dateTime({ description: 'When it was told last.' })
  seen_at!: string;
}

export class ProcessorHealthAnswer {
  @identifier('proc', { description: 'The processor.' })
  processor_id!: string;

  @choice({
    of: ['healthy', 'unhealthy', 'recovering'],
    description:
      'unhealthy: it failed 5 times within a minute and is skipped (with that reason) until retry_at, unless nobody else could charge. recovering: from then on it is tried again, and one call that works makes it healthy.',
    example: 'healthy',
  })
  status!: string;

  @choice({
    of: ['connection', 'busy', 'configuration', 'unknown'],
    nullable: true,
    description: 'Of its last failure since it last worked; unknown: no answer, or none that could be read.',
    example: null,
  })
  reason!: string | null;

  @integer({ min: 0, max: 1_000, description: 'Failures of the last minute since it last worked; no more than 5 are counted.', example: 0 })
  recent_failures!: number;

  @dateTime({ nullable: true, description: 'When it failed last, if it has not worked since.' })
  last_failure_at!: string | null;

  @dateTime({ nullable: true, description: 'When it will be tried again; set exactly while it is unhealthy.' })
  retry_at!: string | null;

  @nested(() => ConfigurationFaultAnswer, {
    nullable: true,
    description: 'What you have to mend there: credentials, a currency or a brand that is not enabled. Shown for a day.',
  })
  configuration_fault!: ConfigurationFaultAnswer | null;
}
