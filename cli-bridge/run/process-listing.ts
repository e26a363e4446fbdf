import { readdirSync, readFileSync } from "node:fs";
import { execaSync } from "execa";

export type ListedProcess = {
  pid: number;
  parent: number;
  group: number;
  startTime: string;
  isZombie: boolean;
};

const hasProc = process.platform === "linux";

/** Every process that can be seen now. */
export function listProcesses(): ListedProcess[] {
  if (!hasProc) return processesFromPs(["-A"]);
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => processFromProc(Number(pid)) ?? []);
}

export function processOf(pid: number): ListedProcess | undefined {
  return hasProc ? processFromProc(pid) : processesFromPs(["-p", String(pid)])[0];
}

/** Changes with every start of the machine, so that a pid from before it is never mistaken for one of now. */
export function bootId(): string {
  if (hasProc) return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  const { stdout } = execaSync("sysctl", ["-n", "kern.boottime"], { reject: false, timeout: 2_000 });
  return typeof stdout === "string" ? stdout.trim() : "";
}

/** Whether a process was started with this exact `NAME=value` in its environment. */
export function hasInEnvironment(pid: number, entry: string): boolean {
  if (!hasProc) return false;
  const environ = readSilently(`/proc/${pid}/environ`);
  return environ !== undefined && `\0${environ}`.includes(`\0${entry}\0`);
}

/** The name of a program may hold spaces and brackets, so fields are counted from its last bracket (man proc_pid_stat). */
function processFromProc(pid: number): ListedProcess | undefined {
  const stat = readSilently(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  const [state, parent, group, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const startTime = rest[16] ?? "";
  const isZombie = state === "Z" || state === "X";
  return { pid, parent: Number(parent), group: Number(group), startTime, isZombie };
}

function processesFromPs(selection: string[]): ListedProcess[] {
  const columns = "pid=,ppid=,pgid=,stat=,lstart=";
  const { stdout } = execaSync("ps", [...selection, "-o", columns], { reject: false, timeout: 5_000 });
  if (typeof stdout !== "string") return [];
  return stdout.split("\n").flatMap((row) => {
    const [pid, parent, group, state, ...start] = row.trim().split(/\s+/);
    if (!pid || !parent || !group || !state) return [];
    const numbers = { pid: Number(pid), parent: Number(parent), group: Number(group) };
    return [{ ...numbers, startTime: start.join(" "), isZombie: state.startsWith("Z") }];
  });
}

/** A process may vanish between being listed and being read, and another user's environment may not be read at all. */
function readSilently(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
