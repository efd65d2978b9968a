// The one table of currencies: ISO 4217 codes in use, and how many decimals their smallest unit has.
const TWO =
  'aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd btn bwp byn bzd cad cdf chf cny cop crc cup cve czk dkk dop dzd ' +
  'egp ern etb eur fjd fkp gbp gel ghs gip gmd gtq gyd hkd hnl htg huf idr ils inr irr jmd kes kgs khr kpw kyd kzt lak lbp lkr lrd lsl mad mdl ' +
  'mga mkd mmk mnt mop mru mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sdg sek sgd shp ' +
  'sle sos srd ssp stn svc syp szl thb tjs tmt top try ttd twd tzs uah usd uyu uzs ved ves wst xcd xcg yer zar zmw zwg';
const NONE = 'bif clp djf gnf isk jpy kmf krw pyg rwf ugx vnd vuv xaf xof xpf';
const THREE = 'bhd iqd jod kwd lyd omr tnd';

const DECIMALS: ReadonlyMap<string, number> = new Map([
  ...TWO.split(' ').map((code) => [code, 2] as const),
  ...NONE.split(' ').map((code) => [code, 0] as const),
  ...THREE.split(' ').map((code) => [code, 3] as const),
]);

/** @param code lower case. */
export const isCurrency = (code: string): boolean => DECIMALS.has(code);

/** Decimals of the smallest unit: 2 for `usd`, 0 for `jpy`, 3 for `kwd`. @param code a known currency, lower case. */
export const currencyDecimals = (code: string): number => DECIMALS.get(code) ?? 2;
