// till up
import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { type AddCommand, type CommonOptions, dataFolderOf, withData, withJson } from '../command';
import type { WantedPorts } from './ports';
import { showScreen } from './ready';
import { up } from './up';

interface UpFlags extends CommonOptions {
  readonly reset?: true;
  readonly readyFile?: string;
  readonly verbose?: true;
  readonly anyPort?: true;
  readonly apiPort?: number;
  readonly eventStorePort?: number;
  readonly redisPort?: number;
  readonly sandboxPort?: number;
}

const help = `
Uses the event store of EVENTSTORE_URL and the Redis of REDIS_URL where these are set; else it runs its own: an embedded event store,
and redis-server if it is installed. Everything else is a child of this process, started again when it dies. Ctrl-C ends all of it in
order; the data stay in the data folder. The first start makes a master key there: who loses it loses what is personal in the data.

--ready-file names a file that is written, whole, once everything answers: one JSON object with api, checkout, event_store, redis,
sandbox_processors, account_id, secret_token, publishable_token, price_ids, processor_ids and pid.`;

export const addUp: AddCommand = (program, { terminal }) => {
  const command = program.command('up').description('start everything, and show what runs where').addHelpText('after', help);
  withPorts(withJson(withData(command)))
    .option('--reset', 'begin anew: delete the data first')
    .option('--ready-file <file>', 'write what runs where to this file, as JSON, once everything answers')
    .option('--verbose', 'show the logs of all processes')
    .action(async (flags: UpFlags) => {
      const data = dataFolderOf(flags);
      await up(terminal, {
        data,
        reset: flags.reset === true,
        ports: wantedPorts(flags),
        readyFile: flags.readyFile === undefined ? undefined : path.resolve(flags.readyFile),
        verbose: flags.verbose === true,
        onReady: (report, seconds) => (flags.json ? terminal.json(report) : showScreen(terminal, { report, folder: data.folder, seconds })),
      });
    });
};

const withPorts = (command: Command): Command =>
  command
    .option('--api-port <port>', 'port of the API; 0 takes any', portOf)
    .option('--event-store-port <port>', 'port of the embedded event store', portOf)
    .option('--redis-port <port>', 'port of the Redis it starts', portOf)
    .option('--sandbox-port <port>', 'port of the sandbox processors', portOf)
    .option('--any-port', 'any free ports, as if all of these were 0');

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

function wantedPorts({ anyPort, apiPort, eventStorePort, redisPort, sandboxPort }: UpFlags): WantedPorts {
  const named = { api: apiPort, eventStore: eventStorePort, redis: redisPort, sandbox: sandboxPort };
  const given = Object.entries(named).filter(([, port]) => port !== undefined);
  return { ...(anyPort ? { api: 0, eventStore: 0, redis: 0, sandbox: 0 } : {}), ...Object.fromEntries(given) };
}
