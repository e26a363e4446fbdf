import type { RefObject } from "react";

type FileChooserProps = {
  /** Whatever is to open it clicks this. */
  ref: RefObject<HTMLInputElement | null>;
  label: string;
  accept: string;
  onFile: (file: File) => void;
};

/** Asks the browser for a file. The same one can be chosen twice. */
export function FileChooser({ ref, label, accept, onFile }: FileChooserProps) {
  return (
    <input
      ref={ref}
      type="file"
      hidden={true}
      aria-label={label}
      accept={accept}
      onChange={({ target }) => {
        const [file] = target.files ?? [];
        target.value = "";
        if (file) onFile(file);
      }}
    />
  );
}
