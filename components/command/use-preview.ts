"use client";

import { useEffect, useRef, useState } from "react";
import type { Preview } from "#cli-bridge/protocol/preview.ts";
import { askApi, type Refusal } from "#components/run/ask-api.ts";
import { api } from "#lib/paths.ts";
import type { CommandInput } from "./command-view.ts";

/** How long the form must rest before it is asked about again; the first time, and for a plan, there is nothing to wait for. */
const settleMs = 200;

export type PreviewState = {
  preview?: Preview;
  refusal?: Refusal;
  /** Whether the form says something else by now than what was asked about. */
  isOld?: boolean;
};

/** The command in words, as the server would run it. It follows the form at a short distance; an older question is dropped. */
export function usePreview(command: string, input: CommandInput, isComplete: boolean): PreviewState {
  const [{ asked, ...state }, setState] = useState<PreviewState & { asked?: string }>({});
  const isFirst = useRef(true);
  const inputText = JSON.stringify(input);
  const question = `${command} ${inputText}`;
  useEffect(() => {
    if (!isComplete) return setState({});
    const abort = new AbortController();
    const ask = async () => {
      const body = { input: JSON.parse(inputText) };
      const answer = await askApi<Preview>(api.preview(command), {
        method: "POST",
        body,
        signal: abort.signal,
      });
      // What was last understood stays to be read while its successor is being corrected.
      setState((before) =>
        answer.ok
          ? { preview: answer.value, asked: question }
          : { ...before, refusal: answer.refusal, asked: question },
      );
    };
    const isTyped = !isFirst.current && JSON.parse(inputText).plan === undefined;
    const timer = setTimeout(() => ask().catch(() => undefined), isTyped ? settleMs : 0);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [command, inputText, question, isComplete]);
  return { ...state, isOld: state.preview !== undefined && asked !== question };
}
