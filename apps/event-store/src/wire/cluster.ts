// What a client asks about the server itself: which calls it offers, and which members the cluster has (this one).
import { randomUUID } from 'node:crypto';
import type { handleUnaryCall } from '@grpc/grpc-js';
import { services } from './protocol';

/** The version whose behaviour this server follows. */
const SERVER_VERSION = '24.6.0';
const LEADER = 8;

export const supportedMethods: handleUnaryCall<object, object> = (_call, answer) => {
  const methods = Object.values(services)
    .flatMap(Object.values<{ path: string }>)
    .map(({ path }) => {
      const [, serviceName = '', methodName = ''] = path.toLowerCase().split('/');
      return { serviceName, methodName, features: path.endsWith('.Streams/Read') ? ['position', 'events'] : [] };
    });
  answer(null, { methods, eventStoreServerVersion: SERVER_VERSION });
};

const instanceId = { string: randomUUID() };

/** One member, under the address by which the client has just reached it. */
export const gossip: handleUnaryCall<object, object> = (call, answer) => {
  const { hostname, port } = new URL(`http://${call.getHost()}`);
  const httpEndPoint = { address: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
  answer(null, { members: [{ instanceId, timeStamp: Date.now(), state: LEADER, isAlive: true, httpEndPoint }] });
};
