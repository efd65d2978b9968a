// What processors tell on their own account: signed by nobody else, lost, late, twice, in any order, and sent again until it is taken.
import { TakeNoticeCommand } from '@tillstream/checkout';
import { NoticeReader, type ReadNotice } from '@tillstream/payments';
import { ACCOUNT, contextOf } from '../service/ground';
import type { Hosts } from '../service/hosts';
import type { Life } from '../service/lives';
import type { Weather } from '../weather/weather';
import type { Happened } from './bank';

const SOON_MS = 3_000;
const LATE_MS = 40 * 60_000;
const PAUSE_MS = 20_000;
const MOST_TRIES = 8;

interface Sending {
  readonly name: string;
  readonly processor: string;
  readonly body: Buffer;
  /** The charge or the refund that it is about. */
  readonly of: string;
}

export class Notices {
  /** What the service said to be about nothing of its own: what it calls the charge or the refund itself. */
  readonly ignored: string[] = [];
  private count = 0;

  constructor(
    private readonly weather: Weather,
    private readonly hosts: () => Hosts,
  ) {}

  /** @param processor who tells it */
  tell(processor: string, happened: Happened): void {
    const { weather } = this;
    const about = happened.kind === 'charge' ? `${happened.merchantReference} ${happened.outcome.kind}` : happened.refundReference;
    const name = `notice of ${about} #${++this.count}`;
    if (weather.strikes('noticeIsLost', name)) return;
    const body = Buffer.from(JSON.stringify(noticeOf(name, happened)));
    const times = weather.strikes('callIsDoubled', name) ? 2 : 1;
    const of = happened.kind === 'charge' ? happened.merchantReference : happened.refundReference;
    for (let time = 1; time <= times; time++) void this.send({ name: `${name}/${time}`, processor, body, of });
  }

  private async send({ name, processor, body, of }: Sending): Promise<void> {
    const { clock, chance } = this.weather;
    const within = this.weather.strikes('noticeIsLate', name) ? LATE_MS : SOON_MS;
    await clock.sleep(chance.below(`${name} takes`, within));
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      const taken = await this.hosts().request(`${name} try ${tries}`, (life) =>
        take(life, processor, { name: `${name} try ${tries}`, body }),
      );
      if (taken === 'ignored') this.ignored.push(of);
      if (taken !== null) return;
      await clock.sleep(PAUSE_MS * tries);
    }
  }
}

async function take(
  { container }: Life,
  processor: string,
  { name, body }: { readonly name: string; readonly body: Buffer },
): Promise<unknown> {
  const reading = await container.get(NoticeReader).read(processor, { headers: {}, body });
  if (!reading || reading.notice.kind === 'refused') throw new Error('a notice of a processor of ours was refused');
  return container.execute(
    new TakeNoticeCommand(contextOf(name, 'processor'), { accountId: ACCOUNT, processorKey: processor }, reading.notice),
  );
}

function noticeOf(noticeId: string, happened: Happened): ReadNotice {
  if (happened.kind === 'charge') return { ...happened, noticeId, reference: happened.merchantReference };
  const { refundReference } = happened;
  return { kind: 'refund', noticeId, refundReference, outcome: { kind: 'succeeded', reference: refundReference } };
}
