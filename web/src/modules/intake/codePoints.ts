// Spans of the reader are code points of the NFC text; the browser counts UTF-16 units. Texts without
// surrogates (nearly all) cost nothing.
export interface CodePoints {
  readonly length: number; // code points
  toUnit: (codePoint: number) => number;
  toCodePoint: (unit: number) => number;
  slice: (start: number, end: number) => string;
}

export function codePoints(text: string): CodePoints {
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
  const toUnit = (cp: number): number => cp + before(cp);
  const toCodePoint = (unit: number): number => {
    let low = 0;
    let high = length;
    while (low < high) {
      const mid = (low + high) >> 1;
      if (toUnit(mid) < unit) low = mid + 1;
      else high = mid;
    }
    return low;
  };
  return { length, toUnit, toCodePoint, slice: (start, end) => text.slice(toUnit(start), toUnit(end)) };
}
