import type { RefusalCode } from "#cli-bridge/protocol/console-error.ts";

export type LoadStep =
  | { at: "requested" }
  | { at: "unloading"; left: readonly string[] }
  | { at: "loading"; share?: number | undefined }
  /** The connection broke, and perhaps only that. */
  | { at: "looking" }
  | { at: "ready"; instance: string; wasThere: boolean }
  | { at: "failed"; code: RefusalCode; message: string; hint?: string | undefined }
  | { at: "timed-out"; limitMs: number };

export type LoadState = { model: string } & LoadStep;

export type LoadSign =
  | { sign: "there"; instance: string }
  | { sign: "unloading"; ids: readonly string[] }
  | { sign: "unloaded"; id: string }
  | { sign: "sent" }
  | { sign: "progress"; share: number }
  | { sign: "answered"; instance: string }
  | { sign: "lost" }
  | { sign: "refused"; code: RefusalCode; message: string; hint?: string | undefined }
  | { sign: "too-late"; limitMs: number };

export const hasEnded = ({ at }: LoadStep): boolean =>
  at === "ready" || at === "failed" || at === "timed-out";

/** Where a load stands after a sign. What does not fit where it stands changes nothing, and an end stays one. */
export function stepLoad(state: LoadState, sign: LoadSign): LoadState {
  if (hasEnded(state)) return state;
  const { model } = state;
  if (sign.sign === "too-late") return { model, at: "timed-out", limitMs: sign.limitMs };
  if (sign.sign === "refused") {
    return { model, at: "failed", code: sign.code, message: sign.message, hint: sign.hint };
  }
  const next = steps[state.at]?.(state, sign);
  return next === undefined ? state : { model, ...next };
}

type Step = (state: LoadState, sign: LoadSign) => LoadStep | undefined;

const ready = (instance: string, wasThere = false): LoadStep => ({ at: "ready", instance, wasThere });

const steps: Partial<Record<LoadStep["at"], Step>> = {
  requested: (_, sign) => {
    if (sign.sign === "there") return ready(sign.instance, true);
    if (sign.sign === "unloading" && sign.ids.length > 0) return { at: "unloading", left: sign.ids };
    return sign.sign === "sent" ? { at: "loading" } : undefined;
  },
  unloading: (state, sign) => {
    if (state.at !== "unloading") return undefined;
    if (sign.sign === "unloaded") return { at: "unloading", left: state.left.filter((id) => id !== sign.id) };
    // Both at once would be what the unloading was to spare the memory.
    return sign.sign === "sent" && state.left.length === 0 ? { at: "loading" } : undefined;
  },
  loading: (state, sign) => {
    if (state.at !== "loading") return undefined;
    if (sign.sign === "answered") return ready(sign.instance);
    if (sign.sign === "lost") return { at: "looking" };
    // A bar that goes back makes people doubt it.
    const isFurther = sign.sign === "progress" && sign.share > (state.share ?? -1);
    return isFurther ? { at: "loading", share: Math.min(1, sign.share) } : undefined;
  },
  looking: (_, sign) => (sign.sign === "answered" ? ready(sign.instance) : undefined),
};

/** The state as a line of a log. */
export function sayLoad(state: LoadState): string {
  const { model } = state;
  if (state.at === "requested") return `Asking for ${model}…`;
  if (state.at === "unloading") {
    return state.left.length === 0
      ? `There is room for ${model} now.`
      : `Unloading ${state.left.join(", ")}…`;
  }
  if (state.at === "looking") return `The connection broke; looking whether ${model} has been loaded…`;
  if (state.at === "ready") return `${model} is ${state.wasThere ? "in memory already" : "ready"}.`;
  if (state.at === "failed") return `${model} was not loaded: ${state.message}`;
  if (state.at === "timed-out") {
    return `${model} was not ready after ${Math.round(state.limitMs / 1000)} s; it may still come.`;
  }
  return state.share === undefined
    ? `Loading ${model}…`
    : `Loading ${model}… ${Math.round(state.share * 100)} %`;
}
