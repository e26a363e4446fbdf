import { readStored, writeStored } from "#components/shell/browser-memory.ts";
import { type BrowseState, parseBrowseState, toBrowsePath, withChange } from "./browse-state.ts";

export type SavedView = { name: string; query: string };

const storeName = "modeldeck.views";
export const nameMax = 60;

/** A view is what the address says of the list; the model that is open is no part of it. */
export function toViewQuery(state: BrowseState, columns: readonly string[] | undefined): string {
  const { model: _open, ...rest } = state;
  const path = toBrowsePath(withChange(rest, { columns: columns?.join(",") }));
  return path.slice(path.indexOf("?") + 1);
}

export function stateOfView({ query }: Pick<SavedView, "query">): BrowseState {
  const words = new URLSearchParams(query);
  return parseBrowseState((name) => words.get(name));
}

/** Kept as words, each a name and an address, since that is what the browser's memory holds. */
export function readViews(): SavedView[] {
  return readStored(storeName).flatMap((word) => {
    const end = word.indexOf("\n");
    return end <= 0 ? [] : [{ name: word.slice(0, end), query: word.slice(end + 1) }];
  });
}

export function writeViews(views: readonly SavedView[]): void {
  writeStored(
    storeName,
    views.map(({ name, query }) => `${name}\n${query}`),
  );
}

/** One name, one view: saving again under a name replaces what it stood for. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  const isKnown = views.some(({ name }) => name === view.name);
  return isKnown ? views.map((known) => (known.name === view.name ? view : known)) : [...views, view];
}

export function renamed(views: readonly SavedView[], from: string, to: string): SavedView[] {
  const others = views.filter(({ name }) => name === from || name !== to);
  return others.map((view) => (view.name === from ? { ...view, name: to } : view));
}

export const toViewName = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, nameMax);
