import type { BackendKind } from "#cli-bridge/protocol/backend-answer.ts";

/** The kinds of server that can be started here. */
export const managedKinds = [
  "ollama",
  "lmstudio",
  "vllm",
  "lmdeploy",
  "llamacpp",
] as const satisfies BackendKind[];
export type ManagedKind = (typeof managedKinds)[number];

/** What a server is to be started with. */
export type ServerWanted = {
  /** A file, a folder or a repository; a server that serves many models is started with none. */
  model?: string | undefined;
  /** What its clients call the model. */
  servedAs?: string | undefined;
  /** The file beside a model that lets it see. */
  projector?: string | undefined;
  host: string;
  port: number;
  /** Numbers or ids of GPUs, apart by commas. */
  gpus?: string | undefined;
  context?: number | undefined;
  trustsCode: boolean;
  /** Further arguments, in the words of the server. */
  args: readonly string[];
  env: Readonly<Record<string, string>>;
};

/** How one kind of server is started, watched and ended. */
export type Recipe = {
  kind: ManagedKind;
  title: string;
  /** What it is called on the PATH, which variable says where else it is, and where it is often found below the home. */
  program: string;
  programVariable: string;
  usualPlaces?: readonly string[];
  /** How it is installed. */
  install: { says: string; url: string };
  port: number;
  /** What its model can be; without a word it serves those that it has. */
  model: "none" | "needed" | "optional";
  /** The words behind the program. Where it listens stands last, so that nothing before it counts. */
  argv: (wanted: ServerWanted) => string[];
  env: (wanted: ServerWanted) => Record<string, string>;
  /** The variable that carries the key which it asks of its clients. */
  keyVariable?: string;
  /** What answers once it can be used, asked in this order. */
  ready: readonly string[];
  readySeconds: number;
  /** How long it may take to end by itself. */
  graceSeconds: number;
  /** Words that start a service which goes on by itself, and those that end it again. */
  service?: {
    up: readonly (readonly string[])[];
    /** The first ends what was started, those after it what was not open before. */
    down: readonly (readonly string[])[];
    /** Words that tell in JSON whether it serves already, for whomever: `running`, and at which `port`. */
    status: readonly string[];
    /** Whether a person has it open already. */
    isOpen: () => Promise<boolean>;
  };
};

/**
 * What is done for one GPU or several, in the variables that the libraries of NVIDIA and of AMD read. A third one of
 * AMD's, ROCR_VISIBLE_DEVICES, hides cards below these and numbers the others anew, so that both would hide them all.
 */
export const gpuEnv = ({ gpus }: ServerWanted): Record<string, string> =>
  gpus === undefined ? {} : { CUDA_VISIBLE_DEVICES: gpus, HIP_VISIBLE_DEVICES: gpus };

/** An option with its value, where there is one. */
export const said = (flag: string, value: string | number | undefined): string[] =>
  value === undefined ? [] : [flag, String(value)];
