// A very long text is shown part by part, each with some lines of its neighbours, cut between lines.
export const partLength = 50_000; // code points
const margin = 2_000;

export const partOf = (place: number): number => Math.floor(place / partLength);
export const lastPart = (length: number): number => partOf(Math.max(0, length - margin - 1));
export function spanOfPart(part: number): { start: number; length: number } {
  const start = Math.max(0, part * partLength - margin);
  return { start, length: (part + 1) * partLength + margin - start };
}

// Without the piece of a line at either end, where the text goes on.
export function wholeLines(raw: string, start: number, of: number): { raw: string; start: number } {
  const points = [...raw];
  const first = start > 0 ? points.slice(0, margin).indexOf('\n') + 1 : 0;
  const goesOn = start + points.length < of;
  const last = goesOn ? points.lastIndexOf('\n') : -1;
  return { raw: points.slice(first, goesOn && last >= points.length - margin ? last : points.length).join(''), start: start + first };
}
