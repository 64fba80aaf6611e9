// The text with its spans. A click on a span selects its item; a selection by mouse or a dragged handle moves
// the span that is being corrected.
import { Fragment, memo, useLayoutEffect, useMemo, useRef, type PointerEvent, type ReactNode } from 'react';
import type { CodePoints } from './codePoints.ts';
import { scrollWithin } from './scrollWithin.ts';
import { cutPieces, snapToWords, trimSpan, type Edge, type Span } from './spans.ts';

export interface Mark extends Span {
  id: number;
  look: string; // class of certainty or decision
  label: string;
}
interface BlockProps {
  text: CodePoints;
  start: number;
  end: number;
  marks: readonly Mark[];
  selected: number | undefined;
  edit: Span | undefined;
  onSelect: (id: number) => void;
  onGrab: (edge: Edge, e: PointerEvent<HTMLSpanElement>) => void;
}
const noMarks: readonly Mark[] = [];

const Block = memo(function Block({ text, start, end, marks, selected, edit, onSelect, onGrab }: BlockProps) {
  const shown: (Mark & { editing?: boolean })[] = edit ? [...marks.filter((m) => m.id !== selected), { ...edit, id: selected ?? -1, look: 'editing', label: '', editing: true }] : [...marks];
  const pieces = cutPieces(start, end, shown);
  return (
    <div className="block">
      {pieces.map((p) => {
        const top = p.over[0];
        const isEdit = p.over.some((m) => m.look === 'editing');
        const isSelected = !edit && p.over.some((m) => m.id === selected);
        const content = text.slice(p.start, p.end);
        const first = isEdit && edit && p.start === edit.start;
        const last = isEdit && edit && p.end === edit.end;
        return (
          <span key={p.start}>
            {first ? <span className="handle start" data-edge="start" onPointerDown={(e) => onGrab('start', e)} /> : null}
            {top ? (
              <span data-at={p.start} data-item={top.id} title={top.label} className={`piece ${top.look === 'editing' ? (p.over[1]?.look ?? '') : top.look}${isSelected ? ' selected' : ''}${isEdit ? ' editing' : ''}`} onClick={() => !edit && onSelect(top.id)}>
                {content}
              </span>
            ) : (
              <span data-at={p.start}>{content}</span>
            )}
            {last ? <span className="handle end" data-edge="end" onPointerDown={(e) => onGrab('end', e)} /> : null}
          </span>
        );
      })}
      {start === end ? '\u200b' : null}
    </div>
  );
});

// Where in the text a place of the page lies; undefined outside the text.
function placeOf(text: CodePoints, node: Node, offset: number): number | undefined {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : (node as Element);
  const holder = element?.closest<HTMLElement>('[data-at]');
  if (holder && node.nodeType === Node.TEXT_NODE) return text.toCodePoint(text.toUnit(Number(holder.dataset['at'])) + offset);
  const child = node.childNodes[offset] ?? null;
  const near = child instanceof Element ? (child.matches('[data-at]') ? child : child.querySelector('[data-at]')) : null;
  if (near instanceof HTMLElement) return Number(near.dataset['at']);
  const inside = element?.querySelectorAll<HTMLElement>('[data-at]');
  const last = inside?.[inside.length - 1];
  if (last) return text.toCodePoint(text.toUnit(Number(last.dataset['at'])) + (last.textContent?.length ?? 0));
  return holder ? Number(holder.dataset['at']) : undefined;
}

function placeAt(text: CodePoints, x: number, y: number): number | undefined {
  const position = document.caretPositionFromPoint?.(x, y);
  if (position) return placeOf(text, position.offsetNode, position.offset);
  const range = document.caretRangeFromPoint?.(x, y);
  return range ? placeOf(text, range.startContainer, range.startOffset) : undefined;
}

export interface SourcePaneProps {
  label: string;
  raw: string;
  text: CodePoints;
  marks: readonly Mark[];
  selected: number | undefined;
  edit: Span | undefined;
  onSelect: (id: number) => void;
  onSpan: (span: Span) => void; // a new span was drawn
  pages: readonly { number: number; start: number }[];
  pageLabel: (number: number) => string;
  earlier?: ReactNode; // stand before and after a part of a text
  later?: ReactNode;
}

