// All bugs that the simulation must find.
import { chargeBugs } from './charge.bugs';
import { challengeBugs } from './challenge.bugs';
import { noticeBugs } from './notice.bugs';
import { pressBugs } from './press.bugs';
import { refundBugs } from './refund.bugs';
import { slotBugs } from './slot.bugs';
import type { PlantedBug } from './planted-bug';

export const PLANTED_BUGS: readonly PlantedBug[] = [
  ...chargeBugs,
  ...challengeBugs,
  ...noticeBugs,
  ...pressBugs,
  ...refundBugs,
  ...slotBugs,
];

export const bugNamed = (name: string | undefined): PlantedBug | null => PLANTED_BUGS.find((bug) => bug.name === name) ?? null;
