// Brings an element into view inside its own pane, without moving the page around it.
export function scrollWithin(element: Element | null | undefined, where: 'center' | 'nearest'): void {
  const pane = element?.closest('.pane-body');
  if (!element || !pane) return;
  if (pane.scrollHeight <= pane.clientHeight + 1) return; // the page itself scrolls (phone)
  const e = element.getBoundingClientRect();
  const p = pane.getBoundingClientRect();
  if (where === 'center') pane.scrollTop += e.top - p.top - (p.height - e.height) / 2;
  else if (e.top < p.top) pane.scrollTop += e.top - p.top - 8;
  else if (e.bottom > p.bottom) pane.scrollTop += Math.min(e.bottom - p.bottom + 8, e.top - p.top - 8);
}
