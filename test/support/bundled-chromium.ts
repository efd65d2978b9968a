// The Chromium inside @sparticuz/chromium, unpacked once into node_modules/.cache with the libraries and the font that it needs.
// Its own `executablePath()` is not used: two processes that unpack at once spoil each other's file.
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-fs';

const modules = path.resolve(__dirname, '../../node_modules');
const packed = path.join(modules, '@sparticuz/chromium');

/** Where the program is, and the environment that it wants. */
export async function bundledChromium(): Promise<{ readonly executablePath: string; readonly env: Record<string, string> }> {
  const { version } = JSON.parse(await readFile(path.join(packed, 'package.json'), 'utf8')) as { version: string };
  const folder = path.join(modules, '.cache', `chromium-${version}`);
  if (!existsSync(folder)) await unpackInto(folder);
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  // Our libraries come last, so that the system's own win where they exist.
  const libraries = [process.env['LD_LIBRARY_PATH'], path.join(folder, 'al2023/lib')].filter(Boolean).join(path.delimiter);
  const env = { ...Object.fromEntries(inherited), FONTCONFIG_FILE: path.join(folder, 'fonts.conf'), LD_LIBRARY_PATH: libraries };
  return { executablePath: path.join(folder, 'chromium'), env };
}

/** Unpacks aside and renames when whole: a crash leaves no half browser, and of two at once the second one's work is thrown away. */
async function unpackInto(folder: string): Promise<void> {
  const aside = `${folder}.${process.pid}`;
  await mkdir(aside, { recursive: true });
  await Promise.all([
    decompress('chromium.br', createWriteStream(path.join(aside, 'chromium'), { mode: 0o755 })),
    decompress('al2023.tar.br', extract(path.join(aside, 'al2023'))),
    decompress('fonts.tar.br', extract(path.join(aside, 'fonts'))),
    writeFile(path.join(aside, 'fonts.conf'), fontConfiguration(folder)),
  ]);
  await rename(aside, folder).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
}

const decompress = (file: string, target: NodeJS.WritableStream): Promise<void> =>
  pipeline(createReadStream(path.join(packed, 'bin', file)), createBrotliDecompress({ chunkSize: 2 ** 21 }), target);

const fontConfiguration = (folder: string): string => `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/fonts-cache</cachedir><config></config></fontconfig>
`;
