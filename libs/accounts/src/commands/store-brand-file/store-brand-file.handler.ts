// Stores a picture, piece by piece. A crash in between leaves a beginning that nobody names; the same picture sent again goes on from there.
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, derivedCommandId, Executor, Ids } from '@tillstream/event-sourcing';
import { BRAND_FILE_PIECE_BYTES, type BrandFile, brandFile, type ImageType } from '../../core/brand-file';

export class StoreBrandFileCommand extends Command<BrandFile> {
  constructor(
    readonly context: CommandContext,
    /** `hash`: SHA-256 of the bytes, hex. */
    readonly picture: { readonly bytes: Buffer; readonly hash: string; readonly imageType: ImageType },
  ) {
    super();
  }
}

@CommandHandler(StoreBrandFileCommand)
export class StoreBrandFileHandler implements ICommandHandler<StoreBrandFileCommand> {
  constructor(
    private readonly executor: Executor,
    private readonly ids: Ids,
  ) {}

  async execute({ context, picture: { bytes, hash, imageType } }: StoreBrandFileCommand): Promise<BrandFile> {
    const key = this.ids.derivedKey('brandFile', context.accountId, hash);
    const pieces = Math.ceil(bytes.length / BRAND_FILE_PIECE_BYTES);
    for (let index = 0; index < pieces; index++) {
      const from = index * BRAND_FILE_PIECE_BYTES;
      const piece = { index, base64: bytes.subarray(from, from + BRAND_FILE_PIECE_BYTES).toString('base64') };
      // Of the picture alone: another request may bring the same one.
      const own = { ...context, commandId: derivedCommandId(context.commandId, `${key}/${index}`), requestHash: hash };
      const outcome = await this.executor.run(brandFile, { key, context: own }, { type: 'StorePiece', hash, imageType, pieces, piece });
      if (outcome.kind === 'rejected') throw new Error(`piece ${index} of ${key} found no place: ${JSON.stringify(outcome.reasons)}`);
    }
    return { key, hash, type: imageType };
  }
}
