// Tells the sandbox processors where to send their notices: at every start, since the API may answer elsewhere than the last time.
import type { DemoAccount } from '../installation/demo-account';
import { PROCESSORS } from './seed';

/** @param api where the processors reach it, without a slash at the end */
export async function connectNotices(
  account: DemoAccount,
  { api, sandbox }: { readonly api: string; readonly sandbox: string },
): Promise<void> {
  for (const [index, id] of account.processor_ids.entries()) {
    const answer = await fetch(`${sandbox}/_control/processors/${PROCESSORS[index] ?? ''}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ notice_url: `${api}/notices/${id}`, notice_secret: account.notice_secret }),
    });
    if (!answer.ok) throw new Error(`the sandbox processors answered ${answer.status} when they were told where to send notices`);
  }
}
