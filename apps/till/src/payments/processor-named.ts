// A processor as operators know it: by its merchant's name for it.
import { Ids, StateCache, StreamReader } from '@tillstream/event-sourcing';
import { processor } from '@tillstream/payments';
import type { KernelPorts } from '@tillstream/runtime';

export interface NamedProcessor {
  readonly id: string;
  /** Its id where nobody has named it. */
  readonly name: string;
}

export async function processorNamed(
  { environment, keyring, eventStore }: Pick<KernelPorts, 'environment' | 'keyring' | 'eventStore'>,
  key: string,
): Promise<NamedProcessor> {
  const id = new Ids(environment, keyring).format('proc', key);
  const { state } = await new StreamReader(eventStore, new StateCache(1)).current(processor, key);
  return { id, name: state.status === 'absent' ? id : state.fields.name };
}
