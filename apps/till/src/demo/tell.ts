// The story on the screen.
import { ApiCaller } from '../api/api-caller';
import { type CommonOptions, dataFolderOf, type Invocation } from '../command';
import { CommandFailure, ExitCode } from '../exit-codes';
import type { DataFolder } from '../installation/data-folder';
import { type DemoAccount, readDemoAccount } from '../installation/demo-account';
import { runningOrFail } from '../installation/running';
import type { Terminal } from '../terminal/terminal';
import { playDemo, type Teller } from './demo';
import { showTimeLine } from './time-line';

export async function tell(flags: CommonOptions, { terminal }: Invocation): Promise<void> {
  const data = dataFolderOf(flags);
  const account = demoAccountOf(data);
  const api = new ApiCaller(runningOrFail(data).api, account.secret_token);
  const report = await playDemo(api, account, flags.json ? silentTeller : tellerOn(terminal));
  if (flags.json) {
    terminal.json(report);
    return;
  }
  showTimeLine(terminal, report.history);
  terminal.say();
  terminal.say(terminal.colours.dim(`Replay it from its events: npm run till -- audit replay --session ${report.session.id}`));
}

function demoAccountOf(data: DataFolder): DemoAccount {
  const account = readDemoAccount(data);
  if (account.customer_id === undefined)
    throw new CommandFailure(ExitCode.notRunning, 'There is no demo account yet: npm run till -- seed');
  return account as DemoAccount;
}

const nothing = (): void => undefined;
const silentTeller: Teller = { endpoint: nothing, created: nothing, paid: nothing, delivered: nothing, finished: nothing };

function tellerOn(terminal: Terminal): Teller {
  const { bold, cyan, dim, green, yellow } = terminal.colours;
  let count = 0;
  const step = (title: string, detail: string) => {
    count += 1;
    terminal.say(`${cyan(`${count}.`)} ${bold(title)}`);
    terminal.say(`   ${detail}`);
  };
  return {
    endpoint: (url) => step('The merchant listens for webhooks', dim(url)),
    created: ({ id, url }) => step('The merchant creates a session', `${id}\n   ${dim(url)}`),
    paid: ({ attempt, session }) =>
      step(
        'The buyer opens the page, types 4242 4242 4242 4242 and pays',
        `attempt ${attempt.id}: ${green(attempt.state)}, session: ${green(session.state)}`,
      ),
    delivered: ({ type, id, sequence, isVerified }) =>
      step(
        `The merchant is told: ${type}`,
        `${dim(`${id}, message ${sequence} of this session,`)} ${isVerified === null ? yellow('signature not checked: standardwebhooks is not installed here') : green('signature verified')}`,
      ),
    finished: ({ payment_state, subscription_ids }) =>
      step(
        'The session is done',
        `payment: ${green(payment_state)}, subscriptions: ${subscription_ids.join(', ') || 'none'}\n\n${bold('Its history')}`,
      ),
  };
}
