/** How the variables begin that servers of models and the libraries under them read. */
const prefixes = [
  ...["OLLAMA_", "VLLM_", "LMDEPLOY_", "TM_", "LLAMA_", "GGML_", "LMS_"],
  ...["CUDA_", "NVIDIA_", "HIP_", "ROCR_", "HSA_", "NCCL_", "GLOO_", "HF_", "TRANSFORMERS_"],
  ...["TORCH_", "PYTORCH_", "TRITON_", "FLASHINFER_", "RAY_", "OMP_", "MKL_"],
];
const proxies = /^(?:https?|all|no)_proxy$/i;

export const serverPrefixes: readonly string[] = prefixes;

/** Whether a server of models may be told it, and is handed it from the console's own environment. */
export const isForServers = (name: string): boolean =>
  prefixes.some((prefix) => name.startsWith(prefix)) || proxies.test(name);
