import fc from "fast-check";
import { expect, test } from "vitest";
import type { BackendState } from "#cli-bridge/protocol/backend-answer.ts";
import { InstanceWatch } from "#lib/server/backends/instance-watch.ts";
import { circuitOf } from "#lib/server/backends/standing.ts";
import { makeClock, makeServer, noHttp } from "./fake-server.ts";

type Mode = "up" | "down" | "hangs";

/** What a watch should do, in as few words as that takes: one look after another, each as late as it should be. */
class Model {
  mode: Mode = "up";
  now = 0;
  looks = 0;
  failures = 0;
  state: BackendState = "checking";
  isAttended = false;
  checkedAt = 0;
  nextAt = 0;
  /** When the look that hangs is given up, and whether another is wanted after it. */
  givenUpAt: number | undefined;
  isWantedAgain = false;

  get pace(): number {
    return this.isAttended ? Math.min(60_000, 5_000 * 2 ** Math.max(0, this.failures - 1)) : 60_000;
  }
  look(): void {
    this.looks += 1;
    if (this.mode === "hangs") this.givenUpAt = this.now + 5_000;
    else this.end(this.mode === "up" ? "healthy" : "offline");
  }
  end(state: BackendState): void {
    this.state = state;
    this.failures = state === "healthy" ? 0 : this.failures + 1;
    this.givenUpAt = undefined;
    this.checkedAt = this.now;
    this.nextAt = this.now + this.pace;
    if (!this.isWantedAgain) return;
    this.isWantedAgain = false;
    this.look();
  }
  pass(ms: number): void {
    const until = this.now + ms;
    while ((this.givenUpAt ?? this.nextAt) <= until) {
      this.now = this.givenUpAt ?? this.nextAt;
      if (this.givenUpAt === undefined) this.look();
      else this.end("timeout");
    }
    this.now = until;
  }
  attend(is: boolean): void {
    if (is === this.isAttended) return;
    this.isAttended = is;
    if (this.givenUpAt === undefined) this.nextAt = Math.max(this.now, this.checkedAt + this.pace);
  }
  refresh(): void {
    if (this.givenUpAt === undefined) this.look();
    else this.isWantedAgain = true;
  }
}

type Step = ["pass", ms: number] | ["turn", Mode] | ["attend", boolean] | ["refresh"];

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.nat(100_000).map((ms): Step => ["pass", ms]) },
  { weight: 2, arbitrary: fc.constantFrom<Mode>("up", "down", "hangs").map((mode): Step => ["turn", mode]) },
  { weight: 1, arbitrary: fc.boolean().map((is): Step => ["attend", is]) },
  { weight: 1, arbitrary: fc.constant<Step>(["refresh"]) },
);

test("however a server comes, goes and hangs, and whoever looks, it is asked when it should be and shown as it was found", () =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { clock, pass } = makeClock();
      const server = makeServer();
      const began = clock.now();
      const watch = new InstanceWatch({
        clock,
        open: async () => ({ adapter: server.adapter, http: noHttp(server.instance.url) }),
        onSeen: () => undefined,
      });
      const model = new Model();
      for (const [what, how] of [["pass", 0] as Step, ...steps]) {
        if (what === "attend") {
          model.attend(how);
          watch.attend(how);
        } else if (what === "refresh") {
          model.refresh();
          void watch.refresh();
        } else if (what === "turn") {
          model.mode = how;
          server.isUp = how !== "down";
          server.hangs = how === "hangs";
        }
        const ms = what === "pass" ? how : 0;
        model.pass(ms);
        await pass(ms);
        const { standing } = watch.seen();
        expect(standing).toMatchObject({ state: model.state, failures: model.failures });
        expect(server.asked.health).toBe(model.looks);
        const nextAt = watch.nextAt === undefined ? undefined : watch.nextAt - began;
        expect(nextAt).toBe(model.givenUpAt === undefined ? model.nextAt : undefined);
        expect(circuitOf(standing, watch.nextAt).state).toBe(model.failures >= 3 ? "open" : "closed");
      }
      await watch.close();
    }),
    { numRuns: 300, seed: 20_261_121 },
  ));