export function SourcePane({ label, raw, text, marks, selected, edit, onSelect, onSpan, pages, pageLabel, earlier, later }: SourcePaneProps) {
  const pane = useRef<HTMLDivElement>(null);
  const blocks = useMemo(() => {
    const out: Span[] = [];
    let at = text.start;
    for (const line of raw.split('\n')) {
      const length = text.toCodePoint(text.toUnit(at) + line.length) - at;
      out.push({ start: at, end: at + length });
      at += length + 1;
    }
    return out;
  }, [raw, text]);
  const byBlock = useMemo(() => {
    const sorted = [...marks].sort((a, b) => a.start - b.start);
    const out = new Map<number, Mark[]>();
    let next = 0;
    let open: Mark[] = []; // marks that began before and reach into the block
    for (const b of blocks) {
      while (next < sorted.length && (sorted[next] as Mark).start < b.end) open.push(sorted[next++] as Mark);
      open = open.filter((m) => m.end > b.start);
      if (open.length > 0) out.set(b.start, [...open]);
    }
    return out;
  }, [blocks, marks]);
  const shownPart = marks.length > 0 ? text.start : -1; // a part is on its way until its marks are there
  useLayoutEffect(() => {
    if (selected === undefined) return;
    scrollWithin(pane.current?.querySelector(`[data-item="${selected}"]`), 'center');
  }, [selected, shownPart]);

  // Where the button comes up does not matter: a hand often ends beside the text.
  const readSelection = (): void => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    if (!pane.current?.contains(range.commonAncestorContainer)) return;
    const start = placeOf(text, range.startContainer, range.startOffset);
    const end = placeOf(text, range.endContainer, range.endOffset);
    if (start === undefined || end === undefined) return;
    const span = snapToWords(text, { start, end });
    selection.removeAllRanges();
    if (span) onSpan(span);
  };
  const onGrab = useMemo(
    () => (edge: Edge, e: PointerEvent<HTMLSpanElement>) => {
      e.preventDefault();
      const now = pane.current?.dataset;
      const move = (m: globalThis.PointerEvent): void => {
        const at = placeAt(text, m.clientX, m.clientY);
        const other = Number(now?.[edge === 'start' ? 'end' : 'start']);
        if (at === undefined || at === other) return;
        const span = trimSpan(text, edge === 'start' ? { start: Math.min(at, other - 1), end: other } : { start: other, end: Math.max(at, other + 1) });
        if (span) onSpan(span);
      };
      const up = (): void => {
        removeEventListener('pointermove', move);
        removeEventListener('pointerup', up);
        removeEventListener('pointercancel', up);
      };
      addEventListener('pointermove', move);
      addEventListener('pointerup', up);
      addEventListener('pointercancel', up);
    },
    [text, onSpan],
  );
  return (
    <div className="pane-body" tabIndex={0} role="region" aria-label={label}>
      {earlier}
      <div ref={pane} className="source-text" onMouseDown={() => addEventListener('mouseup', () => setTimeout(readSelection), { once: true })} {...(edit ? { 'data-start': edit.start, 'data-end': edit.end } : {})}>
        {blocks.map((b) => {
          const inside = byBlock.get(b.start) ?? noMarks;
          const touched = edit !== undefined && edit.start < Math.max(b.end, b.start + 1) && edit.end > b.start;
          const holds = inside.some((m) => m.id === selected);
          const page = pages.length > 1 ? pages.find((x) => x.start >= b.start && x.start <= b.end) : undefined;
          return (
            <Fragment key={b.start}>
            {page ? <div className="page-break">{pageLabel(page.number)}</div> : null}
            <Block
              text={text}
              start={b.start}
              end={b.end}
              marks={inside}
              selected={touched || holds ? selected : undefined}
              edit={touched || (edit && holds) ? edit : undefined}
              onSelect={onSelect}
              onGrab={onGrab}
            />
            </Fragment>
          );
        })}
      </div>
      {later}
    </div>
  );
}
