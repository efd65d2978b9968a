// given(...events).when(command).then(...events): exact, and four laws for free on every use.
import { expect } from '@jest/globals';
import { type Decider, fold } from '../decider';
import type { DomainEvent } from '../event';

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

const roundTrip = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export function scenariosFor<State, Command, Event extends DomainEvent, Rejection>(decider: Decider<State, Command, Event, Rejection>) {
  const stepwise: typeof decider = { ...decider, evolve: (state, event) => frozen(decider.evolve(state, event)) };

  return (...history: Event[]) => ({
    when(command: Command) {
      const past = roundTrip(history);
      expect(past).toEqual(history); // law: events survive JSON
      const state = frozen(fold(stepwise, past)); // law: nobody mutates state
      const decision = decider.decide(frozen(command), state);
      return {
        then(...expected: Event[]) {
          expect(decision).toEqual({ accepted: expected });
          const happened = roundTrip(expected);
          expect(happened).toEqual(expected); // law: events survive JSON, the new ones too
          const after = fold(stepwise, [...past, ...happened]);
          expect(happened.reduce((folded, event) => stepwise.evolve(folded, event), state)).toEqual(after); // law: folding in steps is folding at once
          const again = decider.decide(command, after); // law: the same command again changes nothing
          expect('accepted' in again ? again.accepted : []).toEqual([]);
        },
        nothing: () => expect(decision).toEqual({ accepted: [] }),
        rejected: (...reasons: Rejection[]) => expect(decision).toEqual({ rejected: reasons }),
      };
    },
  });
}
