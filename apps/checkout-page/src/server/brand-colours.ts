// The merchant's colour, made fit for text and buttons: whatever he chose, everything on the page can be read (WCAG 2.2 AA).

interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

const fallback = '#1f3fd6';
const white: Rgb = { r: 255, g: 255, b: 255 };
const black: Rgb = { r: 0, g: 0, b: 0 };
/** As in page.css: what the button and the links stand on. */
const surface = { light: white, dark: { r: 23, g: 25, b: 31 } } as const;
/** For text of normal size. */
const readable = 4.5;
/** For a surface that is told from the ground by its words anyway. */
const visible = 1.2;

/**
 * CSS custom properties for the light and the dark page.
 * @param colour `#rrggbb`; anything else is the house colour, so that nothing foreign gets into the style sheet
 */
export function brandColours(colour: string | null): string {
  const brand = parse(colour ?? '') ?? parse(fallback) ?? black;
  return `:root{${properties(brand, 'light')}}@media (prefers-color-scheme:dark){:root{${properties(brand, 'dark')}}}`;
}

/** The button keeps the brand's own colour unless it vanishes in the ground; words in that colour are darkened or lightened until they can be read. */
function properties(brand: Rgb, scheme: keyof typeof surface): string {
  const ground = surface[scheme];
  const button = towards(brand, scheme === 'light' ? black : white, { ground, contrast: visible });
  const ink = towards(brand, scheme === 'light' ? black : white, { ground, contrast: readable });
  const onButton = contrast(button, white) >= readable || contrast(button, white) >= contrast(button, black) ? white : black;
  return `--brand:${hex(button)};--on-brand:${hex(onButton)};--brand-ink:${hex(ink)}`;
}

/** Mixes in steps of a twentieth until the contrast is reached. */
function towards(colour: Rgb, end: Rgb, { ground, contrast: wanted }: { readonly ground: Rgb; readonly contrast: number }): Rgb {
  for (let step = 0; step <= 20; step += 1) {
    const mixed = mix(colour, end, step / 20);
    if (contrast(mixed, ground) >= wanted) return mixed;
  }
  return end;
}

const mix = (a: Rgb, b: Rgb, share: number): Rgb => ({
  r: Math.round(a.r + (b.r - a.r) * share),
  g: Math.round(a.g + (b.g - a.g) * share),
  b: Math.round(a.b + (b.b - a.b) * share),
});

function parse(colour: string): Rgb | null {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!found) return null;
  const [r = 0, g = 0, b = 0] = found.slice(1).map((pair) => Number.parseInt(pair, 16));
  return { r, g, b };
}

const hex = ({ r, g, b }: Rgb): string => `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** WCAG 2.2: relative luminance and contrast ratio. */
function contrast(a: Rgb, b: Rgb): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance({ r, g, b }: Rgb): number {
  const [red = 0, green = 0, blue = 0] = [r, g, b].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
