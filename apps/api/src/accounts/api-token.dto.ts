// API tokens as requests name them and answers show them.
import { type Scope, SCOPES } from '@tillstream/accounts';
import { texts } from '../http/fields/compound.fields';
import { dateTime, flag, identifier, integer, text } from '../http/fields/scalar.fields';
import { AccountPath } from './account.dto';

export class ApiTokenPath extends AccountPath {
  @identifier('tok', { description: 'The API token.' })
  token_id!: string;
}

export class IssueApiTokenBody {
  @text({ max: 100, optional: true, description: 'What people call the token.', example: 'Order service' })
  name?: string | null;

  @texts({
    of: SCOPES,
    maxLength: 20,
    minItems: 1,
    maxItems: SCOPES.length,
    optional: true,
    description: 'What it may do; ["read","write"] when absent. Never more than the token that asks.',
    example: ['read', 'write'],
  })
  scopes?: Scope[] | null;

  @dateTime({ optional: true, description: 'From when on it opens nothing; never when absent.' })
  expires_at?: string | null;
}

export class RotateApiTokenBody {
  @integer({
    min: 0,
    max: 604_800,
    optional: true,
    description: 'For how many seconds the secret before it works on; 0 when absent.',
    example: 3_600,
  })
  grace_seconds?: number | null;
}

export class ApiTokenAnswer {
  @identifier('tok', { description: 'Id of the token.' })
  id!: string;

  @identifier('acc', { description: 'The account that it acts for.' })
  account_id!: string;

  @text({ max: 100, nullable: true, description: 'What people call the token.', example: 'Order service' })
  name!: string | null;

  @texts({ of: SCOPES, maxLength: 20, maxItems: SCOPES.length, description: 'What it may do.', example: ['read', 'write'] })
  scopes!: Scope[];

  @flag({ description: 'Whether it opens anything: neither revoked nor expired.', example: true })
  is_active!: boolean;

  @dateTime({ nullable: true, description: 'From when on it opens nothing.' })
  expires_at!: string | null;

  @dateTime({
    nullable: true,
    description: 'When it was last used, give or take a minute; null when not within 90 days. Best effort: it may be forgotten.',
  })
  last_used_at!: string | null;

  @dateTime({ description: 'When it was issued.' })
  created_at!: string;

  @dateTime({ description: 'When it last changed.' })
  updated_at!: string;
}

export class IssuedApiTokenAnswer extends ApiTokenAnswer {
  @text({
    max: 100,
    nullable: true,
    description: 'The whole token, shown this once; null when the request is answered again.',
    example: 'st_dev_4fGh2KpQ9sTvXyZa1bC3…',
  })
  token!: string | null;
}
