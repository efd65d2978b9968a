// JSON text that is broken or odd on purpose, made from JSON that is fine: what a parser has to stand before any field is looked at.
import fc from 'fast-check';

const deep = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
const NUMBERS = [
  '9007199254740993',
  '-9007199254740993',
  '1e400',
  '-1e-400',
  '-0',
  '1E3',
  '0.1e-6',
  '123456789012345678901234567890',
  '1.0',
];
const TEXTS = [
  '"\\ud800"',
  '"\\u0000"',
  '"\\udfff\\ud800"',
  '"__proto__"',
  '"\\u202e"',
  '"4242 4242 4242 4242"',
  `"${'x'.repeat(20_000)}"`,
];
const VALUES = [...NUMBERS, ...TEXTS, deep(40), deep(2_000), 'null', 'true', 'NaN', 'undefined', '01', "'x'", '{"a":1,"a":2}', '[1,]'];

/** The text of `json` with one place of it changed. */
export function oddText(json: string): fc.Arbitrary<string> {
  const places = [...json.matchAll(/(?<=[:[,])(?:"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)/g)];
  const swapped = fc.tuple(fc.nat(), fc.constantFrom(...VALUES)).map(([at, value]) => {
    const place = places[at % Math.max(1, places.length)];
    return place ? `${json.slice(0, place.index)}${value}${json.slice(place.index + place[0].length)}` : value;
  });
  const cut = fc.nat({ max: json.length }).map((at) => json.slice(0, at));
  const twice = fc.constant(json.replace(/^\{("(?:[^"\\]|\\.)*":)/, '{$1null,$1'));
  const proto = fc.constant(json.replace(/^\{/, '{"__proto__":{"admin":true},"constructor":{"prototype":{}},'));
  const noise = fc.tuple(fc.nat({ max: json.length }), fc.string({ maxLength: 3 }));
  const marked = fc.constantFrom(`\ufeff${json}`, `${json}x`, ` \n${json}\t `, `/**/${json}`);
  return fc.oneof(
    { weight: 5, arbitrary: swapped },
    { weight: 1, arbitrary: cut },
    { weight: 1, arbitrary: twice },
    { weight: 1, arbitrary: proto },
    { weight: 1, arbitrary: noise.map(([at, text]) => `${json.slice(0, at)}${text}${json.slice(at)}`) },
    { weight: 1, arbitrary: marked },
  );
}
