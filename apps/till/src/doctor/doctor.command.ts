// till doctor
import { given } from '@tillstream/platform';
import { type AddCommand, type CommonOptions, dataFolderOf, withData, withJson } from '../command';
import { ExitCode } from '../exit-codes';
import { findRunning } from '../installation/running';
import { withStores } from '../installation/stores';
import { examine, nodeVersion } from './checks';

export const addDoctor: AddCommand = (program, { terminal, end }) => {
  withJson(withData(program.command('doctor')))
    .description('look at event store, Redis, versions, clocks, views and parked events, and say what to do')
    .addHelpText('after', '\nEnds with 4 when something is not well.')
    .action(async (flags: CommonOptions) => {
      const data = dataFolderOf(flags);
      const running = findRunning(data);
      const patient = { api: running?.api ?? null, redisUrl: given('REDIS_URL') ?? running?.redis ?? '' };
      const findings = [nodeVersion(process.versions.node), ...(await withStores(data, (ports) => examine({ ...patient, ports })))];
      if (findings.some(({ ok }) => !ok)) end(ExitCode.found);
      if (flags.json) return terminal.json({ findings });
      const { green, red, yellow, bold } = terminal.colours;
      for (const { name, ok, found, advice } of findings) {
        terminal.say(`${ok ? green('✓') : red('✗')} ${bold(name)}: ${found}`);
        if (advice !== null) terminal.say(yellow(`  → ${advice}`));
      }
    });
};
