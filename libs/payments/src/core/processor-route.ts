// In which order processors are tried. At least one of them must be able to charge, and each stands in it once.
import { type Loc, plainResource } from '@tillstream/event-sourcing';

export type Disposition = 'charge_and_setup' | 'setup_only';

export interface RouteStep {
  readonly processorKey: string;
  readonly disposition: Disposition;
}

export interface ProcessorRouteFields {
  readonly name: string;
  readonly description: string | null;
  readonly steps: readonly RouteStep[];
}

export const processorRoute = plainResource<ProcessorRouteFields, 'ProcessorRoute'>('processorRoute', 'ProcessorRoute');

export type RouteFault =
  | { readonly code: 'processor-not-found'; readonly loc: Loc }
  | { readonly code: 'processor-twice'; readonly loc: Loc }
  | { readonly code: 'route-cannot-charge'; readonly loc: Loc };

/** All faults of a route at once, with their places. `known` are the keys of the account's processors. */
export function routeFaults(steps: readonly RouteStep[], known: ReadonlySet<string>): readonly RouteFault[] {
  const faults: RouteFault[] = steps.flatMap((step, index): RouteFault[] => {
    const loc = ['body', 'processors', index, 'processor_id'];
    if (!known.has(step.processorKey)) return [{ code: 'processor-not-found', loc }];
    return steps.findIndex((other) => other.processorKey === step.processorKey) < index ? [{ code: 'processor-twice', loc }] : [];
  });
  if (!steps.some((step) => step.disposition === 'charge_and_setup'))
    faults.push({ code: 'route-cannot-charge', loc: ['body', 'processors'] });
  return faults;
}

/** Counter of the open sessions that name a route, kept by the sessions' view: a route in use is not deleted. */
export const openSessionsOfRoute = (routeKey: string): string => `open-sessions-of-route:${routeKey}`;
