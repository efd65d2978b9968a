// A picture of an account's brand. Its bytes are events of a stream of their own, `brandFile-<key>`, in pieces that an append can take:
// the store is the only truth, for pictures too. The key follows from account and content, so that storing a picture again stores nothing.
import { accept, alreadySo, type Decider, type Decision, reject } from '@tillstream/event-sourcing';

export const IMAGE_TYPES = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;
export type ImageType = keyof typeof IMAGE_TYPES;

export const BRAND_FILES_BASE = '/brand-files/';

/** The last part of its address. */
export const brandFileName = ({ hash, type }: Pick<BrandFile, 'hash' | 'type'>): string => `${hash}.${IMAGE_TYPES[type]}`;
export const brandFilePath = (file: BrandFile): string => `${BRAND_FILES_BASE}${file.key}/${brandFileName(file)}`;

/** 512 kB. */
export const MAX_BRAND_FILE_BYTES = 524_288;
/** As base64 and in its event below what one append takes (256 KB). */
export const BRAND_FILE_PIECE_BYTES = 131_072;

/** A picture as an account's settings name it. */
export interface BrandFile {
  /** Of its stream. */
  readonly key: string;
  /** SHA-256 of the bytes, hex; part of its address, so that an answer may be kept for ever. */
  readonly hash: string;
  readonly type: ImageType;
}

export interface BrandFilePiece {
  /** 0, 1, 2 … */
  readonly index: number;
  readonly base64: string;
}

export type BrandFileEvent =
  | { readonly type: 'BrandFileBegun'; readonly data: { readonly hash: string; readonly imageType: ImageType; readonly pieces: number } }
  | { readonly type: 'BrandFilePieceStored'; readonly data: BrandFilePiece };

/** Without the bytes: those are read from the events by whoever serves them. */
export type BrandFileState =
  | { readonly status: 'absent' }
  | {
      readonly status: 'present';
      readonly hash: string;
      readonly imageType: ImageType;
      readonly pieces: number;
      readonly stored: number;
    };

export interface StorePiece {
  readonly type: 'StorePiece';
  readonly hash: string;
  readonly imageType: ImageType;
  readonly pieces: number;
  readonly piece: BrandFilePiece;
}

export type BrandFileRejection = { readonly code: 'not-found' };

/** One piece after the other; one that is there already is left alone. */
function decide({ hash, imageType, pieces, piece }: StorePiece, state: BrandFileState): Decision<BrandFileEvent, BrandFileRejection> {
  const stored = state.status === 'absent' ? 0 : state.stored;
  if (piece.index < stored) return alreadySo;
  if (piece.index > stored) return reject({ code: 'not-found' });
  const storing = { type: 'BrandFilePieceStored', data: piece } as const;
  return state.status === 'absent'
    ? accept<BrandFileEvent>({ type: 'BrandFileBegun', data: { hash, imageType, pieces } }, storing)
    : accept(storing);
}

function evolve(state: BrandFileState, event: BrandFileEvent): BrandFileState {
  if (event.type === 'BrandFileBegun') return { status: 'present', ...event.data, stored: 0 };
  return state.status === 'absent' ? state : { ...state, stored: state.stored + 1 };
}

export const brandFile: Decider<BrandFileState, StorePiece, BrandFileEvent, BrandFileRejection> = {
  category: 'brandFile',
  initial: { status: 'absent' },
  decide,
  evolve,
};

export const isWhole = (state: BrandFileState): state is Extract<BrandFileState, { status: 'present' }> =>
  state.status === 'present' && state.stored === state.pieces;

const SIGNATURES: readonly (readonly [ImageType, RegExp])[] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
];

/** By the first bytes, whatever name or type a file was sent with; null for everything else (SVG, HTML …). */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  return SIGNATURES.find(([, signature]) => signature.test(head))?.[0] ?? null;
}
