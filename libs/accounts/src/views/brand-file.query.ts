// The bytes of a picture, put together from its events. It never changes: whoever serves it may keep it for ever.
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { foldStream, StreamReader, streamName } from '@tillstream/event-sourcing';
import { brandFile, type BrandFilePiece, type ImageType, isWhole } from '../core/brand-file';

export interface BrandFileContent {
  readonly type: ImageType;
  readonly hash: string;
  readonly bytes: Buffer;
}

/** Null when there is none, or only its beginning. */
export class GetBrandFileQuery extends Query<BrandFileContent | null> {
  constructor(readonly key: string) {
    super();
  }
}

@QueryHandler(GetBrandFileQuery)
export class GetBrandFileHandler implements IQueryHandler<GetBrandFileQuery> {
  constructor(private readonly reader: StreamReader) {}

  async execute({ key }: GetBrandFileQuery): Promise<BrandFileContent | null> {
    const events = await this.reader.events(brandFile.category, key);
    const { state } = foldStream(brandFile, streamName(brandFile.category, key), events);
    if (!isWhole(state)) return null;
    const pieces = events.filter(({ type }) => type === 'BrandFilePieceStored').map(({ data }) => (data as BrandFilePiece).base64);
    return { type: state.imageType, hash: state.hash, bytes: Buffer.concat(pieces.map((base64) => Buffer.from(base64, 'base64'))) };
  }
}
