// What the doctor found, and what to do.
import { given } from '@tillstream/platform';
import { type CommonOptions, dataFolderOf, type Invocation } from '../command';
import { ExitCode } from '../exit-codes';
import { findRunning } from '../installation/running';
import { withStores } from '../installation/stores';
import { examine, nodeVersion } from './checks';

export async function doctor(flags: CommonOptions, { terminal, end }: Invocation): Promise<void> {
  const data = dataFolderOf(flags);
  const running = findRunning(data);
  const patient = { api: running?.api ?? null, redisUrl: given('REDIS_URL') ?? running?.redis ?? '' };
  const findings = [nodeVersion(process.versions.node), ...(await withStores(data, (ports) => examine({ ...patient, ports })))];
  if (findings.some(({ ok }) => !ok)) end(ExitCode.found);
  if (flags.json) {
    terminal.json({ findings });
    return;
  }
  const { green, red, yellow, bold } = terminal.colours;
  for (const { name, ok, found, advice } of findings) {
    terminal.say(`${ok ? green('✓') : red('✗')} ${bold(name)}: ${found}`);
    if (advice !== null) terminal.say(yellow(`  → ${advice}`));
  }
}
