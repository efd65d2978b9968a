// Folders that live as long as a test.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  /** Removes the folder with all that is in it; a second call does nothing. */
  remove(): Promise<void>;
}

/** Makes an empty folder of its own under the system's folder for such. */
export async function temporaryFolder(prefix: string): Promise<TemporaryFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), `tillstream-${prefix}-`));
  return {
    path: folder,
    // A process that is just ending may still write into it: try again rather than fail with ENOTEMPTY.
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }),
  };
}
