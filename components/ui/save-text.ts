const keptMs = 60_000;

type TextFile = { type: "text/csv" | "application/json"; name: string };

/** Saves a text as a file. It is made in the browser; nobody else sees it. */
export function saveText(text: string, { type, name }: TextFile): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keptMs);
}
