// How fast something goes and how long the rest will take, from when it began and how far it is.
export interface Pace {
  share: number; // 0 to 1
  perSecond: number | undefined; // of what is counted
  secondsLeft: number | undefined;
}

// Nothing is said of the first moments, in which a guess would jump.
export function paceOf(share: number, elapsedMs: number, count: number): Pace {
  if (share <= 0 || elapsedMs < 1000) return { share, perSecond: undefined, secondsLeft: undefined };
  const seconds = elapsedMs / 1000;
  return { share, perSecond: count > 0 ? Math.round((count * share) / seconds) : undefined, secondsLeft: Math.ceil((seconds * (1 - share)) / share) };
}
