import type { AskProgram } from "./program-asking.ts";

/** How long a program that gave no answer is left alone. One that hangs leaves a process that cannot be ended. */
const patienceMs = { silent: 60_000, failed: 30_000, missing: 300_000 } as const;

/** Asks as before, but spares a program what it had nothing to say to a moment ago; another question may do better. */
export function makePatient(ask: AskProgram, now: () => number = () => performance.now()): AskProgram {
  const past = new Map<string, { untilMs: number; problem: keyof typeof patienceMs }>();
  return async (argv, limitMs) => {
    const [program = ""] = argv;
    const question = argv.join("\n");
    const known = [past.get(program), past.get(question)].find((each) => each && now() < each.untilMs);
    if (known) return { problem: known.problem };
    const answer = await ask(argv, limitMs);
    if ("problem" in answer) {
      const { problem } = answer;
      const key = problem === "missing" ? program : question;
      past.set(key, { untilMs: now() + patienceMs[problem], problem });
    }
    return answer;
  };
}
