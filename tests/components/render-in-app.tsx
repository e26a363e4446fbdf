import { render } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import type { ReactNode } from "react";

/** Draws what leads to other pages of the console; where it leads is told. */
export function renderInApp(node: ReactNode, push: (path: string) => void = () => {}) {
  const nothing = () => {};
  const router = {
    ...{ push, back: nothing, forward: nothing, refresh: nothing, replace: nothing, prefetch: nothing },
    ...{ bfcacheId: "" },
  };
  return render(<AppRouterContext value={router}>{node}</AppRouterContext>);
}
