import { z } from "zod";

const contender = z.strictObject({
  name: z.string(),
  displayName: z.string(),
  backend: z.string(),
  /** What counts: the priority said, or 0. */
  priority: z.number(),
  isPrioritySaid: z.boolean(),
  /** Whether it can be chosen for the role at all. */
  isAble: z.boolean(),
  wins: z.boolean(),
  /** Whether its files are there. Who is chosen without them answers nothing all the same. */
  installed: z.boolean(),
  logicalOnly: z.boolean(),
  why: z.string(),
});

const roleStanding = z.strictObject({
  role: z.string(),
  winner: z.string().optional(),
  why: z.string(),
  /** The winner first, then those it wins over, then those that cannot be chosen; not all of them where they are many. */
  contenders: z.array(contender),
  total: z.number().int().nonnegative(),
});

/** Which model wins which role, and why. */
export const rolesAnswer = z.strictObject({ roles: z.array(roleStanding) });

export type Contender = z.infer<typeof contender>;
export type RoleStanding = z.infer<typeof roleStanding>;
export type RolesAnswer = z.infer<typeof rolesAnswer>;
