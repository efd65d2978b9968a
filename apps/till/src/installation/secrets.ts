// What nobody else may know: made at the first start, kept with the data, never shown.
import { randomBytes } from 'node:crypto';
import { given, readConfig } from '@tillstream/platform';
import type { DataFolder } from './data-folder';

export interface Secrets {
  /** 32 bytes in base64: without it nothing personal in the data can be read again. */
  readonly masterKey: string;
  readonly operatorToken: string;
}

const MASTER_KEY = 'master.key';
const OPERATOR_TOKEN = 'operator.token';

/** What the environment gives comes first, then what is kept; what is missing is made. */
export function secretsOf(data: DataFolder): Secrets {
  return {
    masterKey: given('MASTER_KEY') ?? kept(data, MASTER_KEY, () => randomBytes(32).toString('base64')),
    operatorToken: given('OPERATOR_TOKEN') ?? kept(data, OPERATOR_TOKEN, () => randomBytes(32).toString('base64url')),
  };
}

/** Throws when there is no key yet, or what is given is none. */
export function masterKeysOf(data: DataFolder): { readonly masterKey: Buffer; readonly earlierMasterKeys: readonly Buffer[] } {
  const environment = {
    MASTER_KEY: given('MASTER_KEY') ?? data.read(MASTER_KEY)?.trim(),
    EARLIER_MASTER_KEYS: given('EARLIER_MASTER_KEYS'),
  };
  return readConfig({ required: ['masterKey', 'earlierMasterKeys'] }, environment);
}

function kept(data: DataFolder, name: string, make: () => string): string {
  const held = data.read(name)?.trim();
  if (held) return held;
  const made = make();
  data.write(name, `${made}\n`);
  return made;
}
