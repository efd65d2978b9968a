import path from 'node:path';
import { EventStoreDb } from '@tillstream/event-store-db';
import { InMemoryEventStore } from '@tillstream/event-sourcing/in-memory';
import { buildOnce } from '../support/build';
import { startProcess } from '../support/processes';
import { temporaryFolder } from '../support/temporary';
import { describeEventStore } from './event-store.contract';

jest.setTimeout(30_000);

describeEventStore('in memory', (upcasting) =>
  Promise.resolve({ store: new InMemoryEventStore({ upcasting }), close: () => Promise.resolve() }),
);

describeEventStore('embedded server', async (upcasting) => {
  const folder = await temporaryFolder('event-store');
  const server = await startProcess({
    name: 'event store',
    command: 'node',
    args: [path.join(await buildOnce(), 'apps/event-store/src/main.js'), '--port', '0', '--data', folder.path],
  });
  const { port } = server.ready as { readonly port: number };
  const store = new EventStoreDb({ url: `esdb://127.0.0.1:${port}?tls=false`, upcasting });
  return { store, close: () => store.close().then(server.stop).then(folder.remove) };
});
