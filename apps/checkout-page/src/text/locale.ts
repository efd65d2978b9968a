// Which of our languages a browser gets, from its Accept-Language header.
import { de } from '../messages/de';
import { en, type Messages } from '../messages/en';
import { es } from '../messages/es';
import { fr } from '../messages/fr';
import { ja } from '../messages/ja';
import { Texts } from './texts';

const languages: Readonly<Record<string, Messages>> = { de, en, es, fr, ja };
const fallback = 'en';
const longestHeader = 500;

const languageOf = (locale: string): string => locale.toLowerCase().split('-')[0] ?? '';

/** So many regions ask for their own commas; whoever invents more of them gets no more memory than this. */
const mostLocales = 200;
const known = new Map<string, Texts>();

/** The words of a locale, made once. */
export function textsOf(locale: string): Texts {
  const texts = known.get(locale) ?? new Texts(locale, languages[languageOf(locale)] ?? en);
  if (known.size >= mostLocales) known.clear();
  known.set(locale, texts);
  return texts;
}

/** The first language by weight that we have, with the region that was asked for: `fr-CA;q=0.9, de` is `de`. Never throws. */
export function chooseLocale(acceptLanguage: string | undefined): string {
  const wanted = (acceptLanguage ?? '')
    .slice(0, longestHeader)
    .split(',')
    .map(readPart)
    .filter(({ tag, weight }) => weight > 0 && Object.hasOwn(languages, languageOf(tag)))
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.tag ?? fallback;
}

function readPart(part: string): { readonly tag: string; readonly weight: number } {
  const [tag = '', ...params] = part.trim().split(';');
  const quality = params.map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find((found) => found !== undefined);
  return { tag: canonical(tag), weight: quality === undefined ? 1 : Number(quality) };
}

/** Language and region only: scripts and extensions could switch digits or calendars under our feet. */
function canonical(tag: string): string {
  try {
    const { language, region } = new Intl.Locale(tag.trim());
    return region === undefined ? language : `${language}-${region}`;
  } catch {
    return '';
  }
}
