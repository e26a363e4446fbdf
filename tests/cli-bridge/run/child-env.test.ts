import { describe, expect, it } from "vitest";
import { childEnv } from "#cli-bridge/run/child-env.ts";

const given = (source: Record<string, string>) =>
  childEnv(source, { secrets: { HF_TOKEN: "hf_given" }, marker: "m", hasChannel: true });

describe("the environment of a run", () => {
  it.each([
    ...["HF_ENDPOINT", "HF_HOME", "HF_TOKEN_PATH", "HF_HUB_CACHE", "HF_HUB_OFFLINE", "HUGGINGFACE_HUB_CACHE"],
    ...["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "https_proxy", "no_proxy", "all_proxy"],
    ...["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "XDG_CACHE_HOME"],
    "MODELDECK_DOWNLOADS_AT_ONCE",
  ])("has %s, so that it reaches the hub as the console does", (name) => {
    expect(given({ [name]: "x" })[name]).toBe("x");
  });

  it.each([
    ...["HSA_OVERRIDE_GFX_VERSION", "NCCL_P2P_DISABLE", "PYTORCH_CUDA_ALLOC_CONF", "OMP_NUM_THREADS"],
    ...["TRANSFORMERS_OFFLINE", "CUDA_VISIBLE_DEVICES", "VLLM_USE_V1", "LMSTUDIO_URL"],
  ])("has %s, so that a server started from the console is told what it is told at a terminal", (name) => {
    expect(given({ [name]: "x" })[name]).toBe("x");
  });

  it("has a token that was given for this run in the place of the usual one", () => {
    expect(given({ HF_TOKEN: "hf_usual" }).HF_TOKEN).toBe("hf_given");
  });

  it.each([
    "MODELDECK_SESSION_SECRET",
    "MODELDECK_PASSWORD",
    "MODELDECK_TOKEN",
    "AWS_SECRET_ACCESS_KEY",
    "NODE_OPTIONS",
  ])("has no %s", (name) => {
    expect(given({ [name]: "x" })).not.toHaveProperty(name);
  });
});
