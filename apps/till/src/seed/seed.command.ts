// till seed
import { ApiCaller } from '../api/api-caller';
import { type AddCommand, type CommonOptions, dataFolderOf, withData, withJson } from '../command';
import { maskedToken } from '../installation/demo-account';
import { runningOrFail } from '../installation/running';
import { secretsOf } from '../installation/secrets';
import { connectNotices } from './notices';
import { seedDemoAccount } from './seed';

export const addSeed: AddCommand = (program, { terminal }) => {
  withJson(withData(program.command('seed')))
    .description('make the demo account, or what is missing of it; `up` does so by itself')
    .action(async (flags: CommonOptions) => {
      const data = dataFolderOf(flags);
      const running = runningOrFail(data);
      const operator = new ApiCaller(running.api, secretsOf(data).operatorToken);
      const { account, isNew } = await seedDemoAccount({ data, operator, sandbox: running.sandbox_processors });
      await connectNotices(account, { api: running.api, sandbox: running.sandbox_processors });
      const shown = { ...account, secret_token: maskedToken(account.secret_token), notice_secret: maskedToken(account.notice_secret) };
      if (flags.json) return terminal.json(shown);
      terminal.say(isNew ? 'The demo account is there now:' : 'The demo account was there already:');
      for (const [name, value] of Object.entries(shown)) terminal.say(`  ${name.padEnd(20)} ${terminal.shown(value)}`);
    });
};
