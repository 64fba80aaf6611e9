// Spans of the reader are code points of the NFC text; the browser counts UTF-16 units. Texts without
// surrogates (nearly all) cost nothing. Of a very long text a part is at hand: places are those of the whole text,
// units those of the part.
export interface CodePoints {
  readonly start: number; // code points
  readonly end: number;
  toUnit: (codePoint: number) => number;
  toCodePoint: (unit: number) => number;
  slice: (start: number, end: number) => string;
}

export function codePoints(text: string, start = 0): CodePoints {
  const wide: number[] = []; // code point index of every character that takes two units
  if (/[\uD800-\uDBFF]/.test(text)) {
    let cp = 0;
    for (const ch of text) {
      if (ch.length === 2) wide.push(cp);
      cp += 1;
    }
  }
  // How many wide characters lie before this code point.
  const before = (cp: number): number => {
    let low = 0;
    let high = wide.length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if ((wide[mid] ?? 0) < cp) low = mid + 1;
      else high = mid;
    }
    return low;
  };
  const length = text.length - wide.length;
  const unitOf = (cp: number): number => cp + before(cp);
  const toUnit = (cp: number): number => unitOf(Math.min(Math.max(cp - start, 0), length));
  const toCodePoint = (unit: number): number => {
    let low = 0;
    let high = length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (unitOf(mid) < unit) low = mid + 1;
      else high = mid;
    }
    return start + low;
  };
  return { start, end: start + length, toUnit, toCodePoint, slice: (from, to) => text.slice(toUnit(from), toUnit(to)) };
}
