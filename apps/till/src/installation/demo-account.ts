// The account that the first start makes, and everything one needs to try things with it; the same at every later start.
import type { DataFolder } from './data-folder';

export interface DemoAccount {
  readonly account_id: string;
  readonly secret_token: string;
  /** For a browser's code that wants one: accepted nowhere. */
  readonly publishable_token: string;
  readonly processor_ids: readonly string[];
  readonly processor_route_id: string;
  readonly product_id: string;
  /** One-time first, then monthly. */
  readonly price_ids: readonly string[];
  readonly customer_id: string;
  /** With which the processors sign what they tell. */
  readonly notice_secret: string;
  /** Where the processors answer; connected anew when that moves. */
  readonly sandbox_processors: string;
}

const FILE = 'demo.json';

/** What is there so far: a start that was cut off goes on where it was. */
export const readDemoAccount = (data: DataFolder): Partial<DemoAccount> => (data.readJson(FILE) as Partial<DemoAccount> | undefined) ?? {};
export const keepDemoAccount = (data: DataFolder, account: Partial<DemoAccount>): void => data.writeJson(FILE, account);

/** As it may be shown: enough to recognise it by. */
export const maskedToken = (token: string): string => `${token.slice(0, 'st_dev_'.length + 4)}…`;
