const patienceMs = 5_000;
const watchers = new Set<() => void>();

/** When the page was told last of what happens. One that was just drawn is as new as that. */
let toldAt = Date.now();
let waiting: ReturnType<typeof setTimeout> | undefined;
let shown: number | undefined;

/** From when all that is shown is, where nobody has told the page anything for longer than a breath. */
export const lostSince = (): number | undefined => shown;

export function watchLost(notify: () => void): () => void {
  watchers.add(notify);
  return () => watchers.delete(notify);
}

export function noteStream(isOpen: boolean): void {
  if (isOpen) {
    noteHidden();
    toldAt = Date.now();
    show(undefined);
  } else waiting ??= setTimeout(() => show(toldAt), patienceMs);
}

/** Nobody tells a hidden page anything, and it asks anew when it is looked at: no fault, but that old it is. */
export function noteHidden(): void {
  clearTimeout(waiting);
  waiting = undefined;
}

/** The time of day, and the day with it where that is another one. */
export function toMomentWords(at: number): string {
  const [date, today] = [new Date(at), new Date()];
  return date.toDateString() === today.toDateString() ? date.toLocaleTimeString() : date.toLocaleString();
}

function show(since: number | undefined): void {
  if (shown === since) return;
  shown = since;
  for (const notify of watchers) notify();
}
