const thinkingWords = "reason think chain_of_thought cot reasoner o1 o3 r1 deepseek";

/** Each capability beside the words that mean the same, as the original tool spells them. */
export const capabilityWords: Readonly<Record<string, readonly string[]>> = {
  text: "text language chat".split(" "),
  vision: "vision visual multimodal mm image vl".split(" "),
  audio: "audio speech voice asr tts".split(" "),
  embedding: "embedding embed text-embedding representation".split(" "),
  tools: (
    "tools tool_use tool-use tool_call tool-call toolcalls tool_calls toolchoice tool_choice function_call function-call " +
    "function_calls function_calling function-calling function_tools functioncalling toolcalling auto_tool_choice"
  ).split(" "),
  thinking: `thinking reasoning ${thinkingWords}`.split(" "),
  reasoning: `reasoning thinking ${thinkingWords}`.split(" "),
};
