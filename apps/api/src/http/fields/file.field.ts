// A file in a form (multipart/form-data). What it is, is told by its own first bytes: names and types that a client sends are not believed.
import { IsInstance, ValidateBy } from 'class-validator';
import { field, type FieldOptions, says } from './field';

/** Its bytes are no members of it: whoever walks a body, or makes a hash of it, sees what toJSON says. */
export class UploadedFile {
  readonly #bytes: Buffer;
  readonly #hash: string;

  /** @param hash SHA-256 of the bytes, hex. */
  constructor(bytes: Buffer, hash: string) {
    this.#bytes = bytes;
    this.#hash = hash;
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  get hash(): string {
    return this.#hash;
  }

  toJSON(): object {
    return { hash: this.#hash };
  }
}

export interface FileOptions extends FieldOptions {
  readonly maxBytes: number;
  readonly accepts: { readonly test: (bytes: Buffer) => boolean; readonly says: string };
}

export function file(options: FileOptions): PropertyDecorator {
  const { maxBytes, accepts } = options;
  const ifFile = (test: (bytes: Buffer) => boolean) => (value: unknown) => !(value instanceof UploadedFile) || test(value.bytes);
  return field(options, {
    spec: { wire: 'text' },
    schema: { type: 'string', format: 'binary', maxLength: maxBytes },
    rules: [
      IsInstance(UploadedFile, says('not-file', 'must be a file')),
      ValidateBy(
        { name: 'isSmallEnough', validator: { validate: ifFile(({ length }) => length <= maxBytes) } },
        says('too-large', `must be at most ${maxBytes} bytes`),
      ),
      ValidateBy({ name: 'isAccepted', validator: { validate: ifFile(accepts.test) } }, says('wrong-format', accepts.says)),
    ],
  });
}
