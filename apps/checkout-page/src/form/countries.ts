// ISO 3166 countries by their names in the buyer's language. The names are the browser's own, so that no list of them is sent.
import type { Texts } from '../text/texts';

const codes: readonly string[] =
  'ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW'.match(
    /../g,
  ) ?? [];

export interface Country {
  readonly code: string;
  readonly name: string;
}

/** All countries in the order of the language's alphabet. */
export function countriesIn(texts: Texts): readonly Country[] {
  const { compare } = new Intl.Collator(texts.locale);
  return codes.map((code) => ({ code, name: texts.country(code) })).sort((a, b) => compare(a.name, b.name));
}

/** The region of the locale, else the one where its language has most speakers: a guess that the buyer can change. */
export function likelyCountry(locale: string): string {
  const region = new Intl.Locale(locale).maximize().region ?? '';
  return codes.includes(region) ? region : '';
}
