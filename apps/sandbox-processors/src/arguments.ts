// The command line: what may be given, and what is refused before anything is opened.
import { parseArgs } from 'node:util';
import { isLoopback } from './loopback';

export interface Arguments {
  readonly port: number;
  readonly host: string;
  /** Folder of the journal; null: memory only. */
  readonly data: string | null;
  readonly publicUrl: string | null;
}

export const usage = 'usage: sandbox-processors [--port N] [--host ADDRESS [--allow-remote]] [--data DIR] [--public-url URL]';

/** Throws an Error with a sentence for people. */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string' },
      'public-url': { type: 'string' },
      'allow-remote': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new Error(`--port ${values.port} is not a port`);
  if (!isLoopback(values.host) && !values['allow-remote'])
    throw new Error(`--host ${values.host} is not this machine: add --allow-remote if you mean it`);
  const publicUrl = values['public-url'] ?? null;
  if (publicUrl !== null && !/^https?:\/\/[^/]/.test(publicUrl)) throw new Error(`--public-url ${publicUrl} is not a web address`);
  return { port, host: values.host, data: values.data ?? null, publicUrl: publicUrl?.replace(/\/+$/, '') ?? null };
}
