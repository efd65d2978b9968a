// The network with its memory: a fact is applied and written in one step, told to nobody before it is on the disk, and then
// sent as a notice. A crash between the disk and the answer is what callers are to survive: the fact holds.
import { randomBytes } from 'node:crypto';
import type { Charge } from './core/charge';
import type { Fact } from './core/facts';
import { Network } from './core/network';
import { type Journal, memoryJournal, openJournal } from './journal/journal';
import { Later } from './later';
import { howToSend, noticeOf } from './notices/notice';
import { Notices } from './notices/notices';
import { RateLimits } from './processors/rate-limits';
import { settleLate } from './settle-late';

export class Sandbox {
  readonly later: Later;
  readonly rates = new RateLimits();
  /** References of charges with a confirmation that takes its time. */
  readonly processing = new Set<string>();
  private readonly notices: Notices;

  private constructor(
    readonly network: Network,
    private readonly journal: Journal,
    private readonly onFault: (fault: unknown) => void,
  ) {
    this.later = new Later(onFault);
    this.notices = new Notices(this.later, () => this.now());
  }

  /** `folder` null: nothing survives the process. `onFault` is told what cannot be answered to anyone, such as a full disk. */
  static async open(folder: string | null, onFault: (fault: unknown) => void): Promise<Sandbox> {
    const network = new Network();
    const journal = folder === null ? memoryJournal : await openJournal(folder, (fact) => network.apply(fact));
    const sandbox = new Sandbox(network, journal, onFault);
    for (const charge of network.allCharges()) settleLate(sandbox, charge);
    return sandbox;
  }

  now(): number {
    return Date.now();
  }

  newId(prefix: string): string {
    return `${prefix}_${randomBytes(10).toString('hex')}`;
  }

  /** Applied at once; resolves when it is on the disk. */
  async record(fact: Fact): Promise<void> {
    this.network.apply(fact);
    this.journal.append(fact);
    if (fact.type === 'EverythingForgotten' || fact.type === 'SettingsChanged') return this.durable();
    const charge = this.network.charge(fact.processor, fact.reference); // as this fact has left it
    await this.durable();
    if (!charge) return;
    this.tell(fact, charge);
    settleLate(this, charge);
  }

  /** No answer goes out before what it was read from is on the disk. */
  async durable(): Promise<void> {
    try {
      await this.journal.durable();
    } catch (fault) {
      this.onFault(fault);
      throw fault;
    }
  }

  async forget(): Promise<void> {
    this.later.clear();
    this.rates.clear();
    await this.record({ type: 'EverythingForgotten', at: this.now() });
  }

  async close(): Promise<void> {
    this.later.clear();
    await this.journal.close();
  }

  private tell(fact: Parameters<typeof noticeOf>[0], charge: Charge): void {
    const settings = this.network.settings(charge.processor);
    const how = howToSend(charge, settings);
    const notice = how && noticeOf(fact, charge, this.newId('ntc'));
    if (how && notice) this.notices.send(notice, settings, how);
  }
}
