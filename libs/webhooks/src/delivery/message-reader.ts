// Messages as they are sent and shown: always made anew from the one stream they tell about, never stored.
import { Injectable } from '@nestjs/common';
import { EventStore, Ids, type MessageSource, PersonKeys, streamName } from '@tillstream/event-sourcing';
import { messageBody } from '../core/message-body';
import { MessageCatalog } from '../core/message-catalog';
import type { MessageRef } from '../core/message-id';
import { type RenderedMessage, renderMessage, type ToldMessage, toldMessages } from '../core/told-messages';

@Injectable()
export class MessageReader {
  constructor(
    private readonly catalog: MessageCatalog,
    private readonly store: EventStore,
    private readonly persons: PersonKeys,
    private readonly ids: Ids,
  ) {}

  /** Null when there is no such message. Throws a Fault when the store does not answer. */
  async find({ category, key, revision, resource }: MessageRef): Promise<ToldMessage | null> {
    const source = this.catalog.ofLetter(category);
    if (!source) return null;
    const told = await this.ofStream(source, key, revision);
    return told.find(({ ref }) => ref.revision === revision && ref.resource === resource) ?? null;
  }

  /** All messages of a stream up to `revision`, in order. */
  async ofStream(source: MessageSource, key: string, revision = Infinity): Promise<readonly ToldMessage[]> {
    const events = await this.store.read(streamName(source.type.category, key));
    return toldMessages(
      source,
      events.filter((event) => event.revision <= revision),
    );
  }

  /** Personal values are shown as long as their person is not erased. */
  async render(told: ToldMessage): Promise<RenderedMessage> {
    const open = await this.persons.opener([told.before.state, told.after.state]);
    return renderMessage(told, { ids: this.ids, open });
  }

  /** The text that is sent: byte for byte the same at each attempt and endpoint. */
  async body(told: ToldMessage): Promise<string> {
    return JSON.stringify(messageBody(told, await this.render(told), this.ids));
  }
}
