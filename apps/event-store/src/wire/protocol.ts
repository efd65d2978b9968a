// The wire format: our .proto files, loaded once. They stand beside `src`, also when this code runs from `dist`.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadSync, type MessageTypeDefinition, type PackageDefinition, type ServiceDefinition } from '@grpc/proto-loader';

function protoFolder(from: string): string {
  const folder = join(from, 'apps', 'event-store', 'proto');
  if (existsSync(folder)) return folder;
  if (dirname(from) === from) throw new Error(`There is no apps/event-store/proto above ${__dirname}.`);
  return protoFolder(dirname(from));
}

// 64-bit numbers are read as text: some are out of the range of a number. Absent fields stay absent.
const files = ['streams.proto', 'server_features.proto', 'gossip.proto'];
const definitions: PackageDefinition = loadSync(files, { includeDirs: [protoFolder(__dirname)], longs: String });
const service = (name: string): ServiceDefinition => definitions[`event_store.client.${name}`] as ServiceDefinition;

const { Read, ...writes } = service('streams.Streams');
if (!Read) throw new Error('streams.proto does not define Read.');
export const encodeReadAnswer = (answer: object): Buffer => Read.responseSerialize(answer);

export const services = {
  /** Answers of Read reach it as the bytes that `encodeReadAnswer` makes. */
  streams: { ...writes, Read: { ...Read, responseSerialize: (frame: object) => frame as Buffer } } satisfies ServiceDefinition,
  features: service('server_features.ServerFeatures'),
  gossip: service('gossip.Gossip'),
};

/** A message as `google.protobuf.Any` holds it. */
export function packed(name: string, message: object): object {
  const type = definitions[`event_store.client.${name}`] as MessageTypeDefinition<object, object>;
  return { type_url: `type.googleapis.com/event_store.client.${name}`, value: type.serialize(message) };
}
