// What everybody is told once everything answers: scripts by a file or a line of JSON, people by one screen.
import type { DemoAccount } from '../installation/demo-account';
import type { Terminal } from '../terminal/terminal';

/** The names are a promise to scripts. */
export interface ReadyReport {
  readonly api: string;
  /** Hosted pages: this, a slash, and the session's secure token. */
  readonly checkout: string;
  readonly event_store: string;
  readonly redis: string;
  readonly sandbox_processors: string;
  readonly account_id: string;
  readonly secret_token: string;
  readonly publishable_token: string;
  readonly price_ids: readonly string[];
  readonly processor_ids: readonly string[];
  readonly pid: number;
}

export interface Reached {
  readonly api: string;
  readonly publicUrl: string;
  readonly eventStore: string;
  readonly redis: string;
  readonly sandbox: string;
}

export const readyReport = ({ api, publicUrl, eventStore, redis, sandbox }: Reached, account: DemoAccount, pid: number): ReadyReport => ({
  api,
  checkout: `${publicUrl}/checkout`,
  event_store: eventStore,
  redis,
  sandbox_processors: sandbox,
  account_id: account.account_id,
  secret_token: account.secret_token,
  publishable_token: account.publishable_token,
  price_ids: account.price_ids,
  processor_ids: account.processor_ids,
  pid,
});

/** What one types first: it works as it is. */
export function firstCurl({ api, account_id, secret_token, price_ids }: ReadyReport): string {
  const body = {
    success_url: 'https://example.com/thanks?session={CHECKOUT_SESSION_ID}',
    return_url: 'https://example.com/cart',
    line_items: [{ price_id: price_ids[0] }],
  };
  return [
    `curl -s ${api}/api/${account_id}/checkout-sessions/ \\`,
    `  -H 'Authorization: Bearer ${secret_token}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify(body)}'`,
  ].join('\n');
}

export interface ScreenInput {
  readonly report: ReadyReport;
  readonly folder: string;
  readonly seconds: string;
}

export function showScreen(terminal: Terminal, { report, folder, seconds }: ScreenInput): void {
  const { bold, cyan, dim, green } = terminal.colours;
  const line = (name: string, value: string, remark = '') =>
    terminal.say(`  ${name.padEnd(20)}${cyan(value)}${remark && dim(`  ${remark}`)}`);
  terminal.say();
  terminal.say(`${green(bold('Tillstream is up'))} ${dim(`after ${seconds} s. Ctrl-C ends it and keeps the data.`)}`);
  terminal.say();
  line('API', report.api, '/docs shows every call');
  line('hosted pages', `${report.checkout}/…`);
  line('event store', report.event_store, 'the only truth');
  line('Redis', report.redis, 'views, timers, queues');
  line('sandbox processors', report.sandbox_processors, '/_control/cards lists the test cards');
  line('data and logs', folder);
  terminal.say();
  terminal.say(bold('Create a checkout session:'));
  terminal.say();
  terminal.say(firstCurl(report));
  terminal.say();
  terminal.say(`Then open the "url" of the answer and pay with 4242 4242 4242 4242, any date to come, any code.`);
  terminal.say(dim(`In another terminal: npm run till -- demo | status | audit replay | doctor | --help`));
}
