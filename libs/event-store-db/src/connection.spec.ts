import { UnknownError } from '@eventstore/db-client';
import { Fault } from '@tillstream/event-sourcing';
import { Connection, connectionString } from './connection';

const connection = () => new Connection('http://127.0.0.1:1', undefined);
const stuck = new Error('Failed to discover after 10 attempts.');

describe('a connection', () => {
  it('gets a new client when the old one is stuck, once', () => {
    const here = connection();
    const { client } = here;
    here.failed(client, stuck);
    const second = here.client;
    expect(second).not.toBe(client);
    here.failed(client, stuck); // a call that began before tells of the same
    expect(here.client).toBe(second);
  });

  it.each([new UnknownError(undefined, 'x'), new Fault('unclear', 'late'), new TypeError('bug')])('keeps its client after %s', (error) => {
    const here = connection();
    const { client } = here;
    here.failed(client, error);
    expect(here.client).toBe(client);
  });

  it('is of no use once closed', async () => {
    const here = connection();
    await here.close();
    expect(() => here.client).toThrow(Fault);
  });
});

it.each([
  ['esdb://a:1,b:2?tls=true', 'esdb://a:1,b:2?tls=true'],
  ['esdb+discover://cluster', 'esdb+discover://cluster'],
  ['http://127.0.0.1:2113', 'esdb://127.0.0.1:2113?tls=false'],
  ['https://store.example/', 'esdb://store.example?tls=true'],
])('a connection string from %s', (url, expected) => expect(connectionString(url)).toBe(expected));
