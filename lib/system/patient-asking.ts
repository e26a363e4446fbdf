import type { AskProgram } from "./program-asking.ts";

/** How long a program that gave no answer is left alone. One that hangs leaves a process that cannot be ended. */
const patienceMs = { silent: 60_000, failed: 30_000, missing: 300_000 } as const;

/** Asks as before, but spares a program that had nothing to say a moment ago. */
export function makePatient(ask: AskProgram, now: () => number = () => performance.now()): AskProgram {
  const past = new Map<string, { untilMs: number; problem: keyof typeof patienceMs }>();
  return async (argv, limitMs) => {
    const [program = ""] = argv;
    const known = past.get(program);
    if (known && now() < known.untilMs) return { problem: known.problem };
    const answer = await ask(argv, limitMs);
    if ("problem" in answer)
      past.set(program, { untilMs: now() + patienceMs[answer.problem], problem: answer.problem });
    return answer;
  };
}
