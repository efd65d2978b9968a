// Events are storage. `core/history/` of each lib holds frozen samples of them, as short stories of one stream each; as long as they can be
// read, what was stored can be read. A sample is added with a new event or a new shape of one, and never changed or taken away.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brandFile } from '@tillstream/accounts';
import { customerEmail, customFieldKey, promotionCode, promotionCodeName } from '@tillstream/catalog';
import { sessionReference } from '@tillstream/checkout';
import { foldOn, nothingYet, type RecordedEvent, type StreamType, Upcasting } from '@tillstream/event-sourcing';
import { cardUse, processorOrder } from '@tillstream/payments';
import { domainViews, upcasters } from '@tillstream/runtime';
import { customerSubscriptions } from '@tillstream/subscriptions';
import { webhookDeferralType } from '@tillstream/webhooks';
import { root, sourceFiles } from './source-files';

interface Story {
  readonly category: string;
  readonly events: readonly { readonly type: string; readonly v: number; readonly data: object }[];
}

/** Streams that no list is made of. */
const WITHOUT_VIEW: readonly StreamType[] = [
  brandFile, cardUse, customerEmail, customerSubscriptions, customFieldKey, processorOrder, promotionCode, promotionCodeName, sessionReference, webhookDeferralType,
]; // prettier-ignore

/** Names that plain resources have, and that nothing writes: these are switched off, not deleted. */
const NEVER_WRITTEN = ['AccountDeleted', 'PriceDeleted', 'ProcessorDeleted'];

const views = domainViews();
const typeOf = (category: string): StreamType | undefined =>
  views.get(category)?.type ?? WITHOUT_VIEW.find((type) => type.category === category);

const folders = readdirSync(path.join(root, 'libs')).map((lib) => path.join(root, 'libs', lib, 'src/core/history'));
const files = folders.flatMap((folder) => {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => path.join(folder, name)); // prettier-ignore
  } catch {
    return []; // a lib without events of its own
  }
});
const stories = files.map((file) => [path.relative(root, file), JSON.parse(readFileSync(file, 'utf8')) as Story] as const);

/** Each event as it is read: at its version, upcast. */
function readAs({ category, events }: Story): readonly RecordedEvent[] {
  const upcasting = new Upcasting(upcasters);
  return events.map(({ type, v, data }, revision) =>
    upcasting.upcast({
      id: `id-${revision}`, type, data, stream: `${category}-00000000000000000000`, revision, position: BigInt(revision),
      metadata: {
        v, accountId: 'acc_dev_00000000000000000000', at: revision, actor: { kind: 'system', id: null }, commandId: `c${revision}`, requestHash: '',
        requestId: null, $correlationId: '', $causationId: '', net: null, reason: null, prevHash: null, hash: '',
      },
    }),
  ); // prettier-ignore
}

describe('what was ever stored', () => {
  it.each(stories)('%s can be read: each event still changes something', (_file, story) => {
    const type = typeOf(story.category);
    if (!type) throw new Error(`no stream is of category ${story.category}`);
    let folded = nothingYet(type, '00000000000000000000');
    for (const event of readAs(story)) {
      const after = foldOn(type, folded, [event]);
      expect([event.type, JSON.stringify(after.state)]).not.toEqual([event.type, JSON.stringify(folded.state)]);
      expect(after.state).toBeDefined();
      folded = after;
    }
  });

  it('includes every event that the code can write', () => {
    const kept = new Set(stories.flatMap(([, { events }]) => events.map(({ type }) => type)));
    const missing = writtenTypes().filter((type) => !kept.has(type) && !NEVER_WRITTEN.includes(type));
    expect(missing).toEqual([]); // add a sample of it to core/history/ of its lib
    expect(NEVER_WRITTEN.filter((type) => kept.has(type))).toEqual([]);
  });
});

const DECLARED = /\breadonly type: '(\w+(?:ed|Begun|Set|Stored))';\s*readonly data:/g;
const PLAIN = /\bplainResource<\s*\w+,\s*'(\w+)'\s*>/g;

/** Found in the sources: members of event unions, and what plain resources are made of. */
function writtenTypes(): readonly string[] {
  const texts = sourceFiles('libs')
    .filter(({ path: file }) => /^libs\/[\w-]+\/src\//.test(file) && !/\.spec\.ts$|\/testing\//.test(file))
    .map(({ text }) => text);
  const declared = texts.flatMap((text) => [...text.matchAll(DECLARED)].map(([, type]) => type ?? ''));
  const names = texts.flatMap((text) => [...text.matchAll(PLAIN)].map(([, name]) => name ?? ''));
  return [...new Set([...declared, ...names.flatMap((name) => [`${name}Created`, `${name}Updated`, `${name}Deleted`])])].sort();
}
