// Reads the environment once, at the start: all errors at once, secrets never shown. The one place that looks at process.env.
import { withoutPassword } from './masking';
import { type Setting, type SettingKey, settings, type Value } from './settings';

export type Config<Required extends SettingKey, Optional extends SettingKey = never> = { readonly [Key in Required]: Value<Key> } & {
  readonly [Key in Optional]: Value<Key> | null;
};

/** Its message has a line for each setting that is missing or wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export interface Wanted<Required extends SettingKey, Optional extends SettingKey> {
  readonly required: readonly Required[];
  /** Null where neither a value nor a default is there. */
  readonly optional?: readonly Optional[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws one ConfigError that names every setting that is missing or wrong. An empty variable counts as none. */
export function readConfig<Required extends SettingKey, Optional extends SettingKey = never>(
  wanted: Wanted<Required, Optional>,
  environment: Environment = process.env,
): Config<Required, Optional> {
  const optional: readonly SettingKey[] = wanted.optional ?? [];
  const problems: string[] = [];
  const values = [...wanted.required, ...optional].map((key: SettingKey) => {
    try {
      return [key, valueOf(settings[key], environment, optional.includes(key))] as const;
    } catch (error) {
      problems.push(`${settings[key].name} ${error instanceof Error ? error.message : String(error)}`);
      return [key, null] as const;
    }
  });
  const config = Object.fromEntries(values);
  if (config['environment'] === 'prod' && config['allowInsecureWebhooks'] === true) {
    problems.push('ALLOW_INSECURE_WEBHOOKS must be false where ENVIRONMENT is prod');
  }
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return config as Config<Required, Optional>;
}

/** For the log at the start: secrets as `***`, addresses without their passwords. */
export function shownConfig(config: Readonly<Partial<Record<SettingKey, unknown>>>): Readonly<Record<string, unknown>> {
  const keys = Object.keys(config).filter((key): key is SettingKey => key in settings);
  return Object.fromEntries(keys.map((key) => [settings[key].name, shown(settings[key], config[key])]));
}

/** The text of `.env.example`. */
export function envExample(): string {
  const entries = Object.values(settings).map(({ name, about, fallback }: Setting<unknown>) => {
    const line = fallback === undefined ? `# ${name}=` : `${name}=${fallback}`;
    return `# ${about}\n${line}\n`;
  });
  return `# Every setting with its default. Generated from libs/platform/src/settings.ts.\n\n${entries.join('\n')}`;
}

function valueOf({ name, fallback, about, isSecret, read }: Setting<unknown>, environment: Environment, isOptional: boolean): unknown {
  const given = environment[name]?.trim();
  const text = given === undefined || given === '' ? fallback : given;
  if (text === undefined && isOptional) return null;
  if (text === undefined) throw new Error(`is missing: ${about}`);
  try {
    return read(text);
  } catch (error) {
    const found = isSecret ? '' : `, not "${withoutPassword(text)}"`;
    throw new Error(`${error instanceof Error ? error.message : String(error)}${found}`, { cause: error });
  }
}

function shown({ isSecret }: Setting<unknown>, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (isSecret) return '***';
  return typeof value === 'string' ? withoutPassword(value) : value;
}
