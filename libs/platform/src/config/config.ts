// The environment, read once at the start of a process: all faults are told together, and nothing else looks at process.env.
import { type Setting, type SettingName, type Settings, settings } from './settings';

export type Environment = Readonly<Record<string, string | undefined>>;
export type Config<Name extends SettingName = SettingName> = {
  readonly [Each in Name]: ReturnType<Settings[Each]['parse']> | Absent<Settings[Each]>;
};
type Absent<Each> = Each extends { readonly absent?: { readonly value: infer Value } } ? Value : never;

/** Its message has a line for each setting that is wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(`the settings are not right:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/** @throws ConfigError. An empty variable counts as none. */
export function readConfig<Name extends SettingName>(names: readonly Name[], environment: Environment = process.env): Config<Name> {
  const problems: string[] = [];
  const values = new Map<SettingName, unknown>();
  for (const name of names) {
    try {
      values.set(name, valueOf(settings[name], textOf(name, environment)));
    } catch (error) {
      problems.push(`${name} ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (values.get('ENVIRONMENT') === 'prod' && values.get('ALLOW_INSECURE_WEBHOOKS') === true) {
    problems.push('ALLOW_INSECURE_WEBHOOKS must be false where ENVIRONMENT is prod');
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.fromEntries(values) as Config<Name>;
}

/** The same settings for a log line: secrets and passwords masked. */
export function printableConfig(names: readonly SettingName[], environment: Environment = process.env): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, printable(settings[name], textOf(name, environment))]));
}

/** The text of `.env.example`. */
export function environmentExample(): string {
  const entries: readonly (readonly [string, Setting<unknown>])[] = Object.entries(settings);
  const parts = entries.map(([name, { sentence, unit, default: fallback, absent }]) => {
    const need = fallback === undefined && !absent ? 'required' : null;
    const remarks = [unit, need].filter((remark) => remark != null).join('; ');
    return `# ${sentence}${remarks ? ` (${remarks})` : ''}\n${need ? '' : '# '}${name}=${fallback ?? ''}\n`;
  });
  return `# Every setting there is, with its default. Made from libs/platform/src/config/settings.ts.\n\n${parts.join('\n')}`;
}

function textOf(name: SettingName, environment: Environment): string | undefined {
  const each: Setting<unknown> = settings[name];
  return environment[name]?.trim() || each.default;
}

function valueOf<T>({ parse, absent }: Setting<T>, text: string | undefined): T {
  if (text !== undefined) return parse(text);
  if (absent) return absent.value;
  throw new Error('is missing');
}

function printable({ isSecret }: Setting<unknown>, text: string | undefined): string {
  if (text === undefined) return '(not set)';
  return isSecret ? '***' : text.replace(/\/\/[^/@]*@/, '//***@');
}
