"use client";

import { type ReactNode, Suspense, useState } from "react";

type MadeAtPressProps = { button: (press: () => void) => ReactNode; menu: () => ReactNode };

/**
 * A button that becomes a menu at its first press. Rows come and go by the thousand, and hardly any menu of the page is
 * ever opened, so neither they nor the code that draws them are there before.
 */
export function MadeAtPress({ button, menu }: MadeAtPressProps) {
  const [isMade, setIsMade] = useState(false);
  const press = () => setIsMade(true);
  return isMade ? <Suspense fallback={button(press)}>{menu()}</Suspense> : button(press);
}
