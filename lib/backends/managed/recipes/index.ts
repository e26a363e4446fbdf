import type { ManagedKind, Recipe } from "../recipe.ts";
import { llamacpp } from "./llamacpp.ts";
import { lmdeploy } from "./lmdeploy.ts";
import { lmstudio } from "./lmstudio.ts";
import { ollama } from "./ollama.ts";
import { vllm } from "./vllm.ts";

export const recipes: Readonly<Record<ManagedKind, Recipe>> = { ollama, lmstudio, vllm, lmdeploy, llamacpp };
