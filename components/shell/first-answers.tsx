"use client";

import type { ReactNode } from "react";
import { SWRConfig } from "swr";

export type FirstAnswersProps = { answers: Record<string, unknown>; children: ReactNode };

/** What the server knew while it made the page, so that the frame is whole before the first request. */
export function FirstAnswers({ answers, children }: FirstAnswersProps) {
  return <SWRConfig value={{ fallback: answers }}>{children}</SWRConfig>;
}
