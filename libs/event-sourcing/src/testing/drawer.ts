// A small aggregate for the kernel's own specs and the suites that need one: a cash drawer that is opened, filled, closed and opened again.
import { accept, alreadySo, type Decision, reject } from '../decision';
import type { CommandContext } from '../context';
import type { Decider } from '../decider';
import { uuidV5 } from '../ids';
import { Clock } from '../time';

export type DrawerEvent =
  | { readonly type: 'DrawerOpened'; readonly data: { readonly currency: string } }
  | { readonly type: 'CoinAdded'; readonly data: { readonly amountAtom: number } }
  | { readonly type: 'DrawerClosed'; readonly data: object };

export type DrawerCommand =
  | { readonly type: 'Open'; readonly currency: string }
  /** One event for each coin. */
  | { readonly type: 'Add'; readonly coins: readonly number[] }
  | { readonly type: 'Close' };

export type DrawerState = { readonly status: 'absent' } | { readonly status: 'open' | 'closed'; readonly totalAtom: number };
export type DrawerRejection = { readonly code: 'drawer-absent' | 'drawer-closed' };

function decide(command: DrawerCommand, state: DrawerState): Decision<DrawerEvent, DrawerRejection> {
  if (command.type === 'Open') {
    return state.status === 'open' ? alreadySo : accept({ type: 'DrawerOpened', data: { currency: command.currency } });
  }
  if (state.status === 'absent') return reject({ code: 'drawer-absent' });
  if (command.type === 'Close') return state.status === 'closed' ? alreadySo : accept({ type: 'DrawerClosed', data: {} });
  if (state.status === 'closed') return reject({ code: 'drawer-closed' });
  return accept(...command.coins.map((amountAtom) => ({ type: 'CoinAdded' as const, data: { amountAtom } })));
}

function evolve(state: DrawerState, event: DrawerEvent): DrawerState {
  if (event.type === 'DrawerOpened') return { status: 'open', totalAtom: state.status === 'absent' ? 0 : state.totalAtom };
  if (state.status === 'absent') return state;
  return event.type === 'DrawerClosed' ? { ...state, status: 'closed' } : { ...state, totalAtom: state.totalAtom + event.data.amountAtom };
}

export const drawer: Decider<DrawerState, DrawerCommand, DrawerEvent, DrawerRejection> = {
  category: 'drawer',
  initial: { status: 'absent' },
  decide,
  evolve,
};

/** The context of the command with this name: the same name is the same command. */
export const contextFor = (command: string, changes: Partial<CommandContext> = {}): CommandContext => ({
  commandId: uuidV5(command),
  requestHash: `hash of ${command}`,
  requestId: null,
  accountId: 'acc_dev_00000000000000000001',
  actor: { kind: 'system', id: 'spec' },
  correlationId: uuidV5(command),
  causationId: uuidV5(command),
  net: null,
  reason: null,
  ...changes,
});

/** Time passes only while somebody sleeps, and then at once. */
export class SkippingClock extends Clock {
  constructor(public instant = Date.UTC(2030, 0, 1)) {
    super();
  }

  now(): number {
    return this.instant;
  }

  sleep(ms: number): Promise<void> {
    this.instant += ms;
    return Promise.resolve();
  }
}
