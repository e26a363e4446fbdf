"use client";

import { type ComponentProps, createContext, type KeyboardEvent, use, useId, useState } from "react";

type Shown = { id: string; value: string; show: (value: string) => void };

const ShownContext = createContext<Shown | undefined>(undefined);

function useShown(): Shown {
  const shown = use(ShownContext);
  if (shown === undefined) throw new Error("A tab needs a TabSet around it.");
  return shown;
}

export type TabSetProps = ComponentProps<"div"> & { initial: string };

/**
 * Tabs that change what is shown and not the address. Radix writes inline styles into what the server sends, which the
 * page's policy forbids; these write none.
 */
export function TabSet({ initial, ...rest }: TabSetProps) {
  const [value, show] = useState(initial);
  const id = useId();
  return (
    <ShownContext value={{ id, value, show }}>
      <div data-slot="tab-set" {...rest} />
    </ShownContext>
  );
}

const steps: Record<string, (index: number, count: number) => number> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_index, count) => count - 1,
};

function walk(event: KeyboardEvent<HTMLElement>): void {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
  const index = event.target instanceof HTMLElement ? tabs.indexOf(event.target) : -1;
  const next = index < 0 ? undefined : steps[event.key]?.(index, tabs.length);
  if (next === undefined) return;
  event.preventDefault();
  tabs[next]?.focus();
  tabs[next]?.click();
}

export function TabList(props: ComponentProps<"div">) {
  return <div data-slot="tab-list" role="tablist" tabIndex={-1} onKeyDown={walk} {...props} />;
}

export function Tab({ value, ...rest }: ComponentProps<"button"> & { value: string }) {
  const shown = useShown();
  const isShown = shown.value === value;
  return (
    <button
      data-slot="tab"
      data-state={isShown ? "active" : "inactive"}
      type="button"
      role="tab"
      id={`${shown.id}-${value}`}
      aria-selected={isShown}
      aria-controls={isShown ? `${shown.id}-${value}-panel` : undefined}
      tabIndex={isShown ? 0 : -1}
      onClick={() => shown.show(value)}
      {...rest}
    />
  );
}

/** Only the panel that is shown is there at all. */
export function TabPanel({ value, ...rest }: ComponentProps<"div"> & { value: string }) {
  const shown = useShown();
  if (shown.value !== value) return null;
  return (
    <div
      data-slot="tab-panel"
      role="tabpanel"
      id={`${shown.id}-${value}-panel`}
      aria-labelledby={`${shown.id}-${value}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel without controls is reached, and scrolled, by key.
      tabIndex={0}
      {...rest}
    />
  );
}
