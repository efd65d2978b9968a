// Processors and processor routes as requests name them and answers show them.
import { AccountPath } from '../accounts/account.dto';
import { integer, choice, dateTime, flag, identifier, text } from '../http/fields/scalar.fields';
import { listOf, nested, texts } from '../http/fields/compound.fields';

const DISPOSITIONS = ['charge_and_setup', 'setup_only'] as const;
const PROVIDERS = ['sandbox', 'stripe'] as const;

export class ProcessorPath extends AccountPath {
  @identifier('proc', { description: 'The processor.' })
  processor_id!: string;
}

export class ProcessorRoutePath extends AccountPath {
  @identifier('proute', { description: 'The processor route.' })
  route_id!: string;
}

/** Which of them are needed is the provider's: `url` and `api_key` for the sandbox, `secret_key` for Stripe. */
export class CredentialsBody {
  @text({ max: 500, optional: true, description: 'Sandbox: where the processor answers.', example: 'http://127.0.0.1:4010/alpha' })
  url?: string | null;

  @text({ max: 500, optional: true, description: 'Sandbox: the key that it accepts.', example: 'sandbox_alpha' })
  api_key?: string | null;

  @text({ max: 500, optional: true, description: 'Sandbox: what its notices are signed with.', example: 'sandbox_notices' })
  notice_secret?: string | null;

  @text({ max: 500, optional: true, description: 'Stripe: the secret key, or a restricted one.', example: null })
  secret_key?: string | null;

  @text({
    max: 500,
    optional: true,
    description: 'Stripe: the signing secret of the endpoint for notices; may come later, as notice_secret.',
    example: null,
  })
  webhook_secret?: string | null;

  @text({ max: 500, optional: true, description: 'Stripe: the origin of a stand-in, on this machine or under TLS.', example: null })
  api_base?: string | null;
}

export class ConnectProcessorBody {
  @text({ max: 100, description: 'What people call it.', example: 'Alpha' })
  name!: string;

  @choice({ of: PROVIDERS, description: 'Whose processor it is.', example: 'sandbox' })
  provider!: (typeof PROVIDERS)[number];

  @nested(() => CredentialsBody, { description: 'Write-only: never answered.' })
  credentials!: CredentialsBody;

  @texts({ maxLength: 3, maxItems: 200, optional: true, description: 'Currencies it charges; any when empty.', example: ['usd'] })
  currencies?: string[] | null;

  @integer({ min: 0, max: 99_999_999, optional: true, description: 'Smallest charge, in the smallest unit.', example: 50 })
  minimum_atom?: number | null;
}

export class UpdateProcessorBody {
  @text({ max: 100, optional: true, description: 'What people call it.', example: 'Alpha' })
  name?: string | null;

  @flag({ optional: true, description: 'A disabled one is skipped, with that reason.', example: true })
  is_enabled?: boolean | null;

  @texts({ maxLength: 3, maxItems: 200, optional: true, description: 'Currencies it charges; any when empty.', example: ['usd'] })
  currencies?: string[] | null;

  @integer({ min: 0, max: 99_999_999, optional: true, description: 'Smallest charge, in the smallest unit.', example: 50 })
  minimum_atom?: number | null;

  @text({
    max: 500,
    optional: true,
    description: 'With which its notices are signed. Write-only; null: none are taken any more.',
    example: 'sandbox_alpha_notice',
  })
  notice_secret?: string | null;
}

export class ProcessorAnswer {
  @identifier('proc', { description: 'Id of the processor.' })
  id!: string;

  @identifier('acc', { description: 'The account.' })
  account_id!: string;

  @text({ max: 100, description: 'What people call it.', example: 'Alpha' })
  name!: string;

  @choice({ of: PROVIDERS, description: 'Whose processor it is.', example: 'sandbox' })
  provider!: string;

  @texts({ maxLength: 3, maxItems: 200, description: 'Currencies it charges; any when empty.', example: ['usd'] })
  currencies!: string[];

  @integer({ min: 0, max: 99_999_999, description: 'Smallest charge, in the smallest unit.', example: 50 })
  minimum_atom!: number;

  @flag({ description: 'Whether it is asked for charges.', example: true })
  is_enabled!: boolean;

  @text({
    max: 100,
    description: 'Where it sends its notices, below the address of this installation.',
    example: '/notices/proc_dev_4fJ0pZyXwVuTsRqPoNmL',
  })
  notice_path!: string;

  @dateTime({ description: 'When it was connected.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}

export class RouteStepBody {
  @identifier('proc', { description: 'A connected processor; each stands in a route once.' })
  processor_id!: string;

  @choice({ of: DISPOSITIONS, optional: true, description: 'Whether it charges, or only saves cards.', example: 'charge_and_setup' })
  disposition?: (typeof DISPOSITIONS)[number] | null;
}

export class CreateRouteBody {
  @text({ max: 100, description: 'What people call it.', example: 'Europe first' })
  name!: string;

  @text({ max: 1_000, optional: true, description: 'For people.', example: 'Alpha, then Beta' })
  description?: string | null;

  @listOf(() => RouteStepBody, { minItems: 1, maxItems: 50, description: 'In the order in which they are tried.' })
  processors!: RouteStepBody[];
}

export class UpdateRouteBody {
  @text({ max: 100, optional: true, description: 'What people call it.', example: 'Europe first' })
  name?: string | null;

  @text({ max: 1_000, optional: true, description: 'For people.', example: 'Alpha, then Beta' })
  description?: string | null;

  @listOf(() => RouteStepBody, {
    minItems: 1,
    maxItems: 50,
    optional: true,
    description: 'In the order in which they are tried.',
  })
  processors?: RouteStepBody[] | null;
}

export class RouteStepAnswer {
  @identifier('proc', { description: 'The processor.' })
  processor_id!: string;

  @choice({ of: DISPOSITIONS, description: 'Whether it charges, or only saves cards.', example: 'charge_and_setup' })
  disposition!: string;
}

export class ProcessorRouteAnswer {
  @identifier('proute', { description: 'Id of the route.' })
  id!: string;

  @identifier('acc', { description: 'The account.' })
  account_id!: string;

  @text({ max: 100, description: 'What people call it.', example: 'Europe first' })
  name!: string;

  @text({ max: 1_000, nullable: true, description: 'For people.', example: 'Alpha, then Beta' })
  description!: string | null;

  @listOf(() => RouteStepAnswer, { maxItems: 50, description: 'In the order in which they are tried.' })
  processors!: RouteStepAnswer[];

  @dateTime({ description: 'When it was created.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}

/** Routes have an envelope of their own in the contract. */
export class ProcessorRouteList {
  @listOf(() => ProcessorRouteAnswer, { maxItems: 100, description: 'One page of routes.' })
  data!: ProcessorRouteAnswer[];

  @integer({ min: 0, max: 1_000_000_000, description: 'How many there are in all.', example: 1 })
  total!: number;

  @integer({ min: 1, max: 100, description: 'How many a page holds.', example: 20 })
  limit!: number;

  @integer({ min: 0, max: 1_000_000, description: 'How many were left out at the start.', example: 0 })
  offset!: number;
}
