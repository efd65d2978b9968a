// till status
import { connect } from 'node:net';
import { apiHealth } from '../api/health';
import { type AddCommand, type CommonOptions, dataFolderOf, withData, withJson } from '../command';
import { ExitCode } from '../exit-codes';
import { type DemoAccount, maskedToken, readDemoAccount } from '../installation/demo-account';
import { type Running, runningOrFail } from '../installation/running';
import { readyReport } from './ready';

const WITHIN_MS = 2_000;

export const addStatus: AddCommand = (program, { terminal, end }) => {
  withJson(withData(program.command('status')))
    .description('what runs where, and whether it answers')
    .action(async (flags: CommonOptions) => {
      const data = dataFolderOf(flags);
      const running = runningOrFail(data);
      const report = reportOf(running, readDemoAccount(data) as DemoAccount);
      const answering = await lookAt(running);
      if (Object.values(answering).includes(false)) end(ExitCode.notRunning);
      if (flags.json) return terminal.json({ ...report, answering });
      const { green, red, dim, cyan } = terminal.colours;
      for (const [name, value] of Object.entries(report)) {
        const answers = answering[name as keyof typeof answering] as boolean | undefined;
        const mark = answers === undefined ? '' : answers ? green('  answers') : red('  does not answer');
        terminal.say(`${name.padEnd(20)} ${cyan(Array.isArray(value) ? value.join(' ') : String(value))}${mark}`);
      }
      for (const { name, pid } of running.services) terminal.say(dim(`${name}: started as process ${pid}`));
    });
};

function reportOf(running: Running, account: DemoAccount) {
  const { api, public_url: publicUrl, event_store: eventStore, redis, sandbox_processors: sandbox, pid } = running;
  const report = readyReport({ api, publicUrl, eventStore, redis, sandbox }, account, pid);
  return { ...report, secret_token: maskedToken(report.secret_token), publishable_token: maskedToken(report.publishable_token) };
}

/** By the names of the report. */
async function lookAt(running: Running) {
  const [api, eventStore, redis, sandbox] = await Promise.all([
    apiHealth(running.api).then(({ status }) => status === 'ok' || status === 'degraded'),
    accepts(running.event_store),
    accepts(running.redis),
    accepts(running.sandbox_processors),
  ]);
  return { api, event_store: eventStore, redis, sandbox_processors: sandbox };
}

/** Whether somebody takes connections there; of several addresses the first counts. */
function accepts(url: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(url.split(',')[0] ?? url);
  const usual = protocol.startsWith('redis') ? 6379 : 2113;
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) || usual });
    const done = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.setTimeout(WITHIN_MS, () => done(false));
    socket.once('connect', () => done(true)).once('error', () => done(false));
  });
}
