// Which ports this installation uses: those asked for, else those of the last time, else the usual ones; the next free one when taken.
import { given } from '@tillstream/platform';
import type { DataFolder } from '../installation/data-folder';
import { freePort } from '../processes/free-port';

export interface Ports {
  readonly api: number;
  readonly eventStore: number;
  readonly redis: number;
  readonly sandbox: number;
}

/** Redis' own port is left to a Redis that may be meant for something else. */
export const usualPorts: Ports = { api: 3000, eventStore: 2113, redis: 6390, sandbox: 4010 };

export type WantedPorts = Partial<Ports>;

const FILE = 'ports.json';

export interface PortChoice {
  readonly wanted: WantedPorts;
  /** Those of services that somebody else runs are not looked at. */
  readonly needed: readonly (keyof Ports)[];
  readonly tell: (sentence: string) => void;
}

/** Tells of each that could not be had. A wanted 0 takes any free one, but rather that of the last time. */
export async function choosePorts(data: DataFolder, { wanted, needed, tell }: PortChoice): Promise<Ports> {
  const last = (data.readJson(FILE) as Partial<Ports> | undefined) ?? {};
  const taken = new Set<number>();
  const chosen: Partial<Record<keyof Ports, number>> = {};
  for (const name of needed) {
    const first = wanted[name] || (last[name] ?? wanted[name] ?? usualPorts[name]);
    const port = await freePort(first, taken);
    if (first !== 0 && port !== first) tell(`Port ${first} is taken: ${words[name]} uses ${port}.`);
    taken.add(port);
    chosen[name] = port;
  }
  data.writeJson(FILE, { ...last, ...chosen });
  return { ...usualPorts, ...chosen };
}

export const neededPorts = (): readonly (keyof Ports)[] => [
  'api',
  ...(given('EVENTSTORE_URL') ? [] : (['eventStore'] as const)),
  ...(given('REDIS_URL') ? [] : (['redis'] as const)),
  'sandbox',
];

const words: Readonly<Record<keyof Ports, string>> = {
  api: 'the API',
  eventStore: 'the event store',
  redis: 'Redis',
  sandbox: 'the sandbox processors',
};
