import type { ReactNode } from "react";
import { ToastProvider } from "#components/ui/toast.tsx";
import { Header } from "./header.tsx";
import { LiveState } from "./live-state.tsx";
import { LostLine } from "./lost-line.tsx";
import { OverlayProvider } from "./overlay.tsx";
import { RunStrip } from "./run-strip.tsx";
import { Sidebar } from "./sidebar.tsx";
import type { Theme } from "./theme.ts";

export type ConsoleFrameProps = { theme: Theme; children: ReactNode };

/** Sidebar, header, page, strip. The page scrolls with the window, so that the browser keeps its place. */
export function ConsoleFrame({ theme, children }: ConsoleFrameProps) {
  return (
    <ToastProvider>
      <OverlayProvider>
        <LiveState />
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-accent focus:px-3 focus:py-2 focus:text-accent-ink"
        >
          Skip to the page
        </a>
        <div className="grid min-h-dvh wide:grid-cols-[14rem_minmax(0,1fr)]">
          <aside
            aria-label="Sidebar"
            className="sticky top-0 hidden h-dvh overflow-auto border-line border-r bg-surface-2 wide:block"
          >
            <Sidebar className="min-h-full" />
          </aside>
          <div className="flex min-h-dvh min-w-0 flex-col">
            <Header theme={theme} />
            <main
              id="main"
              tabIndex={-1}
              // A page that fills what is left of the window, whatever stands above and below it, says so.
              className="min-w-0 flex-1 px-4 py-5 outline-none has-[>[data-fills]]:flex has-[>[data-fills]]:flex-col wide:px-6"
            >
              {children}
            </main>
            <div className="sticky bottom-0 z-20">
              <LostLine />
              <RunStrip />
            </div>
          </div>
        </div>
      </OverlayProvider>
    </ToastProvider>
  );
}
