// Reads the environment once, at the start: all errors at once, secrets never shown. The one place that looks at process.env.
import { type SettingKey, type Setting, settings, type Value } from './settings';

export type Config<Required extends SettingKey, Optional extends SettingKey = never> = { readonly [Key in Required]: Value<Key> } & {
  readonly [Key in Optional]: Value<Key> | null;
};

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export interface Wanted<Required extends SettingKey, Optional extends SettingKey> {
  readonly required: readonly Required[];
  /** Null where neither a value nor a default is there. */
  readonly optional?: readonly Optional[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws one ConfigError that names every setting that is missing or wrong. */
export function readConfig<Required extends SettingKey, Optional extends SettingKey = never>(
  wanted: Wanted<Required, Optional>,
  environment: Environment = process.env,
): Config<Required, Optional> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const key of [...wanted.required, ...(wanted.optional ?? [])]) {
    const setting: Setting<unknown> = settings[key];
    const given = environment[setting.name];
    const text = given === undefined || given === '' ? setting.fallback : given;
    const isOptional = (wanted.optional as readonly SettingKey[] | undefined)?.includes(key) === true;
    if (text === undefined) {
      if (isOptional) values[key] = null;
      else problems.push(`${setting.name} is missing: ${setting.about}`);
      continue;
    }
    try {
      values[key] = setting.read(text);
    } catch (error) {
      problems.push(
        `${setting.name} ${error instanceof Error ? error.message : String(error)}${setting.isSecret ? '' : `, not "${text}"`}`,
      );
    }
  }
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return values as Config<Required, Optional>;
}

/** For the log at the start: secrets as `***`. */
export function shownConfig(config: Readonly<Partial<Record<SettingKey, unknown>>>): Readonly<Record<string, unknown>> {
  const keys = Object.keys(config) as SettingKey[];
  return Object.fromEntries(
    keys.map((key) => {
      const setting: Setting<unknown> = settings[key];
      return [setting.name, setting.isSecret && config[key] !== null ? '***' : config[key]];
    }),
  );
}

/** The text of `.env.example`. */
export function envExample(): string {
  const entries = Object.values(settings).map((setting: Setting<unknown>) => {
    const value = setting.fallback === undefined ? '' : setting.fallback;
    return `# ${setting.about}\n${setting.fallback === undefined ? '# ' : ''}${setting.name}=${value}\n`;
  });
  return `# Every setting with its default. Generated from libs/platform/src/settings.ts.\n\n${entries.join('\n')}`;
}
