import { brandColours } from './brand-colours';

/** WCAG 2.2 contrast ratio of two #rrggbb colours, reckoned here once more. */
function ratio(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const schemes = (css: string): string[] => css.split('@media');
const value = (css: string, name: string): string => new RegExp(`${name}:(#[0-9a-f]{6})`).exec(css)?.[1] ?? '';

describe('brand colours', () => {
  test.each(['#000000', '#ffffff', '#ffe000', '#0f5c4c', '#ff0000', '#7f7f7f', '#00ff00', '#1434CB'])(
    '%s can be read by day and by night',
    (colour) => {
      const [light = '', dark = ''] = schemes(brandColours(colour));
      for (const [css, ground] of [
        [light, '#ffffff'],
        [dark, '#17191f'],
      ] as const) {
        expect(ratio(value(css, '--on-brand'), value(css, '--brand'))).toBeGreaterThanOrEqual(4.5);
        expect(ratio(value(css, '--brand'), ground)).toBeGreaterThanOrEqual(1.2);
        expect(ratio(value(css, '--brand-ink'), ground)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it('keeps a colour that can be seen as it is, and writes on it in black or white', () => {
    expect(brandColours('#0f5c4c')).toContain('--brand:#0f5c4c;--on-brand:#ffffff');
    expect(brandColours('#ffe000')).toContain('--brand:#ffe000;--on-brand:#000000');
  });

  test.each([null, 'red', '#fff', '#0f5c4c;}*{display:none', '</style>'])('takes nothing else: %p is the house colour', (colour) => {
    expect(brandColours(colour)).toBe(brandColours(null));
    expect(brandColours(colour)).not.toContain('<');
  });
});
