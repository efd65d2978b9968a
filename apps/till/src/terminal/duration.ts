// A length of time as people say it: its two largest units, rounded down.
const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const;

export function duration(ms: number): string {
  const first = UNITS.findIndex(([size]) => ms >= size);
  if (first < 0) return '0 s';
  const parts = UNITS.slice(first, first + 2).map(([size, unit], index) => {
    const whole = index === 0 ? ms : ms % (UNITS[first]?.[0] ?? 1);
    return [Math.floor(whole / size), unit] as const;
  });
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
